"""Tests of estimates that are no difference between groups: linear contrasts, distances from published
figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import FloatArray, TextArray, as_numbers
from analysis.statistics.estimates.estimates import Estimates
from analysis.statistics.estimates.joint_estimates import JointEstimates
from analysis.statistics.inference.differences import PUBLISHED, Differences, difference_state, tested
from analysis.statistics.inference.p_value_corrections import CORRECTIONS
from analysis.statistics.variance import EXACT


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
