"""Shares from sums by cell and stratum; quantiles and variances from those of the distinct numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.arrays import FloatArray, add_up, one_thread, respondent_numbers
from analysis.statistics.coded_answers import Categories, CodedAnswers, Items, Layer, check_length, items_of
from analysis.statistics.crossed_codes import pack_limit, packed
from analysis.statistics.design import SinglePsu
from analysis.statistics.estimates.estimates import Estimates, base_states
from analysis.statistics.estimates.intervals import t_quantile
from analysis.statistics.estimates.means import NumberBase, based_estimates
from analysis.statistics.estimates.quantiles import (
    CumulatedShares,
    Rule,
    cumulated_shares,
    read_groups,
    woodruff_estimates,
)
from analysis.statistics.estimates.shares import Banner, layer_shares
from analysis.statistics.estimates.variances import roots_of, without_one
from analysis.statistics.moments import Moments, cell_tables, layer_moments
from analysis.statistics.partitions.respondent_parts import Edges, Groups, Part, Strata, moved, united
from analysis.statistics.variance import quadratic, share_variance, shared_out

MOST_VALUES = 1000
"""Distinct numbers that are counted; a table has as many columns."""


@dataclass(frozen=True, eq=False)
class ShareSums:
    """The sums by cell and stratum from which shares follow; `a + b` are the sums over the respondents of
    both.

    labels, drawn (H,): strata and their respondents. tables (4, H, G, C): respondents, w, w² and respondents
    of positive weight, for the groups of all breakdowns side by side, and all answers followed by the base of
    each question. edges, spans: first and last + 1 of each breakdown's groups, of each question's answers.
    """

    labels: NDArray[Any]
    drawn: FloatArray
    tables: FloatArray
    edges: Edges
    spans: Edges

    def __add__(self, other: ShareSums) -> ShareSums:
        if (self.edges, self.spans) != (other.edges, other.spans):
            raise ValueError("sums: the two are not of the same questions and breakdowns")
        labels, own, others = united(self.labels, other.labels)
        size = len(labels)
        return ShareSums(
            labels,
            moved(self.drawn, own, size, 0) + moved(other.drawn, others, size, 0),
            moved(self.tables, own, size, 1) + moved(other.tables, others, size, 1),
            self.edges,
            self.spans,
        )

    def banner(self, single_psu: SinglePsu = "fail", level: float = 0.95, method: str = "logit") -> Banner:
        """The shares of every question by every breakdown, as `statistics.banner` has them of the whole."""
        design = Strata(self.labels, self.drawn, single_psu)
        tables = tuple(self._shares(design, *edge, level, method) for edge in self.edges)
        return Banner(tables, self.spans)

    def _shares(self, design: Strata, first: int, last: int, level: float, method: str) -> Estimates:
        items = counted_items(self.spans)
        table = self.tables[:, self.drawn > 0, first:last]
        return layer_shares(design, table_moments(design, table, items), items, None, level, method)


def share_sums(part: Part, questions: Sequence[CodedAnswers], groups: Groups) -> ShareSums:
    """The sums of a part for the answers of all questions in all groups."""
    for question in questions:
        check_length(question, part.n)
    items, strata = items_of(questions), len(part.labels)
    weights = [None, part.exact_weights, part.exact_weight_squares]
    if part.positive is not None:
        weights.append(part.positive)
    with one_thread():
        answers = list(packed(items.axes(), pack_limit(part.n)))
        found = [
            cell_tables(part.stratum, strata, rows, answers, items, weights)
            for rows in groups.packs(max(pack.size for pack in answers))
        ]
    tables = np.concatenate(found, axis=2)
    if part.positive is None:
        tables = np.concatenate([tables, tables[:1]])
    return ShareSums(part.labels, part.drawn, tables, groups.edges, items.spans)


def counted_items(spans: Edges) -> Items:
    """The columns of questions that have been counted, without the respondents."""
    total = spans[-1][1]
    sizes = [last - first for first, last in spans]
    return Items((), np.repeat(np.arange(len(spans)) + total, sizes), (), spans)


def table_moments(design: Strata, table: FloatArray, items: Items) -> Moments:
    """The moments of the groups of a table (4, H, G, C)."""
    groups = Layer(np.zeros(0, dtype=np.intp), table.shape[2])
    return layer_moments(design, groups, items, table, None)


class ManyValuesError(ValueError):
    """The numbers have too many distinct values for each to be counted."""


@dataclass(frozen=True, eq=False)
class ValueSums:
    """The sums by distinct number from which quantiles and variances follow; `a + b` are the sums over the
    respondents of both.

    values (V,): the distinct numbers in order. sums: those of the shares of each of them.
    ManyValuesError where there are more than MOST_VALUES.
    """

    values: FloatArray
    sums: ShareSums

    def __post_init__(self) -> None:
        check_number(self.values)

    def __add__(self, other: ValueSums) -> ValueSums:
        values, own, others = united(self.values, other.values)
        return ValueSums(values, self._among(values, own) + other._among(values, others))

    def quantiles(
        self, q: float = 0.5, single_psu: SinglePsu = "fail", level: float = 0.95, rule: Rule = "school"
    ) -> list[Estimates]:
        """The quantile in each group (groups, 1) with Woodruff's interval, one Estimates per breakdown."""
        design = Strata(self.sums.labels, self.sums.drawn, single_psu)
        return [self._quantile(design, *edge, q, level, rule) for edge in self.sums.edges]

    def variances(self, single_psu: SinglePsu = "fail", level: float = 0.95) -> list[Estimates]:
        """The variance in each group (groups, 1), one Estimates per breakdown."""
        design = Strata(self.sums.labels, self.sums.drawn, single_psu)
        return [self._variance(design, *edge, level) for edge in self.sums.edges]

    def standard_deviations(self, single_psu: SinglePsu = "fail", level: float = 0.95) -> list[Estimates]:
        """The standard deviation in each group (groups, 1), one Estimates per breakdown."""
        return [roots_of(found) for found in self.variances(single_psu, level)]

    def _variance(self, design: Strata, first: int, last: int, level: float) -> Estimates:
        """The weighted mean of the squared deviations of one breakdown's groups, times n / (n - 1); what it
        scores follows from the number alone."""
        table = self.sums.tables[:, self.sums.drawn > 0, first:last]
        base = number_base(design, table)
        by_value = add_up(table[1, :, :, :-1])
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = by_value @ self.values / base.weight
            factor = base.counted / np.where(base.counted > 1, base.counted - 1, np.nan)
            squares = np.nan_to_num(factor[:, None] * (self.values - mean[:, None]) ** 2)
            value = (by_value * squares).sum(axis=1) / base.weight
            scores = np.nan_to_num(squares - value[:, None])
            of_squares = (add_up(design.spread[:, None, None] * table[2, :, :, :-1]) * scores**2).sum(axis=1)
            sums = (table[1, :, :, :-1] * scores).sum(axis=2)
            variance = quadratic(design, of_squares, of_squares, sums, None, None) / base.weight**2
        spread, known = (by_value * scores**2).sum(axis=1), np.zeros(len(value), dtype=bool)
        return without_one(based_estimates(base, value, variance, spread, base.weight, level, known))

    def _among(self, values: FloatArray, places: np.ndarray | None) -> ShareSums:
        """The sums with a column for each of `values`; the base stays the last column."""
        if places is None:
            return self.sums
        size = len(values)
        wider = moved(self.sums.tables, np.append(places, size), size + 1, 3)
        return replace(self.sums, tables=wider, spans=((0, size),))

    def _quantile(
        self, design: Strata, first: int, last: int, q: float, level: float, rule: Rule
    ) -> Estimates:
        table = self.sums.tables[:, self.sums.drawn > 0, first:last]
        base = number_base(design, table)
        n, weight, df = base.n, base.weight, base.df
        state = base_states(n, weight, base.counted, df)
        groups = self._cumulated(add_up(table[1, :, :, :-1]))
        value = read_groups(groups, np.full((len(n), 1), q), rule)[:, 0]
        under, se_under = share_under(design, table, self.values <= value[:, None])
        half = t_quantile(level, df) * np.where(state == "", se_under, np.nan)
        limits = read_groups(groups, np.stack([under - half, under + half], axis=1), rule)
        se = (limits[:, 1] - limits[:, 0]) / (2 * t_quantile(level, df))
        return woodruff_estimates(base.kish, value, se, limits, n, weight, df, state, level)

    def _cumulated(self, weights: FloatArray) -> list[CumulatedShares | None]:
        """What is read for each group, from the weights (groups, values) of its values."""
        return [
            cumulated_shares(self.values[own > 0], own[own > 0]) if own.any() else None for own in weights
        ]


def number_base(design: Strata, table: FloatArray) -> NumberBase:
    """The base of each group of a table (4, H, G, V + 1), whose last column is that of everyone in it."""
    base = table_moments(design, table[..., -1:].repeat(2, axis=3), counted_items(((0, 1),)))
    strata = base.strata[:, 0]
    return NumberBase(
        n=base.n[:, 0],
        counted=base.counted[:, 0],
        df=np.where(base.n[:, 0] > 0, base.units[:, 0] - strata, 0.0),
        shared=shared_out(design, strata, base.lonely[:, 0]),
        weight=add_up(base.sums)[:, 0],
        kish=base.kish[:, 0],
    )


def share_under(design: Strata, table: FloatArray, is_under: np.ndarray) -> tuple[FloatArray, FloatArray]:
    """The share of the values marked (G, V), and its standard error, in each group of a table (4, H, G, V +
    1)."""
    marked = (table[..., :-1] * is_under).sum(axis=3)
    items = counted_items(((0, 1),))
    found = table_moments(design, np.stack([marked, table[..., -1]], axis=3), items)
    weight = add_up(found.sums)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = weight[:, :1] / weight[:, 1:]
        return share[:, 0], np.sqrt(share_variance(design, found, items, share))[:, 0]


def value_sums(part: Part, y: ArrayLike, groups: Groups) -> ValueSums:
    """The sums of a part for each distinct number of y (n,) in all groups; NaN is out of the base.

    ManyValuesError where they are more than MOST_VALUES.
    """
    numbers = respondent_numbers(y, part.n, "y")
    inside = ~np.isnan(numbers)
    values, places = np.unique(numbers[inside], return_inverse=True)
    check_number(values)
    codes = np.full(part.n, -1)
    codes[inside] = places
    values = values if len(values) else np.zeros(1)  # nobody's number: a table needs a column
    return ValueSums(values, share_sums(part, [Categories(codes, len(values))], groups))


def check_number(values: FloatArray) -> None:
    """ManyValuesError where the distinct numbers are too many."""
    if len(values) > MOST_VALUES:
        raise ManyValuesError(
            f"{len(values)} distinct numbers, more than the {MOST_VALUES} that are counted one by one"
        )
