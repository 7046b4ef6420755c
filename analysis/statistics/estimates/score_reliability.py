"""How well the items of a score hold together."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

ROUNDING = 1e-12
"""A sum that varies by less, beside its items, varies by rounding alone."""


def cronbach_alpha(items: np.ndarray, weights: np.ndarray) -> float:
    """Cronbach's alpha of the numbers `items` (n, k) of n respondents with `weights` (n,), up to 1.

    α = k/(k−1) · (1 − Σ var(item) / var(sum of items)), with weighted variances; NaN where the sum
    does not vary. Cronbach (1951), formula 2.

    Raises ValueError for fewer than two items or a number that is missing.
    """
    return alpha_of_parts([(items, weights)])


def alpha_of_parts(parts: Iterable[tuple[np.ndarray, np.ndarray]]) -> float:
    """Cronbach's alpha of respondents who come in parts, one (items, weights) after the other; NaN where
    there are none.

    No more than one part is held in memory. Raises ValueError as cronbach_alpha does.
    """
    origin = None
    moments: list[np.ndarray] = []
    for items, weights in parts:
        _refuse(items)
        if len(items):
            columns = np.column_stack([items, items.sum(axis=1)])
            # About a number near the mean, squares keep their digits when that of the mean is taken off.
            origin = columns.mean(axis=0) if origin is None else origin
            moments.append(_moments(columns - origin, weights))
    if not moments:
        return float("nan")
    total = np.sum(moments, axis=0)
    means, squares = total[1:] / total[0]
    variances = squares - means**2
    k, separate, whole = len(variances) - 1, variances[:-1].sum(), variances[-1]
    return float(k / (k - 1) * (1 - separate / whole)) if whole > ROUNDING * separate else float("nan")


def _moments(columns: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The weight, and the weighted sums of each column and of its squares (3, k)."""
    sums = weights @ columns
    return np.stack([np.full_like(sums, weights.sum()), sums, weights @ np.square(columns, out=columns)])


def _refuse(items: np.ndarray) -> None:
    if items.ndim != 2 or items.shape[1] < 2:
        raise ValueError(f"expected numbers (n, k) of two items or more, found the shape {items.shape}")
    if np.isnan(items).any():
        raise ValueError("expected no missing numbers; leave out respondents who did not answer every item")
