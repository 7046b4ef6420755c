"""Means, ratios and shares estimated together, with their covariance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import BoolArray, FloatArray, IntArray, as_numbers, one_thread
from analysis.statistics.coded_answers import CodedAnswers, checked_mask
from analysis.statistics.covariance import score_covariance
from analysis.statistics.design import Design
from analysis.statistics.estimates.means import base_counts, corrected, denominators, residuals


@dataclass(frozen=True, eq=False)
class JointEstimates:
    """Means or ratios that were estimated together: value (m,), NaN where there is no base or no denominator;
    covariance (m, m); n (m,), respondents in each base; df, primary units less strata of all bases together.

    size (m,): the squares of the weighted scores, beside which a variance may be rounding.
    """

    value: FloatArray
    covariance: FloatArray
    size: FloatArray
    n: IntArray
    df: float


def vcov(design: Design, y: ArrayLike, x: ArrayLike | None = None) -> JointEstimates:
    """Means of the columns of y (n, m), or their ratios to the columns of x, with their covariance (m, m).

    NaN leaves a respondent out of the base of its column: the figure of a group has NaN outside the group. A
    share is the mean of one of `answer_columns`. Linearised, with the residuals of a calibration, or from
    replicates. ValueError for columns of other respondents.
    """
    above = columns_of(design, y, "y")
    below = np.ones_like(above) if x is None else columns_of(design, x, "x")
    if below.shape[1] not in (1, above.shape[1]):
        raise ValueError(f"x: expected one column or {above.shape[1]}, as y has, found {below.shape[1]}")
    inside = ~(np.isnan(above) | np.isnan(below))
    above, below = np.where(inside, above, 0.0), np.where(inside, below, 0.0)
    w = design.weights
    base, least = denominators(w @ below, w @ inside, w @ below**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(base != 0, w @ above / base, np.nan)
        left = above - value * below
        value = corrected(value, base, w @ left, w @ left**2, w @ above**2)
        scores = np.where(inside & (base != 0), residuals(above, value * below) / base, 0.0)
    together = np.asarray(inside.any(axis=1))
    _, _, df, shared = base_counts(design, np.where(together, 0, 1), 1)
    if design.replicates is None:
        covariance = score_covariance(design, scores, together)
    else:
        with one_thread():
            top, sums = (design.replicates.weights.T @ part for part in (above, below))
        values = np.divide(top, sums, out=np.full(sums.shape, np.nan), where=np.abs(sums) > least)
        covariance = design.replicates.covariance(values, value)
    return JointEstimates(value, covariance * shared, w**2 @ scores**2, inside.sum(axis=0), float(df[0]))


def columns_of(design: Design, given: ArrayLike, name: str) -> FloatArray:
    """Numbers (n, m), one column of them as (n, 1); ValueError for other shapes and infinite numbers."""
    columns = as_numbers(given, name)
    columns = columns[:, None] if columns.ndim == 1 else columns
    if columns.ndim != 2 or len(columns) != design.n:
        raise ValueError(f"{name}: expected columns of {design.n} respondents (n, m), found {columns.shape}")
    if np.isinf(columns).any():
        raise ValueError(
            f"{name}: {int(np.isinf(columns).sum())} values are infinite; expected numbers or NaN"
        )
    return columns


def answer_columns(answers: CodedAnswers, inside: BoolArray | None = None) -> FloatArray:
    """One column per answer (n, k), whose mean is the share of that answer.

    1 for those who gave it, 0 for the others in the base, NaN outside the base or the mask `inside` (n,).
    """
    base = answers.in_base if inside is None else answers.in_base & checked_mask(inside, answers.n)
    chosen = np.stack([answers.chose(item) for item in range(answers.k)], axis=1)
    return np.where(base[:, None], chosen, np.nan)
