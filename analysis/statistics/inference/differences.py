"""Differences of groups, of a group and the rest, with their tests and column letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from string import ascii_uppercase
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import BoolArray, FloatArray, IntArray, TextArray, as_numbers
from analysis.statistics.coded_answers import CodedAnswers, checked_mask
from analysis.statistics.design import Design
from analysis.statistics.estimates.estimates import Estimates
from analysis.statistics.estimates.intervals import linear
from analysis.statistics.estimates.joint_estimates import JointEstimates
from analysis.statistics.estimates.means import numbers
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
from analysis.statistics.variance import EXACT

REST, WHOLE, PUBLISHED = -1, -2, -3


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
    of the two in place of a mean. against: "pairs" (every two
    groups), "rest" (each group and those with an answer in the domain outside it), "whole" (each group and
    all of these). Groups may overlap, and a group is part of the whole: the variance is that of the
    difference of the linearised scores, so what the two sides share is counted once. df: primary units less
    strata of everyone compared. correction: "holm", "benjamini-hochberg" or "none". Groups under `least`
    respondents are not tested.
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
    rule: Rule = "math",
) -> Differences:
    """Differences between every two groups of a quantile of y (n,): Differences (pairs, 1).

    The score of a quantile is that of the share at or under it, scaled so that its error is Woodruff's.
    """
    inside = np.ones(design.n, dtype=bool) if domain is None else checked_mask(domain, design.n)
    sides = quantile_sides(design, numbers(design, y, "y"), groups, inside, q, level, rule)
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


ScoreColumn = dict[str, Any]


def item_differences(sides: Sides, pairs: IntArray, level: float, smallest: int) -> ScoreColumn:
    """One item's differences of all pairs."""
    first, second = pairs.T
    value = sides.mean[first] - sides.mean[second]
    variance = np.diag(sides.covariance)
    apart = variance[first] + variance[second]
    spread = apart - 2 * sides.covariance[first, second]
    least = EXACT * np.maximum(apart, sides.size[first] + sides.size[second])
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


@dataclass(frozen=True, eq=False)
class Contrasts:
    """Linear contrasts of estimates, arrays (contrasts,): the fields of Differences, without its groups."""

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


def contrasts(
    joint: JointEstimates,
    weights: ArrayLike,
    level: float = 0.95,
    correction: str = "holm",
    least: int = 30,
) -> Contrasts:
    """Linear contrasts of estimates made together by `vcov`, each tested to be 0.

    weights (contrasts, m), or (m,) for one: 1 and -1 for the difference of two answers of a question, or of a
    group and another question's. p-values are corrected over the contrasts; a contrast of an estimate with a
    base under `least` is not tested. ValueError for weights of another number of estimates.
    """
    matrix = np.atleast_2d(as_numbers(weights, "weights"))
    if matrix.shape[1:] != joint.value.shape or not np.isfinite(matrix).all():
        raise ValueError(
            f"weights: expected a number for each of the {len(joint.value)} estimates,"
            f" found {matrix.tolist()}"
        )
    used = matrix != 0
    value = np.where(used, matrix * joint.value, 0.0).sum(axis=1)
    variance = np.einsum("ci,ij,cj->c", matrix, joint.covariance, matrix)
    se = np.sqrt(np.where(variance > EXACT * (matrix**2 @ joint.size), variance, 0.0))
    is_small = (used & (joint.n < least)).any(axis=1)
    state = difference_state(value, se, is_small)
    arrays = tested(value, se, np.full(len(value), joint.df), state, level)
    return Contrasts(**arrays, p_adjusted=CORRECTIONS[correction](arrays["p_value"]), level=level)


def against_published(
    found: Estimates, published: ArrayLike, least: int = 30, correction: str = "holm"
) -> Differences:
    """Distance of estimates from published figures, which are taken as exact: Differences (groups, items).

    published: one figure, or one for each item, or for each group and item, in the unit of the estimates. The
    one-sample t-test with the degrees of freedom of the estimate; p-values are corrected over the groups.
    ValueError for figures of another shape.
    """
    figures = as_numbers(published, "published")
    try:
        value = found.value - np.broadcast_to(figures, found.shape)
    except ValueError:
        raise ValueError(
            f"published: expected one figure, or figures (groups, items) {found.shape},"
            f" found shape {figures.shape}"
        ) from None
    value = np.where(np.isnan(found.se), np.nan, value)
    state = difference_state(value, found.se, found.n < least)
    arrays = tested(value, found.se, found.df, state, found.level)
    adjusted = CORRECTIONS[correction](arrays["p_value"])
    number = np.arange(len(value))
    second = np.full(len(value), PUBLISHED)
    return Differences(number, second, **arrays, p_adjusted=adjusted, level=found.level)


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


def letter(number: int) -> str:
    """A, B, ..., Z, AA, AB, ... for 0, 1, ..."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = ascii_uppercase[rest] + name
    return name


def column_letters(found: Differences, groups: int, alpha: float = 0.05) -> TextArray:
    """For each group and item (groups, items), the letters of the groups whose value is lower, tested at
    alpha.

    found: differences of all pairs. The letter stands on the larger value, after the correction; "" claims
    nothing. ValueError for an alpha that is not between 0 and 1.
    """
    if not 0 < alpha < 1:
        raise ValueError(f"alpha: expected a number between 0 and 1, such as 0.05, found {alpha}")
    marks = np.full((groups, found.value.shape[1]), "", dtype=object)
    claimed = found.p_adjusted < alpha
    for pair, item in zip(*np.nonzero(claimed), strict=True):
        sides = int(found.first[pair]), int(found.second[pair])
        above, under = sides if found.value[pair, item] > 0 else sides[::-1]
        marks[above, item] = " ".join(sorted([*marks[above, item].split(), letter(under)], key=order))
    return marks.astype(str)


def order(name: str) -> tuple[int, str]:
    """Letters before pairs of letters."""
    return len(name), name
