"""Quantiles and the median, with Woodruff's interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import (
    BoolArray,
    FloatArray,
    IntArray,
    as_numbers,
    on_grid,
    respondent_numbers,
)
from analysis.statistics.coded_answers import CodedAnswers, Layer, layers_of
from analysis.statistics.design import Design
from analysis.statistics.estimates.estimates import Estimates, base_states, side_by_side, single_item, stacked
from analysis.statistics.estimates.intervals import t_quantile
from analysis.statistics.estimates.means import base_counts, in_base
from analysis.statistics.replicate_weights import ratio_variance_of
from analysis.statistics.variance import group_sums, grouped_variance, of_own_group

Rule = Literal["math", "school"]
TIE = 1e-9
"""Of a cumulated share: how near to q it is q. Equal weights come out of a calibration with some digits of
difference, and those of one respondent in a hundred million are larger."""


def quantiles(
    design: Design,
    y: ArrayLike,
    q: float | list[float] = 0.5,
    groups: CodedAnswers | None = None,
    domain: BoolArray | None = None,
    level: float = 0.95,
    rule: Rule = "school",
) -> Estimates:
    """Weighted quantiles of y in every group, in the unit of y: Estimates (groups, number of q).

    y (n,): NaN for a respondent who is not in the base. rule: "school", the least value whose cumulated
    weight reaches q, half-way to the next value where it reaches q exactly: with equal weights the median of
    R, SPSS and spreadsheets, the mean of the two middle values of an even number; "math", never half-way
    (both are R survey's names). A cumulated weight is q where the two are equal but for a part TIE of them.
    The interval is Woodruff's (1952): the limits of the share at or under the quantile, read back by the same
    rule; a limit under 0 or over 1 is read as the extreme value. se is the interval's width over twice the
    Student quantile.
    """
    values = respondent_numbers(y, design.n, "y")
    if rule not in ("math", "school"):
        raise ValueError(f'rule: expected "math" or "school", found {rule!r}')
    wanted = np.atleast_1d(as_numbers(q, "q")).tolist()
    if any(not 0 < each < 1 for each in wanted):
        raise ValueError(f"q: expected values between 0 and 1, found {wanted}")
    order = order_of(values)
    layers = [
        layer_quantiles(design, values, order, wanted, layer, level, rule)
        for layer in layers_of(groups, domain, design.n)
    ]
    return side_by_side([stacked(list(of_each)) for of_each in zip(*layers, strict=True)])


def layer_quantiles(
    design: Design,
    y: FloatArray,
    order: IntArray,
    wanted: Sequence[float],
    layer: Layer,
    level: float,
    rule: Rule,
) -> list[Estimates]:
    """Each quantile wanted in the groups of one layer; order (n,): the respondents by y."""
    codes, size = in_base(layer, y), layer.size
    n, counted, df, shared = base_counts(design, codes, size)
    weight, kish = (group_sums(codes, size, each) for each in (design.weights, design.weights**2))
    state, student = base_states(n, weight, counted, df), t_quantile(level, df)
    groups = cumulated_groups(design, y, order, codes, size)
    found = []
    for q in wanted:
        value = read_groups(groups, np.full((size, 1), q), rule)[:, 0]
        under, se_under = share_under(design, y, codes, value, weight, shared)
        half = student * np.where(state == "", se_under, np.nan)
        limits = read_groups(groups, np.stack([under - half, under + half], axis=1), rule)
        limits = np.where((half == 0)[:, None], value[:, None], limits)  # a share that is known has no limits
        se = (limits[:, 1] - limits[:, 0]) / (2 * student)
        found.append(woodruff_estimates(kish, value, se, limits, n, weight, df, state, level))
    return found


def order_of(values: FloatArray | IntArray) -> IntArray:
    """The places (n,) of the values, the least first, of equal ones as they stand; those of NaN are anywhere.

    Most answers are small whole numbers, which are put in order ten times as quickly as such.
    """
    known = np.where(np.isnan(values), 0, values)
    is_small = np.abs(known).max(initial=0) <= np.iinfo(np.int16).max
    short = known.astype(np.int16) if is_small else known
    return np.argsort(short if (short == known).all() else known, kind="stable")


def share_under(
    design: Design, y: FloatArray, codes: IntArray, value: FloatArray, weight: FloatArray, shared: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The share of respondents at or under the quantile in each group, and its standard error."""
    size = len(value)
    is_under = (y <= np.append(value, -np.inf)[codes]).astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = group_sums(codes, size, design.weights * is_under) / weight
        if design.replicates is not None:
            ones = np.ones(design.n)
            variance = ratio_variance_of(design.replicates, is_under, ones, codes, share)
            return share, np.sqrt(variance * shared)
        scores = is_under - of_own_group(share, codes)
        return share, np.sqrt(grouped_variance(design, scores, codes, size) * shared) / weight


@dataclass(frozen=True, eq=False)
class CumulatedShares:
    """The values of a group, the least first and each once, and the share of its weight at or under each."""

    values: FloatArray
    reached: FloatArray

    def read(self, at: FloatArray, rule: Rule) -> FloatArray:
        """The quantiles at the points `at`, clipped to 0..1; NaN at NaN."""
        points, last = np.clip(np.nan_to_num(at), 0, 1), len(self.values) - 1
        place = np.minimum(np.searchsorted(self.reached, points * (1 - TIE)), last)
        found = self.values[place]
        if rule == "school":
            tied = (self.reached[place] <= points * (1 + TIE)) & (place < last)
            found = np.where(tied, (found + self.values[np.minimum(place + 1, last)]) / 2, found)
        return np.where(np.isnan(at), np.nan, found)


def cumulated_shares(y: FloatArray, weights: FloatArray) -> CumulatedShares:
    """What quantiles of sorted values are read from."""
    first = np.flatnonzero(np.append(True, y[1:] != y[:-1]))
    cumulated = np.cumsum(np.add.reduceat(on_grid(weights), first))  # sums of any number of weights are exact
    return CumulatedShares(y[first], cumulated / cumulated[-1])


def cumulated_groups(
    design: Design, y: FloatArray, order: IntArray, codes: IntArray, size: int
) -> list[CumulatedShares | None]:
    """Those of each group, None where nobody counts; order (n,): the respondents by y."""
    used = order[((codes < size) & (design.weights > 0))[order]]
    members = used[order_of(codes[used])]
    starts = np.searchsorted(codes[members], np.arange(size + 1)).tolist()
    y, weights = y[members], design.weights[members]
    return [
        cumulated_shares(y[start:stop], weights[start:stop]) if stop > start else None
        for start, stop in pairwise(starts)
    ]


def read_groups(groups: Sequence[CumulatedShares | None], at: FloatArray, rule: Rule) -> FloatArray:
    """The values (groups, points) at which the cumulated share of each group reaches the points `at`; NaN for
    none."""
    found = np.full(at.shape, np.nan)
    for group, shares in enumerate(groups):
        if shares is not None:
            found[group] = shares.read(at[group], rule)
    return found


def woodruff_estimates(
    kish: FloatArray,
    value: FloatArray,
    se: FloatArray,
    limits: FloatArray,
    n: FloatArray,
    weight: FloatArray,
    df: FloatArray,
    state: np.ndarray[tuple[int], np.dtype[np.str_]],
    level: float,
) -> Estimates:
    """Estimates with one item per group; kish: sums of squared weights. The design effect of a quantile is
    not defined, n_eff is Kish's."""
    with np.errstate(divide="ignore", invalid="ignore"):
        n_eff = np.where(kish > 0, weight**2 / kish, 0.0)
    deff, of_limits = np.full(len(value), np.nan), (limits[:, 0], limits[:, 1])
    return single_item(value, se, of_limits, "woodruff", n, n_eff, weight, deff, df, state, level)
