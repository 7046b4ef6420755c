"""Sets of those who meet one of several conditions: what is told of them beside the other sets of a base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from math import prod

import numpy as np

from analysis.indicators.disclosure.sets.ledger import BaseSets
from analysis.indicators.disclosure.sets.number_stretches import Atoms
from analysis.indicators.disclosure.sets.respondent_sets import Box, Sources, sum_of

MOST_CELLS = 20_000
"""Crossed answers that are looked at together; of more, a union and each set within it alone."""
Tables = Mapping[str, list[frozenset[Atoms]]]
"""Source -> the ways to have answered it: which of the answers that conditions name are met."""


def union_relations(sets: BaseSets, sources: Sources) -> Iterator[tuple[int, list[int], bool]]:
    """(whole, parts, whether the rest is known): what each union is a part of, and the sets within it."""
    boxes = list(sets.boxes)
    for place, box in enumerate(boxes):
        if sources.is_union(box):
            for other, given in enumerate(boxes):
                if other != place and sources.holds(box, given):
                    yield place, [other], False
                elif other != place and sources.holds(given, box):
                    yield other, [place], False


def made_of_pieces(sets: BaseSets, sources: Sources) -> Iterator[tuple[int, list[int]]]:
    """Of a base with a union each set as the sum of pieces, those who are in the same sets of the base; the
    pieces, whose numbers nobody knows, are added to it."""
    boxes = list(sets.boxes)
    if not any(sources.is_union(box) for box in boxes):
        return
    plain = [sources.alternatives(box) for box in boxes]
    tables = _tables([item for alternatives in plain for box in alternatives for item in box], sources)
    if prod(map(len, tables.values())) > MOST_CELLS:
        return
    inside = np.array([_cells(alternatives, tables) for alternatives in plain])
    patterns = np.unique(inside[:, inside.any(axis=0)], axis=1)
    pieces = [
        sets.add((("piece " + "".join(map(str, pattern.astype(int))), 1),), 0, is_row=False, is_named=False)
        for pattern in patterns.T
    ]
    for place in range(len(boxes)):
        yield place, [piece for piece, used in zip(pieces, patterns[place], strict=True) if used]


def _tables(items: list[tuple[str, Atoms]], sources: Sources) -> Tables:
    """Every way to have answered each source, as far as the items tell it."""
    named: dict[str, dict[Atoms, None]] = {}
    for source, atoms in items:
        named.setdefault(source, {})[atoms] = None
    return {source: _ways(list(found), sources.several(source)) for source, found in named.items()}


def _ways(named: list[Atoms], takes_several: bool) -> list[frozenset[Atoms]]:
    """Which of some sets of answers are met: by one answer, none, or any answers together."""
    stretches = [0]
    for atoms in named:
        whole = sum_of(stretches)
        cells = [part for cell in stretches for part in (cell & atoms, cell & ~atoms) if part]
        stretches = [0, *cells, *([atoms & ~whole] if atoms & ~whole else [])]
    met = {frozenset(atoms for atoms in named if atoms & cell) for cell in stretches}
    if takes_several:
        for cell in [way for way in met if way]:
            met |= {way | cell for way in met}
    return sorted(met, key=sorted)


def _cells(alternatives: list[Box], tables: Tables) -> np.ndarray:
    """Mask of the crossed answers that are in one of the boxes."""
    shape = [len(ways) for ways in tables.values()]
    found = np.zeros(shape, dtype=bool)
    for box in alternatives:
        masks = [_met(source, atoms, tables) for source, atoms in box]
        found |= reduce(np.logical_and, masks, np.ones([1] * len(shape), dtype=bool))
    return found.ravel()


def _met(source: str, atoms: Atoms, tables: Tables) -> np.ndarray:
    """Whether each way to have answered a source meets some answers, along its axis."""
    axes = [len(ways) if name == source else 1 for name, ways in tables.items()]
    return np.array([atoms in way for way in tables[source]]).reshape(axes)
