"""Estimates in every replicate, by matrix products of indicator columns and replicate weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from analysis.statistics.arrays import FloatArray, IntArray
from analysis.statistics.layers import Items, Layer
from analysis.statistics.replicates import Replicates
from analysis.statistics.threads import one_thread

BLOCK = 16384  # respondents whose indicator columns are held at once


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
