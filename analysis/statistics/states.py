"""What can be said about a base, and the design effect of an estimate on it."""

from __future__ import annotations

import numpy as np

from analysis.statistics.arrays import FloatArray, TextArray
from analysis.statistics.design import Design


def base_states(n: FloatArray, weight: FloatArray, counted: FloatArray, df: FloatArray) -> TextArray:
    """The state of each estimate that its base alone decides; see estimates.STATES."""
    state = np.full(n.shape, "", dtype="<U14")
    state[df < 1] = "no_df"
    state[counted == 1] = "single"
    state[weight <= 0] = "zero_weight"
    state[n == 0] = "empty"
    return state


def limited_df(design: Design, df: FloatArray) -> FloatArray:
    """Degrees of freedom, no more than the design's replicates have."""
    return df if design.replicates is None else np.minimum(df, design.replicates.df)


def design_effect(
    variance: FloatArray, spread: FloatArray, counted: FloatArray, weight: FloatArray, kish: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """(deff, n_eff): variance over that of simple random sampling with replacement, spread · n / (n - 1) / n.

    spread: the weighted variance of the answers in the base. Where it or the variance is 0, n_eff is Kish's
    effective size, and deff is 0 for a fixed value and NaN for answers that do not vary.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        simple = np.where(spread > 0, spread / (counted - 1), np.nan)
        deff = np.where(counted > 1, variance / simple, np.nan)
        usual = np.isfinite(deff) & (deff > 0)
        n_eff = np.where(usual, counted / deff, np.where(kish > 0, weight**2 / kish, 0.0))
    return deff, n_eff
