"""Contingency tables: for one set of rows, the sums of weights in every answer of every question."""

from __future__ import annotations

import numpy as np

from analysis.statistics.arrays import FloatArray, IntArray
from analysis.statistics.layers import Items


def tables(rows: IntArray, n_rows: int, items: Items, weights: list[FloatArray | None]) -> list[FloatArray]:
    """For each array of weights (None: count), the sums (n_rows, columns) of every answer and base by row.

    rows (n,) in 0..n_rows, where n_rows stands for none. One numpy.bincount per slot and array of weights.
    """
    found = [np.zeros((n_rows, items.n_columns)) for _ in weights]
    for slot in items.slots:
        cells = rows * (slot.size + 1) + slot.codes
        for table, weight in zip(found, weights, strict=True):
            counted = np.bincount(cells, weight, (n_rows + 1) * (slot.size + 1)).reshape(n_rows + 1, -1)
            table[:, slot.start : slot.start + slot.size] = counted[:n_rows, 1:]
    for table in found:
        add_bases(table, items)
    return found


def add_bases(table: FloatArray, items: Items) -> None:
    """Fill in the base columns that are the sum of their answers."""
    for start, stop, base in items.sums:
        for column in range(start, stop):
            table[:, base] += table[:, column]
