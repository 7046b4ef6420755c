"""Which sets of respondents are hidden, at the limits: fewer than 11 are not known, nor follow."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analysis.indicators.disclosure.across_bases import SharedSets, everyone_of
from analysis.indicators.disclosure.completion import (
    HiddenSets,
    complete,
    hide_smallest,
    hide_tables,
    ranks_of,
)
from analysis.indicators.disclosure.sets.boxes import EVERYONE, Box
from analysis.indicators.disclosure.sets.ledger import NOBODY, BaseSets, GroupedSet
from analysis.indicators.disclosure.sets.relations import Relation

LIMIT = 11


def box(place: int) -> Box:
    return EVERYONE if place == 0 else (("q", 1 << place),)


def base_of(
    n: Sequence[int], relations: Sequence[Relation] = (), unnamed: Sequence[int] = (), name: str = "q"
) -> HiddenSets:
    """A base of everyone and of groups of so many respondents; the sets `unnamed` may be known though few."""
    sets = BaseSets((name, "", "answered"))
    for place, size in enumerate(n):
        sets.add(box(place), size, is_row=True, is_named=place not in unnamed)
    return HiddenSets(sets, relations, LIMIT, sets.boxes)


@pytest.mark.parametrize(("n", "few"), [(0, False), (1, True), (10, True), (11, False)])
def test_a_group_of_1_to_10_is_hidden(n: int, few: bool) -> None:
    assert base_of([100, n]).hidden == [False, few]
    assert base_of([100, n], unnamed=[1]).hidden == [False, False]


SAFE: dict[str, tuple[Sequence[int], set[int], bool, bool]] = {
    # n of the whole and of its parts; which are hidden; whether the rest is known; whether that is safe
    "nothing hidden": ([100, 60, 40], set(), True, True),
    "one part alone follows from the others": ([100, 60, 40], {2}, True, False),
    "two parts hide each other": ([100, 60, 30, 10], {2, 3}, True, True),
    "two parts that are few together": ([100, 90, 6, 4], {2, 3}, True, False),
    "two parts that are 11 together": ([100, 89, 6, 5], {2, 3}, True, True),
    "a part and an empty one": ([100, 60, 40, 0], {2, 3}, True, False),
    "an empty part": ([60, 60, 0], {2}, True, True),
    "one part and others in no row": ([100, 60, 30], {2}, False, True),
    "one part and nobody else in no row": ([90, 60, 30], {2}, False, False),
    "a part and others, few together": ([100, 90, 4], {2}, False, False),
    "a part and others, 11 together": ([100, 89, 5], {2}, False, True),
    "few in no row": ([100, 90], set(), False, False),
    "11 in no row": ([100, 89], set(), False, True),
    "nobody in no row": ([100, 100], set(), False, True),
    "parts that overlap": ([100, 60, 60], set(), False, True),
    "few who did not say, whose number is told by their own question": ([100, 95], set(), True, True),
    "a whole whose parts are all shown": ([100, 60, 40], {0}, True, False),
    "a whole and a part": ([100, 60, 40], {0, 2}, True, True),
    "a whole and an empty part": ([100, 100, 0], {0, 2}, True, False),
    "a whole of which others are in no row": ([100, 60], {0}, False, True),
    "a whole of nobody": ([0, 0], {0}, True, True),
}


@pytest.mark.parametrize("case", SAFE)
def test_what_is_hidden_of_a_whole_stays_hidden(case: str) -> None:
    n, hidden, rest_is_known, safe = SAFE[case]
    relation = Relation(0, tuple(range(1, len(n))), rest_is_known)
    base = base_of(n, [relation])
    base.hidden = [place in hidden for place in range(len(n))]
    assert base.is_safe(0) is safe


COMPLETED: dict[str, tuple[Sequence[int], Sequence[Relation], Sequence[int], set[int]]] = {
    "nobody is few": ([100, 60, 40], [Relation(0, (1, 2), True)], (), set()),
    "a small part takes the smallest of the others with it": (
        [100, 60, 35, 5],
        [Relation(0, (1, 2, 3), True)],
        (),
        {2, 3},
    ),
    "small parts that are 11 together hide each other": (
        [100, 89, 6, 5],
        [Relation(0, (1, 2, 3), True)],
        (),
        {2, 3},
    ),
    "small parts that are 10 together take a third": (
        [100, 60, 30, 6, 4],
        [Relation(0, (1, 2, 3, 4), True)],
        (),
        {2, 3, 4},
    ),
    "an empty part hides nothing": ([100, 60, 40, 5, 0], [Relation(0, (1, 2, 3, 4), True)], (), {2, 3}),
    "parts that are few together, all hidden, take the whole": (
        [10, 6, 4],
        [Relation(0, (1, 2), True)],
        (0,),
        {0, 1, 2},
    ),
    "what is hidden in one table is hidden from the next": (
        [100, 5, 35, 60, 20, 15],
        [Relation(2, (4, 5), True), Relation(0, (1, 2, 3), True)],
        (),
        {1, 2, 5},
    ),
}


@pytest.mark.parametrize("case", COMPLETED)
def test_as_many_sets_are_hidden_as_make_every_table_safe(case: str) -> None:
    n, relations, unnamed, hidden = COMPLETED[case]
    base = base_of(n, relations, unnamed)
    before = set(hidden_places(base))
    has_changed = complete(base, ranks_of([base.sets]))
    assert all(map(base.is_safe, range(len(relations))))
    assert set(hidden_places(base)) == hidden
    assert has_changed is (hidden != before)


def hidden_places(base: HiddenSets) -> list[int]:
    return [place for place, is_hidden in enumerate(base.hidden) if is_hidden]


def test_the_order_of_sets_is_that_of_the_most_respondents_that_any_question_has_of_them() -> None:
    one, other = base_of([100, 60, 40]), base_of([100, 30, 35], name="r")
    ranks = ranks_of([one.sets, other.sets])
    assert [ranks[box(place)] for place in range(3)] == [(100, 0), (60, 1), (40, 2)]


CHOICES = [([[1, 2], [3]], {2}), ([[0], [1, 2]], {0}), ([[4], [1, 3]], {3}), ([[4]], set())]


@pytest.mark.parametrize(("choices", "hidden"), CHOICES)
def test_of_the_first_sets_that_can_be_hidden_the_smallest_is(
    choices: Sequence[Sequence[int]], hidden: set[int]
) -> None:
    base = base_of([100, 60, 40, 50, 0])
    hide_smallest(base, choices, ranks_of([base.sets]))
    assert set(hidden_places(base)) == hidden


TABLES: dict[str, tuple[list[int], bool, set[int], int]] = {
    # sets that are told, whether all tables are hidden, what is hidden, how many tables
    "the table of a group": ([2], False, {1, 2}, 1),
    "the tables of a whole": ([0], False, {1, 2, 3, 4}, 2),
    "all of the base": ([2], True, {0, 1, 2, 3, 4}, 2),
    "a set of no table": ([5], False, set(), 0),
}


@pytest.mark.parametrize("case", TABLES)
def test_where_single_groups_are_not_enough_whole_tables_are_hidden(case: str) -> None:
    told, all_of_them, hidden, number = TABLES[case]
    base = base_of([100, 60, 40, 50, 50, 0])
    base.sets.tables += [
        GroupedSet(0, "a", ("x", "y", "z"), (1, 2, NOBODY)),
        GroupedSet(0, "b", ("x", "y"), (3, 4)),
    ]
    assert hide_tables(base, told, all_of_them) == number
    assert set(hidden_places(base)) == hidden
    assert hide_tables(base, told, all_of_them) == 0


ACROSS: dict[str, tuple[tuple[int, int], tuple[int, int], int, bool]] = {
    # the whole and the group in the question that hides it, and in the one that shows it; everyone
    "bounds that leave 9 numbers and more": ((200, 50), (203, 52), 206, False),
    "bounds that leave fewer": ((200, 50), (203, 52), 205, True),
    "a small group, which may be any of 1 to 10": ((200, 5), (200, 11), 210, False),
    "a small group, which has 2 at least": ((200, 5), (200, 12), 210, True),
    "a small group, which has 9 at most": ((200, 5), (209, 8), 210, True),
    "a small group, which has 10 at most": ((200, 5), (208, 8), 210, False),
    "a group of nobody": ((200, 5), (200, 0), 300, False),
}


@pytest.mark.parametrize("case", ACROSS)
def test_a_group_is_hidden_where_its_number_tells_that_of_the_same_group_elsewhere(case: str) -> None:
    hides, shows, everyone, hidden = ACROSS[case]
    relation = Relation(0, (1,), True)
    bases = [base_of(hides, [relation], name="q"), base_of(shows, [relation], unnamed=[1], name="r")]
    bases[0].hidden[1] = True
    changed = SharedSets(bases, everyone_of(bases, everyone)).hide_telling()
    assert bases[1].hidden[1] is hidden
    assert changed == ([1] if hidden else [])


def test_a_set_has_as_many_as_the_base_that_has_most_of_it() -> None:
    bases = [base_of((90, 50), name="q"), base_of((95, 45, 40), name="r")]
    assert everyone_of(bases, 100) == {EVERYONE: 100, box(1): 50, box(2): 40}


def test_a_group_whose_whole_is_hidden_is_bounded_by_nothing() -> None:
    bases = [base_of(n, [Relation(0, (1,), True)], name=str(n)) for n in ((200, 50), (200, 50))]
    bases[0].hidden = [True, True]
    assert SharedSets(bases, everyone_of(bases, 200)).hide_telling() == []
