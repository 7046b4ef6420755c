"""The sides of a comparison: the mean of an answer in each group, in its rest or in the whole, and their
covariance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import BoolArray, FloatArray, IntArray, one_thread
from analysis.statistics.coded_answers import Categories, CodedAnswers, Ticks
from analysis.statistics.design import Design
from analysis.statistics.estimates.means import base_counts, corrected, numbers, residuals
from analysis.statistics.replicate_weights import Replicates
from analysis.statistics.variance import cell_covariance, group_sums, score_covariance

Against = Literal["pairs", "rest", "whole"]


@dataclass(frozen=True, eq=False)
class Sides:
    """An item on the sides: mean (sides,), NaN for nobody; covariance (sides, sides); n (sides,); df.

    size (sides,): the squares of the weighted scores, beside which a variance may be rounding.
    """

    mean: FloatArray
    covariance: FloatArray
    size: FloatArray
    n: IntArray
    df: float


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
) -> Iterator[Sides]:
    """The sides of every item of `answers`, for the respondents of the mask `inside` (n,)."""
    if isinstance(answers, Categories | Ticks):
        if isinstance(groups, Categories) and design.replicates is None:
            yield from (
                cell_sides(design, answers.chose(item), answers.in_base & inside, groups, against)
                for item in range(answers.k)
            )
            return
        values = [np.where(answers.in_base, answers.chose(item), np.nan) for item in range(answers.k)]
    else:
        values = [numbers(design, answers, "answers")]
    members = side_members(groups, inside, against)
    yield from (score_sides(design, y, members & ~np.isnan(y)[:, None]) for y in values)


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
    return Sides(mean, covariance, size, (holds @ n).astype(np.int64), float(df[0]))


def group_sides(k: int, against: Against) -> FloatArray:
    """Which of k groups each side holds (sides, k): one, or after those its rest, or all."""
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


def score_sides(design: Design, y: FloatArray, inside: BoolArray) -> Sides:
    """The sides of y (n,) from linearised scores, sides as columns of `inside` (n, sides)."""
    y = np.nan_to_num(y)
    base, y_squares = design.weights @ inside, (design.weights * y**2) @ inside
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(base > 0, (design.weights * y) @ inside / base, np.nan)
        left = np.where(inside, y[:, None] - mean, 0.0)
        mean = corrected(mean, base, design.weights @ left, design.weights @ left**2, y_squares)
        scores = np.where(inside, residuals(y[:, None], mean) / base, 0.0)
    _, _, df, shared = base_counts(design, np.where(inside.any(axis=1), 0, 1), 1)
    if design.replicates is not None:
        covariance = design.replicates.covariance(replicate_means(design.replicates, y, inside), mean)
    else:
        covariance = score_covariance(design, scores)
    size = np.nan_to_num(design.weights**2 @ scores**2)
    return Sides(mean, covariance * shared, size, inside.sum(axis=0), float(df[0]))


def replicate_means(replicates: Replicates, y: FloatArray, inside: BoolArray) -> FloatArray:
    """Mean (r, sides) of y on each side in every replicate."""
    with one_thread():
        base = replicates.weights.T @ inside.astype(float)
        above = replicates.weights.T @ (inside * y[:, None])
    return np.divide(above, base, out=np.full(base.shape, np.nan), where=base > 0)
