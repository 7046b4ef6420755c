"""The linearised variance, from moments (shares) or from scores (everything else).

Of a sum of scores z over primary units c in strata h: Σ_h spread_h (Σ_c z_hc² - (Σ_c z_hc)² / m_h), with
spread_h = (1 - f_h) m_h / (m_h - 1). Woodruff (1971), Binder (1983).
"""

from __future__ import annotations

import numpy as np

from analysis.statistics.arrays import FloatArray, IntArray, add_up
from analysis.statistics.design import Design
from analysis.statistics.layers import Items
from analysis.statistics.moments import Moments

EXACT = 1e-13  # a variance under this part of the score's squares is rounding: the value is fixed


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
    """(sum of squares of the scores of shares, size of its terms): answer and rest of the base apart, so that
    little cancels."""
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
    return np.where(variance > EXACT * size, variance, 0.0)


def shared_out(design: Design, strata: FloatArray, lonely: FloatArray) -> FloatArray:
    """The factor of the policy "average": strata in the base over those of them that have more than one
    unit."""
    if design.single_psu != "average":
        return np.ones_like(strata)
    return np.divide(strata, strata - lonely, out=np.full(strata.shape, np.nan), where=strata > lonely)


def grouped_variance(design: Design, scores: FloatArray, codes: IntArray, size: int) -> FloatArray:
    """Variance (size,) of the weighted sums of scores (n,) in each of `size` groups; code `size` is in none
    of them."""
    squares, terms, sums = score_squares(design, scores, codes, size)
    start, form = score_products(design, scores, codes, size)
    return quadratic(design, squares, terms, sums, start, form)


def score_squares(
    design: Design, scores: FloatArray, codes: IntArray, size: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """(sum of squares (size,), that of the sizes of its terms (size,), sums by stratum (H, size)) of weighted
    scores in groups."""
    H = len(design.stratum_labels)
    inside = codes < size
    weighted = (design.weights * scores)[inside]
    unit = np.arange(design.n) if design.psu is None else design.psu
    cells, where = np.unique(unit[inside] * size + codes[inside], return_inverse=True)
    spread = design.spread[design.psu_stratum[cells // size]]
    squares, terms = (
        np.bincount(cells % size, spread * np.bincount(where, part, len(cells)) ** 2, size).astype(float)
        for part in (weighted, np.abs(weighted))
    )
    sums = np.bincount(design.stratum[inside] * size + codes[inside], weighted, H * size).astype(float)
    return squares, terms, sums.reshape(H, size)


def score_products(
    design: Design, scores: FloatArray, codes: IntArray, size: int
) -> tuple[FloatArray | None, FloatArray | None]:
    """(start, form): cross-products (q, size) of scores in groups with the calibration columns."""
    if design.calibration is None:
        return None, None
    from analysis.statistics.residuals import sums_by

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
