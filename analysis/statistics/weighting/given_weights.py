"""Weights as given: checked, trimmed."""

from __future__ import annotations

from numbers import Real
from typing import TypeGuard

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import FloatArray, as_numbers, frozen, refuse_beyond

ROUNDS = 100
"""Rounds of cutting after which sharing out what is cut off comes to no end."""

HALVINGS = 200
"""Of an interval of amounts: more than leave two numbers in it."""


def checked_weights(weights: ArrayLike) -> FloatArray:
    """Weights (n,) as floats; ValueError with the number of those missing, infinite or negative, or when all
    are 0."""
    given = as_numbers(weights, "weights")
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
    refuse_beyond("weights", given)
    return frozen(given)


def scaled_weights(start: FloatArray, total: float | None) -> FloatArray:
    """The weights times the factor that gives them the sum `total`, as they are without one; ValueError for a
    total that no weights have."""
    if total is None:
        return start
    if not (is_number(total) and 0 < total < np.inf):
        raise ValueError(f"total: expected the sum of weights wanted, a number over 0, found {total!r}")
    return np.asarray(start * (total / start.sum()))


def is_number(given: object) -> TypeGuard[float]:
    """Whether an argument is one real number; True and False are none."""
    return isinstance(given, Real) and not isinstance(given, bool)


def trim_weights(
    weights: ArrayLike, lower: float = 0.0, upper: float = np.inf, strict: bool = True
) -> FloatArray:
    """Weights (n,) cut to lower..upper, what is cut off shared equally among the others, so that their sum is
    kept; weights of 0, which leave a respondent out, stay 0.

    strict: cut again until none is outside, for the shared part can push others over. The rule of R's
    trimWeights, which lifts weights of 0 too. Where it leaves nobody to share among, or comes to no end in
    ROUNDS rounds, all weights are moved by one amount and cut, which keeps their sum too. Calibrated weights
    no longer meet their margins after it: calibrate again, or calibrate with bounds instead.

    ValueError when the bounds are no numbers or exclude the mean of the weights over 0, or, cut once, leave
    nobody to share among.
    """
    trimmed = checked_weights(weights).copy()
    counts = trimmed > 0
    trimmed[counts] = cut_and_shared(trimmed[counts], lower, upper, strict)
    return trimmed


def cut_and_shared(trimmed: FloatArray, lower: float, upper: float, strict: bool) -> FloatArray:
    """Weights over 0 cut to lower..upper, as `trim_weights` says."""
    if not (is_number(lower) and is_number(upper)):
        raise ValueError(f"trim: expected two numbers as bounds, found {lower!r} and {upper!r}")
    if not lower <= trimmed.mean() <= upper:
        raise ValueError(
            f"trim: the mean weight {trimmed.mean():.6g} must lie between {lower:.6g} and {upper:.6g}"
        )
    for _ in range(ROUNDS if strict else 1):
        outside = (trimmed < lower) | (trimmed > upper)
        if not outside.any():
            return trimmed
        if outside.all():
            break
        cut = np.clip(trimmed, lower, upper)
        trimmed = np.where(outside, cut, cut + (trimmed - cut).sum() / (~outside).sum())
    if strict:
        return moved_into(trimmed, lower, upper)
    if outside.all():
        raise ValueError(
            "trim: every weight is outside the bounds; nobody is left to share what is cut off. Use strict."
        )
    return trimmed


def moved_into(weights: FloatArray, lower: float, upper: float) -> FloatArray:
    """The weights moved by the one amount with which, cut to lower..upper, they keep their sum.

    The sum after cutting rises with the amount, so that halving the interval finds it.
    """
    low, high = lower - weights.max(), min(upper, weights.max()) - weights.min()
    wanted = weights.sum()
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if np.clip(weights + middle, lower, upper).sum() < wanted:
            low = middle
        else:
            high = middle
    return np.asarray(np.clip(weights + high, lower, upper))
