"""Which sets of a base are hidden: those of few respondents, and those that keep them from being known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from analysis.indicators.disclosure.sets.boxes import Box
from analysis.indicators.disclosure.sets.ledger import NOBODY, BaseSets
from analysis.indicators.disclosure.sets.relations import Relation

Rank = Mapping[Box, tuple[int, int]]
"""Of each set the most respondents that any base has of it, and where it is first met."""


@dataclass
class HiddenSets:
    """The sets of a base with what is decided of each: hidden or shown. `of_set`: the relations of each.

    names: what each is called in every base, a pair of answers as two conditions. silent: of each relation
    those of the whole who are in none of its parts.
    """

    sets: BaseSets
    relations: Sequence[Relation]
    limit: int
    names: Sequence[Box]
    hidden: list[bool] = field(default_factory=list)
    of_set: list[list[int]] = field(default_factory=list)
    silent: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.of_set = [[] for _ in self.sets.n]
        for number, relation in enumerate(self.relations):
            for place in (relation.whole, *relation.parts):
                self.of_set[place].append(number)
        n, unknown = self.sets.n, self.sets.unknown
        self.silent = [max(n[of.whole] - sum(n[part] for part in of.parts), 0) for of in self.relations]
        self.hidden = [place in unknown or self.is_few(place) for place in range(len(self.sets.n))]

    def is_few(self, place: int) -> bool:
        """Whether a set has so few respondents that it must not be known."""
        return 0 < self.sets.n[place] < self.limit and self.sets.is_named[place]

    def can_be_hidden(self, place: int) -> bool:
        """Whether a set is shown, somebody is in it, and hiding it hides anything."""
        return not self.hidden[place] and self.sets.n[place] > 0

    def rest(self, number: int) -> int:
        """Those of a relation's whole who are in no row, where their number does not follow from anything."""
        return 0 if self.relations[number].rest_is_known else self.silent[number]

    @cached_property
    def binding(self) -> list[list[int] | None]:
        """Of each set the relations of which it is a part and whose rest does not give way; None of a set
        that has parts of its own. The same whatever is hidden."""
        found: list[list[int] | None] = [
            [number for number in numbers if self.rest(number) < self.limit - 1] for numbers in self.of_set
        ]
        for relation in self.relations:
            found[relation.whole] = None
        return found

    def choices(self, relation: Relation) -> tuple[int, ...]:
        """The parts of which one is hidden to make a relation safe; what is left of a set costs no row."""
        left = relation.parts[-1]
        return (left,) if relation.is_difference and not self.hidden[left] else relation.parts

    def is_safe(self, number: int) -> bool:
        """Whether what is hidden of a relation stays so: the parts hidden and the rest hold together nobody,
        or the limit and more, and are not one set alone; of a hidden whole not all parts are shown. What is
        left of a set beside a part is hidden where either is, and nowhere else."""
        relation = self.relations[number]
        if relation.is_of_pieces:
            return True
        n, hidden = self.sets.n, self.hidden
        if relation.is_difference:
            within, left = relation.parts
            return hidden[left] == (hidden[relation.whole] or hidden[within])
        secret = [part for part in relation.parts if hidden[part] and n[part]]
        if hidden[relation.whole]:
            return bool(secret) or not relation.rest_is_known or n[relation.whole] == 0
        rest = self.rest(number)
        together = sum(n[part] for part in secret) + rest
        return together == 0 or (together >= self.limit and (len(secret) != 1 or rest > 0))


def complete(base: HiddenSets, rank: Rank) -> bool:
    """Hide in every relation as many sets, the smallest first, as make it safe; whether any was hidden.

    Relations of few parts come first, as they leave no choice: what is hidden beside a department in its
    region serves the country too, and another department hidden for the country would not serve the region.
    """
    todo = sorted(range(len(base.relations)), key=lambda number: len(base.relations[number].parts))[::-1]
    waiting = set(todo)
    has_changed = False
    while todo:
        number = todo.pop()
        waiting.discard(number)
        relation = base.relations[number]
        while not base.is_safe(number):
            chosen = _smallest(base, base.choices(relation), rank)
            if chosen is None:
                chosen = _smallest(base, [relation.whole], rank)
            if chosen is None:
                break
            base.hidden[chosen] = has_changed = True
            fresh = [each for each in base.of_set[chosen] if each not in waiting and each != number]
            todo.extend(fresh)
            waiting.update(fresh)
    return has_changed


def _smallest(base: HiddenSets, places: Iterable[int], rank: Rank) -> int | None:
    shown = [place for place in places if base.can_be_hidden(place)]
    return min(shown, key=lambda place: (*rank[base.sets.boxes[place]], place), default=None)


def hide_smallest(base: HiddenSets, choices: Iterable[Iterable[int]], rank: Rank) -> None:
    """Hide the smallest set shown among the first sets of which one is shown."""
    for places in choices:
        chosen = _smallest(base, places, rank)
        if chosen is not None:
            base.hidden[chosen] = True
            return


def hide_tables(base: HiddenSets, places: Iterable[int], all_of_them: bool) -> int:
    """Hide all groups of the tables that some sets stand in, or `all_of_them` with their wholes; how many
    tables have groups that were shown."""
    told = {base.sets.differences.get(place, place) for place in places}
    tables = [table for table in base.sets.tables if all_of_them or told & {table.whole, *table.groups}]
    groups = [[at for at in table.groups if at != NOBODY and base.can_be_hidden(at)] for table in tables]
    every = range(len(base.hidden)) if all_of_them else [at for table in groups for at in table]
    for place in [place for place in every if base.can_be_hidden(place)]:
        base.hidden[place] = True
    return sum(1 for table in groups if table)


def ranks_of(bases: Sequence[BaseSets]) -> dict[Box, tuple[int, int]]:
    """The rank of every set: the order in which sets are hidden is the same for all questions."""
    found: dict[Box, tuple[int, int]] = {}
    for sets in bases:
        for box, n in zip(sets.boxes, sets.n, strict=True):
            most, place = found.get(box, (0, len(found)))
            found[box] = (max(most, n), place)
    return found
