"""The area-level model of Fay and Herriot: a direct figure of each area drawn towards what is known of it.

The direct figure of area d is y_d = x_d'b + v_d + e_d, with v_d of variance A, the same for all areas, and
e_d of the sampling variance psi_d, taken as known. What an area keeps of its own figure is A / (A + psi_d).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import FloatArray, as_numbers

INDEPENDENT = 1e-8
"""Part of a column that the columns before it must leave unexplained."""


@dataclass(frozen=True, eq=False)
class AreaModel:
    """A fitted model of m areas with p coefficients, the first of them the constant.

    direct, sampling (m,): figures and their sampling variances; columns (m, p): the constant 1 and the
    covariates. model_variance: A, 0 where restricted likelihood has its greatest value there.
    """

    direct: FloatArray
    sampling: FloatArray
    columns: FloatArray
    model_variance: float
    coefficients: FloatArray
    coefficient_covariance: FloatArray

    @property
    def synthetic(self) -> FloatArray:
        """What the covariates alone say of each area (m,)."""
        return np.asarray(self.columns @ self.coefficients)

    @property
    def own_part(self) -> FloatArray:
        """The part (m,) that each area keeps of its direct figure, 0 to 1."""
        return np.asarray(self.model_variance / self._variances)

    @property
    def value(self) -> FloatArray:
        """The empirical best linear unbiased predictor of each area (m,)."""
        return np.asarray(self.own_part * self.direct + (1 - self.own_part) * self.synthetic)

    @property
    def mse(self) -> FloatArray:
        """The mean squared error of `value` (m,): g1 + g2 + 2 g3 (Prasad & Rao 1990; for restricted
        likelihood Datta & Lahiri 2000)."""
        drawn = 1 - self.own_part
        g1 = self.own_part * self.sampling
        g2 = drawn**2 * np.einsum("dp,pq,dq->d", self.columns, self.coefficient_covariance, self.columns)
        return np.asarray(g1 + g2 + 2 * drawn**2 * self.variance_of_variance / self._variances)

    @property
    def variance_of_variance(self) -> float:
        """The asymptotic variance of the model variance."""
        return float(2 / (self._variances**-2).sum())

    @property
    def residuals(self) -> FloatArray:
        """Direct less synthetic figures (m,), each over its standard error."""
        return (self.direct - self.synthetic) / np.sqrt(np.diag(self._residual_covariance))

    @property
    def _variances(self) -> FloatArray:
        return self.model_variance + self.sampling

    @property
    def _residual_covariance(self) -> FloatArray:
        explained = self.columns @ self.coefficient_covariance @ self.columns.T
        return np.asarray(np.diag(self._variances) - explained)


@dataclass(frozen=True, eq=False)
class ModelledFigures:
    """Figures of areas by a model (m,), their standard errors (roots of mean squared errors) and limits."""

    value: FloatArray
    se: FloatArray
    low: FloatArray
    high: FloatArray


def fit_areas(direct: ArrayLike, sampling: ArrayLike, covariates: ArrayLike) -> AreaModel:
    """The model of direct figures (m,) with sampling variances (m,) above 0 by covariates (m, p - 1), fitted
    by restricted maximum likelihood; a constant is added.

    ValueError for figures that are not finite, and where m is not above p or a covariate follows from the
    others. Fay & Herriot (1979); R: eblupFH and mseFH of package sae.
    """
    y, psi, x = as_numbers(direct, "direct"), as_numbers(sampling, "sampling"), np.asarray(covariates, float)
    columns = np.column_stack([np.ones(len(y)), x.reshape(len(y), -1)])
    if psi.shape != y.shape or not np.isfinite([*y, *psi, *columns.ravel()]).all() or (psi <= 0).any():
        raise ValueError("expected finite figures and covariates, and as many sampling variances above 0")
    if len(y) <= columns.shape[1]:
        raise ValueError(f"{len(y)} areas for {columns.shape[1]} coefficients; expected more areas")
    if found := dependent_columns(columns[:, 1:]):
        raise ValueError(f"covariates that follow from those before them, or are constant: {found}")
    scale = np.abs(columns).max(axis=0)
    variance = _model_variance(y, psi, columns / scale)
    covariance = np.linalg.inv((columns / scale).T @ (columns / scale / (variance + psi)[:, None]))
    covariance = covariance / np.outer(scale, scale)
    coefficients = covariance @ (columns.T @ (y / (variance + psi)))
    return AreaModel(y, psi, columns, variance, coefficients, covariance)


def dependent_columns(covariates: ArrayLike) -> list[int]:
    """The places of the covariates (m, p - 1) that are constant, or follow from those before them."""
    given = np.asarray(covariates, dtype=float)
    kept, found = [np.ones(len(given)) / np.sqrt(len(given))], []
    for place, column in enumerate(given.T):
        left = column - column.mean()
        for _ in range(2):  # once more, as the first round leaves rounding errors
            for direction in kept:
                left = left - (direction @ left) * direction
        if np.linalg.norm(left) <= INDEPENDENT * np.linalg.norm(column):
            found.append(place)
        else:
            kept.append(left / np.linalg.norm(left))
    return found


def _model_variance(y: FloatArray, psi: FloatArray, columns: FloatArray) -> float:
    """Where the derivative of restricted log likelihood is 0; 0 where it falls from there on."""

    def slope(variance: float) -> float:
        inverse = 1 / (variance + psi)
        weighted = columns * inverse[:, None]
        bread = np.linalg.inv(columns.T @ weighted)
        residual = inverse * y - weighted @ (bread @ (weighted.T @ y))
        trace = inverse.sum() - np.trace(bread @ (weighted.T @ weighted))
        return float(residual @ residual - trace)

    from scipy.optimize import brentq

    if slope(0.0) <= 0:
        return 0.0
    high = float(psi.max())
    while slope(high) > 0:
        high *= 2
    return float(brentq(slope, 0.0, high, xtol=1e-15 * high, rtol=1e-14))


def benchmarked(model: AreaModel, parts: ArrayLike, level: float = 0.95) -> ModelledFigures:
    """The modelled figures, all moved by one number so that together, by the areas' parts (m,) of the
    population, they give what the direct figures give.

    The variance of that number is added to the mean squared error: the two do not depend on each other
    (Steorts & Ghosh 2013). Limits are Student's, at `level`, with Satterthwaite's degrees of freedom, as the
    model variance is an estimate: normal ones hold 92 to 94 times in a hundred where areas are few.
    """
    from scipy.special import stdtrit

    given = as_numbers(parts, "parts")
    if given.shape != model.direct.shape or not (given >= 0).all() or not given.sum() > 0:
        raise ValueError(f"parts: expected {len(model.direct)} of 0 or more, found {given.tolist()}")
    drawn = given / given.sum() * (1 - model.own_part)
    value = model.value + drawn @ (model.direct - model.synthetic)
    se = np.sqrt(model.mse + drawn @ model._residual_covariance @ drawn)
    of_error = (1 - model.own_part) ** 4 * model.variance_of_variance
    wide = stdtrit(2 * se**4 / of_error, (1 + level) / 2) * se
    return ModelledFigures(value, se, value - wide, value + wide)
