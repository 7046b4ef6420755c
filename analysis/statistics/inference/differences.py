"""Differences of shares, means and quantiles between groups, answers or editions, each with its test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import BoolArray, FloatArray, IntArray, TextArray, respondent_numbers
from analysis.statistics.coded_answers import CodedAnswers, checked_mask
from analysis.statistics.design import Design
from analysis.statistics.estimates.estimates import Estimates
from analysis.statistics.estimates.intervals import linear
from analysis.statistics.estimates.quantiles import Rule
from analysis.statistics.inference.comparison_sides import (
    Against,
    Sides,
    answer_sides,
    compared_pairs,
    item_sides,
    quantile_sides,
)
from analysis.statistics.inference.p_value_corrections import CORRECTIONS

REST, WHOLE, PUBLISHED = -1, -2, -3

ScoreColumn = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Differences:
    """Differences value(first) - value(second), arrays (pairs, items).

    first, second (pairs,): groups compared; second is -1 for the rest, -2 for the whole, -3 for a published
    figure. value, se, df, ci_low, ci_high; statistic: value / se; p_value, two-sided by Student's t;
    p_adjusted: corrected over the pairs of an item. state: "" tested, "small" (a group under the least number
    of respondents: a difference, no test), "undefined" (a group without a value), "fixed" (no variance, as it
    is known or as all primary units agree: no test).
    """

    first: IntArray
    second: IntArray
    value: FloatArray
    se: FloatArray
    df: FloatArray
    ci_low: FloatArray
    ci_high: FloatArray
    statistic: FloatArray
    p_value: FloatArray
    p_adjusted: FloatArray
    state: TextArray
    level: float = 0.95

    def of_groups(self, start: int, end: int) -> Differences:
        """Those of the groups from start to before end, which are numbered from 0 again."""
        rows = (self.first >= start) & (self.first < end)
        arrays = {each.name: getattr(self, each.name)[rows] for each in fields(self) if each.name != "level"}
        own = Differences(**arrays, level=self.level)
        second = np.where(own.second < 0, own.second, own.second - start)
        return replace(own, first=own.first - start, second=second)


def differences(
    design: Design,
    answers: CodedAnswers | ArrayLike,
    groups: CodedAnswers,
    against: Against = "pairs",
    domain: BoolArray | None = None,
    level: float = 0.95,
    correction: str = "holm",
    least: int = 30,
    below: ArrayLike | None = None,
) -> Differences:
    """Differences between groups of the shares of every answer, or of the mean of a number: Differences
    (pairs, items).

    answers: Categories, Ticks, or numbers (n,) with NaN outside the base; below: numbers (n,), for the ratio
    of the two in place of a mean. against: "pairs" (every two groups), "rest" (each group and those with an
    answer in the domain outside it), "whole" (each group and all of these). Groups may overlap, and a group
    is part of the whole: the variance is that of the difference of the linearised scores, so what the two
    sides share is counted once. df: primary units less strata of everyone compared. correction: "holm",
    "benjamini-hochberg" or "none". Groups under `least` respondents are not tested.
    """
    if correction not in CORRECTIONS:
        raise ValueError(f"correction: expected one of {', '.join(CORRECTIONS)}, found {correction!r}")
    inside = np.ones(design.n, dtype=bool) if domain is None else checked_mask(domain, design.n)
    pairs = compared_pairs(groups.k, against)
    sides = item_sides(design, answers, groups, inside, against, below)
    return side_by_side_differences(list(sides), pairs, against, level, correction, least)


def quantile_differences(
    design: Design,
    y: ArrayLike,
    groups: CodedAnswers,
    q: float = 0.5,
    domain: BoolArray | None = None,
    level: float = 0.95,
    correction: str = "holm",
    least: int = 30,
    rule: Rule = "school",
) -> Differences:
    """Differences between every two groups of a quantile of y (n,): Differences (pairs, 1).

    The score of a quantile is that of the share at or under it, scaled so that its error is Woodruff's.
    """
    inside = np.ones(design.n, dtype=bool) if domain is None else checked_mask(domain, design.n)
    sides = quantile_sides(design, respondent_numbers(y, design.n, "y"), groups, inside, q, level, rule)
    return side_by_side_differences(
        [sides], compared_pairs(groups.k, "pairs"), "pairs", level, correction, least
    )


def answer_differences(
    design: Design,
    answers: CodedAnswers,
    domain: BoolArray | None = None,
    level: float = 0.95,
    correction: str = "holm",
    least: int = 30,
) -> Differences:
    """Differences between the shares of every two answers to one question: Differences (pairs, 1).

    The answers are those of the same respondents: the variance counts their covariance. first and second
    number the answers.
    """
    inside = np.ones(design.n, dtype=bool) if domain is None else checked_mask(domain, design.n)
    sides = answer_sides(design, answers, answers.in_base & inside)
    return side_by_side_differences(
        [sides], compared_pairs(answers.k, "pairs"), "pairs", level, correction, least
    )


def side_by_side_differences(
    sides: Sequence[Sides], pairs: IntArray, against: Against, level: float, correction: str, least: int
) -> Differences:
    """The differences of the pairs of sides, one column per item."""
    columns = [item_differences(item, pairs, level, least) for item in sides]
    arrays = {name: np.stack([column[name] for column in columns], axis=1) for name in columns[0]}
    return collected(pairs, against, arrays, level, correction)


def item_differences(sides: Sides, pairs: IntArray, level: float, smallest: int) -> ScoreColumn:
    """One item's differences of all pairs."""
    first, second = pairs.T
    value = sides.mean[first] - sides.mean[second]
    variance = np.diag(sides.covariance)
    apart = variance[first] + variance[second]
    spread = apart - 2 * sides.covariance[first, second]
    least = sides.rounding * np.maximum(apart, sides.size[first] + sides.size[second])
    se = np.sqrt(np.where(spread > least, spread, 0.0))
    state = difference_state(value, se, np.minimum(sides.n[first], sides.n[second]) < smallest)
    return tested(value, se, np.full(len(pairs), sides.df), state, level)


def difference_state(value: FloatArray, se: FloatArray, is_small: BoolArray) -> TextArray:
    """The state of each difference."""
    state = np.where(is_small, "small", "").astype("<U9")
    state[(se == 0) & ~is_small] = "fixed"
    state[np.isnan(value)] = "undefined"
    return state


def tested(value: FloatArray, se: FloatArray, df: FloatArray, state: TextArray, level: float) -> ScoreColumn:
    """Differences with interval and p-value where their state allows a test."""
    se = np.where(state == "undefined", np.nan, se)
    low, high = linear(value, se, df, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = np.where(state == "", value / se, np.nan)
    p_value = two_sided(statistic, df)
    found = (value, se, df, low, high, statistic, p_value)
    names = ("value", "se", "df", "ci_low", "ci_high", "statistic", "p_value")
    return {**dict(zip(names, found, strict=True)), "state": state}


def two_sided(statistic: FloatArray, df: FloatArray) -> FloatArray:
    """The p-value of a statistic by Student's t, by the normal law where df is infinite; NaN where df < 1."""
    from scipy.special import ndtr, stdtr

    extreme = -np.abs(statistic)
    student = stdtr(np.where(df >= 1, df, np.nan), extreme)
    return np.asarray(2 * np.where(np.isinf(df), ndtr(extreme), student))


def collected(
    pairs: IntArray, against: Against, arrays: ScoreColumn, level: float, correction: str
) -> Differences:
    """The differences (pairs, items), their p-values corrected over the pairs."""
    second = pairs[:, 1] if against == "pairs" else np.full(len(pairs), REST if against == "rest" else WHOLE)
    adjusted = CORRECTIONS[correction](arrays["p_value"])
    return Differences(pairs[:, 0], second, **arrays, p_adjusted=adjusted, level=level)


def joined(parts: Sequence[Differences]) -> Differences:
    """Differences of the same pairs side by side along the items."""
    names = [field.name for field in fields(Differences) if field.name not in ("first", "second", "level")]
    arrays = {name: np.concatenate([getattr(part, name) for part in parts], axis=1) for name in names}
    return Differences(parts[0].first, parts[0].second, **arrays, level=parts[0].level)


def trend(earlier: Estimates, later: Estimates, least: int = 30, correction: str = "holm") -> Differences:
    """Change from an earlier to a later edition of the same estimates: Differences (groups, items).

    The editions are taken as independent samples: se = √(se₁² + se₂²), with Satterthwaite's degrees of
    freedom. first and second number the groups. ValueError when the shapes differ.
    """
    if earlier.shape != later.shape:
        raise ValueError(
            f"trend: expected the same groups and items, found {earlier.shape} and {later.shape}"
        )
    value = later.value - earlier.value
    se, df = independent_error(earlier.se, earlier.df, later.se, later.df)
    df = np.where(se > 0, df, np.maximum(earlier.df, later.df))
    is_small = np.minimum(earlier.n, later.n) < least
    value = np.where(np.isnan(se), np.nan, value)
    arrays = tested(value, se, df, difference_state(value, se, is_small), later.level)
    number = np.arange(len(value))
    adjusted = CORRECTIONS[correction](arrays["p_value"])
    return Differences(number, number, **arrays, p_adjusted=adjusted, level=later.level)


def independent_error(
    first: FloatArray, first_df: FloatArray, second: FloatArray, second_df: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """(standard error, degrees of freedom) of the difference of two estimates from independent samples.

    se = √(se₁² + se₂²), and Satterthwaite's (1946) degrees of freedom; NaN where both errors are 0.
    """
    one, two = first**2, second**2
    with np.errstate(divide="ignore", invalid="ignore"):
        df = (one + two) ** 2 / (one**2 / first_df + two**2 / second_df)
    return np.sqrt(one + two), df
