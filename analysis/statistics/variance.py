"""The linearised variance, from moments (shares) or from scores (everything else)."""

from __future__ import annotations

import numpy as np

from analysis.statistics.arrays import BoolArray, FloatArray, IntArray, add_up
from analysis.statistics.coded_answers import Items
from analysis.statistics.design import Design
from analysis.statistics.moments import Moments
from analysis.statistics.weighting.calibration import sums_by
from analysis.statistics.weighting.calibration_residuals import left_over

EXACT = 1e-13  # a variance under this part of the score's squares is rounding: the value is fixed
CLOSE = 1e-4  # a variance under this part of them lost digits when they were taken off each other
ROUNDED = 1e-24  # the same part where residuals themselves are squared: a millionth of a millionth of them
UNEXPLAINED = 1e-9  # part of a score's squares under which the calibration columns explain it


def share_variance(design: Design, found: Moments, items: Items, p: FloatArray) -> FloatArray:
    """Variance (G, items) of shares p: the score is (1 - p) for those who gave the answer, -p for the rest of
    the base."""
    k, base = items.n_items, items.base
    q = 1 - p
    with np.errstate(invalid="ignore", divide="ignore"):
        squares, size = share_squares(found, items, p)
        sums = q * found.sums[:, :, :k] - p * (found.sums[:, :, base] - found.sums[:, :, :k])
        start = form = None
        if found.start is not None and found.form is not None:
            start = q * found.start[:, :, :k] - p * (found.start[:, :, base] - found.start[:, :, :k])
            form = q * found.form[:, :, :k] - p * (found.form[:, :, base] - found.form[:, :, :k])
        form_value = quadratic(design, squares, size, sums, start, form)
        total = add_up(found.sums)[:, base]
        return (
            form_value
            * shared_out(design, found.strata[:, items.question], found.lonely[:, items.question])
            / total**2
        )


def share_squares(found: Moments, items: Items, p: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The sum of squares of the scores of shares, and the size of its terms; answer and rest of the base
    apart, so that little cancels."""
    k, base = items.n_items, items.base
    own, whole = found.squares[:, :k], found.squares[:, base]
    if found.crossed is None:
        squares = (1 - p) ** 2 * own + p**2 * (whole - own)
        return squares, squares
    alone = (1 - p) ** 2 * own + p**2 * (whole - 2 * found.crossed + own)
    mixed = 2 * p * (1 - p) * (found.crossed - own)
    return alone - mixed, alone + np.abs(mixed)


def quadratic(
    design: Design,
    squares: FloatArray,
    size: FloatArray,
    sums: FloatArray,
    start: FloatArray | None,
    form: FloatArray | None,
) -> FloatArray:
    """The variance (...) of weighted sums of scores, from their squares (...), their sums by stratum (H, ...)
    and, after calibration, their cross-products (q, ...) with the calibration columns.

    size (...): of the terms that the squares were added up from; a variance that is nothing beside it is 0.
    """
    if design.residuals is not None and start is not None and form is not None:
        coefficients = design.residuals.coefficients(start)
        squares = squares + design.residuals.change(coefficients, form)
        sums = sums - design.residuals.strata_sums(coefficients)
    centre = design.centre.reshape(-1, *(1,) * squares.ndim)
    variance = squares - add_up(centre * sums**2)
    least = EXACT if start is None else rounding_of(design)
    return np.where(variance > least * size, variance, 0.0)


def rounding_of(design: Design) -> float:
    """The part of the squares of scores under which a variance from cross-products is rounding: more of them
    after calibration, whose coefficients carry that of the cross-products of its columns."""
    return EXACT if design.residuals is None else UNEXPLAINED


def shared_out(design: Design, strata: FloatArray, lonely: FloatArray) -> FloatArray:
    """The factor by which the policy "average" raises a variance: the strata in the base over those of them
    with more than one primary unit; after calibration, of all strata."""
    if design.averaged == "":
        return np.ones_like(strata)
    if design.averaged == "all":
        strata, lonely = np.full_like(strata, len(design.lonely)), np.full_like(strata, design.lonely.sum())
    return np.asarray(
        np.divide(strata, strata - lonely, out=np.full(strata.shape, np.nan), where=strata > lonely)
    )


def share_is_known(design: Design, found: Moments, items: Items, p: FloatArray) -> BoolArray:
    """True (G, items) where a share p without variance is known: all of the population was counted, or the
    calibration columns explain the answer. Elsewhere the primary units agree by chance."""
    k, base = items.n_items, items.base
    _, size = share_squares(found, items, p)
    known = size == 0
    if found.start is None or found.started is None or design.residuals is None:
        return np.asarray(known)
    own, whole = found.started[:, :k], found.started[:, base]
    squares = (1 - p) ** 2 * own + p**2 * (whole - own)
    start = (1 - p) * found.start[:, :, :k] - p * (found.start[:, :, base] - found.start[:, :, :k])
    explained = add_up(design.residuals.coefficients(start) * start)
    return np.asarray(known | (squares - explained <= UNEXPLAINED * squares))


def grouped_variance(design: Design, scores: FloatArray, codes: IntArray, size: int) -> FloatArray:
    """Variance (size,) of the weighted sums of scores (n,) in each of `size` groups; code `size` is in none
    of them.

    From cross-products; a variance that is small beside them is computed again from the residuals.
    """
    squares, terms, sums = score_squares(design, scores, codes, size)
    start, form = score_products(design, scores, codes, size)
    variance = quadratic(design, squares, terms, sums, start, form)
    for group in np.flatnonzero((terms > 0) & (variance <= CLOSE * terms)):
        variance[group] = residual_variance(design, np.where(codes == group, scores, 0.0))
    if design.counts_alone:
        variance = variance + alone_variance(design, sums, codes, size)
    if design.stages:
        variance = variance + [
            later_covariance(design, np.where(codes == group, scores, 0.0)[:, None])[0, 0]
            for group in range(size)
        ]
    return variance


def alone_in_bases(design: Design, codes: IntArray, size: int) -> BoolArray:
    """True (H, size) for the strata of several primary units, not all there are, of which one alone counts in
    a group's base."""
    counts = (codes < size) & (design.weights > 0)
    unit = np.arange(design.n) if design.psu is None else design.psu
    cells = np.unique(unit[counts] * size + codes[counts])
    places = design.psu_stratum[cells // size] * size + cells % size
    units = np.bincount(places, minlength=len(design.spread) * size).reshape(-1, size)
    drawn = (design.psus_per_stratum > 1) & (design.fraction < 1)
    return np.asarray((units == 1) & drawn[:, None])


def alone_variance(design: Design, sums: FloatArray, codes: IntArray, size: int) -> FloatArray:
    """What the variance (size,) gains, or loses, where one primary unit of a stratum alone is in the base;
    sums (H, size): of its scores.

    Under "adjust" the distance is from 0 in place of the stratum's mean, under "average" the stratum says
    nothing, and `shared_out` makes up for it.
    """
    alone = alone_in_bases(design, codes, size)
    return np.asarray(add_up(alone_factor(design)[:, None] * sums**2 * alone))


def alone_covariance(design: Design, sums: FloatArray, inside: BoolArray) -> FloatArray:
    """The same for a covariance (m, m) of sums over the base `inside` (n,); sums (H, m): by stratum."""
    alone = alone_in_bases(design, np.where(inside, 0, 1), 1)
    return np.asarray(sums.T @ (sums * alone * alone_factor(design)[:, None]))


def alone_factor(design: Design) -> FloatArray:
    """Per stratum, the factor of the squared sum of the only primary unit that is in a base."""
    return design.centre if design.single_psu == "adjust" else design.centre - design.spread


def later_covariance(design: Design, scores: FloatArray) -> FloatArray:
    """What the stages after the first add to the covariance (m, m) of the weighted sums of scores (n, m)."""
    weighted = design.weights[:, None] * residual_scores(design, scores)
    found = np.zeros((scores.shape[1], scores.shape[1]))
    for units in design.later_units:
        found += units.covariance(weighted, design.single_psu == "adjust")
    return found


def residual_variance(design: Design, scores: FloatArray) -> float:
    """Variance of the weighted sum of scores (n,) from what is left of each: by the calibration, then by the
    mean of its stratum."""
    total, size = (
        unit_sums(design, design.weights * part) for part in (left_of(design, scores), np.abs(scores))
    )
    units = design.psus_per_stratum
    centre = np.bincount(design.psu_stratum, total, len(units)) / np.maximum(units, 1)
    total = total - np.where(units == 1, 0.0, centre)[design.psu_stratum]
    spread = design.spread[design.psu_stratum]
    variance = float((spread * total**2).sum())
    return variance if variance > ROUNDED * float((spread * size**2).sum()) else 0.0


def sums_are_known(design: Design, scores: FloatArray, codes: IntArray, variance: FloatArray) -> BoolArray:
    """True for the groups whose weighted sum of scores (n,) has a variance (size,) of 0 because it is known:
    all of the population was counted, or the calibration columns explain every score."""
    known = np.zeros(len(variance), dtype=bool)
    if not (variance == 0).any():
        return known
    moved = np.bincount(codes, design.weights * np.abs(scores), len(variance) + 1)[: len(variance)] > 0
    for group in np.flatnonzero((variance == 0) & moved):
        own = np.where(codes == group, scores, 0.0)
        if design.calibration is not None:
            own = design.calibration.of_households(own)
        left, whole = (
            (design.spread[design.stratum] * (design.weights * part) ** 2).sum()
            for part in (left_of(design, own), own)
        )
        known[group] = left <= ROUNDED * whole
    return known


def unit_sums(design: Design, weighted: FloatArray) -> FloatArray:
    """Sums of (n,) over primary units."""
    if design.psu is None:
        return weighted
    return np.bincount(design.psu, weighted, len(design.psu_stratum)).astype(np.float64)


def score_squares(
    design: Design, scores: FloatArray, codes: IntArray, size: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The sum of squares of weighted scores in groups (size,), that of the sizes of its terms (size,), and
    the sums of the scores by stratum (H, size)."""
    H = len(design.stratum_labels)
    weighted = design.weights * scores
    if design.psu is None:  # each is a unit of its own, and nothing to be added up
        squares = terms = group_sums(codes, size, design.spread[design.stratum] * weighted**2)
    else:
        inside = codes < size
        cells, where = np.unique(design.psu[inside] * size + codes[inside], return_inverse=True)
        spread = design.spread[design.psu_stratum[cells // size]]
        squares, terms = (
            np.bincount(cells % size, spread * np.bincount(where, part, len(cells)) ** 2, size).astype(float)
            for part in (weighted[inside], np.abs(weighted[inside]))
        )
    return squares, terms, crossed_sums(design.stratum, H, codes, size, weighted)


def score_products(
    design: Design, scores: FloatArray, codes: IntArray, size: int
) -> tuple[FloatArray | None, FloatArray | None]:
    """The cross-products `start` and `form` (q, size) of scores in groups with the calibration columns."""
    if design.calibration is None:
        return None, None
    columns, inside = design.calibration.columns, codes < size
    marked = np.where(inside, scores, 0.0)
    safe = np.where(inside, codes, 0)
    start = sums_by(safe, size, columns, design.calibration.start_weights * marked).T
    if design.psu is None:
        squared = design.spread[design.stratum] * design.weights**2
        return start, sums_by(safe, size, columns, squared * marked).T
    totals = sums_by(design.psu, len(design.psu_stratum), columns, design.weights)
    scaled = (totals * design.spread[design.psu_stratum][:, None])[design.psu]
    weighted = design.weights * marked
    return start, np.stack([np.bincount(safe, weighted * column, size) for column in scaled.T])


def group_sums(codes: IntArray, size: int, weights: FloatArray) -> FloatArray:
    """Sum of weights in each group."""
    return np.bincount(codes, weights, size + 1)[:size].astype(np.float64)


def crossed_sums(rows: IntArray, n_rows: int, cells: IntArray, size: int, weights: FloatArray) -> FloatArray:
    """Sum of weights (n_rows, size) by row and cell."""
    table = np.bincount(rows * (size + 1) + cells, weights, n_rows * (size + 1))
    return table.reshape(n_rows, size + 1)[:, :size].astype(np.float64)


def of_own_group(values: FloatArray, codes: IntArray) -> FloatArray:
    """The value of each respondent's group (n,), 0 where that is NaN, and for those outside all groups."""
    return np.asarray(np.append(np.nan_to_num(values), 0.0)[codes])


def residual_scores(design: Design, scores: FloatArray) -> FloatArray:
    """The scores (n, m) less their prediction by the calibration columns; the scores themselves without
    calibration."""
    if design.calibration is None or design.residuals is None:
        return scores
    return left_over(design.residuals, design.calibration, scores)


def left_of(design: Design, scores: FloatArray) -> FloatArray:
    """The same of scores (n,)."""
    return residual_scores(design, scores[:, None])[:, 0]
