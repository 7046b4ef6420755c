"""Weights that reproduce known margins of the population, and what the variance needs to know about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.statistics.arrays import FloatArray, IntArray
from analysis.statistics.margins import Margin

Row = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Columns:
    """The calibration columns: indicators of categories, kept as codes, and numeric columns.

    codes: one array (n,) per margin, with `sizes` categories. numeric (n, m). targets (q,): total of each
    column, the categories of the margins in order, then the numeric ones. prediction (q, q): what a
    coefficient of each column says about a respondent in it; not the identity where a margin has unknown
    categories (their share is no population figure: they are predicted by the margin's mean).
    """

    codes: tuple[IntArray, ...]
    sizes: tuple[int, ...]
    numeric: FloatArray
    targets: FloatArray
    prediction: FloatArray

    @property
    def offsets(self) -> tuple[int, ...]:
        """Where each margin's categories start among the columns."""
        return tuple(np.cumsum((0, *self.sizes))[:-1].tolist())


@dataclass(frozen=True, eq=False)
class Calibration:
    """Calibrated weights (n,), the weights they started from (scaled to the total), g = weights /
    start_weights, and how they were reached.

    worst_gap: largest distance of a share (or of a total, relative to its target) from its target.
    at_bound (n,): True where g lies on a bound.
    """

    weights: FloatArray
    start_weights: FloatArray
    g: FloatArray
    method: str
    iterations: int
    worst_gap: float
    margins: tuple[Margin, ...]
    columns: Columns
    bounds: tuple[float, float] | None = None

    def diagnostics(self) -> list[Row]:
        """One row per margin and category: n, shares before and after, target, gap."""
        return [row for margin in self.margins for row in margin_rows(self, margin)]

    def summary(self) -> Row:
        """Overall: method, iterations, worst gap, Kish design effect 1 + cv², effective size, quantiles of g,
        at a bound."""
        counted = self.start_weights > 0
        g, w = self.g[counted], self.weights[counted]
        n_effective = float(w.sum() ** 2 / (w**2).sum())
        named = dict(zip(("g_p01", "g_p05", "g_median", "g_p95", "g_p99"), quantiles_of(g), strict=True))
        return {
            "method": self.method,
            "iterations": self.iterations,
            "worst_gap": self.worst_gap,
            "n": int(counted.sum()),
            "kish_deff": float(counted.sum() / n_effective),
            "n_effective": n_effective,
            "g_min": float(g.min()),
            **named,
            "g_max": float(g.max()),
            "share_at_bound": float(self.at_bound[counted].mean()),
        }

    @property
    def at_bound(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """True where g lies on one of the bounds; False everywhere without bounds."""
        if self.bounds is None:
            return np.zeros(len(self.g), dtype=bool)
        low, high = self.bounds
        return np.asarray((self.g <= low * (1 + 1e-9)) | (self.g >= high * (1 - 1e-9)))


def quantiles_of(g: FloatArray) -> list[float]:
    """The 1, 5, 50, 95 and 99 % points."""
    return [float(value) for value in np.quantile(g, [0.01, 0.05, 0.5, 0.95, 0.99])]


def margin_rows(calibration: Calibration, margin: Margin) -> list[Row]:
    """The diagnostic rows of one margin, unknown category included."""
    k = len(margin.labels)
    start, weights, codes = calibration.start_weights, calibration.weights, margin.column_codes
    before = np.bincount(codes, start, k) / start.sum()
    after = np.bincount(codes, weights, k) / weights.sum()
    table = zip(
        margin.labels,
        np.bincount(codes, minlength=k),
        before,
        margin.target_shares(start),
        after,
        strict=True,
    )
    return [
        {"margin": margin.name, "category": category, "n": int(n), "before": float(b), "target": float(t)}
        | {"after": float(a), "gap": float(a - t)}
        for category, n, b, t, a in table
    ]


def category_columns(
    codes: Sequence[IntArray], targets: Sequence[FloatArray], margins: Sequence[Margin], total: float, n: int
) -> Columns:
    """The columns of margins given as shares, with their totals."""
    sizes = tuple(len(target) for target in targets)
    prediction = np.eye(sum(sizes))
    for offset, margin in zip(np.cumsum((0, *sizes))[:-1], margins, strict=True):
        k = len(margin.categories)
        if len(margin.labels) > k:
            prediction[offset + k, offset + k] = 0.0
            prediction[offset + k, offset : offset + k] = margin.shares
    numeric = np.zeros((n, 0))
    return Columns(tuple(codes), sizes, numeric, np.concatenate([*targets, np.zeros(0)]) * total, prediction)
