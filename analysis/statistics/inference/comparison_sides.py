"""The sides of a comparison: the mean of an answer in each group, in its rest or in the whole, and their
covariance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import BoolArray, FloatArray, IntArray, one_thread, respondent_numbers
from analysis.statistics.coded_answers import Categories, CodedAnswers, Ticks
from analysis.statistics.covariance import cell_covariance, score_covariance
from analysis.statistics.design import Design
from analysis.statistics.estimates.means import base_counts, corrected, residuals
from analysis.statistics.estimates.quantiles import Rule, quantiles
from analysis.statistics.inference.score_blocks import BLOCK, ScoredSides, blocked_ratios
from analysis.statistics.replicate_weights import Replicates
from analysis.statistics.variance import EXACT, group_sums, rounding_of

Against = Literal["pairs", "rest", "whole"]


@dataclass(frozen=True, eq=False)
class Sides:
    """The figure of one item on each side: mean (sides,), NaN where nobody is; covariance (sides, sides); n
    (sides,); df.

    size (sides,): the squares of the weighted scores; rounding: the part of them under which a variance is
    that of the digits.
    """

    mean: FloatArray
    covariance: FloatArray
    size: FloatArray
    n: IntArray
    df: float
    rounding: float = EXACT


def compared_pairs(k: int, against: Against) -> IntArray:
    """Pairs (pairs, 2) of sides: of k groups every two, or each with the side k places after it.

    ValueError when `against` is none of the three.
    """
    if against == "pairs":
        return np.array(list(combinations(range(k), 2)), dtype=np.intp).reshape(-1, 2)
    if against not in ("rest", "whole"):
        raise ValueError(f'against: expected "pairs", "rest" or "whole", found {against!r}')
    return np.stack([np.arange(k), np.arange(k) + k], axis=1)


def item_sides(
    design: Design,
    answers: CodedAnswers | ArrayLike,
    groups: CodedAnswers,
    inside: BoolArray,
    against: Against,
    below: ArrayLike | None = None,
) -> Iterator[Sides]:
    """The sides of every item of `answers`, for the respondents of the mask `inside` (n,).

    below: numbers (n,) that `answers`, numbers too, are divided by; a mean without them.
    """
    values: Iterator[FloatArray]
    if isinstance(answers, Categories | Ticks):
        if isinstance(groups, Categories) and design.replicates is None:
            yield from (
                cell_sides(design, answers.chose(item), answers.in_base & inside, groups, against)
                for item in range(answers.k)
            )
            return
        base = answers.in_base
        values = (np.where(base, answers.chose(item), np.nan) for item in range(answers.k))
    else:
        values = iter([respondent_numbers(answers, design.n, "answers")])
    x = np.ones(design.n) if below is None else respondent_numbers(below, design.n, "below")
    members = side_members(groups, inside & ~np.isnan(x), against)
    yield from (score_sides(design, y, x, members & ~np.isnan(y)[:, None]) for y in values)


def cell_sides(
    design: Design, chose: BoolArray, inside: BoolArray, groups: Categories, against: Against
) -> Sides:
    """The sides of one answer where groups do not overlap, from cross-products of its cells alone.

    A side S holds whole groups: R = Σ T_g / Σ N_g over g in S, and dR is (1 − R)/N_S for the cell of those
    who gave the answer in a group of S, −R/N_S for that of the others.
    """
    k = groups.k
    counted = inside & groups.in_base
    cells = np.where(counted, groups.codes + k * ~chose, 2 * k).astype(np.intp)
    totals = group_sums(cells, 2 * k, design.weights)
    holds = group_sides(k, against)
    base = holds @ (totals[:k] + totals[k:])
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(base > 0, holds @ totals[:k] / base, np.nan)
        slope = np.nan_to_num(np.concatenate([holds.T * (1 - mean), -holds.T * mean]) / base)
    _, _, df, shared = base_counts(design, np.where(counted, 0, 1), 1)
    with one_thread():
        covariance = slope.T @ cell_covariance(design, cells, 2 * k) @ slope * shared
    size = group_sums(cells, 2 * k, design.weights**2) @ slope**2
    n = np.bincount(groups.codes[counted], minlength=k)
    return Sides(mean, covariance, size, (holds @ n).astype(np.int64), float(df[0]), rounding_of(design))


def group_sides(k: int, against: Against) -> FloatArray:
    """The groups that make up each side, as 0 and 1 (sides, k): each of k groups, then for "rest" the others
    of each, for "whole" all groups."""
    own = np.eye(k)
    other = {"pairs": np.zeros((0, k)), "rest": 1 - own, "whole": np.ones((k, k))}[against]
    return np.concatenate([own, other])


def side_members(groups: CodedAnswers, inside: BoolArray, against: Against) -> BoolArray:
    """Who is on each side (n, sides); groups may overlap."""
    own = np.stack([groups.chose(group) & inside for group in range(groups.k)], axis=1)
    if against == "pairs":
        return own
    known = (groups.in_base & inside)[:, None]
    other = known & ~own if against == "rest" else np.broadcast_to(known, own.shape)
    return np.concatenate([own, other], axis=1)


def score_sides(design: Design, y: np.ndarray, x: FloatArray, inside: BoolArray) -> Sides:
    """The sides of the ratio of y (n,) to x (n,) from linearised scores, sides as columns of `inside` (n,
    sides); x = 1 makes means. y may differ from side to side (n, sides)."""
    y = np.nan_to_num(y).reshape(design.n, -1)
    together = np.asarray(inside.any(axis=1))
    _, _, df, shared = base_counts(design, np.where(together, 0, 1), 1)
    follows_from_sums = design.replicates is None and not design.stages and not design.counts_alone
    if follows_from_sums and design.n > BLOCK:
        mean, covariance, size = blocked_ratios(design, ScoredSides(y, np.nan_to_num(x), inside))
        return Sides(mean, covariance * shared, size, inside.sum(axis=0), float(df[0]), rounding_of(design))
    below = inside * np.nan_to_num(x)[:, None]
    above = inside * y
    w = design.weights
    base = w @ below
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(base != 0, w @ above / base, np.nan)
        left = above - np.nan_to_num(mean) * below
        mean = corrected(mean, base, w @ left, w @ left**2, w @ above**2)
        scores = np.where(inside, residuals(above, mean * below) / base, 0.0)
    if design.replicates is not None:
        covariance = design.replicates.covariance(replicate_ratios(design.replicates, above, below), mean)
    else:
        covariance = score_covariance(design, scores, together)
    size = np.nan_to_num(design.weights**2 @ scores**2)
    return Sides(mean, covariance * shared, size, inside.sum(axis=0), float(df[0]))


def replicate_ratios(replicates: Replicates, above: FloatArray, below: FloatArray) -> FloatArray:
    """Ratio (r, sides) of the totals of columns (n, sides) in every replicate."""
    with one_thread():
        base = replicates.weights.T @ below
        total = replicates.weights.T @ above
    return np.asarray(np.divide(total, base, out=np.full(base.shape, np.nan), where=base != 0))


def quantile_sides(
    design: Design,
    y: FloatArray,
    groups: CodedAnswers,
    inside: BoolArray,
    q: float,
    level: float,
    rule: Rule,
) -> Sides:
    """The quantile of y (n,) in each group: its scores are those of the share at or under it, scaled to
    Woodruff's standard error (Francisco & Fuller 1991)."""
    found = quantiles(design, y, q, groups, inside, level, rule)
    value, se = found.value[:, 0], found.se[:, 0]
    inside = inside & ~np.isnan(y)
    if isinstance(groups, Categories) and design.replicates is None:
        is_under = np.nan_to_num(y) <= np.nan_to_num(value)[groups.codes]
        sides = cell_sides(design, is_under, inside, groups, "pairs")
    else:
        members = side_members(groups, inside, "pairs")
        sides = score_sides(design, y[:, None] <= value, np.ones(design.n), members)
    spread = np.sqrt(np.diag(sides.covariance))
    scale = np.divide(se, spread, out=np.zeros(len(se)), where=spread > 0)
    return replace(
        sides, mean=value, covariance=sides.covariance * np.outer(scale, scale), size=sides.size * scale**2
    )


def answer_sides(design: Design, answers: CodedAnswers, counted: BoolArray) -> Sides:
    """The share of each answer among the respondents of the mask `counted` (n,), who all are in the base."""
    if isinstance(answers, Ticks) or design.replicates is not None:
        chosen = np.stack([answers.chose(item) for item in range(answers.k)], axis=1)
        members = np.repeat(counted[:, None], answers.k, axis=1)
        return score_sides(design, chosen, np.ones(design.n), members)
    cells = np.where(counted, answers.codes, answers.k).astype(np.intp)
    totals = group_sums(cells, answers.k, design.weights)
    base = totals.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        share = totals / base
        centring = (np.eye(answers.k) - share[:, None]) / base
    _, _, df, shared = base_counts(design, np.where(counted, 0, 1), 1)
    with one_thread():
        covariance = centring @ cell_covariance(design, cells, answers.k) @ centring.T * shared
    size = np.nan_to_num(centring**2 @ group_sums(cells, answers.k, design.weights**2))
    n = np.full(answers.k, counted.sum())
    return Sides(share, covariance, size, n, float(df[0]), rounding_of(design))
