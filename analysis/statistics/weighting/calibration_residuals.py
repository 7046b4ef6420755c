"""The residuals of a calibration, through which it enters every variance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from analysis.statistics.arrays import FloatArray, IntArray, add_up, combine
from analysis.statistics.weighting.calibration import (
    Calibration,
    CalibrationColumns,
    column_sums,
    products,
    sums_by,
)


class Sample(Protocol):
    """Respondents as residuals need them: weights (n,), their stratum (n,), their primary unit (n,) or None
    where each is one, the stratum of each unit, and the spread of each stratum (H,), its factor in the
    variance."""

    @property
    def weights(self) -> FloatArray: ...

    @property
    def stratum(self) -> IntArray: ...

    @property
    def psu(self) -> IntArray | None: ...

    @property
    def psu_stratum(self) -> IntArray: ...

    @property
    def spread(self) -> FloatArray: ...


@dataclass(frozen=True, eq=False)
class Residuals:
    """The parts of the residual variance that do not depend on the estimate.

    inverse, fit (q, q): from cross-products of a score with the columns under the start weights to the
    coefficients of its regression, and to those of its prediction. strata (H, q): weighted sum of each column
    by stratum. form (q, q): the variance's sum of squares of the columns.
    """

    inverse: FloatArray
    fit: FloatArray
    strata: FloatArray
    form: FloatArray

    def coefficients(self, products: FloatArray) -> FloatArray:
        """Coefficients (q, ...) of scores whose cross-products with the columns are given (q, ...)."""
        return combine(self.fit, products)

    def change(self, coefficients: FloatArray, form_products: FloatArray) -> FloatArray:
        """What is added to the sum of squares of the scores when they become residuals; at most 0 for a good
        fit."""
        return add_up(coefficients * (combine(self.form, coefficients) - 2 * form_products))

    def strata_sums(self, coefficients: FloatArray) -> FloatArray:
        """What is taken off the sums of the scores by stratum (H, ...)."""
        return combine(self.strata, coefficients)

    def of_products(
        self, squares: FloatArray, sums: FloatArray, coefficients: FloatArray, form_products: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """The cross-products (m, m) of scores and their sums by stratum (H, m), when the scores become
        residuals."""
        crossed = coefficients.T @ form_products
        squares = squares - crossed - crossed.T + coefficients.T @ self.form @ coefficients
        return squares, sums - self.strata @ coefficients


def residuals_of(sample: Sample, calibration: Calibration) -> Residuals:
    """The residual parts of a sample with the weights of a calibration."""
    columns = calibration.columns
    normal = products(columns, calibration.start_weights)
    inverse: FloatArray = np.linalg.pinv(normal, rcond=1e-12, hermitian=True).astype(np.float64)
    return Residuals(
        inverse,
        columns.prediction @ inverse,
        sums_by(sample.stratum, len(sample.spread), columns, sample.weights),
        squares(sample, columns),
    )


def left_over(residuals: Residuals, calibration: Calibration, scores: FloatArray) -> FloatArray:
    """The scores (n, m) less their prediction by the calibration columns.

    The regression is fitted again to what it left, so that a score that the columns explain leaves nothing
    but the rounding of its own digits.
    """
    columns, start = calibration.columns, calibration.start_weights
    first = residuals.inverse @ column_products(columns, start, scores)
    left = scores - fitted(columns, first)
    again = residuals.inverse @ column_products(columns, start, left)
    return scores - fitted(columns, columns.prediction @ (first + again))


def column_products(columns: CalibrationColumns, weights: FloatArray, scores: FloatArray) -> FloatArray:
    """Weighted cross-products (q, m) of the columns with scores (n, m)."""
    return np.stack([column_sums(columns, weights * column) for column in scores.T], axis=1)


def fitted(columns: CalibrationColumns, coefficients: FloatArray) -> FloatArray:
    """What coefficients (q, m) say about each respondent (n, m)."""
    found = columns.numeric @ coefficients[sum(columns.sizes) :]
    for code, size, offset in zip(columns.codes, columns.sizes, columns.offsets, strict=True):
        found += coefficients[offset : offset + size][code]
    return found


def squares(sample: Sample, columns: CalibrationColumns) -> FloatArray:
    """Sum of squares (q, q) of the columns over primary units, each weighted by its stratum's spread."""
    if sample.psu is None:
        return products(columns, sample.spread[sample.stratum] * sample.weights**2)
    totals = sums_by(sample.psu, len(sample.psu_stratum), columns, sample.weights)
    return totals.T @ (totals * sample.spread[sample.psu_stratum][:, None])
