"""Replicate weights: many re-drawn samples of the same respondents, whose spread is the variance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class Replicates:
    """Replicate weights (n, r) with the factors of the squared deviations: scale times rscales (r,).

    mse: deviations are taken from the estimate of the full sample (True) or from the mean of the replicates.
    df: degrees of freedom, r - 1 when not given. The same meaning as scale, rscales and mse of R's
    svrepdesign.

    ValueError for weights that are not finite numbers (n, r), or rscales of another length.
    """

    weights: FloatArray
    scale: float
    rscales: FloatArray
    mse: bool
    df: float

    def __init__(
        self,
        weights: ArrayLike,
        scale: float,
        rscales: ArrayLike | None = None,
        mse: bool = True,
        df: float | None = None,
    ) -> None:
        table = np.ascontiguousarray(weights, dtype=float)
        if table.ndim != 2 or not np.isfinite(table).all():
            raise ValueError(f"replicates: expected finite weights (n, r), found shape {table.shape}")
        factors = np.ones(table.shape[1]) if rscales is None else np.asarray(rscales, dtype=float)
        if factors.shape != table.shape[1:]:
            raise ValueError(f"replicates: expected {table.shape[1]} rscales, found {factors.shape}")
        given = (table, float(scale), factors, bool(mse), float(table.shape[1] - 1 if df is None else df))
        for name, value in zip(("weights", "scale", "rscales", "mse", "df"), given, strict=True):
            object.__setattr__(self, name, value)

    @property
    def count(self) -> int:
        """Number of replicates."""
        return int(self.weights.shape[1])

    def deviations(self, values: FloatArray, full: FloatArray) -> FloatArray:
        """Weighted deviations (r, ...) of the replicates' values; the sum of their squares is the variance.

        A replicate without a value (an empty base) is left out.
        """
        extra = (1,) * full.ndim
        factors = np.sqrt(self.scale * self.rscales).reshape(-1, *extra)
        if self.mse:
            centre = full
        else:
            used = (self.rscales > 0).reshape(-1, *extra) & np.isfinite(values)
            centre = np.where(used, values, 0).sum(axis=0) / np.maximum(used.sum(axis=0), 1)
        return np.asarray(np.nan_to_num((values - centre) * factors))

    def variance(self, values: FloatArray, full: FloatArray) -> FloatArray:
        """Variance (...) of estimates `full` (...) from their values (r, ...) in the replicates."""
        return np.asarray((self.deviations(values, full) ** 2).sum(axis=0))

    def covariance(self, values: FloatArray, full: FloatArray) -> FloatArray:
        """Covariance (m, m) of estimates `full` (m,) from their values (r, m) in the replicates."""
        deviations = self.deviations(values, full)
        return np.asarray(deviations.T @ deviations)
