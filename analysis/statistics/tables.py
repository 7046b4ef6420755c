"""Contingency tables: for one set of rows, the sums of weights in every answer of every question."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.statistics.arrays import FloatArray, IntArray
from analysis.statistics.packs import Pack

BLOCK = 131_072  # respondents whose cells and weights stay in the fast part of memory


def tables(
    rows: IntArray, n_rows: int, packs: Sequence[Pack], n_columns: int, weights: Sequence[FloatArray | None]
) -> FloatArray:
    """The sums (weights, n_rows, columns) of each array of weights (None: a count) by row and column.

    rows (n,) in 0..n_rows-1. One numpy.bincount per pack and array of weights; the columns of the packs are
    their marginals.
    """
    parts = [pack_table(rows, n_rows, pack, weights) for pack in packs]
    found = np.zeros((len(weights) * n_rows, n_columns))
    for pack, part in zip(packs, parts, strict=True):
        found[:, pack.span] = part
    return found.reshape(len(weights), n_rows, n_columns)


def pack_table(rows: IntArray, n_rows: int, pack: Pack, weights: Sequence[FloatArray | None]) -> FloatArray:
    """The sums (weights · n_rows, k) of one pack, counted a block of respondents at a time."""
    size = n_rows * pack.size
    counted = np.zeros((len(weights), size))
    for start in range(0, len(rows), BLOCK):
        block = slice(start, start + BLOCK)
        cells = rows[block] * np.intp(pack.size)
        cells += pack.codes[block]
        for table, weight in zip(counted, weights, strict=True):
            table += np.bincount(cells, None if weight is None else weight[block], size)
    return np.asarray(counted.reshape(-1, pack.size) @ pack.marginal)


def along_rows(table: FloatArray, outer: int, pack: Pack) -> FloatArray:
    """The marginals (weights, outer, k, columns) of a table (weights, outer · pack.size, columns) along its
    rows."""
    m, _, columns = table.shape
    return np.asarray(pack.marginal.T @ table.reshape(m, outer, pack.size, columns))
