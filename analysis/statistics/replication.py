"""Estimates in every replicate, by matrix products of indicator columns and replicate weights."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from analysis.statistics.arrays import FloatArray, IntArray
from analysis.statistics.design import Design
from analysis.statistics.layers import Items, Layer
from analysis.statistics.replicates import Replicates
from analysis.statistics.threads import one_thread

BLOCK = 16384  # respondents whose indicator columns are held at once


def replicate_shares(replicates: Replicates, layer: Layer, items: Items) -> FloatArray:
    """Shares (r, G, items) of every answer in every group and replicate; NaN where a replicate has an empty
    base."""
    sums = np.zeros((layer.size, items.n_columns, replicates.count))
    n = len(layer.codes)
    with one_thread():
        for start in range(0, n, BLOCK):
            columns = items.indicators(start, min(start + BLOCK, n))
            add_block(
                sums, columns, layer.codes[start : start + BLOCK], replicates.weights[start : start + BLOCK]
            )
    for first, last, column in items.sums:
        sums[:, column] = sums[:, first:last].sum(axis=1)
    base = sums[:, items.base]
    shares = np.divide(sums[:, : items.n_items], base, out=np.full(base.shape, np.nan), where=base > 0)
    return np.moveaxis(shares, 2, 0)


def add_block(sums: FloatArray, columns: FloatArray, codes: IntArray, weights: FloatArray) -> None:
    """Add a block of respondents to the sums (G, columns, r), group by group."""
    for group in range(len(sums)):
        members = np.flatnonzero(codes == group)
        sums[group] += columns[members].T @ weights[members]


def share_variance_of(design: Design, layer: Layer, items: Items, p: FloatArray) -> FloatArray:
    """Variance (G, items) of shares p from the design's replicates."""
    assert design.replicates is not None
    return design.replicates.variance(replicate_shares(design.replicates, layer, items), p)


def replicate_sums(replicates: Replicates, y: FloatArray, codes: IntArray, size: int) -> FloatArray:
    """Sum (r, size) of y in each group and replicate."""
    order = np.argsort(codes, kind="stable")
    edges = np.searchsorted(codes[order], np.arange(size + 1))
    with one_thread():
        parts = [y[order[a:b]] @ replicates.weights[order[a:b]] for a, b in pairwise(edges)]
    return np.stack(parts, axis=1)


def ratio_variance_of(
    replicates: Replicates, y: FloatArray, x: FloatArray, codes: IntArray, ratio: FloatArray
) -> FloatArray:
    """Variance (size,) of the ratios of y to x from replicates."""
    size = len(ratio)
    above = replicate_sums(replicates, y, codes, size)
    below = replicate_sums(replicates, x, codes, size)
    values = np.divide(above, below, out=np.full(above.shape, np.nan), where=below != 0)
    return replicates.variance(values, ratio)


def total_variance_of(
    replicates: Replicates, y: FloatArray, codes: IntArray, total: FloatArray
) -> FloatArray:
    """Variance (size,) of the totals of y from replicates."""
    return replicates.variance(replicate_sums(replicates, y, codes, len(total)), total)
