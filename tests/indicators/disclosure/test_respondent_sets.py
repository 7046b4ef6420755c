"""The answers behind each set of respondents: one bit for each answer of a source, or stretch of a number."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from analysis.indicators.disclosure.sets.boxes import EVERYONE, Box, holds
from analysis.indicators.disclosure.sets.respondent_sets import Sources
from analysis.questionnaire import Condition
from analysis.questionnaire.fixed_words import AnyOf, NoneOf
from tests.defined_survey import survey_of

SURVEY = """
[themes.t]
[questions.q]
type = "single"
codes = { a = "A", b = "B", c = "C" }
[questions.m]
type = "multiple"
codes = { w = "W", x = "X", y = "Y" }
[questions.dep]
type = "single"
codes = { 22 = "Côtes-d'Armor", 29 = "Finistère", 75 = "Paris" }
[questions.age]
type = "numeric"
[questions.routed]
type = "single"
codes = { 1 = "oui", 2 = "non" }
asked_if = { q = ["a", "b"] }
[questions.deeper]
type = "single"
codes = { 1 = "oui", 2 = "non" }
asked_if = { routed = ["1"] }
[derived.g]
groups_of = "q"
codes.ab = { fr = "AB", of = ["a", "b"] }
codes.c = { fr = "C", of = ["c"] }
[derived.part]
groups_of = "q"
codes.a = { fr = "A", of = ["a"] }
left_out = ["b", "c"]
[derived.region]
region_of = "dep"
[derived.classe]
classes_of = "age"
codes.j = { fr = "J", below = 25 }
codes.v = { fr = "V", from = 25 }
[derived.cas]
cases_of = ["q"]
codes.u = { fr = "U", when = { q = ["a", "b"] } }
codes.z = { fr = "Z", when = { q = ["b", "c"] } }
[derived.cas2]
cases_of = ["q", "dep"]
codes.u = { fr = "U", when = { q = ["a"], dep = ["75"] } }
codes.z = { fr = "Z", when = { q = ["a"] } }
[derived.croise]
crossed_of = ["q", "routed"]
[indicators.q]
theme = "t"
"""
SETS: dict[str, tuple[Condition, object]] = {
    "everyone": ({}, ()),
    "one answer": ({"q": ("b",)}, (("q", 0b010),)),
    "two answers": ({"q": ("a", "c")}, (("q", 0b101),)),
    "all but some": ({"q": NoneOf(("a",))}, (("q", 0b110),)),
    "two questions, in the order of their names": (
        {"q": ("a",), "dep": ("29",)},
        (("dep", 0b010), ("q", 0b001)),
    ),
    "a group is the answers that it holds": ({"g": ("ab",)}, (("q", 0b011),)),
    "a group and an answer of it": ({"g": ("ab",), "q": ("b", "c")}, (("q", 0b010),)),
    "a group and an answer beyond it": ({"g": ("ab",), "q": ("c",)}, None),
    "a region is its departments": ({"region": ("53",)}, (("dep", 0b011),)),
    "a case without those before it": ({"cas": ("z",)}, (("q", 0b100),)),
    "a first case": ({"cas": ("u",)}, (("q", 0b011),)),
    "cases of two questions are their own source": ({"cas2": ("z",)}, (("cas2", 0b10),)),
    "one of several": ({"m": ("w",)}, (("m", 0b001),)),
    "one of several and another": ({"m": ("w", "x")}, (("m", 0b011),)),
    "none of several is a source of its own": ({"m": NoneOf(("w",))}, (("m not w", 1),)),
    "who was asked, as they answered to be": ({"routed": ("1",)}, (("q", 0b011), ("routed", 0b01))),
    "who was asked by a way of two questions": (
        {"deeper": ("2",)},
        (("deeper", 0b10), ("q", 0b011), ("routed", 0b01)),
    ),
    "one of two conditions on one question": (AnyOf([{"q": ("a",)}, {"q": ("b",)}]), (("q", 0b011),)),
    "a condition within another": (AnyOf([{"q": ("a",)}, {"q": ("a",), "dep": ("29",)}]), (("q", 0b001),)),
}


@pytest.mark.parametrize("case", SETS)
def test_a_set_is_the_answers_that_define_it(case: str) -> None:
    condition, box = SETS[case]
    assert Sources(survey_of(SURVEY)).box(condition) == box


def test_a_range_of_a_number_and_a_class_of_it_are_the_same_stretches() -> None:
    sources = Sources(survey_of(SURVEY + '[populations.p]\namong = { age = ["..24", "60.."] }\n'))
    source, young = sources.of("classe")[0], sources.of("classe")[1]["j"]
    assert source == "age"
    everyone = sources.stretches.every("age")
    assert young | sources.of("classe")[1]["v"] == everyone and not young & sources.of("classe")[1]["v"]
    upto_24, from_60 = (sources.atoms("age", [ends])[1] for ends in ("..24", "60.."))
    assert upto_24 & ~young == 0 and upto_24 != young  # 24.5 is young, and in no range
    assert from_60 & young == 0 and from_60 & ~everyone == 0
    assert sources.atoms("age", ["..24", "60.."])[1] == upto_24 | from_60
    assert sources.atoms("age", NoneOf(("..24",)))[1] == everyone & ~upto_24


def test_what_an_edition_merges_is_one_group_for_its_tables_and_apart_for_what_is_derived() -> None:
    sources = Sources(survey_of(SURVEY), None, {"q": {"a": "c"}})
    assert sources.of("q")[1] == {"a": 0, "b": 0b010, "c": 0b101}
    assert sources.atoms("q", ["a", "c"])[1] == 0b101 and sources.atoms("q", ["a"])[1] == 0
    assert sources.atoms("q", ["a"], as_given=True)[1] == 0b001
    assert sources.of("g")[1] == {"ab": 0b011, "c": 0b100}
    assert sources.asked("routed") == (("q", 0b011),)


ALIKE: list[tuple[Condition, Condition]] = [
    ({"classe": ("v",)}, {"age": ("25..",)}),
    ({"classe": ("j",)}, {"age": NoneOf(("25..",))}),
    ({"classe": ("j", "v")}, {"age": NoneOf(())}),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_a_class_and_a_range_that_are_open_on_the_same_side_are_one_set(
    one: Condition, other: Condition
) -> None:
    sources = Sources(survey_of(SURVEY))
    assert sources.box(one) == sources.box(other) is not None


LEAVES_OUT = {"q": False, "g": False, "part": True, "cas": True, "classe": False, "region": False}


@pytest.mark.parametrize(("variable", "leaves_out"), LEAVES_OUT.items())
def test_some_who_answered_are_in_no_group(variable: str, leaves_out: bool) -> None:
    assert Sources(survey_of(SURVEY)).leaves_out(variable) is leaves_out


def test_a_variable_is_asked_of_those_of_whom_its_question_is() -> None:
    sources = Sources(survey_of(SURVEY))
    found = {name: sources.asked(name) for name in ("q", "routed", "deeper", "g", "part")}
    assert found == {
        "q": EVERYONE,
        "routed": (("q", 0b011),),
        "deeper": (("q", 0b011), ("routed", 0b01)),
        "g": EVERYONE,
        "part": (("q", 0b001),),
    }


def test_cells_of_a_crossed_variable_are_the_answers_to_both() -> None:
    cells = Sources(survey_of(SURVEY)).cells("croise")
    boxes = {code: [piece.box for piece in pieces] for code, pieces in cells.items()}
    expected = [(("q", 1 << q), ("routed", 1 << r)) for q in range(2) for r in range(2)]
    assert list(boxes.values()) == [[box] for box in expected]  # who answered c was not asked
    assert not any(piece.before for pieces in cells.values() for piece in pieces)


def test_a_case_is_without_the_cases_before_that_overlap_it() -> None:
    sources = Sources(survey_of(SURVEY))
    paris, all_a = (("dep", 0b100), ("q", 0b001)), (("q", 0b001),)
    cells = sources.cells("cas2")
    assert [(piece.box, piece.before) for (piece,) in cells.values()] == [(paris, ()), (all_a, (paris,))]
    merged = Sources(survey_of(SURVEY), None, {"cas2": {"u": "z"}}).cells("cas2")
    assert {code: len(pieces) for code, pieces in merged.items()} == {"z": 2}


HELD: dict[str, tuple[Mapping[str, int], Mapping[str, int], bool]] = {
    "everyone holds all": ({}, {"q": 1}, True),
    "a part does not hold everyone": ({"q": 1}, {}, False),
    "itself": ({"q": 1}, {"q": 1}, True),
    "fewer answers": ({"q": 3}, {"q": 1}, True),
    "more answers": ({"q": 1}, {"q": 3}, False),
    "another question": ({"q": 1}, {"r": 1}, False),
    "a condition more": ({"q": 1}, {"q": 1, "r": 2}, True),
    "a condition less": ({"q": 1, "r": 2}, {"q": 1}, False),
    "one of several within more of them": ({"m": 3}, {"m": 1}, True),
    "several within one of them": ({"m": 1}, {"m": 3}, False),
}


@pytest.mark.parametrize("case", HELD)
def test_a_set_holds_another_by_their_conditions(case: str) -> None:
    whole, part, held = HELD[case]
    assert holds(tuple(whole.items()), tuple(part.items()), lambda source: source == "m") is held


def test_a_set_of_several_answers_holds_who_gave_one_of_them_beside_others() -> None:
    both = (("m", 0b001), ("m", 0b100))
    assert holds((("m", 0b001),), both, lambda _: True)
    assert not holds((("m", 0b010),), both, lambda _: True)


def test_who_meets_one_of_two_conditions_is_a_set_of_two_boxes() -> None:
    sources = Sources(survey_of(SURVEY))
    either = sources.box(AnyOf([{"q": ("a",)}, {"dep": ("75",)}]))
    assert either is not None and sources.is_union(either)
    assert sorted(sources.alternatives(either)) == [(("dep", 0b100),), (("q", 0b001),)]
    assert sources.holds(either, (("q", 0b001),)) and not sources.holds((("q", 0b001),), either)
    assert sources.joined(either, (("q", 0b010),)) == (("dep", 0b100), ("q", 0b010))
    assert sources.joined(either, None) is None
    common = sources.box(AnyOf([{"q": ("a",), "routed": ("1",)}, {"q": ("a",), "dep": ("75",)}]))
    assert common is not None and ("q", 0b001) in common


PIECES = [
    # a source, the answers to it; the boxes that they stand for
    ("croise", 0b0001, [(("q", 0b001), ("routed", 0b01))]),
    ("croise", 0b0110, [(("q", 0b001), ("routed", 0b10)), (("q", 0b010), ("routed", 0b01))]),
    ("croise", 0b1000, [(("q", 0b010), ("routed", 0b10))]),
    ("cas2", 0b10, [(("q", 0b001),)]),
    ("q", 0b001, []),
    ("no question", 1, []),
]


@pytest.mark.parametrize(("source", "atoms", "boxes"), PIECES)
def test_answers_that_are_names_of_several_conditions_stand_for_these(
    source: str, atoms: int, boxes: list[Box]
) -> None:
    assert [piece.box for piece in Sources(survey_of(SURVEY)).pieces((source, atoms))] == boxes
