"""Quantiles from counts of the distinct numbers, where they are few."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.answers import Categories
from analysis.statistics.arrays import FloatArray, add_up
from analysis.statistics.design import SinglePsu
from analysis.statistics.estimates import Estimates
from analysis.statistics.intervals import t_quantile
from analysis.statistics.partitions.numbers import checked_numbers
from analysis.statistics.partitions.parts import Groups, Part, Strata, moved, united
from analysis.statistics.partitions.shares import ShareSums, counted_items, share_sums, table_moments
from analysis.statistics.quantiles import Rule, read_quantiles, woodruff_estimates
from analysis.statistics.states import base_states
from analysis.statistics.variance import share_variance

MOST_VALUES = 1000
"""Distinct numbers that are counted; a table has as many columns."""


class ManyValuesError(ValueError):
    """The numbers have too many distinct values for each to be counted."""


@dataclass(frozen=True, eq=False)
class ValueSums:
    """The sums by distinct number from which quantiles follow; `a + b` are those of the respondents of both.

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
        self, q: float = 0.5, single_psu: SinglePsu = "fail", level: float = 0.95, rule: Rule = "math"
    ) -> list[Estimates]:
        """The quantile in each group (groups, 1) with Woodruff's interval, one Estimates per breakdown."""
        design = Strata(self.sums.labels, self.sums.drawn, single_psu)
        return [self._quantile(design, *edge, q, level, rule) for edge in self.sums.edges]

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
        base = table_moments(design, table[..., -1:].repeat(2, axis=3), counted_items(((0, 1),)))
        n, weight = base.n[:, 0], add_up(base.sums)[:, 0]
        df = np.where(n > 0, base.units[:, 0] - base.strata[:, 0], 0.0)
        state = base_states(n, weight, base.counted[:, 0], df)
        cumulated = add_up(table[1, :, :, :-1])
        value = self._read(cumulated, np.full((len(n), 1), q), rule)[:, 0]
        under, se_under = share_under(design, table, self.values <= value[:, None])
        half = t_quantile(level, df) * np.where(state == "", se_under, np.nan)
        limits = self._read(cumulated, np.stack([under - half, under + half], axis=1), rule)
        se = (limits[:, 1] - limits[:, 0]) / (2 * t_quantile(level, df))
        return woodruff_estimates(base.kish[:, 0], value, se, limits, n, weight, df, state, level)

    def _read(self, weights: FloatArray, at: FloatArray, rule: Rule) -> FloatArray:
        """The values (groups, points) at which the cumulated share of each group reaches the points `at`."""
        found = np.full(at.shape, np.nan)
        for group, own in enumerate(weights):
            if own.any():
                found[group] = read_quantiles(self.values[own > 0], own[own > 0], at[group], rule)
        return found


def share_under(design: Strata, table: FloatArray, is_under: np.ndarray) -> tuple[FloatArray, FloatArray]:
    """(share of the values marked (G, V), its standard error) in each group of a table (4, H, G, V + 1)."""
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
    numbers = checked_numbers(part, y, "y")
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
