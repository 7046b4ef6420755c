"""What is left of a set beside those of it who are in a population: known where both are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations

from analysis.indicators.disclosure.sets.ledger import NOBODY, BaseSets, GroupedSet
from analysis.indicators.disclosure.sets.relations import Relation
from analysis.indicators.disclosure.sets.respondent_sets import Sources


def difference_relations(
    sets: BaseSets, sources: Sources, relations: Sequence[Relation]
) -> Iterator[Relation]:
    """Each set as those of it who are in a population and those who are not, where the same groups are told
    of both, and how the latter add up: of 60 respondents 39 are women, of the 48 members 28, so that of 12
    others 11 are women. What is left is added to the sets."""
    tables: dict[int, list[GroupedSet]] = {}
    for table in sets.tables:
        tables.setdefault(table.whole, []).append(table)
    for wide, narrow in permutations(sets.populations, 2):
        if sources.holds(sets.boxes[wide], sets.boxes[narrow]):
            within = _same_groups(wide, narrow, tables)
            left = {whole: _left(sets, whole, part, narrow) for whole, part in within.items()}
            for whole, place in left.items():
                if place != NOBODY:
                    yield Relation(whole, (within[whole], place), True, is_difference=True)
            yield from _sums(left, relations)


def _same_groups(wide: int, narrow: int, tables: Mapping[int, list[GroupedSet]]) -> dict[int, int]:
    """Of a population, of the groups of its tables, and of theirs: those of each who are in a population
    within it."""
    found, waiting = {wide: narrow}, [wide]
    while waiting:
        whole = waiting.pop()
        for table in tables.get(whole, ()):
            for other in tables.get(found[whole], ()):
                if (other.variable, other.is_of_answers) == (table.variable, table.is_of_answers):
                    fresh = {group: part for group, part in _alike(table, other) if group not in found}
                    found |= fresh
                    waiting += fresh
    return found


def _alike(table: GroupedSet, other: GroupedSet) -> Iterator[tuple[int, int]]:
    inside = dict(zip(other.codes, other.groups, strict=True))
    for code, group in zip(table.codes, table.groups, strict=True):
        if code and NOBODY not in (group, inside.get(code, NOBODY)):  # "" is of other answers in each
            yield group, inside[code]


def _left(sets: BaseSets, whole: int, part: int, narrow: int) -> int:
    """The place of those of a set who are not in a part of it; of nobody where there are none."""
    n = sets.n[whole] - sets.n[part]
    if whole == part or n <= 0:
        return NOBODY
    box = tuple(sorted([*sets.boxes[whole], (f"not {sets.boxes[narrow]}", 1)]))
    place = sets.add(box, n, is_row=False)
    sets.differences[place] = whole
    return place


def _sums(left: Mapping[int, int], relations: Iterable[Relation]) -> Iterator[Relation]:
    """What is left of sets adds up as they do."""
    for relation in relations:
        whole = left.get(relation.whole, NOBODY)
        parts = tuple(left[part] for part in relation.parts if left.get(part, NOBODY) != NOBODY)
        if whole != NOBODY and parts and not relation.is_of_pieces:
            is_known = relation.rest_is_known and all(part in left for part in relation.parts)
            yield Relation(whole, parts, is_known)
