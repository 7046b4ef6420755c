"""Weights that reproduce known margins of the population, and what the variance needs to know about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import FloatArray, IntArray
from analysis.statistics.margins import CalibrationError, Margin, check_margins

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
    """Calibrated weights (n,), the weights they started from, g = weights / start_weights, and how they were
    reached.

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


def rake(
    weights: ArrayLike,
    margins: Sequence[Margin],
    total: float | None = None,
    tolerance: float = 1e-10,
    iterations: int = 1000,
) -> Calibration:
    """Weights raked to the margins: every margin's shares hold, each respondent's weight moves by one factor
    per margin.

    weights (n,): the start. total: sum of the weights wanted; the sum of the start weights when not given.
    Respondents with an unknown category keep, together, their weighted share; the targets hold among the
    others. Iterative proportional fitting (Deming & Stephan 1940), the raking ratio of Deville & Särndal
    (1992), on the cells of the crossed margins: the work per iteration does not grow with the number of
    respondents.

    CalibrationError names every impossible margin before iterating, and the worst margin when there is no
    convergence.
    """
    start = np.asarray(weights, dtype=float)
    check_margins(margins, start)
    codes = [margin.column_codes for margin in margins]
    targets = [margin.target_shares(start) for margin in margins]
    cell, members = crossed_cells(codes, [len(target) for target in targets])
    totals = np.bincount(cell, start, len(members)) / start.sum()
    factor, steps, worst = fit_cells(totals, members, targets, tolerance, iterations)
    if worst > tolerance:
        raise CalibrationError(not_reached(totals * factor, members, margins, targets, steps))
    g = factor[cell] * ((total or start.sum()) / start.sum())
    columns = category_columns(codes, targets, margins, float(total or start.sum()))
    return Calibration(start * g, start, g, "raking", steps, worst, tuple(margins), columns)


def crossed_cells(codes: Sequence[IntArray], sizes: Sequence[int]) -> tuple[IntArray, IntArray]:
    """(cell of each respondent, categories of each cell (cells, margins)) for the crossed margins that have
    anybody."""
    crossed = np.zeros(len(codes[0]), dtype=np.intp)
    room = 1
    for code, size in zip(codes, sizes, strict=True):
        crossed, room = crossed * size + code, room * size
        if room > 1_000_000:
            crossed, room = renumbered(crossed, room)
    crossed, room = renumbered(crossed, room)
    first = np.zeros(room, dtype=np.intp)
    first[crossed] = np.arange(len(crossed))
    return crossed, np.stack([code[first] for code in codes], axis=1)


def renumbered(codes: IntArray, room: int) -> tuple[IntArray, int]:
    """The same codes without gaps, and how many there are."""
    if room > 50_000_000:
        distinct, inverse = np.unique(codes, return_inverse=True)
        return inverse.astype(np.intp), len(distinct)
    present = np.bincount(codes, minlength=room) > 0
    return (np.cumsum(present) - 1)[codes], int(present.sum())


def fit_cells(
    totals: FloatArray, members: IntArray, targets: Sequence[FloatArray], tolerance: float, iterations: int
) -> tuple[FloatArray, int, float]:
    """(factor of each cell, iterations used, worst gap of a share) by iterative proportional fitting."""
    factor, worst = np.ones(len(totals)), np.inf
    for step in range(1, iterations + 1):
        worst = 0.0
        for margin, target in enumerate(targets):
            found = np.bincount(members[:, margin], totals * factor, len(target))
            worst = max(worst, float(np.abs(found - target).max()))
            factor = (
                factor
                * np.divide(target, found, out=np.ones_like(found), where=found > 0)[members[:, margin]]
            )
        if worst <= tolerance:
            return factor, step, worst
    return factor, iterations, worst


def not_reached(
    totals: FloatArray,
    members: IntArray,
    margins: Sequence[Margin],
    targets: Sequence[FloatArray],
    steps: int,
) -> str:
    """The message for margins that were not reached: the worst category and what to try."""
    gaps = [np.bincount(members[:, i], totals, len(target)) - target for i, target in enumerate(targets)]
    worst = max(range(len(gaps)), key=lambda i: float(np.abs(gaps[i]).max()))
    at = int(np.abs(gaps[worst]).argmax())
    return (
        f"Raking did not converge in {steps} iterations: {margins[worst].name} = {margins[worst].labels[at]}"
        f" is at {targets[worst][at] + gaps[worst][at]:.4%}, target {targets[worst][at]:.4%}. The margins"
        " contradict each other among these respondents: merge small categories, or leave out a margin."
    )


def category_columns(
    codes: Sequence[IntArray], targets: Sequence[FloatArray], margins: Sequence[Margin], total: float
) -> Columns:
    """The columns of margins given as shares, with their totals."""
    sizes = tuple(len(target) for target in targets)
    prediction = np.eye(sum(sizes))
    for offset, margin in zip(np.cumsum((0, *sizes))[:-1], margins, strict=True):
        k = len(margin.categories)
        if len(margin.labels) > k:
            prediction[offset + k, offset + k] = 0.0
            prediction[offset + k, offset : offset + k] = margin.shares
    numeric = np.zeros((len(codes[0]), 0))
    return Columns(tuple(codes), sizes, numeric, np.concatenate(targets) * total, prediction)
