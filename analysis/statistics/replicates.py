"""Replicate weights: many re-drawn samples of the same respondents, whose spread is the variance."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.statistics.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class Replicates:
    """Replicate weights (n, r) with the factors of the squared deviations: scale times rscales (r,).

    mse: deviations are taken from the estimate of the full sample (True) or from the mean of the replicates.
    The same meaning as scale, rscales and mse of R's svrepdesign.
    """

    weights: FloatArray
    scale: float
    rscales: FloatArray
    mse: bool = True
    df: int | None = None
