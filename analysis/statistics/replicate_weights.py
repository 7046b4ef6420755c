"""Replicate weights: the variance of an estimate is the spread of its values in the replicates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import FloatArray, IntArray, as_numbers, frozen, one_thread
from analysis.statistics.coded_answers import Items, Layer

Averaged = Literal["", "base", "all"]

BLOCK = 16384  # respondents whose indicator columns are held at once
ALIKE = 1e-6  # part of the squares of a replicate's weights under which they follow from other replicates
FIXED = 1e-18  # part of the variance of answers: of shares or means that differ in the ninth digit


@dataclass(frozen=True, eq=False)
class Replicates:
    """Replicate weights (n, r) with the factors of the squared deviations: scale times rscales (r,).

    mse: deviations are taken from the estimate of the full sample (True) or from the mean of the replicates.
    df: degrees of freedom; when not given the rank of the weights less 1, as R's degf, which for a jackknife
    within strata is the units less the strata. The same meaning as scale, rscales and mse of R's
    svrepdesign. averaged: over which strata the policy "average" makes up for those with a single unit, whose
    weights the replicates leave as they are: "base" (the strata that have any of the base), "all", or "" for
    none, as replicates that were supplied have their own rule.

    ValueError for weights that are not finite numbers (n, r), for rscales of another length, and for a scale
    or rscales under 0.
    """

    weights: FloatArray
    scale: float
    rscales: FloatArray
    mse: bool
    df: float
    averaged: Averaged

    def __repr__(self) -> str:
        n, times = self.weights.shape
        return f"{times} replicate weights of {n} respondents, not displayed"

    def __init__(
        self,
        weights: ArrayLike,
        scale: float,
        rscales: ArrayLike | None = None,
        mse: bool = True,
        df: float | None = None,
        averaged: Averaged = "",
    ) -> None:
        table = frozen(np.ascontiguousarray(as_numbers(weights, "replicates")))
        if table.ndim != 2 or not np.isfinite(table).all():
            raise ValueError(f"replicates: expected finite weights (n, r), found shape {table.shape}")
        factors = frozen(np.ones(table.shape[1]) if rscales is None else as_numbers(rscales, "rscales"))
        if factors.shape != table.shape[1:]:
            raise ValueError(f"replicates: expected {table.shape[1]} rscales, found {factors.shape}")
        if not (np.isfinite(factors * scale) & (factors * scale >= 0)).all():
            raise ValueError(
                f"replicates: expected a scale and rscales of at least 0, found {scale}"
                f" and {factors.min()} to {factors.max()}"
            )
        given = {
            "weights": table,
            "scale": float(scale),
            "rscales": factors,
            "mse": bool(mse),
            "df": float(rank_of(table) - 1 if df is None else df),
            "averaged": averaged,
        }
        for name, value in given.items():
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


def rank_of(weights: FloatArray) -> int:
    """How many of the replicates (n, r) do not follow from the others, but for the rounding of a file."""
    size = np.sqrt((weights**2).sum(axis=0))
    with one_thread():
        own = weights / np.where(size > 0, size, 1)
        return int((np.linalg.eigvalsh(own.T @ own) > ALIKE).sum())


def replicate_shares(replicates: Replicates, layers: Sequence[Layer], items: Items) -> Iterator[FloatArray]:
    """Shares (r, G, items) of every answer in every group and replicate, layer by layer; NaN where a
    replicate has an empty base."""
    width = len(items.multiplied) + 1
    products = [np.zeros((layer.size, width, replicates.count)) for layer in layers]
    n = len(replicates.weights)
    for start in range(0, n, BLOCK):
        block = slice(start, min(start + BLOCK, n))
        columns = items.indicators(block.start, block.stop)
        for layer, product in zip(layers, products, strict=True):
            add_block(product, columns, layer.codes[block], replicates.weights[block])
    for product in products:
        sums = items.completed(product)
        base = sums[:, items.base]
        shares = np.divide(sums[:, : items.n_items], base, out=np.full(base.shape, np.nan), where=base > 0)
        yield np.moveaxis(shares, 2, 0)


def add_block(sums: FloatArray, columns: FloatArray, codes: IntArray, weights: FloatArray) -> None:
    """Add a block of respondents to the sums (G, columns, r), group by group."""
    for group in range(len(sums)):
        members = np.flatnonzero(codes == group)
        sums[group] += columns[members].T @ weights[members]


def replicate_sums(replicates: Replicates, y: FloatArray, codes: IntArray, size: int) -> FloatArray:
    """Sum (r, size) of y in each group and replicate."""
    order = np.argsort(codes, kind="stable")
    edges = np.searchsorted(codes[order], np.arange(size + 1))
    with one_thread():
        parts = [y[order[a:b]] @ replicates.weights[order[a:b]] for a, b in pairwise(edges)]
    return np.stack(parts, axis=1)


def ratio_variance_of(
    replicates: Replicates,
    y: FloatArray,
    x: FloatArray,
    codes: IntArray,
    ratio: FloatArray,
    least: FloatArray | float = 0.0,
) -> FloatArray:
    """Variance (size,) of the ratios of y to x from replicates; a replicate has no value where its
    denominator is at most `least` in size."""
    size = len(ratio)
    above = replicate_sums(replicates, y, codes, size)
    below = replicate_sums(replicates, x, codes, size)
    values = np.divide(above, below, out=np.full(above.shape, np.nan), where=np.abs(below) > least)
    return replicates.variance(values, ratio)


def without_rounding(variance: FloatArray, spread: FloatArray | float) -> FloatArray:
    """The variances from replicates, 0 where one is so small beside the spread of the answers that it comes
    from the tolerance of the replicates' calibration."""
    return np.where(variance > FIXED * spread, variance, 0.0)


def total_variance_of(
    replicates: Replicates, y: FloatArray, codes: IntArray, total: FloatArray
) -> FloatArray:
    """Variance (size,) of the totals of y from replicates."""
    return replicates.variance(replicate_sums(replicates, y, codes, len(total)), total)
