"""Sets that one answer names and several conditions name too: pairs of a crossed variable, cases of several
answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.indicators.disclosure.sets.ledger import BaseSets
from analysis.indicators.disclosure.sets.number_stretches import Atoms
from analysis.indicators.disclosure.sets.respondent_sets import Box, Sources, holds


@dataclass(frozen=True)
class _Spelled:
    """A set of one answer to a variable: its place, its other conditions, and the set by its answers."""

    place: int
    variable: str
    rest: Box
    box: Box


def spelled_relations(sets: BaseSets, sources: Sources) -> Iterator[tuple[int, list[int], bool]]:
    """(whole, parts, whether the rest is known): the cells that make up a set of fewer conditions, and the
    sets within a cell."""
    spelled = list(_spelled(sets, sources))
    own = {each.place for each in spelled}
    for place, box in enumerate(sets.boxes) if spelled else ():
        if place in own:
            continue
        inside: dict[tuple[str, Box], list[_Spelled]] = {}
        for each in spelled:
            if set(each.rest) <= set(box) and holds(box, each.box, sources.several):
                inside.setdefault((each.variable, each.rest), []).append(each)
            elif holds(each.box, box, sources.several):
                yield each.place, [place], False
        for cells in inside.values():
            is_known = _cover(box, cells) and not sources.leaves_out(cells[0].variable)
            yield place, [each.place for each in cells], is_known


def _spelled(sets: BaseSets, sources: Sources) -> Iterator[_Spelled]:
    codes: dict[tuple[str, Atoms], Box] = {}
    for name in sources.survey.questions:
        source, known = sources.of(name)
        if source == name:
            codes |= {(source, known[code]): box for code, box in sources.cells(name).items()}
    for place, box in enumerate(sets.boxes):
        for item in box:
            if item in codes:
                rest = tuple(each for each in box if each != item)
                spelled = sources.joined(rest, codes[item])
                if spelled is not None:
                    yield _Spelled(place, item[0], rest, spelled)


def _cover(box: Box, cells: list[_Spelled]) -> bool:
    """Whether cells have every answer of the set: who is in none of them did not say."""
    found = True
    for source, atoms in box:
        together = 0
        for each in cells:
            together |= dict(each.box).get(source, 0)
        found &= together == atoms
    return found
