"""What calibration takes off the variance: residuals on the calibration columns, through cross-products only.

The variance of a calibrated estimator is that of g times the residual of its score on the calibration
columns, fitted with the start weights (Deville & Särndal 1992; Deville 1999). A quadratic form of residuals u
- x'c is Q(u, u) - 2 c·Q(x, u) + c'Q(x, x)c: sums over cells replace residuals, and no respondents × cells
matrix is formed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.statistics.arrays import FloatArray, IntArray, add_up, combine
from analysis.statistics.calibration import Columns

if TYPE_CHECKING:
    from analysis.statistics.design import Design


@dataclass(frozen=True, eq=False)
class Residuals:
    """The parts of the residual variance that do not depend on the estimate.

    fit (q, q): from cross-products of a score with the columns under the start weights to its coefficients.
    strata (H, q): weighted sum of each column by stratum. form (q, q): the variance's sum of squares of the
    columns.
    """

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


def residuals_of(design: Design) -> Residuals | None:
    """The residual parts of a calibrated design; None without calibration."""
    if design.calibration is None:
        return None
    columns = design.calibration.columns
    normal = products(columns, design.calibration.start_weights)
    return Residuals(
        columns.prediction @ np.linalg.pinv(normal, rcond=1e-12, hermitian=True),
        sums_by(design.stratum, len(design.stratum_labels), columns, design.weights),
        squares(design, columns),
    )


def products(columns: Columns, weights: FloatArray) -> FloatArray:
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


def sums_by(code: IntArray, size: int, columns: Columns, weights: FloatArray) -> FloatArray:
    """Weighted sum (size, q) of every column within the classes of a code."""
    parts = [
        np.bincount(code * k + column, weights, size * k).reshape(size, k)
        for column, k in zip(columns.codes, columns.sizes, strict=True)
    ]
    parts += [np.bincount(code, weights * numeric, size)[:, None] for numeric in columns.numeric.T]
    return np.concatenate(parts, axis=1)


def squares(design: Design, columns: Columns) -> FloatArray:
    """Sum of squares (q, q) of the columns over primary units, each weighted by its stratum's spread."""
    if design.psu is None:
        return products(columns, design.spread[design.stratum] * design.weights**2)
    totals = sums_by(design.psu, len(design.psu_stratum), columns, design.weights)
    return totals.T @ (totals * design.spread[design.psu_stratum][:, None])
