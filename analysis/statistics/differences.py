"""Differences of groups, of a group and the rest, and of two editions, with their tests."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.answers import Categories, Question, Ticks
from analysis.statistics.arrays import BoolArray, FloatArray, IntArray, TextArray
from analysis.statistics.corrections import CORRECTIONS
from analysis.statistics.covariance import score_covariance
from analysis.statistics.design import Design
from analysis.statistics.estimates import Estimates
from analysis.statistics.intervals import linear
from analysis.statistics.layers import checked_mask
from analysis.statistics.means import base_counts, numbers
from analysis.statistics.replicates import Replicates
from analysis.statistics.threads import one_thread

Against = Literal["pairs", "rest", "whole"]
REST, WHOLE = -1, -2


@dataclass(frozen=True, eq=False)
class Differences:
    """Differences value(first) - value(second), arrays (pairs, items).

    first, second (pairs,): groups compared; second is -1 for the rest and -2 for the whole. value, se, df,
    ci_low, ci_high; statistic: value / se; p_value, two-sided by Student's t; p_adjusted: corrected over the
    pairs of an item. state: "" tested, "small" (a group under the least number of respondents: a difference,
    no test), "undefined" (a group without a value), "fixed" (no variance: the difference is exact, no test).
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
    answers: Question | ArrayLike,
    groups: Question,
    against: Against = "pairs",
    domain: BoolArray | None = None,
    level: float = 0.95,
    correction: str = "holm",
    least: int = 30,
) -> Differences:
    """Differences between groups of the shares of every answer, or of the mean of a number: Differences
    (pairs, items).

    answers: Categories, Ticks, or numbers (n,) with NaN outside the base. against: "pairs" (every two
    groups), "rest" (each group and those with an answer in the domain outside it), "whole" (each group and
    all of these). Groups may overlap, and a group is part of the whole: the variance is that of the
    difference of the linearised scores, so what the two sides share is counted once. df: primary units less
    strata of everyone compared. correction: "holm", "benjamini-hochberg" or "none". Groups under `least`
    respondents are not tested.
    """
    if correction not in CORRECTIONS:
        raise ValueError(f"correction: expected one of {', '.join(CORRECTIONS)}, found {correction!r}")
    inside = np.ones(design.n, dtype=bool) if domain is None else checked_mask(domain, design.n)
    members, pairs = compared(groups, inside, against)
    columns = [
        item_differences(design, y, members, pairs, level, least) for y in item_values(design, answers)
    ]
    return collected(pairs, against, columns, level, correction)


def item_values(design: Design, answers: Question | ArrayLike) -> list[FloatArray]:
    """Every item as numbers (n,) with NaN outside the base."""
    if isinstance(answers, Categories | Ticks):
        return [np.where(answers.in_base, answers.chose(i), np.nan) for i in range(answers.k)]
    return [numbers(design, answers, "answers")]


def compared(groups: Question, inside: BoolArray, against: Against) -> tuple[BoolArray, IntArray]:
    """(members (n, sides) of everything compared, pairs (pairs, 2) of sides)."""
    own = np.stack([groups.chose(i) & inside for i in range(groups.k)], axis=1)
    if against == "pairs":
        return own, np.array(list(combinations(range(groups.k), 2)), dtype=np.intp).reshape(-1, 2)
    if against not in ("rest", "whole"):
        raise ValueError(f'against: expected "pairs", "rest" or "whole", found {against!r}')
    known = (groups.in_base & inside)[:, None]
    other = known & ~own if against == "rest" else np.broadcast_to(known, own.shape)
    number = np.arange(groups.k)
    return np.concatenate([own, other], axis=1), np.stack([number, number + groups.k], axis=1)


Column = dict[str, Any]


def item_differences(
    design: Design, y: FloatArray, members: BoolArray, pairs: IntArray, level: float, least: int
) -> Column:
    """One item's differences of all pairs."""
    inside = members & ~np.isnan(y)[:, None]
    mean, covariance = side_means(design, np.nan_to_num(y), inside)
    first, second = pairs.T
    variance = np.diag(covariance)
    apart = variance[first] + variance[second]
    spread = apart - 2 * covariance[first, second]
    se = np.sqrt(np.where(spread > 1e-13 * apart, spread, 0.0))
    n = inside.sum(axis=0)
    state = difference_state(mean[first] - mean[second], se, np.minimum(n[first], n[second]) < least)
    df = base_counts(design, np.where(inside.any(axis=1), 0, 1), 1)[2]
    return tested(mean[first] - mean[second], se, np.full(len(pairs), df[0]), state, level)


def side_means(design: Design, y: FloatArray, inside: BoolArray) -> tuple[FloatArray, FloatArray]:
    """(mean of y on each side, NaN for nobody; their covariance), sides as columns of `inside` (n, sides)."""
    base = design.weights @ inside
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(base > 0, (design.weights * y) @ inside / base, np.nan)
        scores = np.where(inside, (y[:, None] - mean) / base, 0.0)
    if design.replicates is not None:
        return mean, design.replicates.covariance(replicate_means(design.replicates, y, inside), mean)
    shared = base_counts(design, np.where(inside.any(axis=1), 0, 1), 1)[3]
    return mean, score_covariance(design, scores) * shared


def replicate_means(replicates: Replicates, y: FloatArray, inside: BoolArray) -> FloatArray:
    """Mean (r, sides) of y on each side in every replicate."""
    with one_thread():
        base = replicates.weights.T @ inside.astype(float)
        above = replicates.weights.T @ (inside * y[:, None])
    return np.divide(above, base, out=np.full(base.shape, np.nan), where=base > 0)


def difference_state(value: FloatArray, se: FloatArray, is_small: BoolArray) -> TextArray:
    """The state of each difference."""
    state = np.where(is_small, "small", "").astype("<U9")
    state[(se == 0) & ~is_small] = "fixed"
    state[np.isnan(value)] = "undefined"
    return state


def tested(value: FloatArray, se: FloatArray, df: FloatArray, state: TextArray, level: float) -> Column:
    """Differences with interval and p-value where their state allows a test."""
    from scipy.special import stdtr

    se = np.where(state == "undefined", np.nan, se)
    low, high = linear(value, se, df, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = np.where(state == "", value / se, np.nan)
        p_value = 2 * stdtr(np.where(df >= 1, df, np.nan), -np.abs(statistic))
    found = (value, se, df, low, high, statistic, p_value)
    names = ("value", "se", "df", "ci_low", "ci_high", "statistic", "p_value")
    return {**dict(zip(names, found, strict=True)), "state": state}


def collected(
    pairs: IntArray, against: Against, columns: list[Column], level: float, correction: str
) -> Differences:
    """The items side by side, their p-values corrected over the pairs."""
    arrays: Column = {name: np.stack([column[name] for column in columns], axis=1) for name in columns[0]}
    second = pairs[:, 1] if against == "pairs" else np.full(len(pairs), REST if against == "rest" else WHOLE)
    adjusted = CORRECTIONS[correction](arrays["p_value"])
    return Differences(pairs[:, 0], second, **arrays, p_adjusted=adjusted, level=level)


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
    one, two = earlier.se**2, later.se**2
    with np.errstate(divide="ignore", invalid="ignore"):
        df = (one + two) ** 2 / (one**2 / earlier.df + two**2 / later.df)
    se = np.sqrt(one + two)
    df = np.where(se > 0, df, np.maximum(earlier.df, later.df))
    is_small = np.minimum(earlier.n, later.n) < least
    value = np.where(np.isnan(se), np.nan, value)
    arrays = tested(value, se, df, difference_state(value, se, is_small), later.level)
    number = np.arange(len(value))
    adjusted = CORRECTIONS[correction](arrays["p_value"])
    return Differences(number, number, **arrays, p_adjusted=adjusted, level=later.level)
