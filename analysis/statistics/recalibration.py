"""Replicate weights that meet the margins of the calibration, each for itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analysis.statistics.arrays import FloatArray
from analysis.statistics.calibration import Calibration, Columns
from analysis.statistics.design import Design
from analysis.statistics.distances import distance
from analysis.statistics.feasibility import column_names, not_reached
from analysis.statistics.margins import CalibrationError
from analysis.statistics.newton import TOLERANCE, Problem, reduced, solve
from analysis.statistics.threads import one_thread


def recalibrated(design: Design, factors: FloatArray) -> FloatArray:
    """Replicate weights (n, r): start weights times factors (n, r), calibrated by the method of the design's
    calibration.

    Where margins are categories the work is on the cells of the crossed margins. CalibrationError names the
    replicate and the column that it could not bring to its target.
    """
    calibration = design.calibration
    if calibration is None:
        raise ValueError(
            "recalibrate: the design has no calibration. Use design.calibrated(calibration) first."
        )
    start = calibration.start_weights
    problem, unit = reduced(calibration.columns, start, names_of(calibration))
    weights = factors * start[:, None]
    totals = weights if unit is None else cell_totals(unit, len(problem.start), weights)
    with one_thread():
        for number in range(factors.shape[1]):
            g = replicate_ratio(problem, calibration, totals[:, number], number)
            weights[:, number] *= g if unit is None else g[unit]
    return weights


def names_of(calibration: Calibration) -> list[str]:
    """Names of the columns of a calibration."""
    numeric = calibration.columns.numeric.shape[1]
    return [*column_names(calibration.margins), *(f"numeric total {i + 1}" for i in range(numeric))]


def cell_totals(unit: np.ndarray, size: int, weights: FloatArray) -> FloatArray:
    """Sum (size, r) of replicate weights in each cell."""
    order = np.argsort(unit, kind="stable")
    starts = np.searchsorted(unit[order], np.arange(size))
    return np.asarray(np.add.reduceat(weights[order], starts, axis=0))


def replicate_ratio(problem: Problem, calibration: Calibration, start: FloatArray, number: int) -> FloatArray:
    """g of every unit in one replicate, whose unknown categories keep the share they have in it."""
    scaled = start * (problem.start.sum() / start.sum())
    columns = replace(problem.columns, targets=replicate_targets(problem.columns, calibration, scaled))
    own = replace(problem, columns=columns, start=scaled)
    g, steps, worst = solve(own, distance(calibration.method, calibration.bounds), TOLERANCE, 200)
    if worst > TOLERANCE:
        reason = not_reached("Calibration", own.totals(g), columns.targets, problem.names, steps)
        raise CalibrationError(f"Replicate {number + 1}: {reason}")
    return g * (problem.start.sum() / start.sum())


def replicate_targets(columns: Columns, calibration: Calibration, start: FloatArray) -> FloatArray:
    """The targets, with the share of unknown categories found in the replicate."""
    targets = columns.targets.copy()
    for margin, code, offset in zip(calibration.margins, columns.codes, columns.offsets, strict=True):
        k = len(margin.categories)
        if len(margin.labels) > k:
            unknown = start[code == k].sum()
            targets[offset : offset + k] = margin.shares * (start.sum() - unknown)
            targets[offset + k] = unknown
    return targets
