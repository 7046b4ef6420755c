"""Weighted correlation of two numbers, with its precision."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import BoolArray, FloatArray, respondent_numbers
from analysis.statistics.coded_answers import CodedAnswers, Layer, layers_of
from analysis.statistics.design import Design
from analysis.statistics.estimates.estimates import Estimates, stacked
from analysis.statistics.estimates.intervals import linear
from analysis.statistics.estimates.means import (
    ROUNDING,
    from_own_mean,
    grouped_ratio,
    in_base,
    number_estimates,
)
from analysis.statistics.replicate_weights import replicate_sums, without_rounding
from analysis.statistics.variance import EXACT, group_sums, grouped_variance, of_own_group, sums_are_known


def correlations(
    design: Design,
    x: ArrayLike,
    y: ArrayLike,
    groups: CodedAnswers | None = None,
    domain: BoolArray | None = None,
    level: float = 0.95,
) -> Estimates:
    """Pearson's correlation of x and y, weighted, in every group: Estimates (groups, 1), from -1 to 1.

    x, y (n,): NaN in either leaves a respondent out of the base. Linearised, as by `svycontrast` of R's
    `svyvar`, or redrawn in the replicates; the interval is symmetric on Fisher's scale, atanh(r). No value
    where x or y does not vary.
    """
    one, other = respondent_numbers(x, design.n, "x"), respondent_numbers(y, design.n, "y")
    one = np.where(np.isnan(other), np.nan, one)
    return stacked(
        [
            layer_correlations(design, one, other, layer, level)
            for layer in layers_of(groups, domain, design.n)
        ]
    )


def layer_correlations(design: Design, x: FloatArray, y: FloatArray, layer: Layer, level: float) -> Estimates:
    """Correlations of x and y in the groups of one layer."""
    codes, size = in_base(layer, x), layer.size
    weight = group_sums(codes, size, design.weights)
    u, v = (unit_deviations(design, part, codes, weight) for part in (x, y))
    varies = np.minimum(*(group_sums(codes, size, design.weights * part**2) for part in (u, v))) > 0
    below = np.where(varies, weight, 0.0)
    r = grouped_ratio(design, u * v, np.ones_like(u), codes, below)
    squares = (u**2 + v**2) / 2
    scores = u * v - of_own_group(r, codes) * squares
    scores = np.where(np.abs(scores) <= ROUNDING * squares, 0.0, scores)
    with np.errstate(divide="ignore", invalid="ignore"):
        if design.replicates is None:
            variance = grouped_variance(design, scores, codes, size) / below**2
        else:
            spread = group_sums(codes, size, design.weights * scores**2) / weight
            redrawn = replicate_correlations(design, u, v, codes, size)
            variance = without_rounding(design.replicates.variance(redrawn, r), spread)
    known = sums_are_known(design, scores, codes, variance)
    found = number_estimates(design, codes, size, r, variance, scores, below, level, known)
    return on_fishers_scale(found, level)


def unit_deviations(design: Design, y: FloatArray, codes: np.ndarray, weight: FloatArray) -> FloatArray:
    """The distances (n,) of y from the mean of its group, in standard deviations; 0 where it does not
    vary."""
    y = np.nan_to_num(y)
    left = from_own_mean(design, y, codes, weight)
    left = np.where(codes < len(weight), left, 0.0)
    squares = group_sums(codes, len(weight), design.weights * left**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(squares > 0, np.sqrt(weight / squares), 0.0)
    return np.asarray(left * np.append(scale, 0.0)[codes])


def replicate_correlations(
    design: Design, u: FloatArray, v: FloatArray, codes: np.ndarray, size: int
) -> FloatArray:
    """The correlation (r, size) of each group in each replicate; NaN where x or y does not vary in it."""
    assert design.replicates is not None
    parts = (np.ones_like(u), u, v, u * v, u**2, v**2)
    below, su, sv, suv, suu, svv = (replicate_sums(design.replicates, part, codes, size) for part in parts)
    one, other = suu * below - su**2, svv * below - sv**2
    varies = (one > EXACT * suu * below) & (other > EXACT * svv * below)
    return np.asarray(np.where(varies, (suv * below - su * sv) / np.sqrt(one * other), np.nan))


def on_fishers_scale(found: Estimates, level: float) -> Estimates:
    """The correlations with limits that are symmetric on the scale atanh(r); the value itself where it is
    -1 or 1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.clip(found.value, -1.0, 1.0)
        se = np.where(np.isnan(found.ci_low), np.nan, found.se)
        limits = linear(np.arctanh(value), se / (1 - value**2), found.df, level)
        low, high = (np.where(np.abs(value) < 1, np.tanh(limit), value) for limit in limits)
    low, high = (np.where(np.isnan(se), np.nan, limit) for limit in (low, high))
    method = np.where(np.isfinite(low), "fisher", "")
    return replace(found, value=value, ci_low=low, ci_high=high, ci_method=method)
