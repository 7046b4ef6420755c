"""Calibrated weights: what they are, the columns they were calibrated on, how far from the start they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.statistics.arrays import FloatArray, IntArray, frozen
from analysis.statistics.weighting.population_margins import Margin

MarginRow = dict[str, Any]

ROUNDING = 1e-12
"""A column of numbers that varies by less, beside its size, varies by rounding alone."""


@dataclass(frozen=True, eq=False)
class CalibrationColumns:
    """The calibration columns: indicators of categories, kept as codes, and numeric columns.

    codes: one array (n,) per margin, with `sizes` categories. numeric (n, m): in units of their own spread,
    counted from their mean where margins are there (see `standardised`). targets (q,): total of each column,
    the categories of the margins in order, then the numeric ones. prediction (q, q): what a coefficient of
    each column says about a respondent in it; not the identity where a margin has unknown categories (their
    share is no population figure: they are predicted by the margin's mean). origins, units (m,): what 0 and 1
    of the numeric columns are in the units that they were given in.
    """

    codes: tuple[IntArray, ...]
    sizes: tuple[int, ...]
    numeric: FloatArray
    targets: FloatArray
    prediction: FloatArray
    origins: FloatArray
    units: FloatArray

    @property
    def offsets(self) -> tuple[int, ...]:
        """Where each margin's categories start among the columns."""
        return tuple(np.cumsum((0, *self.sizes))[:-1].tolist())

    def as_given(self, totals: FloatArray) -> FloatArray:
        """Totals (q,) of the columns, the numeric ones in the units that they were given in."""
        k = sum(self.sizes)
        whole = totals[: self.sizes[0]].sum() if self.sizes else 0.0
        return np.append(totals[:k], totals[k:] * self.units + self.origins * whole)


@dataclass(frozen=True, eq=False)
class Calibration:
    """Calibrated weights (n,), the weights they started from (scaled to the total), g = weights /
    start_weights, and how they were reached.

    worst_gap: largest distance of a share (or of a total, relative to its target) from its target.
    at_bound (n,): True where g lies on a bound. households (n,): codes of those whose members share a weight;
    the columns are then numeric, the means in them of the margins' categories.
    """

    weights: FloatArray
    start_weights: FloatArray
    g: FloatArray
    method: str
    iterations: int
    worst_gap: float
    margins: tuple[Margin, ...]
    columns: CalibrationColumns
    bounds: tuple[float, float] | None = None
    households: IntArray | None = None

    def __repr__(self) -> str:
        return f"calibration of {len(self.weights)} respondents by {self.method}, not displayed"

    def __post_init__(self) -> None:
        for name in ("weights", "start_weights", "g"):
            object.__setattr__(self, name, frozen(getattr(self, name)))

    def of_households(self, values: FloatArray) -> FloatArray:
        """The values (n,), or where members of a household share a weight their mean in it, which is all that
        the columns can explain."""
        if self.households is None:
            return values
        start, codes = self.start_weights, self.households
        total = np.bincount(codes, start)
        mean = np.divide(np.bincount(codes, start * values), total, out=np.zeros(len(total)), where=total > 0)
        return np.asarray(mean[codes])

    def diagnostics(self) -> list[MarginRow]:
        """One row per margin and category: n, shares before and after, target, gap."""
        return [row for margin in self.margins for row in margin_rows(self, margin)]

    def summary(self) -> MarginRow:
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


def margin_rows(calibration: Calibration, margin: Margin) -> list[MarginRow]:
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
) -> CalibrationColumns:
    """The columns of margins given as shares, with their totals."""
    sizes = tuple(len(target) for target in targets)
    prediction = np.eye(sum(sizes))
    for offset, margin in zip(np.cumsum((0, *sizes))[:-1], margins, strict=True):
        k = len(margin.categories)
        if len(margin.labels) > k:
            prediction[offset + k, offset + k] = 0.0
            prediction[offset + k, offset : offset + k] = margin.shares
    totals = np.concatenate([*targets, np.zeros(0)]) * total
    return CalibrationColumns(
        tuple(codes), sizes, np.zeros((n, 0)), totals, prediction, np.zeros(0), np.zeros(0)
    )


def with_numbers(
    columns: CalibrationColumns, values: FloatArray, totals: FloatArray, start: FloatArray
) -> CalibrationColumns:
    """The columns and, after them, those of numbers (n, m) with their totals (m,), standardised."""
    k, m = len(columns.targets), values.shape[1]
    prediction = np.eye(k + m)
    prediction[:k, :k] = columns.prediction
    origins, units = standardised(values, start, bool(columns.sizes))
    whole = columns.targets[: columns.sizes[0]].sum() if columns.sizes else 0.0
    targets = np.append(columns.targets, (totals - origins * whole) / units)
    return CalibrationColumns(
        columns.codes, columns.sizes, (values - origins) / units, targets, prediction, origins, units
    )


def standardised(
    values: FloatArray, weights: FloatArray, has_constant: bool
) -> tuple[FloatArray, FloatArray]:
    """The origins and units of columns (n, m) with which their cross-products are of one size, as those of
    categories are.

    A column counts from its weighted mean where the categories of a margin add up to a constant: the fit is
    the same, and a year is not taken for that constant. A column that does not vary counts from 0. Without
    this the residuals would depend on whether money is given in euros or in millions.
    """
    total = weights.sum()
    means = weights @ values / total
    apart = values - means
    varies = np.abs(apart).max(axis=0) > ROUNDING * np.abs(values).max(axis=0)
    origins = np.where(varies & has_constant, means, 0.0)
    units = np.sqrt(weights @ (values - origins) ** 2 / total)
    return origins, np.where(units > 0, units, 1.0)


def products(columns: CalibrationColumns, weights: FloatArray) -> FloatArray:
    """The weighted cross-products (q, q) of the columns: crossed tables of the margins, and sums of the
    numeric ones."""
    rows = [
        sums_by(code, size, columns, weights) for code, size in zip(columns.codes, columns.sizes, strict=True)
    ]
    category = np.concatenate(rows) if rows else np.zeros((0, len(columns.targets)))
    k = len(category)
    numeric = columns.numeric
    crossed = np.concatenate([category[:, k:].T, numeric.T @ (numeric * weights[:, None])], axis=1)
    return np.concatenate([category, crossed])


def sums_by(code: IntArray, size: int, columns: CalibrationColumns, weights: FloatArray) -> FloatArray:
    """Weighted sum (size, q) of every column within the classes of a code."""
    parts = [
        np.bincount(code * k + column, weights, size * k).reshape(size, k)
        for column, k in zip(columns.codes, columns.sizes, strict=True)
    ]
    parts += [np.bincount(code, weights * numeric, size)[:, None] for numeric in columns.numeric.T]
    return np.concatenate(parts, axis=1)


def column_sums(columns: CalibrationColumns, weights: FloatArray) -> FloatArray:
    """Weighted sum (q,) of every column."""
    parts = [np.bincount(code, weights, k) for code, k in zip(columns.codes, columns.sizes, strict=True)]
    everyone = np.zeros(len(weights), dtype=np.intp)
    parts += [np.bincount(everyone, weights * numeric, 1) for numeric in columns.numeric.T]
    return np.concatenate(parts)
