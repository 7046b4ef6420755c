"""How well the items of a score hold together."""

from __future__ import annotations

import numpy as np


def cronbach_alpha(items: np.ndarray, weights: np.ndarray) -> float:
    """Cronbach's alpha of the numbers `items` (n, k) of n respondents with `weights` (n,), up to 1.

    α = k/(k−1) · (1 − Σ var(item) / var(sum of items)), with weighted variances; NaN where the sum
    does not vary. Cronbach (1951), formula 2.

    Raises ValueError for fewer than two items or a number that is missing.
    """
    if items.ndim != 2 or items.shape[1] < 2:
        raise ValueError(f"expected numbers (n, k) of two items or more, found the shape {items.shape}")
    if np.isnan(items).any():
        raise ValueError("expected no missing numbers; leave out respondents who did not answer every item")
    k = items.shape[1]
    parts, whole = _variances(items, weights).sum(), _variances(items.sum(axis=1, keepdims=True), weights)[0]
    return float(k / (k - 1) * (1 - parts / whole)) if whole > 0 else float("nan")


def _variances(columns: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The weighted variance of each column (k,). Its divisor is the same for all and cancels in a ratio."""
    means = weights @ columns / weights.sum()
    squares = columns - means
    np.square(squares, out=squares)
    return np.asarray(weights @ squares / weights.sum())
