"""Why some margins cannot be met together, in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.statistics.arrays import BoolArray, FloatArray, IntArray
from analysis.statistics.margins import Margin

ADVICE = "Merge small categories, leave out a margin, or widen the bounds."


def indicator_matrix(members: IntArray, sizes: Sequence[int]) -> FloatArray:
    """The categories (cells, margins) as columns of 0 and 1 (cells, q)."""
    return np.concatenate([np.eye(size)[members[:, i]] for i, size in enumerate(sizes)], axis=1)


def column_names(margins: Sequence[Margin]) -> list[str]:
    """margin = category, in the order of the columns."""
    return [f"{margin.name} = {label}" for margin in margins for label in margin.labels]


def explain_cells(
    totals: FloatArray,
    factor: FloatArray,
    members: IntArray,
    margins: Sequence[Margin],
    targets: Sequence[FloatArray],
    steps: int,
) -> str:
    """The message for a raking that did not converge: contradictory categories if there are, else the worst
    one."""
    matrix = indicator_matrix(members, [len(target) for target in targets])
    wanted = np.concatenate(targets)
    offenders = unmet(matrix, totals, wanted, 0.0, np.inf, column_names(margins))
    if offenders:
        return f"These margins cannot be met together:\n{offenders}\n{ADVICE}"
    return not_reached("Raking", matrix.T @ (totals * factor), wanted, column_names(margins), steps)


def not_reached(what: str, found: FloatArray, wanted: FloatArray, names: Sequence[str], steps: int) -> str:
    """The message that names the column furthest from its target."""
    relative = np.abs(found - wanted) / np.maximum(np.abs(wanted), 1e-12)
    worst = int(relative.argmax())
    return (
        f"{what} did not converge in {steps} iterations: {names[worst]} is at {found[worst]:.6g},"
        f" target {wanted[worst]:.6g}. {ADVICE}"
    )


def unmet(
    matrix: FloatArray, start: FloatArray, wanted: FloatArray, low: float, high: float, names: Sequence[str]
) -> str:
    """One line per column that no weights between low and high times the start can bring to its target; "" if
    none.

    The linear programme that leaves the least total gap; columns (units, q), start (units,), wanted (q,).
    """
    gap = least_gaps(matrix, start, wanted, low, high)
    lines = [
        f"- {name}: target {target:.6g}, the nearest possible is {target + off:.6g}"
        for name, target, off in zip(names, wanted, gap, strict=True)
        if abs(off) > 1e-9 * abs(target) + 1e-12
    ]
    return "\n".join(lines)


def least_gaps(
    matrix: FloatArray, start: FloatArray, wanted: FloatArray, low: float, high: float
) -> FloatArray:
    """Distance (q,) from each target of the totals that leave the least gap in all; zeros when all can be
    met."""
    from scipy.optimize import linprog

    q, scale = len(wanted), np.maximum(np.abs(wanted), np.abs(matrix).T @ start)
    scale = np.where(scale > 0, scale, 1.0)
    share, gaps = (matrix * start[:, None] / scale).T, np.eye(q)
    cost = np.concatenate([np.zeros(len(start)), np.ones(2 * q)])
    limits = [(low, None if np.isinf(high) else high)] * len(start) + [(0, None)] * (2 * q)
    found = linprog(cost, A_eq=np.hstack([share, gaps, -gaps]), b_eq=wanted / scale, bounds=limits)
    if found.x is None or found.fun is None or found.fun < 1e-8:
        return np.zeros(q)
    short, over = found.x[len(start) :].reshape(2, q)
    return np.asarray((over - short) * scale)


def contradictory(normal: FloatArray, wanted: FloatArray, names: Sequence[str]) -> str:
    """The columns whose targets contradict each other though the columns add up; "" if none.

    normal (q, q): cross-products of the columns. Its null vectors are the sums that hold for every
    respondent; the targets must have them too.
    """
    size = np.sqrt(np.maximum(np.diag(normal), 1e-300))
    values, vectors = np.linalg.eigh(normal / np.outer(size, size))
    null = vectors[:, values < 1e-10 * values.max()] / size[:, None]
    off = np.abs(null.T @ wanted) > 1e-7 * (np.abs(null).T @ np.abs(wanted))
    if not off.any():
        return ""
    involved: BoolArray = np.asarray(np.abs(null[:, off]) * size[:, None] > 1e-6).any(axis=1).reshape(-1)
    lines = [
        f"- {name}: target {target:.6g}" for name, target, i in zip(names, wanted, involved, strict=True) if i
    ]
    return "\n".join(lines)
