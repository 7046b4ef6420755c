"""Codes of several questions crossed into one, so that one count gives the table of each question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.statistics.arrays import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Axis:
    """A variable of a table, whose values exclude each other: codes (n,) in 0..values-1, and the table column
    (values,) of each value, -1 for none."""

    codes: IntArray
    columns: IntArray

    @property
    def values(self) -> int:
        return len(self.columns)


def axis_of(codes: IntArray, size: int, start: int) -> Axis:
    """The axis of codes from 0 to size - 1, or -1 for none, whose columns start at `start`."""
    if codes.size and codes.min() >= 0:
        return Axis(codes, np.arange(start, start + size))
    return Axis(codes.astype(np.int32) + 1, np.append(-1, np.arange(start, start + size)))


@dataclass(frozen=True, eq=False)
class Pack:
    """Several axes crossed into one: codes (n,) in 0..size-1. Counts of the codes times `marginal` (size, k),
    of 0 and 1, give the k table columns `columns`."""

    codes: IntArray
    size: int
    marginal: FloatArray
    columns: IntArray

    @cached_property
    def span(self) -> slice | IntArray:
        """The columns, as a slice where they are in a row: assigning to it is quicker."""
        first, last = int(self.columns[0]), int(self.columns[-1]) + 1
        in_a_row = np.array_equal(self.columns, np.arange(first, first + len(self.columns)))
        return slice(first, last) if in_a_row else self.columns


MOST_AXES = 32
"""Axes of a pack: fewer than the dimensions of an array, which axes of a single value would reach."""


def packed(axes: Iterable[Axis], limit: int) -> Iterator[Pack]:
    """The axes crossed into packs of at most `limit` cells, in their order; an axis with more cells is a pack
    by itself."""
    together: list[Axis] = []
    for axis in axes:
        cells = np.prod([each.values for each in together]) * axis.values
        if together and (cells > limit or len(together) == MOST_AXES):
            yield crossed(together)
            together = []
        together.append(axis)
    if together:
        yield crossed(together)


def crossed(axes: Sequence[Axis]) -> Pack:
    """One pack of all these axes."""
    sizes = [axis.values for axis in axes]
    codes = axes[0].codes.astype(np.int32)
    for axis in axes[1:]:
        codes *= axis.values
        codes += axis.codes
    places = np.unravel_index(np.arange(np.prod(sizes)), sizes)
    marginals = [
        (axis.columns[place][:, None] == axis.columns[axis.columns >= 0]).astype(float)
        for axis, place in zip(axes, places, strict=True)
    ]
    columns = np.concatenate([axis.columns[axis.columns >= 0] for axis in axes])
    return Pack(codes, int(np.prod(sizes)), np.concatenate(marginals, axis=1), columns)


def pack_limit(n: int) -> int:
    """The most cells that questions are crossed into: more where there are many respondents to fill them."""
    return 36 if n < 50_000 else 216
