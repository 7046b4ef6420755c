"""Rank tests under the design: whether a number, skewed as hours are, is larger in one group than another."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import BoolArray, FloatArray, respondent_numbers
from analysis.statistics.coded_answers import Categories, check_length, checked_mask
from analysis.statistics.design import Design
from analysis.statistics.estimates.joint_estimates import vcov
from analysis.statistics.inference.whole_table_tests import Association, renumbered, tested, untested

RankScore = Literal["wilcoxon", "van-der-waerden", "upper-half"]
NAMES = {
    "wilcoxon": "design-based Wilcoxon",
    "van-der-waerden": "design-based van der Waerden",
    "upper-half": "design-based median",
}


def rank_test(
    design: Design,
    y: ArrayLike,
    groups: Categories,
    domain: BoolArray | None = None,
    score: RankScore = "wilcoxon",
) -> Association:
    """Test that the ranks of y in the population are alike in all groups, as an F; of two, F = t².

    The rank of a respondent is the part of the weight under his number, and half of that at it. score:
    "wilcoxon" (Kruskal-Wallis for several groups) compares mean ranks, "van-der-waerden" their normal scores,
    "upper-half" (Mood's median test) the parts above the middle. y (n,): NaN outside the base. Lumley & Scott
    (2013), R's svyranktest, whose denominator df this has: primary units less strata less groups compared,
    plus 1.
    """
    if score not in NAMES:
        raise ValueError(f"score: expected one of {', '.join(NAMES)}, found {score!r}")
    values = respondent_numbers(y, design.n, "y")
    check_length(groups, design.n)
    inside = groups.in_base & ~np.isnan(values) & (design.weights > 0)
    if domain is not None:
        inside &= checked_mask(domain, design.n)
    codes, k = renumbered(groups.codes, inside)
    if k < 2:
        return untested(NAMES[score])
    scores = rank_scores(ranks(values, design.weights, inside), score)
    columns = np.where(inside[:, None] & (codes[:, None] == np.arange(k)), scores[:, None], np.nan)
    found = vcov(design, columns)
    off = found.value[1:] - found.value[0]
    contrasts = np.eye(k)[1:] - np.eye(k)[0]
    spread = contrasts @ found.covariance @ contrasts.T
    if np.linalg.matrix_rank(spread, hermitian=True) < k - 1:
        return untested(NAMES[score])
    statistic = float(off @ np.linalg.solve(spread, off)) / (k - 1)
    return tested(statistic, k - 1, found.df - (k - 1), int(inside.sum()), NAMES[score])


def ranks(y: FloatArray, weights: FloatArray, inside: BoolArray) -> FloatArray:
    """The rank (n,) of each respondent inside, in 0..1; equal numbers share the middle of theirs."""
    distinct, place = np.unique(y[inside], return_inverse=True)
    own = np.bincount(place, weights[inside], len(distinct))
    middle = (np.cumsum(own) - own / 2) / own.sum()
    found = np.zeros(len(y))
    found[inside] = middle[place]
    return found


def rank_scores(rank: FloatArray, score: RankScore) -> FloatArray:
    """The scores (n,) of ranks in 0..1."""
    if score == "van-der-waerden":
        from scipy.special import ndtri

        return np.asarray(ndtri(np.where(rank > 0, rank, 0.5)))
    return (rank > 0.5).astype(np.float64) if score == "upper-half" else rank
