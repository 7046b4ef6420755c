"""Sets that one answer names and several conditions name too: pairs of a crossed variable, cases of several
answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.indicators.disclosure.sets.boxes import Box, CasePart
from analysis.indicators.disclosure.sets.ledger import BaseSets
from analysis.indicators.disclosure.sets.respondent_sets import Sources

Found = tuple[int, list[int], bool]
"""A whole, its parts, and whether the rest is known."""


@dataclass(frozen=True)
class _Spelled:
    """A set of one answer to a variable: its place, its other conditions, and the pieces that its answer and
    those conditions make it of."""

    place: int
    variable: str
    rest: Box
    pieces: tuple[CasePart, ...]

    def is_in(self, whole: CasePart, sources: Sources) -> bool:
        """Whether every respondent of it is in a wider set."""
        return all(_is_in(piece, whole, sources) for piece in self.pieces)

    def has(self, part: CasePart, sources: Sources) -> bool:
        """Whether every respondent of a set is in it."""
        return any(_is_in(part, piece, sources) for piece in self.pieces)


def _is_in(part: CasePart, whole: CasePart, sources: Sources) -> bool:
    """Whether all of one piece are in another: they meet its conditions, and none that come before it."""
    return sources.holds(whole.box, part.box) and all(
        other in part.before or sources.joined(part.box, other) is None for other in whole.before
    )


def spelled_relations(sets: BaseSets, sources: Sources) -> Iterator[Found]:
    """The cells that make up a set of fewer conditions, and the sets within a cell."""
    spelled = list(_spelled(sets, sources))
    if not spelled:
        return
    own = {each.place: each for each in spelled}
    for place, box in enumerate(list(sets.boxes)):
        named = own.get(place)
        if named is not None and len(named.pieces) > 1:
            continue
        piece = CasePart(box) if named is None else named.pieces[0]
        inside: dict[tuple[str, Box], list[_Spelled]] = {}
        for each in spelled:
            if named is not None and named.variable == each.variable:
                continue
            if each.is_in(piece, sources):
                inside.setdefault((each.variable, each.rest), []).append(each)
            elif each.has(piece, sources):
                yield each.place, [place], False
        for cells in inside.values():
            is_known = _cover(piece.box, cells, sources) and not sources.leaves_out(cells[0].variable)
            yield place, [each.place for each in cells], is_known and not piece.before


def _spelled(sets: BaseSets, sources: Sources) -> Iterator[_Spelled]:
    codes = sources.pieces_of_codes
    for place, box in enumerate(sets.boxes):
        for item in box:
            if item in codes:
                rest = tuple(each for each in box if each != item)
                joined = [(sources.joined(rest, piece.box), piece.before) for piece in codes[item]]
                pieces = tuple(CasePart(each, before) for each, before in joined if each is not None)
                if pieces:
                    yield _Spelled(place, item[0], rest, pieces)


def _cover(whole: Box, cells: list[_Spelled], sources: Sources) -> bool:
    """Whether a set is made of some cells of one variable but for who did not say: every answer to the
    variable that anybody in the set can have given is that of a cell."""
    found = {piece.box for each in cells for piece in each.pieces}
    answers = (piece.box for pieces in sources.cells(cells[0].variable).values() for piece in pieces)
    return all(box is None or box in found for box in (sources.joined(whole, each) for each in answers))
