"""How the sets of a base add up, told in a line each: "everyone = women + men" where the rest is known,
"everyone > north" where others may be in neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pytest

from analysis.indicators.disclosure.sets.answer_pieces import made_of_pieces
from analysis.indicators.disclosure.sets.ledger import NOBODY, BaseSets, GroupedSet
from analysis.indicators.disclosure.sets.relations import relations_of
from analysis.indicators.disclosure.sets.respondent_sets import Sources
from analysis.indicators.disclosure.sets.union_sets import union_relations
from analysis.questionnaire import Condition
from analysis.questionnaire.fixed_words import AnyOf
from tests.defined_survey import survey_of

SURVEY = """
identifier = "id"
[themes.t]
[questions.sexe]
type = "single"
codes = { f = "F", h = "H" }
[questions.region]
type = "single"
codes = { n = "N", s = "S", o = "O" }
[questions.age]
type = "numeric"
[questions.motifs]
type = "multiple"
codes = { w = "W", x = "X", y = "Y" }
[derived.classe]
classes_of = "age"
codes.j = { fr = "J", below = 25 }
codes.v = { fr = "V", from = 25 }
[derived.cote]
groups_of = "region"
codes.c = { fr = "C", of = ["n"] }
codes.d = { fr = "D", of = ["s"] }
left_out = ["o"]
[derived.bord]
groups_of = "region"
codes.ns = { fr = "NS", of = ["n", "s"] }
codes.o = { fr = "O", of = ["o"] }
[populations.p]
among = { age = "0..29" }
[populations.q]
among = { age = "20..99" }
[populations.r]
among = { age = "0..99" }
"""
Sets = Mapping[str, tuple[Mapping[str, Sequence[str]], int]]
"""Name -> the conditions of a set, and how many are in it."""
ALL: Sets = {"all": ({}, 100)}
WOMEN, MEN = {"sexe": ("f",)}, {"sexe": ("h",)}
NORTH, SOUTH, WEST = ({"region": (code,)} for code in "nso")
CASES: dict[str, tuple[Sets, Mapping[str, tuple[str, Sequence[str]]], Sequence[str], set[str]]] = {
    # the sets; of each breakdown the whole and the groups, "-" for a group that nobody can be in; populations
    "groups that exclude each other": (
        ALL | {"f": (WOMEN, 60), "h": (MEN, 40)},
        {"sexe": ("all", ["f", "h"])},
        [],
        {"all = f + h"},
    ),
    "a group of nobody": (ALL | {"f": (WOMEN, 60)}, {"sexe": ("all", ["f", "-"])}, [], {"all = f"}),
    "a whole of nobody": (ALL | {"f": (WOMEN, 60)}, {"sexe": ("-", ["f"])}, [], set()),
    "groups that leave some out": (
        ALL | {"c": (NORTH, 50), "d": (SOUTH, 30)},
        {"cote": ("all", ["c", "d"])},
        [],
        {"all > c + d"},
    ),
    "each of several answers is a part for itself": (
        ALL | {code: ({"motifs": (code,)}, 60) for code in "wx"},
        {"motifs": ("all", ["w", "x"])},
        [],
        {"all > w", "all > x"},
    ),
    "who gave one of several answers is among who gave one of more": (
        {code: ({"motifs": tuple(code)}, 60) for code in ("w", "wx", "wxy", "y")},
        {},
        [],
        {"wx > w", "wxy > w", "wxy > wx", "wxy > y"},
    ),
    "of those who meet another condition alone": (
        {"w": ({"motifs": ("w",)}, 60), "f wx": (WOMEN | {"motifs": ("w", "x")}, 30)},
        {},
        [],
        set(),
    ),
    "several answers of women are parts of the women": (
        {"f": (WOMEN, 60), "f w": (WOMEN | {"motifs": ("w",)}, 30)},
        {},
        [],
        {"f > f w"},
    ),
    "a population in everyone": (ALL | {"f": (WOMEN, 60)}, {}, ["f"], {"all > f"}),
    "populations that are everyone together": (
        ALL | {"f": (WOMEN, 60), "h": (MEN, 40)},
        {},
        ["f", "h"],
        {"all > f", "all > h", "all = f + h"},
    ),
    "populations that leave a region out": (
        ALL | {"n": (NORTH, 50), "s": (SOUTH, 30)},
        {},
        ["n", "s"],
        {"all > n", "all > s", "all > n + s"},
    ),
    "a population of all answers": (
        ALL | {"nso": ({"region": ("n", "s", "o")}, 98)},
        {},
        [],
        {"all = nso"},
    ),
    "groups within a wider group": (
        {
            "all": ({}, 100),
            "n": (NORTH, 50),
            "s": (SOUTH, 30),
            "o": (WEST, 20),
            "ns": ({"region": ("n", "s")}, 80),
        },
        {"region": ("all", ["n", "s", "o"]), "bord": ("all", ["ns", "o"])},
        [],
        {"all = n + s + o", "all = ns + o", "ns = n + s"},
    ),
    "some groups of a wider set": (
        {"all": ({}, 100), "n": (NORTH, 50), "ns": ({"region": ("n", "s")}, 80)},
        {"region": ("all", ["n"])},
        [],
        {"all = n", "ns > n", "all > ns"},
    ),
    "a population in a wider population": (
        {"n": (NORTH, 50), "ns": ({"region": ("n", "s")}, 80)},
        {},
        [],
        {"ns > n"},
    ),
    "a population by two conditions in everyone": (
        ALL | {"f n": (WOMEN | NORTH, 30)},
        {},
        ["all", "f n"],
        {"all > f n"},
    ),
    "a set by two conditions that is no population": (ALL | {"f n": (WOMEN | NORTH, 30)}, {}, ["all"], set()),
    "a population by one condition more is of the family": (
        {"f": (WOMEN, 60), "f n": (WOMEN | NORTH, 30)},
        {},
        ["f", "f n"],
        {"f > f n"},
    ),
    "the groups of a population by two conditions in those of everyone": (
        ALL
        | {
            "f n": (WOMEN | NORTH, 30),
            "w": ({"motifs": ("w",)}, 40),
            "f n w": (WOMEN | NORTH | {"motifs": ("w",)}, 10),
        },
        {},
        ["all", "f n"],
        {"all > f n", "all > w", "f n > f n w", "w > f n w"},
    ),
    "a population beside one that does not hold it": (
        {"h": (MEN, 40), "f n": (WOMEN | NORTH, 30)},
        {},
        ["h", "f n"],
        set(),
    ),
}


def told(sets: BaseSets, names: Sequence[str], sources: Sources) -> set[str]:
    def name(place: int) -> str:
        unnamed = f"[{sets.n[place]}]" if sets.is_named[place] else "[?]"
        return names[place] if place < len(names) else unnamed

    return {
        f"{name(each.whole)} {'=' if each.rest_is_known else '>'} {' + '.join(map(name, each.parts))}"
        for each in relations_of(sets, sources)
    }


def base_of(sets: Sets, sources: Sources) -> BaseSets:
    base = BaseSets(("q", "", "answered"))
    for conditions, n in sets.values():
        base.add(sources.box(conditions), n, is_row=True)
    return base


@pytest.mark.parametrize("case", CASES)
def test_sets_add_up(case: str) -> None:
    given, tables, populations, expected = CASES[case]
    sources, names = Sources(survey_of(SURVEY)), list(given)
    sets = base_of(given, sources)

    def places(of: Iterable[str]) -> tuple[int, ...]:
        return tuple(NOBODY if name == "-" else names.index(name) for name in of)

    for variable, (whole, groups) in tables.items():
        sets.tables.append(GroupedSet(places([whole])[0], variable, tuple(groups), places(groups)))
    sets.populations.extend(places(populations))
    assert told(sets, names, sources) == expected


OVERLAPPING: dict[str, tuple[dict[str, int], set[str], list[bool]]] = {
    # ranges of an age and how many are in each; how they are made of stretches; which of these numbers follow
    "the whole between two that overlap": (
        {"0..29": 40, "20..99": 75, "0..99": 100},
        {
            "0..29 = [15] + [25]",
            "20..99 = [15] + [60]",
            "0..99 = [15] + [25] + [60]",
            "0..99 > 0..29",
            "0..99 > 20..99",
        },
        [True, True, True],
    ),
    "two that overlap alone": (
        {"0..29": 40, "20..99": 75},
        {"0..29 = [?] + [?]", "20..99 = [?] + [?]"},
        [False, False, False],
    ),
    "one within the other": ({"0..29": 40, "0..99": 100}, {"0..99 > 0..29"}, []),
}


@pytest.mark.parametrize("case", OVERLAPPING)
def test_sets_that_overlap_are_made_of_the_stretches_between_their_bounds(case: str) -> None:
    ages, expected, follow = OVERLAPPING[case]
    sources = Sources(survey_of(SURVEY))
    sets = base_of({age: ({"age": (age,)}, n) for age, n in ages.items()}, sources)
    assert told(sets, list(ages), sources) == expected
    assert sets.is_named[len(ages) :] == follow
    assert not any(sets.is_row[len(ages) :])


UNION = AnyOf([WOMEN, {"motifs": ("w",)}])
PIECES: dict[str, tuple[Mapping[str, Condition], dict[str, int], int]] = {
    # the sets; of how many pieces each is made; how many pieces there are
    "no union": ({"all": {}, "f": WOMEN}, {}, 0),
    "women, those of a motive, and either": (
        {"all": {}, "f": WOMEN, "w": {"motifs": ("w",)}, "f or w": UNION},
        {"all": 4, "f": 2, "w": 2, "f or w": 3},
        4,
    ),
    "the union alone": ({"all": {}, "f or w": UNION}, {"all": 2, "f or w": 1}, 2),
    "answers that exclude each other": (
        {"all": {}, "f or w": UNION, "f": WOMEN, "h": MEN},
        {"all": 5, "f or w": 3, "f": 1, "h": 2},  # who did not say their sex may have given the motive
        5,
    ),
    "two motives, which may be given together": (
        {"f or w": UNION, "w": {"motifs": ("w",)}, "x": {"motifs": ("x",)}},
        {"f or w": 4, "w": 2, "x": 3},
        5,
    ),
    "ranges that overlap": (
        {"f or w": UNION, "0..29": {"age": ("0..29",)}, "20..99": {"age": ("20..99",)}},
        {"f or w": 4, "0..29": 4, "20..99": 4},
        7,
    ),
}


@pytest.mark.parametrize("case", PIECES)
def test_sets_beside_a_union_are_made_of_pieces_that_nobody_knows(case: str) -> None:
    conditions, made, pieces = PIECES[case]
    sources, names = Sources(survey_of(SURVEY)), list(conditions)
    sets = BaseSets(("q", "", "answered"))
    for condition in conditions.values():
        sets.add(sources.box(condition), 50, is_row=True)
    found = dict(made_of_pieces(sets, sources))
    assert {names[place]: len(parts) for place, parts in found.items()} == made
    assert len({part for parts in found.values() for part in parts}) == pieces
    assert len(sets.n) == len(names) + pieces and not any(sets.is_named[len(names) :])


def test_the_audit_has_each_set_as_the_sum_of_its_pieces() -> None:
    sources, sets = Sources(survey_of(SURVEY)), BaseSets(("q", "", "answered"))
    for condition in ({}, WOMEN, UNION):
        sets.add(sources.box(condition), 50, is_row=True)
    of_pieces = [each for each in relations_of(sets, sources) if each.is_of_pieces]
    assert [(each.whole, len(each.parts)) for each in of_pieces] == [(0, 3), (1, 1), (2, 2)]
    assert all(each.rest_is_known for each in of_pieces)


def test_a_union_holds_its_parts_and_is_in_what_holds_all_of_them() -> None:
    sources = Sources(survey_of(SURVEY))
    conditions: dict[str, Condition] = {
        "all": {},
        "f or w": UNION,
        "f n": WOMEN | NORTH,
        "n": NORTH,
        "n f or w": AnyOf([WOMEN | NORTH, {"motifs": ("w",), **NORTH}]),
    }
    sets = BaseSets(("q", "", "answered"))
    for condition in conditions.values():
        sets.add(sources.box(condition), 50, is_row=True)
    names = list(conditions)
    found = {
        (names[whole], names[part]) for whole, [part], known in union_relations(sets, sources) if not known
    }
    assert found == {
        ("all", "f or w"),
        ("all", "n f or w"),
        ("f or w", "f n"),
        ("f or w", "n f or w"),
        ("n", "n f or w"),
        ("n f or w", "f n"),
    }


def test_the_groups_of_everyone_and_of_a_population_are_not_added_up() -> None:
    """The old are 70, 10 of them under 30: of the 90 who are under 100, 20 are young and 70 are old."""
    young, old = {"classe": ("j",)}, {"classe": ("v",)}
    given: Sets = {
        "known": ({"age": ("0..99",)}, 90),
        "j": (young | {"age": ("0..99",)}, 20),
        "v": (old | {"age": ("0..99",)}, 70),
        "p": ({"age": ("0..29",)}, 30),
        "p v": (old | {"age": ("0..29",)}, 10),
    }
    sources = Sources(survey_of(SURVEY))
    sets = base_of(given, sources)
    sets.tables += [GroupedSet(0, "classe", ("j", "v"), (1, 2)), GroupedSet(3, "classe", ("j", "v"), (1, 4))]
    found = {each for each in told(sets, list(given), sources) if each.startswith("known = ")}
    assert found == {"known = j + v", "known = j + p v + [60]"}
