"""Means, totals and ratios, by linearised scores."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import BoolArray, FloatArray, IntArray, respondent_numbers
from analysis.statistics.coded_answers import CodedAnswers, Layer, layers_of
from analysis.statistics.design import Design
from analysis.statistics.estimates.estimates import (
    Estimates,
    base_states,
    design_effect,
    limited_df,
    single_item,
    stacked,
)
from analysis.statistics.estimates.intervals import linear
from analysis.statistics.replicate_weights import ratio_variance_of, total_variance_of, without_rounding
from analysis.statistics.variance import (
    alone_in_bases,
    group_sums,
    grouped_variance,
    of_own_group,
    shared_out,
    sums_are_known,
)

ROUNDING = 1e-12
"""Of the size of the terms: what rounding may leave of a sum of numbers that cancel."""

NEAR = 1e-12
"""Of the squares of numbers: those of what is left of them where they part in their last digits only."""

LAST_DIGIT = 1e-15
"""Of a number: what rounding may leave between it and one that is equal to it."""


def means(
    design: Design,
    y: ArrayLike,
    groups: CodedAnswers | None = None,
    domain: BoolArray | None = None,
    level: float = 0.95,
) -> Estimates:
    """Weighted mean of y in every group, in the unit of y: Estimates (groups, 1).

    y (n,): NaN for a respondent who is not in the base. Binder (1983).
    """
    values = respondent_numbers(y, design.n, "y")
    return ratio_estimates(design, values, np.where(np.isnan(values), np.nan, 1.0), groups, domain, level)


def ratios(
    design: Design,
    y: ArrayLike,
    x: ArrayLike,
    groups: CodedAnswers | None = None,
    domain: BoolArray | None = None,
    level: float = 0.95,
) -> Estimates:
    """Ratio of the weighted totals of y and x in every group: Estimates (groups, 1).

    y, x (n,): NaN in either leaves a respondent out of the base of both. Woodruff (1971).
    """
    above, below = respondent_numbers(y, design.n, "y"), respondent_numbers(x, design.n, "x")
    absent = np.isnan(above) | np.isnan(below)
    above, below = np.where(absent, np.nan, above), np.where(absent, np.nan, below)
    return ratio_estimates(design, above, below, groups, domain, level)


def totals(
    design: Design,
    y: ArrayLike,
    groups: CodedAnswers | None = None,
    domain: BoolArray | None = None,
    level: float = 0.95,
) -> Estimates:
    """Weighted total of y in every group, in the unit of y: Estimates (groups, 1).

    y (n,): NaN for a respondent who is not in the base; the total is that of the others, nothing is imputed.
    """
    values = respondent_numbers(y, design.n, "y")
    return stacked(
        [layer_totals(design, values, layer, level) for layer in layers_of(groups, domain, design.n)]
    )


def weighted_means(
    design: Design, y: ArrayLike, groups: CodedAnswers | None = None, domain: BoolArray | None = None
) -> FloatArray:
    """Weighted mean (groups,) of y in every group, without its precision; NaN where nobody counts."""
    values = respondent_numbers(y, design.n, "y")
    found = []
    for layer in layers_of(groups, domain, design.n):
        codes, y = in_base(layer, values), np.nan_to_num(values)
        below = group_sums(codes, layer.size, design.weights)
        found.append(grouped_ratio(design, y, np.ones_like(y), codes, below))
    return np.concatenate(found)


def ratio_estimates(
    design: Design,
    y: FloatArray,
    x: FloatArray,
    groups: CodedAnswers | None,
    domain: BoolArray | None,
    level: float,
) -> Estimates:
    """Ratios of y to x in every group, layer by layer; x = 1 makes means."""
    return stacked(
        [layer_ratios(design, y, x, layer, level) for layer in layers_of(groups, domain, design.n)]
    )


def in_base(layer: Layer, y: FloatArray) -> IntArray:
    """Group of each respondent with a value, and `size` for those without one or outside."""
    return np.where(np.isnan(y), layer.size, layer.codes)


def layer_ratios(design: Design, y: FloatArray, x: FloatArray, layer: Layer, level: float) -> Estimates:
    """Ratios of y to x in the groups of one layer."""
    codes, size = in_base(layer, y), layer.size
    y, x = np.nan_to_num(y), np.nan_to_num(x)
    below, least = grouped_denominators(design, x, codes, size)
    ratio = grouped_ratio(design, y, x, codes, below)
    centred = residuals(y, of_own_group(ratio, codes) * x)
    with np.errstate(divide="ignore", invalid="ignore"):
        if design.replicates is None:
            variance = grouped_variance(design, centred, codes, size) / below**2
        else:
            weight = group_sums(codes, size, design.weights)
            spread = group_sums(codes, size, design.weights * centred**2) * weight / below**2
            redrawn = ratio_variance_of(design.replicates, y, x, codes, ratio, least)
            variance = without_rounding(redrawn, spread)
    known = sums_are_known(design, centred, codes, variance)
    return number_estimates(design, codes, size, ratio, variance, centred, below, level, known)


def grouped_denominators(
    design: Design, x: FloatArray, codes: IntArray, size: int
) -> tuple[FloatArray, FloatArray]:
    """The denominator of each group, and the size below which it is rounding error alone."""
    below = group_sums(codes, size, design.weights * x)
    if not (x < 0).any():
        return below, np.zeros(size)
    weight, squares = (group_sums(codes, size, design.weights * part) for part in (np.ones_like(x), x**2))
    return denominators(below, weight, squares)


def denominators(below: FloatArray, weight: FloatArray, squares: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The denominators, 0 where their terms cancel, and the size below which one is rounding error alone;
    from the weighted sums of x, of 1 and of x²."""
    least = ROUNDING * np.sqrt(weight * squares)
    return np.where(np.abs(below) > least, below, 0.0), least


def grouped_ratio(
    design: Design, y: FloatArray, x: FloatArray, codes: IntArray, below: FloatArray
) -> FloatArray:
    """Ratio of the weighted sums of y and x in each group, NaN without a denominator."""
    size = len(below)
    above = group_sums(codes, size, design.weights * y)
    ratio = np.divide(above, below, out=np.full(size, np.nan), where=below != 0)
    left = y - of_own_group(ratio, codes) * x
    of_left = group_sums(codes, size, design.weights * left**2)
    most = NEAR * float(design.weights.sum()) * float(np.max(y**2, initial=0.0))
    if ((of_left > most) | (below == 0)).all():
        return np.asarray(
            ratio
        )  # as is usual: nothing is near, and two passes over the respondents are spared
    sums, of_y = (group_sums(codes, size, design.weights * part) for part in (left, y**2))
    return corrected(ratio, below, sums, of_left, of_y)


def corrected(
    ratio: FloatArray, below: FloatArray, left: FloatArray, left_squares: FloatArray, y_squares: FloatArray
) -> FloatArray:
    """The ratios with their rounding error taken off, where y and ratio · x differ by next to nothing:
    numbers that differ in their last digits alone keep these digits."""
    is_near = (left_squares <= NEAR * y_squares) & (below != 0)
    return ratio + np.divide(left, below, out=np.zeros_like(ratio), where=is_near)


def residuals(y: FloatArray, fitted: FloatArray) -> FloatArray:
    """The differences y - fitted, 0 where they are rounding error alone: numbers that are all equal have no
    variance."""
    left = y - fitted
    left[np.abs(left) <= LAST_DIGIT * np.abs(y)] = 0.0
    return left


def from_own_mean(design: Design, y: FloatArray, codes: IntArray, weight: FloatArray) -> FloatArray:
    """The distances (n,) of y from the mean of its group, 0 where they are rounding error alone; weight: the
    sums of weights of the groups."""
    mean = grouped_ratio(design, y, np.ones_like(y), codes, weight)
    return residuals(y, of_own_group(mean, codes))


def layer_totals(design: Design, y: FloatArray, layer: Layer, level: float) -> Estimates:
    """Totals of y in the groups of one layer."""
    codes, size = in_base(layer, y), layer.size
    y = np.nan_to_num(y)
    total = group_sums(codes, size, design.weights * y)
    weight = group_sums(codes, size, design.weights)
    centred = from_own_mean(design, y, codes, weight)
    if design.replicates is None:
        variance = grouped_variance(design, y, codes, size)
    else:
        spread = group_sums(codes, size, design.weights * centred**2) * weight
        variance = without_rounding(total_variance_of(design.replicates, y, codes, total), spread)
    known = sums_are_known(design, y, codes, variance)
    return number_estimates(design, codes, size, total, variance, centred, None, level, known)


class NumberBase(NamedTuple):
    """The base of each group (groups,): respondents, those of positive weight, degrees of freedom, the factor
    of the policy "average", sums of w and of w²."""

    n: FloatArray
    counted: FloatArray
    df: FloatArray
    shared: FloatArray
    weight: FloatArray
    kish: FloatArray


def number_estimates(
    design: Design,
    codes: IntArray,
    size: int,
    value: FloatArray,
    variance: FloatArray,
    centred: FloatArray,
    below: FloatArray | None,
    level: float,
    known: BoolArray,
) -> Estimates:
    """Estimates (groups, 1) of a ratio (with its denominator `below`) or of a total, with the measures of
    precision."""
    base = NumberBase(
        *base_counts(design, codes, size),
        group_sums(codes, size, design.weights),
        group_sums(codes, size, design.weights**2),
    )
    spread = group_sums(codes, size, design.weights * centred**2)
    return based_estimates(base, value, variance, spread, below, level, known)


def based_estimates(
    base: NumberBase,
    value: FloatArray,
    variance: FloatArray,
    spread: FloatArray,
    below: FloatArray | None,
    level: float,
    known: BoolArray,
) -> Estimates:
    """Estimates (groups, 1) from values, their variances, the weighted squares of the centred scores
    `spread`, and the base; known: where a variance of 0 is that of a value that is known."""
    weight = base.weight
    state = base_states(base.n, weight, base.counted, base.df)
    if below is not None:
        state[(below == 0) & (weight > 0)] = "no_denominator"
    value = np.where(np.isin(state, ("empty", "zero_weight", "no_denominator")), np.nan, value)
    variance = np.where(np.isin(state, ("", "no_df")), variance * base.shared, np.nan)
    scale = (
        1.0 if below is None else 1 / np.where(below != 0, below / np.where(weight > 0, weight, 1), np.nan)
    )
    spread = spread / np.where(weight > 0, weight, np.nan) * (weight**2 if below is None else scale**2)
    deff, n_eff = design_effect(variance, spread, base.counted, weight, base.kish)
    value = np.where(np.abs(value) <= ROUNDING * np.sqrt(np.nan_to_num(spread)), 0 * value, value)
    without = (variance == 0) & (state == "")
    state[without & known] = "margin"
    state[without & ~known & (spread > 0)] = "alike"
    se = np.sqrt(variance)
    # no interval where primary units agree by chance
    limits = linear(value, np.where(state == "alike", np.nan, se), base.df, level)
    return single_item(value, se, limits, "linear", base.n, n_eff, weight, deff, base.df, state, level)


def base_counts(
    design: Design, codes: IntArray, size: int
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """(n, respondents of positive weight, df, factor of the policy "average") of each group's base."""
    counts = (codes < size) & (design.weights > 0)
    n = np.bincount(codes, minlength=size + 1)[:size].astype(float)
    counted = np.bincount(codes[counts], minlength=size).astype(float)
    strata = np.flatnonzero(np.bincount(design.stratum[counts] * size + codes[counts]))
    present = np.bincount(strata % size, minlength=size).astype(float)
    alone = np.bincount((strata % size)[design.lonely[strata // size]], minlength=size).astype(float)
    if design.counts_alone:
        alone += alone_in_bases(design, codes, size).sum(axis=0)
    units = counted
    if design.psu is not None:
        distinct = np.unique(design.psu[counts] * size + codes[counts])
        units = np.bincount(distinct % size, minlength=size).astype(float)
    df = limited_df(design, units - present)
    return n, counted, df, shared_out(design, present, alone)
