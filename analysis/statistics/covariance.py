"""The linearised covariance of sums over the population, from scores or from the cells of a table."""

from __future__ import annotations

import numpy as np

from analysis.statistics.arrays import BoolArray, FloatArray, IntArray
from analysis.statistics.design import Design
from analysis.statistics.replicate_weights import replicate_sums
from analysis.statistics.variance import (
    alone_covariance,
    crossed_sums,
    group_sums,
    later_covariance,
    residual_scores,
)
from analysis.statistics.weighting.calibration import sums_by


def score_covariance(design: Design, scores: FloatArray, inside: BoolArray) -> FloatArray:
    """Covariance (m, m) of the weighted sums of scores (n, m) over the base `inside` (n,); linearised, with
    the residuals of a calibration."""
    weighted = design.weights[:, None] * residual_scores(design, scores)
    found = unit_covariance(design, unit_totals(design, weighted))
    if design.counts_alone:
        found = found + alone_covariance(design, stratum_sums(design, weighted), inside)
    return found + later_covariance(design, scores) if design.stages else found


def stratum_sums(design: Design, weighted: FloatArray) -> FloatArray:
    """Sums (H, m) of columns (n, m) over strata."""
    sums = [np.bincount(design.stratum, column, len(design.spread)) for column in weighted.T]
    return np.stack(sums, axis=1, dtype=np.float64)


def unit_covariance(design: Design, totals: FloatArray) -> FloatArray:
    """Covariance (m, m) from the totals of primary units (units, m)."""
    spread = design.spread[design.psu_stratum]
    sums = [np.bincount(design.psu_stratum, column, len(design.spread)) for column in totals.T]
    return centred_products(
        design, totals.T @ (totals * spread[:, None]), np.stack(sums, axis=1, dtype=np.float64)
    )


def unit_totals(design: Design, weighted: FloatArray) -> FloatArray:
    """Sums of columns (n, m) over primary units, as (units, m)."""
    if design.psu is None:
        return weighted
    units = len(design.psu_stratum)
    return np.stack([np.bincount(design.psu, column, units) for column in weighted.T], axis=1)


def cell_covariance(design: Design, cells: IntArray, size: int) -> FloatArray:
    """Covariance (size, size) of the weighted totals of cells; a respondent is in one cell, or in none (code
    `size`).

    By cross-products alone where respondents are the primary units: no respondents × cells matrix.
    """
    if design.replicates is not None:
        totals = replicate_sums(design.replicates, np.ones(design.n), cells, size)
        return design.replicates.covariance(totals, group_sums(cells, size, design.weights))
    sums = crossed_sums(design.stratum, len(design.spread), cells, size, design.weights)
    alone = alone_covariance(design, sums, cells < size) if design.counts_alone else 0.0
    if design.psu is not None:
        return unit_cell_covariance(design, cells, size) + alone
    squares: FloatArray = np.diag(group_sums(cells, size, design.exact_squares))
    if design.calibration is not None and design.residuals is not None:
        form = sums_by(cells, size + 1, design.calibration.columns, design.exact_squares)[:size].T
        fitted = cell_coefficients(design, cells, size)
        squares, sums = design.residuals.of_products(squares, sums, fitted, form)
    return centred_products(design, squares, sums) + alone


def centred_products(design: Design, squares: FloatArray, sums: FloatArray) -> FloatArray:
    """Covariance (m, m) from the cross-products of scores (m, m) and their sums by stratum (H, m)."""
    return np.asarray(squares - sums.T @ (sums * design.centre[:, None]))


def unit_cell_covariance(design: Design, cells: IntArray, size: int) -> FloatArray:
    """The same where primary units hold several respondents: from the totals of units by cells."""
    assert design.psu is not None
    units = len(design.psu_stratum)
    totals = crossed_sums(design.psu, units, cells, size, design.weights)
    if design.calibration is not None:
        columns = sums_by(design.psu, units, design.calibration.columns, design.weights)
        totals = totals - columns @ cell_coefficients(design, cells, size)
    found = unit_covariance(design, totals)
    if design.stages:
        found = found + later_covariance(design, (cells[:, None] == np.arange(size)).astype(float))
    return found


def cell_coefficients(design: Design, cells: IntArray, size: int) -> FloatArray:
    """Coefficients (q, size) of the cells' indicators on the calibration columns."""
    assert design.calibration is not None and design.residuals is not None
    start = sums_by(cells, size + 1, design.calibration.columns, design.calibration.start_weights)
    return design.residuals.coefficients(start[:size].T)
