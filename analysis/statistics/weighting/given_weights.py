"""Weights as given: checked, trimmed."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import FloatArray


def checked_weights(weights: ArrayLike) -> FloatArray:
    """Weights (n,) as floats; ValueError with the number of those missing, infinite or negative, or when all
    are 0."""
    given = np.asarray(weights, dtype=float)
    if given.ndim != 1 or given.size == 0:
        raise ValueError(f"weights: expected one weight per respondent (n,), found shape {given.shape}")
    unusable = ~np.isfinite(given) | (given < 0)
    if unusable.any():
        where = np.flatnonzero(unusable)[:5].tolist()
        raise ValueError(
            f"weights: expected finite weights of at least 0, found {int(unusable.sum())} of {given.size}"
            f" missing, infinite or negative (first rows {where}). Correct them; 0 leaves a respondent out."
        )
    if not given.any():
        raise ValueError(f"weights: all {given.size} weights are 0; at least one respondent must count.")
    return given


def trim_weights(
    weights: ArrayLike, lower: float = 0.0, upper: float = np.inf, strict: bool = True
) -> FloatArray:
    """Weights (n,) cut to lower..upper, what is cut off shared equally among the others, so that their sum is
    kept.

    strict: cut again until none is outside, for the shared part can push others over. The rule of R's
    trimWeights. Calibrated weights no longer meet their margins after it: calibrate again, or calibrate with
    bounds instead.

    ValueError when the bounds leave nobody to share among, or exclude the mean weight.
    """
    trimmed = checked_weights(weights)
    if not lower <= trimmed.mean() <= upper:
        raise ValueError(
            f"trim: the mean weight {trimmed.mean():.6g} must lie between {lower:.6g} and {upper:.6g}"
        )
    while ((trimmed < lower) | (trimmed > upper)).any():
        outside = (trimmed < lower) | (trimmed > upper)
        if outside.all():
            raise ValueError(
                "trim: every weight is outside the bounds; nobody is left to share what is cut off"
            )
        cut = np.clip(trimmed, lower, upper)
        trimmed = np.where(outside, cut, cut + (trimmed - cut).sum() / (~outside).sum())
        if not strict:
            break
    return trimmed
