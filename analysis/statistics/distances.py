"""Calibration functions: the ratio of weights g = F(u) for a linear predictor u, by method (Deville & Särndal
1992)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.statistics.arrays import FloatArray

Function = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True)
class Distance:
    """F and its derivative as a function of F's value; F(0) = 1."""

    ratio: Function
    slope: Function


def distance(method: str, bounds: tuple[float, float] | None) -> Distance:
    """The calibration function of a method of Calmar; ValueError for bounds that it lacks or cannot have."""
    if method in ("linear", "raking"):
        if bounds is not None:
            raise ValueError(f'bounds: method "{method}" has none; use "logit" or "truncated"')
        return LINEAR if method == "linear" else RAKING
    if method not in ("logit", "truncated"):
        raise ValueError(f"method: expected linear, raking, logit or truncated, found {method!r}")
    if bounds is None or not 0 <= bounds[0] < 1 < bounds[1]:
        raise ValueError(
            f'bounds: method "{method}" needs a lower bound in 0..1 and an upper over 1, found {bounds}'
        )
    return logit(*bounds) if method == "logit" else truncated(*bounds)


LINEAR = Distance(lambda u: 1 + u, lambda g: np.ones_like(g))
RAKING = Distance(lambda u: np.exp(np.minimum(u, 500)), lambda g: g)


def logit(low: float, high: float) -> Distance:
    """Between the bounds, as a logistic curve."""
    rate = (high - low) / ((1 - low) * (high - 1))

    def ratio(u: FloatArray) -> FloatArray:
        rising = np.exp(np.clip(rate * u, -500, 500))
        above, below = high - 1, (1 - low) * rising
        return np.asarray((low * above + high * below) / (above + below))

    return Distance(ratio, lambda g: rate * (g - low) * (high - g) / (high - low))


def truncated(low: float, high: float) -> Distance:
    """The linear function cut at the bounds."""
    return Distance(lambda u: np.clip(1 + u, low, high), lambda g: ((g > low) & (g < high)).astype(float))
