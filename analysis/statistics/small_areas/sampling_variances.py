"""A generalised variance function: sampling variances of areas without the chance of each area's answers."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import FloatArray, as_numbers

LARGE = 50
"""Respondents from which the variance of an area can be held against those of the others."""


def smoothed_variances(variances: ArrayLike, n: ArrayLike) -> FloatArray:
    """The sampling variance (m,) that each area would have if a respondent told as much in all of them:
    k / n, with k the mean of n times the estimated variance, weighted by n.

    The estimated variance of a share of few respondents is nearly as uncertain as the share, goes up and down
    with it and is 0 where all agree; k is of all respondents, with their weights and the design. Wolter
    (2007), chapter 7; You & Chapman (2006) on why a model needs it.
    """
    given, size = as_numbers(variances, "variances"), as_numbers(n, "n")
    if given.shape != size.shape or not (given >= 0).all() or not (size > 0).all():
        raise ValueError("expected variances of 0 or more and as many n above 0")
    return np.asarray((size * size * given).sum() / size.sum() / size)


def variance_ratio(variances: ArrayLike, n: ArrayLike) -> float:
    """How many times the greatest n times variance is the least, among areas of 50 respondents and more; 1
    where fewer than two are."""
    given, size = as_numbers(variances, "variances"), as_numbers(n, "n")
    of_one = (given * size)[size >= LARGE]
    if len(of_one) < 2:
        return 1.0
    return float(of_one.max() / of_one.min()) if of_one.min() > 0 else float("inf")
