"""The pieces that the sets of a base are made of: those who answered alike, as far as the sets tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod

import numpy as np

from analysis.indicators.disclosure.sets.boxes import Box, sum_of
from analysis.indicators.disclosure.sets.ledger import BaseSets
from analysis.indicators.disclosure.sets.number_stretches import Atoms
from analysis.indicators.disclosure.sets.respondent_sets import Sources

MOST_CELLS = 20_000
"""Crossed answers that are looked at together; of more, those that conditions name and one source besides."""
SILENT: Atoms = -1
"""Stands for those who did not answer a source: they meet nothing, and fail nothing."""
Ways = Mapping[str, list[frozenset[Atoms]]]
"""Source -> the ways to have answered it: which of the answers that conditions name are met."""


def made_of_pieces(sets: BaseSets, sources: Sources) -> Iterator[tuple[int, list[int]]]:
    """Of a base in which one name stands for several conditions (one of which holds, or a case after others)
    each set as the sum of pieces; the pieces, whose numbers nobody knows, are added to it."""
    boxes = list(sets.boxes)
    named = [_named(box, sources) for box in boxes]
    core = {name for box in boxes for item in box if sources.pieces(item) for name in _named([item], sources)}
    if not core:
        return
    for number, places in enumerate(_together(named, core, sources)):
        crossed = _Crossed(_ways_of((named[place] for place in places), sources), sources)
        inside = np.array([crossed.inside(boxes[place]).ravel() for place in places])
        patterns = np.unique(inside[:, inside.any(axis=0)], axis=1)
        pieces = [sets.add_unknown(((f"piece {number}.{each}", 1),)) for each in range(patterns.shape[1])]
        for place, pattern in zip(places, patterns, strict=True):
            yield place, [piece for piece, used in zip(pieces, pattern, strict=True) if used]


def _named(items: Iterable[tuple[str, Atoms]], sources: Sources) -> dict[str, dict[Atoms, None]]:
    """The answers that conditions name, source by source, those behind names of several conditions among
    them."""
    found: dict[str, dict[Atoms, None]] = {}
    for source, atoms in items:
        pieces = sources.pieces((source, atoms))
        if not pieces:
            found.setdefault(source, {})[atoms] = None
        for piece in pieces:
            for box in (piece.box, *piece.before):
                for name, more in _named(box, sources).items():
                    found.setdefault(name, {}).update(more)
    return found


def _together(
    named: Sequence[Mapping[str, Mapping[Atoms, None]]], core: set[str], sources: Sources
) -> Iterator[list[int]]:
    """The places of the sets that are looked at together: all, or, of too many answers, those of the sources
    `core` with one other at a time."""
    everything = list(range(len(named)))
    others = dict.fromkeys(name for each in named for name in each if name not in core)
    choices = [everything] + [
        [place for place in everything if set(named[place]) <= core | {other}] for other in others
    ]
    few = [places for places in choices if _size(named, places, sources) <= MOST_CELLS]
    yield from few[:1] if few[:1] == choices[:1] else few


def _size(
    named: Sequence[Mapping[str, Mapping[Atoms, None]]], places: Sequence[int], sources: Sources
) -> int:
    return prod(len(ways) for ways in _ways_of((named[place] for place in places), sources).values())


def _ways_of(named: Iterable[Mapping[str, Mapping[Atoms, None]]], sources: Sources) -> Ways:
    """Every way to have answered each source, as far as the conditions tell it."""
    found: dict[str, dict[Atoms, None]] = {}
    for each in named:
        for source, atoms in each.items():
            found.setdefault(source, {}).update(atoms)
    return {source: _ways(source, list(atoms), sources) for source, atoms in found.items()}


def _ways(source: str, named: Sequence[Atoms], sources: Sources) -> list[frozenset[Atoms]]:
    """Which of some sets of answers are met: by one answer, one that none names, any together, or none."""
    stretches = [sum_of(named) | sources.every(source)]
    for atoms in named:
        stretches = [part for cell in stretches for part in (cell & atoms, cell & ~atoms) if part]
    met = {frozenset(atoms for atoms in named if atoms & cell) for cell in stretches}
    if sources.several(source):
        met.add(frozenset())
        for cell in [way for way in met if way]:
            met |= {way | cell for way in met}
    return [frozenset([SILENT]), *sorted(met, key=sorted)]


@dataclass(frozen=True)
class _Crossed:
    """All ways to have answered some sources, crossed: an axis for each."""

    ways: Ways
    sources: Sources

    def inside(self, box: Box) -> np.ndarray:
        """Mask of the crossed answers that are in a set."""
        everyone = np.ones([len(ways) for ways in self.ways.values()], dtype=bool)
        return reduce(np.logical_and, (self._meet(*item) for item in box), everyone)

    def _meet(self, source: str, atoms: Atoms) -> np.ndarray:
        pieces = self.sources.pieces((source, atoms))
        if not pieces:
            return self._along(source, [atoms in way for way in self.ways[source]])
        masks = [
            reduce(np.logical_and, (self._fail(box) for box in piece.before), self.inside(piece.box))
            for piece in pieces
        ]
        return reduce(np.logical_or, masks)

    def _fail(self, box: Box) -> np.ndarray:
        """Mask of those of whom it is known that they are not in a set: an answer says so."""
        return reduce(np.logical_or, (self._otherwise(*item) for item in box))

    def _otherwise(self, source: str, atoms: Atoms) -> np.ndarray:
        pieces = self.sources.pieces((source, atoms))
        if not pieces:
            ways = self.ways[source]
            return self._along(source, [atoms not in way and SILENT not in way for way in ways])
        return reduce(np.logical_and, (self._fail(piece.box) for piece in pieces))

    def _along(self, source: str, masks: Sequence[bool]) -> np.ndarray:
        shape = [len(ways) if name == source else 1 for name, ways in self.ways.items()]
        return np.array(masks).reshape(shape)
