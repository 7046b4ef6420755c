"""Shares of answers and balances of opinion: of one question, or of all questions by all breakdowns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import (
    BoolArray,
    FloatArray,
    TextArray,
    add_up,
    one_thread,
    respondent_numbers,
)
from analysis.statistics.coded_answers import CodedAnswers, Items, Layer, check_length, items_of, layers_of
from analysis.statistics.design import Design
from analysis.statistics.estimates.estimates import Estimates, base_states, design_effect, limited_df, stacked
from analysis.statistics.estimates.intervals import korn_graubard, share_limits
from analysis.statistics.estimates.means import base_counts, means
from analysis.statistics.moments import Moments, moments
from analysis.statistics.replicate_weights import replicate_shares, without_rounding
from analysis.statistics.variance import (
    group_sums,
    grouped_variance,
    of_own_group,
    share_is_known,
    share_variance,
    shared_out,
    sums_are_known,
)


def shares(
    design: Design,
    answers: CodedAnswers,
    groups: CodedAnswers | None = None,
    domain: BoolArray | None = None,
    level: float = 0.95,
    method: str = "logit",
) -> Estimates:
    """Weighted share of every answer in every group, in 0..1, with its linearised precision: Estimates
    (groups, items).

    answers: Categories (one answer each) or Ticks (several; a net is one column). groups: None, Categories,
    or Ticks (groups that may overlap). domain (n,): True for the respondents to count; the others still count
    in the variance. method: "logit", "korn-graubard", "wilson" or "linear". Edge cases are named in `state`,
    see estimates.STATES.

    Binder (1983); after calibration Deville & Särndal (1992).
    """
    check_length(answers, design.n)
    items = items_of([answers])
    layers = layers_of(groups, domain, design.n)
    return stacked(list(share_tables(design, layers, items, level, method)))


def share_tables(
    design: Design, layers: Sequence[Layer], items: Items, level: float, method: str
) -> Iterator[Estimates]:
    """The estimates (groups, items) of each layer, from the moments of its groups."""
    with one_thread():
        found = moments(design, layers, items)
        if design.replicates is None:
            for each, layer in zip(found, layers, strict=True):
                scored = None if design.is_simple else scored_variance(design, layer, items)
                yield layer_shares(design, each, items, None, level, method, scored)
        else:
            redrawn = replicate_shares(design.replicates, layers, items)
            for each, values in zip(found, redrawn, strict=True):
                yield layer_shares(design, each, items, values, level, method)


def layer_shares(
    design: Design,
    found: Moments,
    items: Items,
    redrawn: FloatArray | None,
    level: float,
    method: str,
    scored: tuple[FloatArray, BoolArray] | None = None,
) -> Estimates:
    """The estimates (groups, items) of one layer; redrawn: their values (r, groups, items) in the replicates;
    scored: their variance (groups, items) and whether one of 0 is known, where sums of w and w² do not give
    them."""
    k, base = items.n_items, items.base
    weight = add_up(found.sums)
    p = np.divide(
        weight[:, :k], weight[:, base], out=np.full((len(weight), k), np.nan), where=weight[:, base] > 0
    )
    units, strata = found.units[:, items.question], found.strata[:, items.question]
    df = limited_df(design, np.where(found.n[:, base] > 0, units - strata, 0.0))
    state = base_states(found.n[:, base], weight[:, base], found.counted[:, base], df)
    if design.replicates is None or redrawn is None:
        variance = share_variance(design, found, items, p) if scored is None else scored[0]
    else:
        variance = without_rounding(design.replicates.variance(redrawn, p), 1.0)
        variance *= shared_out(design, strata, found.lonely[:, items.question])
    variance = np.where(np.isin(state, ("", "no_df")), variance, np.nan)
    without = (variance == 0) & (p > 0) & (p < 1) & (state == "")
    if without.any():
        known = share_is_known(design, found, items, p) if scored is None else scored[1]
        state[without] = np.where(known[without], "margin", "alike")
    return share_estimates(found, items, p, variance, df, state, level, method)


def scored_variance(design: Design, layer: Layer, items: Items) -> tuple[FloatArray, BoolArray]:
    """The variance (groups, items) of the shares of one layer, and whether one of 0 is known, from the score
    of each respondent."""
    found = np.full((layer.size, items.n_items), np.nan)
    known = np.zeros(found.shape, dtype=bool)
    for item in range(items.n_items):
        chose, in_base = items.answered(item)
        codes = np.where(in_base, layer.codes, layer.size)
        weight = group_sums(codes, layer.size, design.weights)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = group_sums(codes, layer.size, design.weights * chose) / weight
            scores = chose - of_own_group(share, codes)
            variance = grouped_variance(design, scores, codes, layer.size) / weight**2
        found[:, item] = variance * base_counts(design, codes, layer.size)[3]
        known[:, item] = sums_are_known(design, scores, codes, variance)
    return found, known


def share_estimates(
    found: Moments,
    items: Items,
    p: FloatArray,
    variance: FloatArray,
    df: FloatArray,
    state: TextArray,
    level: float,
    method: str,
) -> Estimates:
    """Shares with every measure of precision, from their variance."""
    k, base = items.n_items, items.base
    weight, se = add_up(found.sums)[:, base], np.sqrt(variance)
    counted = found.counted[:, base]
    low, high, used = share_limits(method, p, se, counted, df, level, state == "alike")
    deff, n_eff = design_effect(variance, p * (1 - p), counted, weight, found.kish[:, items.question])
    with np.errstate(divide="ignore", invalid="ignore"):
        cv = np.where(p > 0, se / p, np.nan)
    n = found.n.astype(np.intp)
    return Estimates(p, se, low, high, used, n[:, base], n[:, :k], n_eff, weight, deff, cv, df, state, level)


@dataclass(frozen=True, eq=False)
class BannerRow(Sequence[Estimates]):
    """One question by every breakdown: row[breakdown] is its Estimates (groups, answers)."""

    tables: Sequence[Estimates]
    first: int
    last: int

    def __len__(self) -> int:
        return len(self.tables)

    def __getitem__(self, breakdown):  # type: ignore[no-untyped-def]
        if isinstance(breakdown, slice):
            return BannerRow(self.tables[breakdown], self.first, self.last)
        return self.tables[breakdown].items(self.first, self.last)


@dataclass(frozen=True, eq=False)
class Banner(Sequence[BannerRow]):
    """All questions by all breakdowns: banner[question][breakdown] is Estimates (groups, answers).

    tables: per breakdown, the Estimates (groups, answers of all questions side by side). spans: first and
    last + 1 of each question's answers among them.
    """

    tables: tuple[Estimates, ...]
    spans: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.spans)

    def __getitem__(self, question):  # type: ignore[no-untyped-def]
        if isinstance(question, slice):
            return Banner(self.tables, self.spans[question])
        return BannerRow(self.tables, *self.spans[question])

    def __iter__(self) -> Iterator[BannerRow]:
        return (BannerRow(self.tables, first, last) for first, last in self.spans)


def banner(
    design: Design,
    questions: Sequence[CodedAnswers],
    breakdowns: Sequence[CodedAnswers | None] = (None,),
    domain: BoolArray | None = None,
    level: float = 0.95,
    method: str = "logit",
) -> Banner:
    """Shares of every answer of every question by every breakdown: banner[question][breakdown] is Estimates
    (groups, answers).

    The same numbers, to the last digit, as `shares` one by one: every share and its variance follow from the
    tables of w and w² that a pass over the respondents gives for several questions and breakdowns at once.
    """
    for question in questions:
        check_length(question, design.n)
    items = items_of(questions)
    by_breakdown = [layers_of(groups, domain, design.n) for groups in breakdowns]
    layers = [layer for found in by_breakdown for layer in found]
    tables = list(share_tables(design, layers, items, level, method))
    edges = np.cumsum([0, *(len(found) for found in by_breakdown)]).tolist()
    return Banner(tuple(stacked(tables[a:b]) for a, b in pairwise(edges)), items.spans)


def balances(
    design: Design,
    sides: ArrayLike,
    groups: CodedAnswers | None = None,
    domain: BoolArray | None = None,
    level: float = 0.95,
) -> Estimates:
    """Share of one side less share of the other in every group, in -1..1: Estimates (groups, 1).

    sides (n,): 1 for one side, -1 for the other, 0 for neither, NaN for a respondent who is not in the base.
    The balance is the mean of `sides`, so that its variance is that of the difference of the two shares,
    with their covariance. The interval is linear and stays within -1..1. Where everyone in the base is on
    one side, or on none, the limits are those that Korn and Graubard's lower limit L of a share of 1 leaves
    to the others, with n as effective size: they may all be on the other side. Where primary units agree on
    a balance (state "alike"), they are those of a share that has it. ValueError for other numbers.
    """
    values = respondent_numbers(sides, design.n, "sides")
    odd = np.setdiff1d(values[~np.isnan(values)], (-1.0, 0.0, 1.0))
    if odd.size:
        raise ValueError(f"sides: expected 1, -1, 0 or NaN, found {odd[:5].tolist()}")
    return limited(means(design, values, groups, domain, level))


def limited(balance: Estimates) -> Estimates:
    """The balances with limits that stay within -1..1, and with Korn and Graubard's limits where a base
    agrees."""
    low, high = np.maximum(balance.ci_low, -1.0), np.minimum(balance.ci_high, 1.0)
    agrees = np.isfinite(low) & (balance.se == 0) & (balance.state == "")
    least, _ = korn_graubard(np.ones(agrees.sum()), balance.n[agrees].astype(float), balance.level)
    value = balance.value[agrees]
    reach = np.where(value == 0, 1.0, 2.0) * (1.0 - least)
    low[agrees], high[agrees] = np.maximum(value - reach, -1.0), np.minimum(value + reach, 1.0)
    alike = balance.state == "alike"
    share, n = (1 + balance.value[alike]) / 2, balance.n[alike].astype(float)
    low[alike], high[alike] = (2 * limit - 1 for limit in korn_graubard(share, n, balance.level))
    method = np.where(agrees | alike, "korn-graubard", balance.ci_method)
    return replace(balance, ci_low=low, ci_high=high, ci_method=method)
