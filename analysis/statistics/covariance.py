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
    totals = unit_totals(design, design.weights[:, None] * residual_scores(design, scores))
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
    inside = cells < size
    if design.replicates is not None:
        totals = replicate_sums(design.replicates, np.ones(design.n), cells, size)
        return design.replicates.covariance(totals, group_sums(cells, size, design.weights))
    if design.psu is not None:
        return score_covariance(design, np.eye(size + 1)[cells][:, :size])
    H = len(design.spread)
    squares: FloatArray = np.diag(np.bincount(cells, design.exact_squares, size + 1)[:size]).astype(float)
    by_stratum = np.bincount(design.stratum[inside] * size + cells[inside], design.weights[inside], H * size)
    sums: FloatArray = by_stratum.reshape(H, size).astype(float)
    if design.calibration is not None and design.residuals is not None:
        columns, parts = design.calibration.columns, design.residuals
        start = sums_by(cells, size + 1, columns, design.calibration.start_weights)[:size].T
        form = sums_by(cells, size + 1, columns, design.exact_squares)[:size].T
        fitted = parts.coefficients(start)
        crossed = fitted.T @ form
        squares = squares - crossed - crossed.T + fitted.T @ parts.form @ fitted
        sums = sums - parts.strata @ fitted
    return np.asarray(squares - sums.T @ (sums * design.centre[:, None]))
