"""Variances and standard deviations of a number among respondents, with their precision."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import BoolArray, FloatArray, IntArray, respondent_numbers
from analysis.statistics.coded_answers import CodedAnswers, Layer, layers_of
from analysis.statistics.design import Design
from analysis.statistics.estimates.estimates import Estimates, stacked
from analysis.statistics.estimates.intervals import linear
from analysis.statistics.estimates.means import (
    base_counts,
    from_own_mean,
    grouped_ratio,
    in_base,
    number_estimates,
    residuals,
)
from analysis.statistics.replicate_weights import replicate_sums, without_rounding
from analysis.statistics.variance import group_sums, grouped_variance, of_own_group, sums_are_known


def variances(
    design: Design,
    y: ArrayLike,
    groups: CodedAnswers | None = None,
    domain: BoolArray | None = None,
    level: float = 0.95,
) -> Estimates:
    """The variance of y among the population of every group, in the square of its unit: Estimates (groups,
    1).

    y (n,): NaN for a respondent who is not in the base. The weighted mean of the squared deviations, times
    n / (n - 1), as R's svyvar has it; its error is that of this mean. The lower limit is at least 0.
    """
    values = respondent_numbers(y, design.n, "y")
    return stacked(
        [layer_variances(design, values, layer, level) for layer in layers_of(groups, domain, design.n)]
    )


def standard_deviations(
    design: Design,
    y: ArrayLike,
    groups: CodedAnswers | None = None,
    domain: BoolArray | None = None,
    level: float = 0.95,
) -> Estimates:
    """The standard deviation of y in every group, in its unit: Estimates (groups, 1).

    The square root of `variances`; its error follows by the delta method, se / (2 · standard deviation).
    """
    return roots_of(variances(design, y, groups, domain, level))


def roots_of(found: Estimates) -> Estimates:
    """The standard deviations of some variances."""
    value = np.sqrt(found.value)
    with np.errstate(divide="ignore", invalid="ignore"):
        se = np.where(value > 0, found.se / (2 * value), found.se)
        cv = np.where(value != 0, se / value, np.nan)
    low, high = linear(value, np.where(np.isnan(found.ci_low), np.nan, se), found.df, found.level)
    return replace(found, value=value, se=se, cv=cv, ci_low=np.maximum(low, 0.0), ci_high=high)


def layer_variances(design: Design, y: FloatArray, layer: Layer, level: float) -> Estimates:
    """Variances of y in the groups of one layer."""
    codes, size = in_base(layer, y), layer.size
    y = np.nan_to_num(y)
    weight = group_sums(codes, size, design.weights)
    left = from_own_mean(design, y, codes, weight)
    counted = base_counts(design, codes, size)[1]
    factor = counted / np.where(counted > 1, counted - 1, np.nan)
    squares = of_own_group(factor, codes) * left**2
    value = grouped_ratio(design, squares, np.ones_like(y), codes, weight)
    centred = residuals(squares, of_own_group(value, codes))
    variance = variance_of_squares(design, left, centred, codes, weight, value, factor)
    known = sums_are_known(design, centred, codes, variance)
    found = number_estimates(design, codes, size, value, variance, centred, weight, level, known)
    return without_one(found)


def variance_of_squares(
    design: Design,
    left: FloatArray,
    centred: FloatArray,
    codes: IntArray,
    weight: FloatArray,
    value: FloatArray,
    factor: FloatArray,
) -> FloatArray:
    """The variance (size,) of the variances `value`: of the mean of the squares, or of those that replicates
    give from the deviations `left` (n,), each centred at its own mean."""
    size = len(value)
    with np.errstate(divide="ignore", invalid="ignore"):
        if design.replicates is None:
            return grouped_variance(design, centred, codes, size) / weight**2
        below, sums, squares = (
            replicate_sums(design.replicates, part, codes, size)
            for part in (np.ones_like(left), left, left**2)
        )
        redrawn = factor * (squares / below - (sums / below) ** 2)
        spread = group_sums(codes, size, design.weights * centred**2) / weight
        return without_rounding(design.replicates.variance(redrawn, value), spread)


def without_one(found: Estimates) -> Estimates:
    """The variances with a limit of at least 0, without a value where one respondent has no other to differ
    from."""
    alone = found.state == "single"
    state = np.where(alone, "one_number", found.state)
    low = np.maximum(found.ci_low, 0.0)
    return replace(found, value=np.where(alone, np.nan, found.value), state=state, ci_low=low)
