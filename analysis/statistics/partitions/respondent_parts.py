"""One part of the respondents of a large file, with their groups and strata."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.arrays import (
    BoolArray,
    FloatArray,
    IntArray,
    as_codes,
    distinct_labels,
    on_grid,
    places_of,
)
from analysis.statistics.coded_answers import CodedAnswers, Layer, layers_of
from analysis.statistics.crossed_codes import Pack
from analysis.statistics.design import Design, SinglePsu, check_single_psus
from analysis.statistics.moments import next_rows, row_limit

Edges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False)
class Part:
    """Respondents of one part of an element sample: weights (n,), and stratum (n,), positions in labels (H,).

    labels: distinct, in ascending order. A part may be empty, or have respondents of weight 0 only.
    ValueError for weights that are missing, infinite or negative.
    """

    weights: FloatArray
    stratum: IntArray
    labels: NDArray[Any]

    def __post_init__(self) -> None:
        unusable = int((~np.isfinite(self.weights) | (self.weights < 0)).sum())
        if unusable:
            raise ValueError(
                f"weights: expected finite weights of at least 0, found {unusable} of {self.n} missing,"
                " infinite or negative. Correct them; 0 leaves a respondent out."
            )

    @property
    def n(self) -> int:
        """Number of respondents of this part."""
        return len(self.weights)

    @cached_property
    def drawn(self) -> FloatArray:
        """Respondents of each stratum (H,), in and out of any domain."""
        return np.bincount(self.stratum, minlength=len(self.labels)).astype(float)

    @cached_property
    def exact_weights(self) -> FloatArray:
        """The weights as the tables add them up."""
        return on_grid(self.weights)

    @cached_property
    def exact_weight_squares(self) -> FloatArray:
        """The squared weights as the tables add them up."""
        return on_grid(self.weights**2)

    @cached_property
    def positive(self) -> FloatArray | None:
        """1 for the respondents who count; None where all do."""
        counts = self.weights > 0
        return None if counts.all() else counts.astype(float)


def part_of(weights: ArrayLike, strata: ArrayLike | None = None) -> Part:
    """The part of respondents with these weights (n,) and labels of strata (n,); without, of one stratum."""
    given = np.asarray(weights, dtype=float)
    if strata is None:
        return Part(given, np.zeros(len(given), dtype=np.intp), np.array(["(all)"]))
    codes, labels = as_codes(strata, "strata", len(given))
    return Part(given, codes, labels)


@dataclass(frozen=True, eq=False)
class Groups:
    """The groups of several breakdowns as layers, side by side; edges: first and last + 1 of each
    breakdown's."""

    layers: Sequence[Layer]
    edges: Edges
    n: int
    strata: int

    def packs(self, answers: int) -> Iterator[Pack]:
        """The layers crossed, as many at a time as tables of so many answers allow."""
        todo, limit = list(self.layers), row_limit(self.n, max(self.strata, 1), answers)
        while todo:
            pack, together = next_rows(todo, limit)
            yield pack
            todo = todo[len(together) :]

    @cached_property
    def plain_packs(self) -> list[Pack]:
        """The layers crossed for tables without answers."""
        return list(self.packs(1))


def groups_of(
    part: Part, breakdowns: Sequence[CodedAnswers | None] = (None,), domain: BoolArray | None = None
) -> Groups:
    """The groups of a part's respondents by each breakdown (None: all together), in the domain (n,)."""
    by_breakdown = [layers_of(groups, domain, part.n) for groups in breakdowns]
    layers = [layer for found in by_breakdown for layer in found]
    sizes = [sum(layer.size for layer in found) for found in by_breakdown]
    edges = tuple(pairwise(np.cumsum([0, *sizes]).tolist()))
    return Groups(layers, edges, part.n, len(part.labels))


class Strata(Design):
    """The design of respondents who have been counted and are no longer in memory: `drawn` (H,) in each
    stratum.

    ValueError naming strata of one respondent, under the policy "fail".
    """

    labels: NDArray[Any]
    drawn: IntArray

    def __init__(self, labels: NDArray[Any], drawn: FloatArray, single_psu: SinglePsu = "fail") -> None:
        super().__init__(np.ones(1), single_psu="certainty")
        counted = drawn > 0
        kept = {"labels": labels[counted], "drawn": drawn[counted].astype(np.intp)}
        for name, value in {**kept, "weights": np.zeros(0), "single_psu": single_psu}.items():
            object.__setattr__(self, name, value)
        check_single_psus(self)

    @property
    def stratum_labels(self) -> NDArray[Any]:
        """Label of each stratum that has respondents."""
        return self.labels

    @property
    def psus_per_stratum(self) -> IntArray:
        """Respondents counted in each of them."""
        return self.drawn


def united(
    labels: NDArray[Any], others: NDArray[Any]
) -> tuple[NDArray[Any], IntArray | None, IntArray | None]:
    """The labels of both parts in order, and the place there of each label of the first and of the other;
    None for places that do not change."""
    if np.array_equal(labels, others):
        return labels, None, None
    both = distinct_labels(joined_labels(labels, others))
    return both, places_of(labels, both), places_of(others, both)


def joined_labels(labels: NDArray[Any], others: NDArray[Any]) -> NDArray[Any]:
    """Both in a row, each label as it is: numpy would write numbers beside texts out as texts."""
    kinds = {"numbers" if part.dtype.kind in "biuf" else part.dtype.kind for part in (labels, others)}
    if len(kinds) > 1:
        return np.concatenate([labels.astype(object), others.astype(object)])
    return np.concatenate([labels, others])


def moved(table: FloatArray, places: IntArray | None, size: int, axis: int) -> FloatArray:
    """The table with `size` entries along an axis, its own at `places` and 0 at the others."""
    if places is None:
        return table
    shape = list(table.shape)
    shape[axis] = size
    wider = np.zeros(shape)
    np.moveaxis(wider, axis, 0)[places] = np.moveaxis(table, axis, 0)
    return wider
