"""Test under the design of whether answers are distributed as was published."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import BoolArray, FloatArray, as_numbers
from analysis.statistics.coded_answers import Categories, check_length, checked_mask
from analysis.statistics.design import Design
from analysis.statistics.estimates.means import base_counts
from analysis.statistics.inference.whole_table_tests import (
    KNOWN,
    Association,
    cell_shares,
    second_order,
    untested,
)
from analysis.statistics.weighting.population_margins import unit_shares


def goodness_of_fit(
    design: Design, answers: Categories, published: ArrayLike, domain: BoolArray | None = None
) -> Association:
    """The test of whether the answers are distributed as was published: Pearson's, with Rao and Scott's
    second-order correction, as an F.

    published (k,): the shares of the answers, taken as exact, summing to 1 or 100 up to rounding. df2 counts
    the primary units less the strata of those who answered. Answers that were published as 0 and that nobody
    gave are left out; ValueError for one that somebody gave, and for shares that do not sum.

    Rao & Scott (1981).
    """
    wanted = checked_shares(published, answers.k)
    check_length(answers, design.n)
    inside = answers.in_base & (design.weights > 0)
    if domain is not None:
        inside &= checked_mask(domain, design.n)
    cells = np.where(inside, answers.codes, answers.k).astype(np.intp)
    n, _, df, shared = base_counts(design, (~inside).astype(np.intp), 1)
    if not inside.any() or df[0] < 1:
        return untested("Rao-Scott F")
    shares, _, covariance = cell_shares(design, cells, answers.k, shared[0])
    if (shares[wanted == 0] > 0).any():
        odd = np.flatnonzero((wanted == 0) & (shares > 0)).tolist()
        raise ValueError(f"published: a share of 0 for answers that respondents gave: {odd}. Leave them out.")
    used = wanted > 0
    effects = covariance[np.ix_(used, used)] / wanted[used]
    if np.trace(effects) * n[0] <= KNOWN:
        return untested("Rao-Scott F")
    distance = float(((shares - wanted)[used] ** 2 / wanted[used]).sum())
    return second_order(distance, effects, float(df[0]), int(n[0]))


def checked_shares(published: ArrayLike, k: int) -> FloatArray:
    """The published shares (k,) as parts of 1; ValueError for others."""
    given = unit_shares(as_numbers(published, "published"))
    if given.shape != (k,) or not (given >= 0).all() or abs(given.sum() - 1) > 1e-9:
        raise ValueError(
            f"published: expected {k} shares of at least 0 that sum to 1 or 100, found {given.tolist()}"
        )
    return given
