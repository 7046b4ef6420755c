"""Raking: every margin's shares hold, by iterative proportional fitting on the cells of the crossed
margins."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import FloatArray, IntArray
from analysis.statistics.weighting.calibration import Calibration, category_columns
from analysis.statistics.weighting.given_weights import checked_weights, scaled_weights
from analysis.statistics.weighting.population_margins import (
    CalibrationError,
    Margin,
    check_margins,
    explain_cells,
)


def rake(
    weights: ArrayLike,
    margins: Sequence[Margin],
    total: float | None = None,
    tolerance: float = 1e-10,
    iterations: int = 1000,
) -> Calibration:
    """Weights raked to the margins, whose shares then hold; each weight is multiplied by one factor per
    margin.

    weights (n,): the start. total: sum of the weights wanted; the sum of the start weights when not given.
    Respondents with an unknown category keep, together, their weighted share; the targets hold among the
    others. Iterative proportional fitting (Deming & Stephan 1940), the raking ratio of Deville & Särndal
    (1992), on the cells of the crossed margins: the work per iteration does not grow with the number of
    respondents.

    CalibrationError names every impossible margin before iterating, and the worst margin when there is no
    convergence. ValueError for a total that is not over 0.
    """
    start = checked_weights(weights)
    check_margins(margins, start)
    scaled = scaled_weights(start, total)
    codes = [margin.column_codes for margin in margins]
    targets = [margin.target_shares(start) for margin in margins]
    cell, members = crossed_cells(codes, [len(target) for target in targets])
    totals = np.bincount(cell, start, len(members)) / start.sum()
    factor, steps, worst = fit_cells(totals, members, targets, tolerance, iterations)
    if worst > tolerance:
        raise CalibrationError(explain_cells(totals, factor, members, margins, targets, steps))
    g = factor[cell]
    columns = category_columns(codes, targets, margins, float(scaled.sum()), len(start))
    return Calibration(scaled * g, scaled, g, "raking", steps, worst, tuple(margins), columns)


def crossed_cells(codes: Sequence[IntArray], sizes: Sequence[int]) -> tuple[IntArray, IntArray]:
    """The cell of each respondent, and the categories of each cell (cells, margins), for the crossed margins
    that have anybody."""
    crossed: IntArray = np.zeros(len(codes[0]), dtype=np.intp)
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
    """The factor of each cell, the iterations used and the worst gap of a share, by iterative proportional
    fitting."""
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
