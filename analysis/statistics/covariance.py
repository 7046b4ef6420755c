"""Covariances of several estimates at once: of scores, and of the totals of cells that do not overlap."""

from __future__ import annotations

import numpy as np

from analysis.statistics.arrays import FloatArray, IntArray
from analysis.statistics.design import Design
from analysis.statistics.means import group_sums
from analysis.statistics.replication import replicate_sums
from analysis.statistics.residuals import sums_by


def score_covariance(design: Design, scores: FloatArray) -> FloatArray:
    """Covariance (m, m) of the weighted sums of scores (n, m); linearised, with the residuals of a
    calibration."""
    return unit_covariance(
        design, unit_totals(design, design.weights[:, None] * residual_scores(design, scores))
    )


def unit_covariance(design: Design, totals: FloatArray) -> FloatArray:
    """Covariance (m, m) from the totals of primary units (units, m)."""
    spread = design.spread[design.psu_stratum]
    sums = np.stack(
        [np.bincount(design.psu_stratum, column, len(design.spread)) for column in totals.T], axis=1
    )
    return np.asarray(totals.T @ (totals * spread[:, None]) - sums.T @ (sums * design.centre[:, None]))


def unit_totals(design: Design, weighted: FloatArray) -> FloatArray:
    """Sums of columns (n, m) over primary units, as (units, m)."""
    if design.psu is None:
        return weighted
    units = len(design.psu_stratum)
    return np.stack([np.bincount(design.psu, column, units) for column in weighted.T], axis=1)


def residual_scores(design: Design, scores: FloatArray) -> FloatArray:
    """The scores (n, m) less their prediction by the calibration columns; the scores themselves without
    calibration."""
    if design.calibration is None or design.residuals is None:
        return scores
    columns, start = design.calibration.columns, design.calibration.start_weights
    everyone = np.zeros(design.n, dtype=np.intp)
    products = np.stack([sums_by(everyone, 1, columns, start * column)[0] for column in scores.T], axis=1)
    coefficients = design.residuals.coefficients(products)
    residual = scores - columns.numeric @ coefficients[sum(columns.sizes) :]
    for code, size, offset in zip(columns.codes, columns.sizes, columns.offsets, strict=True):
        residual -= coefficients[offset : offset + size][code]
    return residual


def cell_covariance(design: Design, cells: IntArray, size: int) -> FloatArray:
    """Covariance (size, size) of the weighted totals of cells; a respondent is in one cell, or in none (code
    `size`).

    By cross-products alone where respondents are the primary units: no respondents × cells matrix.
    """
    if design.replicates is not None:
        totals = replicate_sums(design.replicates, np.ones(design.n), cells, size)
        return design.replicates.covariance(totals, group_sums(cells, size, design.weights))
    if design.psu is not None:
        return unit_cell_covariance(design, cells, size)
    squares: FloatArray = np.diag(group_sums(cells, size, design.exact_squares))
    sums = crossed_sums(design.stratum, len(design.spread), cells, size, design.weights)
    if design.calibration is not None and design.residuals is not None:
        form = sums_by(cells, size + 1, design.calibration.columns, design.exact_squares)[:size].T
        fitted = cell_coefficients(design, cells, size)
        crossed = fitted.T @ form
        squares = squares - crossed - crossed.T + fitted.T @ design.residuals.form @ fitted
        sums = sums - design.residuals.strata @ fitted
    return np.asarray(squares - sums.T @ (sums * design.centre[:, None]))


def unit_cell_covariance(design: Design, cells: IntArray, size: int) -> FloatArray:
    """The same where primary units hold several respondents: from the totals of units by cells."""
    assert design.psu is not None
    units = len(design.psu_stratum)
    totals = crossed_sums(design.psu, units, cells, size, design.weights)
    if design.calibration is not None:
        columns = sums_by(design.psu, units, design.calibration.columns, design.weights)
        totals = totals - columns @ cell_coefficients(design, cells, size)
    return unit_covariance(design, totals)


def cell_coefficients(design: Design, cells: IntArray, size: int) -> FloatArray:
    """Coefficients (q, size) of the cells' indicators on the calibration columns."""
    assert design.calibration is not None and design.residuals is not None
    start = sums_by(cells, size + 1, design.calibration.columns, design.calibration.start_weights)
    return design.residuals.coefficients(start[:size].T)


def crossed_sums(rows: IntArray, n_rows: int, cells: IntArray, size: int, weights: FloatArray) -> FloatArray:
    """Sum of weights (n_rows, size) by row and cell."""
    table = np.bincount(rows * (size + 1) + cells, weights, n_rows * (size + 1))
    return table.reshape(n_rows, size + 1)[:, :size].astype(np.float64)
