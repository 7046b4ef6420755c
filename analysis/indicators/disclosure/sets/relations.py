"""How the numbers of a base's sets add up: a whole, its parts, and what is not published of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from analysis.indicators.disclosure.sets.answer_pieces import made_of_pieces
from analysis.indicators.disclosure.sets.boxes import Box, sum_of
from analysis.indicators.disclosure.sets.ledger import NOBODY, BaseSets, GroupedSet
from analysis.indicators.disclosure.sets.number_stretches import Atoms
from analysis.indicators.disclosure.sets.respondent_sets import Sources
from analysis.indicators.disclosure.sets.spelled_sets import spelled_relations
from analysis.indicators.disclosure.sets.union_sets import union_relations


@dataclass(frozen=True, slots=True)
class Relation:
    """A whole is its parts and a rest, all as places of one base.

    rest_is_known: the rest is of nobody, or of those who did not say, whose number follows from the n of
    their own question; else it is of others, who are in no row. is_of_pieces: the parts are all of it, and
    the numbers of some are known to nobody; it is for the audit alone. is_difference: the parts are those of
    the whole who are in a population, and those who are not, of whom no row is.
    """

    whole: int
    parts: tuple[int, ...]
    rest_is_known: bool
    is_of_pieces: bool = False
    is_difference: bool = False

    @property
    def sets(self) -> tuple[int, ...]:
        """The whole and its parts."""
        return (self.whole, *self.parts)


@dataclass
class _Relations:
    sets: BaseSets
    sources: Sources
    found: dict[Relation, None] = field(default_factory=dict)
    everything: dict[str, list[Atoms]] = field(default_factory=dict)
    """Of each source what all the codes of a variable on it hold: beyond it is who did not say."""

    def add(self, whole: int, parts: Sequence[int], rest_is_known: bool, is_of_pieces: bool = False) -> None:
        kept = tuple(dict.fromkeys(part for part in parts if part not in (NOBODY, whole)))
        if kept and whole != NOBODY:
            self.found[Relation(whole, kept, rest_is_known, is_of_pieces)] = None


def relations_of(sets: BaseSets, sources: Sources) -> list[Relation]:
    """The relations of a base, in the order of its tables; stretches that two classings of one number tell
    apart are added to its sets."""
    relations = _Relations(sets, sources)
    for table in sets.tables:
        _of_table(table, relations)
    for family in _families(sets, sources):
        _of_family(family, relations)
    _of_several(relations)
    _of_populations(relations)
    for whole, parts, rest_is_known in (*spelled_relations(sets, sources), *union_relations(sets, sources)):
        relations.add(whole, parts, rest_is_known)
    pieces = [Relation(place, tuple(parts), True, True) for place, parts in made_of_pieces(sets, sources)]
    return [*relations.found, *pieces]


def _of_table(table: GroupedSet, relations: _Relations) -> None:
    """Groups that exclude each other make up who named one, and others where some are in no group; each of
    several answers is a part for itself."""
    if relations.sources.several(relations.sources.of(table.variable)[0]):
        for group in table.groups:
            relations.add(table.whole, [group], rest_is_known=False)
    else:
        is_known = not relations.sources.leaves_out(table.variable)
        relations.add(table.whole, table.groups, rest_is_known=is_known)


@dataclass(frozen=True)
class _Family:
    """Sets that differ in the answers of one source alone: the whole without a condition on it, if it is
    there, and the answers of each."""

    whole: int
    source: str
    members: dict[Atoms, int]
    kinds: Sequence[tuple[str, Sequence[Atoms]]]
    """The groups of each breakdown among them."""


def _families(sets: BaseSets, sources: Sources) -> Iterator[_Family]:
    members: dict[tuple[str, Box], dict[Atoms, int]] = {}
    for place, box in enumerate(list(sets.boxes)):
        for at, (source, atoms) in enumerate(box):
            if not sources.several(source):
                members.setdefault((source, box[:at] + box[at + 1 :]), {})[atoms] = place
    kinds: dict[tuple[str, Box], dict[str, list[Atoms]]] = {}
    for table in sets.tables:
        source = sources.of(table.variable)[0]
        for group in table.groups:
            if group == NOBODY or sources.several(source):
                continue
            own = dict(sets.boxes[group])
            if source in own:  # in a set of those who meet one of several conditions, each may name its own
                rest = tuple(each for each in sets.boxes[group] if each[0] != source)
                kinds.setdefault((source, rest), {}).setdefault(table.variable, []).append(own[source])
    for (source, rest), found in members.items():
        whole = sets.place.get(rest, NOBODY)
        if len(found) > 1 or whole != NOBODY:
            of_breakdowns = list(kinds.get((source, rest), {}).items())
            yield _Family(whole, source, found, of_breakdowns)


def _of_family(family: _Family, relations: _Relations) -> None:
    grouped = {atoms for _, groups in family.kinds for atoms in groups}
    others = [atoms for atoms in family.members if atoms not in grouped]
    _of_parts(family, others, relations)
    _of_larger(family, others, relations)
    _of_overlaps(family, relations)


def _everything(source: str, sources: Sources) -> list[Atoms]:
    """What all the codes of each variable on a source hold."""
    found = []
    for name, question in sources.survey.questions.items():
        is_of_all = question.codes and not sources.leaves_out(name)
        if is_of_all and (name == source or question.derivation):
            own, codes = sources.of(name)
            if own == source:
                found.append(sum_of(codes.values()))
    return found


def _of_parts(family: _Family, others: Sequence[Atoms], relations: _Relations) -> None:
    """Populations in the whole: each for itself, and those that exclude each other together."""
    if family.whole == NOBODY or not others:
        return
    known = relations.everything
    if family.source not in known:  # the same for the families of every population
        known[family.source] = _everything(family.source, relations.sources)
    complete = known[family.source]
    apart: list[Atoms] = []
    for atoms in others:
        is_all = any(every & ~atoms == 0 for every in complete if every)
        relations.add(family.whole, [family.members[atoms]], is_all)
        if not sum_of(apart) & atoms:
            apart.append(atoms)
    if len(apart) > 1:
        is_all = any(every & ~sum_of(apart) == 0 for every in complete if every)
        relations.add(family.whole, [family.members[atoms] for atoms in apart], is_all)


def _of_larger(family: _Family, others: Sequence[Atoms], relations: _Relations) -> None:
    """Each set and the smaller ones inside it: departments of a region, classes of a wider class, groups that
    make up a population."""
    for atoms, place in family.members.items():
        if atoms & (atoms - 1) == 0:
            continue
        for _, groups in family.kinds:
            for inside in _apart([each for each in groups if each and each & ~atoms == 0 and each != atoms]):
                is_all = sum_of(inside) == atoms
                relations.add(place, [family.members[each] for each in inside], is_all)
        for each in others:
            if each & ~atoms == 0 and each != atoms:
                relations.add(place, [family.members[each]], rest_is_known=False)


def _apart(groups: Sequence[Atoms]) -> list[list[Atoms]]:
    """Groups of one breakdown as lists of some that exclude each other, every group in one at least: in a
    population of the young a class of ages is a part of the same class among all."""
    found: list[list[Atoms]] = []
    for first in groups:
        if not any(first in own for own in found):
            own = [first]
            for each in groups:
                own += [] if sum_of(own) & each else [each]
            found.append([each for each in groups if each in own])
    return found


def _of_overlaps(family: _Family, relations: _Relations) -> None:
    """Sets that overlap are made of the stretches between all their bounds, as far as those follow from the
    sets."""
    members = list(family.members)
    larger = [atoms for atoms in members if atoms & (atoms - 1)]  # one answer is inside another set, or not
    overlapping = [
        one for one in larger if any(one & other and one & ~other and other & ~one for other in larger)
    ]
    if not overlapping:
        return
    touched = sum_of(overlapping)
    near = [atoms for atoms in members if atoms & touched]
    stretches = _stretches(near)
    matrix = np.array([[int(bool(cell & atoms)) for cell in stretches] for atoms in near], dtype=float)
    sizes = np.array([relations.sets.n[family.members[atoms]] for atoms in near], dtype=float)
    solved, *_ = np.linalg.lstsq(matrix, sizes, rcond=None)
    _, values, rows = np.linalg.svd(matrix)
    free = rows[int((values > 1e-9).sum()) :]
    follows = np.abs(free).max(axis=0, initial=0.0) < 1e-9
    box = relations.sets.boxes[family.members[members[0]]]
    rest = tuple(each for each in box if each[0] != family.source)
    places = []
    for cell, n, is_known in zip(stretches, solved, follows, strict=True):
        own = tuple(sorted((*rest, (family.source, cell))))
        add = partial(relations.sets.add, n=max(round(n), 0), is_row=False)
        places.append(add(own) if is_known else relations.sets.add_unknown(own))
    for atoms, uses in zip(near, matrix, strict=True):
        parts = [place for place, used in zip(places, uses, strict=True) if used]
        is_for_audit = not relations.sets.unknown.isdisjoint(parts)
        relations.add(family.members[atoms], parts, rest_is_known=True, is_of_pieces=is_for_audit)


def _stretches(sets: Sequence[Atoms]) -> list[Atoms]:
    """The smallest sets of which all the sets are made."""
    cells = [sum_of(sets)]
    for atoms in sets:
        cells = [part for cell in cells for part in (cell & atoms, cell & ~atoms) if part]
    return cells


def _of_several(relations: _Relations) -> None:
    """Of a question with several answers: who gave one is among who gave one of more; a population of them is
    a part of the whole."""
    sets, sources = relations.sets, relations.sources
    found: dict[tuple[str, Box], list[tuple[Atoms, int]]] = {}
    for place, box in enumerate(sets.boxes):
        for at, (source, atoms) in enumerate(box):
            if sources.several(source):
                rest = box[:at] + box[at + 1 :]
                found.setdefault((source, rest), []).append((atoms, place))
    for (_, rest), members in found.items():
        whole = sets.place.get(rest, NOBODY)
        for atoms, place in members:
            if whole != NOBODY:
                relations.add(whole, [place], rest_is_known=False)
            for other, wider in members:
                if atoms != other and atoms & ~other == 0:
                    relations.add(wider, [place], rest_is_known=False)


def _of_populations(relations: _Relations) -> None:
    """A population that is a part of a wider set by several conditions, and its groups within those of it."""
    sets, holds = relations.sets, relations.sources.holds
    for narrow in sets.populations:
        part = sets.boxes[narrow]
        for wide, whole in enumerate(sets.boxes):
            if wide != narrow and len(set(part) - set(whole)) > 1 and holds(whole, part):
                relations.add(wide, [narrow], rest_is_known=False)
        own = [box for box in sets.boxes if box != part and holds(part, box)]
        for wide in sets.populations:
            whole = sets.boxes[wide]
            if wide == narrow or not holds(whole, part) or len(set(part) - set(whole)) < 2:
                continue
            for box in own:
                cell = relations.sources.joined(whole, tuple(set(box) - set(part)))
                if cell is not None and cell in sets.place:
                    relations.add(sets.place[cell], [sets.place[box]], rest_is_known=False)
