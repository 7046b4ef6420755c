"""Ratios on the sides of a comparison with their covariance, computed a block of respondents at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.statistics.arrays import BoolArray, FloatArray, one_thread
from analysis.statistics.covariance import centred_products, unit_covariance
from analysis.statistics.design import Design
from analysis.statistics.weighting.calibration import CalibrationColumns, sums_by

BLOCK = 65_536
"""Respondents whose scores are held at once."""


@dataclass(frozen=True, eq=False)
class ScoredSides:
    """What the scores of sides are made of: y (n, sides or 1), x (n,), inside (n, sides)."""

    y: np.ndarray
    x: FloatArray
    inside: BoolArray

    def sums(self, design: Design) -> tuple[FloatArray, FloatArray]:
        """(weighted totals of y, of x) on each side."""
        above, below = np.zeros(self.inside.shape[1]), np.zeros(self.inside.shape[1])
        for block in blocks(design.n):
            inside, weights = self.inside[block], design.weights[block]
            above += weights @ np.where(inside, self.y[block], 0.0)
            below += (weights * self.x[block]) @ inside
        return above, below

    def scores(self, block: slice, ratio: FloatArray, base: FloatArray) -> FloatArray:
        """The scores (block, sides) of the ratios."""
        with np.errstate(divide="ignore", invalid="ignore"):
            found = (self.y[block] - ratio * self.x[block, None]) / base
        return np.where(self.inside[block], found, 0.0)


def blocks(n: int) -> Iterator[slice]:
    """Slices that cover n respondents, a block at a time."""
    return (slice(start, min(start + BLOCK, n)) for start in range(0, n, BLOCK))


def blocked_ratios(design: Design, sides: ScoredSides) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The ratios (sides,), their covariance (sides, sides) and the squares of their weighted scores (sides,),
    linearised, with the residuals of a calibration."""
    above, base = sides.sums(design)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(base != 0, above / base, np.nan)
    size, columns = len(base), None if design.calibration is None else design.calibration.columns
    of_units = design.psu is not None
    squares, sums = np.zeros((size, size)), np.zeros((len(design.spread), size))
    totals = np.zeros((len(design.psu_stratum) if of_units else 0, size))
    score_squares = np.zeros(size)
    start, form = (np.zeros((0 if columns is None else len(columns.targets), size)) for _ in range(2))
    for block in blocks(design.n):
        scores = sides.scores(block, ratio, base)
        weighted = design.weights[block, None] * scores
        score_squares += (weighted**2).sum(axis=0)
        spread = (design.spread[design.stratum[block]] * design.weights[block])[:, None]
        if design.psu is not None:
            totals += sums_of(design.psu[block], len(totals), weighted)
        else:
            squares += weighted.T @ (spread * scores)
            sums += sums_of(design.stratum[block], len(sums), weighted)
        if columns is not None and design.calibration is not None:
            start += products(columns, block, design.calibration.start_weights[block, None] * scores)
            form += 0.0 if of_units else products(columns, block, spread * weighted)
    covariance = covariance_of(design, squares, sums, totals, start, form)
    return ratio, covariance, np.nan_to_num(score_squares)


def covariance_of(
    design: Design,
    squares: FloatArray,
    sums: FloatArray,
    totals: FloatArray,
    start: FloatArray,
    form: FloatArray,
) -> FloatArray:
    """The covariance (sides, sides) from the sums over all blocks, by stratum or by primary unit."""
    if design.calibration is not None and design.residuals is not None:
        fitted = design.residuals.coefficients(start)
        if design.psu is not None:
            columns = design.calibration.columns
            totals = totals - sums_by(design.psu, len(totals), columns, design.weights) @ fitted
        squares, sums = design.residuals.of_products(squares, sums, fitted, form)
    if design.psu is not None:
        return unit_covariance(design, totals)
    return centred_products(design, squares, sums)


def sums_of(codes: np.ndarray, size: int, columns: FloatArray) -> FloatArray:
    """Sums (size, sides) of columns (block, sides) by code."""
    return np.stack([np.bincount(codes, column, size) for column in columns.T], axis=1)


def products(columns: CalibrationColumns, block: slice, weighted: FloatArray) -> FloatArray:
    """Cross-products (q, sides) of the calibration columns with columns (block, sides)."""
    parts = [
        sums_of(codes[block], size, weighted)
        for codes, size in zip(columns.codes, columns.sizes, strict=True)
    ]
    with one_thread():
        return np.concatenate([*parts, columns.numeric[block].T @ weighted])
