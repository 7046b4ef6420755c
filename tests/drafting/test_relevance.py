"""Routing of questionnaire software: what is "answered one of", and what is left in words."""

from __future__ import annotations

import pytest

from analysis.drafting.routing.joined_conditions import Routing, together
from analysis.drafting.routing.routing_expressions import Variable, routing
from analysis.questionnaire.fixed_words import AnyOf, alternatives_of

AB = ("A1", "A2", "A3")
VARIABLES = {
    "Q1": Variable("Q1", AB),
    "Q2": Variable("Q2", AB, is_always_answered=True),
    "note": Variable("note", tuple("12345")),
    "L_SQ001": Variable("L", ("SQ001", "SQ002"), tick="SQ001", is_multiple=True),
    "L_SQ002": Variable("L", ("SQ001", "SQ002"), tick="SQ002", is_multiple=True),
    "order": Variable("order", AB),
    "notes": Variable("notes", AB),
    "55X1X7": Variable("Q1", AB),
    "m": Variable("m", ("x", "y"), is_multiple=True),
}
SAID = {
    "nothing": ("", {}),
    "always": ("1", {}),
    "an answer": ('Q1 == "A1"', {"Q1": ("A1",)}),
    "NAOK and single quotes": ("(( Q1.NAOK == 'A2' ))", {"Q1": ("A2",)}),
    "the other way round": ('"A1" == Q1', {"Q1": ("A1",)}),
    "eq and braces": ('{Q1 eq "A1"}', {"Q1": ("A1",)}),
    "numbers of survey, group and question": ('55X1X7.NAOK == "A1"', {"Q1": ("A1",)}),
    "or of one question": ('Q1 == "A3" or Q1 == "A1"', {"Q1": ("A1", "A3")}),
    "two questions": ('Q1 == "A1" && note > 3', {"Q1": ("A1",), "note": ("4", "5")}),
    "a group of alternatives": ('(Q1=="A1" || Q1=="A2") and note <= 1', {"Q1": ("A1", "A2"), "note": ("1",)}),
    "a tick": ('L_SQ001.NAOK == "Y"', {"L": ("SQ001",)}),
    "one tick or another": ('L_SQ001 == "Y" or L_SQ002 == "Y"', {"L": ("SQ001", "SQ002")}),
    "answered": ("!is_empty(Q1.NAOK)", {"Q1": AB}),
    "answered and not that": ('!is_empty(Q1) and Q1 != "A1"', {"Q1": ("A2", "A3")}),
    "not that, always answered": ('Q2 != "A1"', {"Q2": ("A2", "A3")}),
    "neither nor, always answered": ('Q2 != "A1" and Q2 != "A2"', {"Q2": ("A3",)}),
    "not of a group": ('!(Q2 == "A1" or Q2 == "A2")', {"Q2": ("A3",)}),
    "selected of several": ("selected(${m}, 'x')", {"m": ("x",)}),
    "parentheses nested deep": (f"{'(' * 500}Q1 == 'A1'{')' * 500}", {"Q1": ("A1",)}),
    "negations nested deep": (f"{'!(' * 500}Q2 == 'A1'{')' * 500}", {"Q2": ("A1",)}),
    "names that begin as words do": ("order == 'A1' and notes = 'A2'", {"order": ("A1",), "notes": ("A2",)}),
    "XLSForm": ("${Q1} = 'A1' and not(selected(${Q2}, 'A1'))", {"Q1": ("A1",), "Q2": ("A2", "A3")}),
}
LEFT = {
    "not that, perhaps unanswered": ('Q1 != "A1"', {}, "without an answer to Q1"),
    "unanswered": ("is_empty(Q1)", {}, "without an answer to Q1"),
    "two ticks together": ('L_SQ001 == "Y" and L_SQ002 == "Y"', {"L": ("SQ001",)}, "two answers to L"),
    "not ticked": ('L_SQ001 != "Y"', {}, "not ticked"),
    "not selected": ("not(selected(${m}, 'x'))", {}, "not ticked"),
    "a function": ("count(Q1, Q2) > 1 and note == 3", {"note": ("3",)}, "calls count()"),
    "an unknown question": ("age.NAOK >= 18", {}, "age is no question with answers"),
    "an unknown answer": ('Q1 == "A9"', {}, "no answer 'A9'"),
    "two questions compared": ("Q1 == Q2", {}, "compares Q1 with Q2"),
    "contradiction": ('Q1 == "A1" and Q1 == "A2"', {}, "no answer to Q1 does"),
    "broken off": ('Q1 == "A1" and (note >', {"Q1": ("A1",)}, "breaks off"),
    "a sign unknown": ("Q1 ~ 3", {}, "not understood: ~ 3"),
    "a sign unknown after what holds": ('Q1 == "A1" and note ~ 3', {"Q1": ("A1",)}, "not understood: ~ 3"),
    "a sign unknown beside an alternative": (
        'Q1 == "A1" and note ~ 3 or Q2 == "A1"',
        {},
        "not understood: ~",
    ),
    "a sign unknown after an alternative": ('Q1 == "A1" or Q1 == "A2" and note ~ 3', {}, "not understood: ~"),
    "parentheses nested deep and left open": ("(" * 500 + "Q1 == 'A1'", {}, "breaks off"),
    "parentheses nested past all reason": ("(" * 50_000 + ")" * 50_000, {}, "not understood: )"),
    "a calculation": ('note + 1 > 3 and Q1 == "A1"', {"Q1": ("A1",)}, "calculates with +"),
    "a difference": ("note - note > -1", {}, "calculates with -"),
    "a name by itself": ("Q1 and note == 3", {"note": ("3",)}, "not understood: Q1"),
    "a comparison compared": ('(Q1 == "A1") == 1', {}, "compares a comparison"),
    "a part of an or": ('(Q1 == "A1" and age > 3) or Q1 == "A2"', {}, "age is no question"),
}


ALTERNATIVES: dict[str, tuple[str, list[dict[str, tuple[str, ...]]]]] = {
    "one question or another": ('Q1 == "A1" or note == 2', [{"Q1": ("A1",)}, {"note": ("2",)}]),
    "an or within an and": (
        '(Q1 == "A1" or L_SQ001 == "Y") and note > 4',
        [{"Q1": ("A1",), "note": ("5",)}, {"L": ("SQ001",), "note": ("5",)}],
    ),
    "two ands": (
        'Q1 == "A1" && note == 1 || Q1 == "A2" && note == 2',
        [{"Q1": ("A1",), "note": ("1",)}, {"Q1": ("A2",), "note": ("2",)}],
    ),
    "those that differ in one question are one": (
        'Q1 == "A1" && note == 1 || Q2 == "A1" || Q1 == "A2" && note == 1',
        [{"Q2": ("A1",)}, {"Q1": ("A1", "A2"), "note": ("1",)}],
    ),
    "one that nobody meets is none": (
        'Q1 == "A1" and Q1 == "A2" or note == 2 or Q2 == "A3"',
        [{"note": ("2",)}, {"Q2": ("A3",)}],
    ),
    "not both": ('!(Q2 == "A1" and always == "x")', [{"Q2": ("A2", "A3")}, {"always": ("y",)}]),
    "XLSForm": ("${Q1} = 'A1' or selected(${m}, 'x')", [{"Q1": ("A1",)}, {"m": ("x",)}]),
}


@pytest.mark.parametrize(("expression", "expected"), ALTERNATIVES.values(), ids=ALTERNATIVES)
def test_one_condition_or_another_is_a_list_of_them(
    expression: str, expected: list[dict[str, tuple[str, ...]]]
) -> None:
    known = {**VARIABLES, "always": Variable("always", ("x", "y"), is_always_answered=True)}
    found = routing(expression, known)
    assert ([dict(each) for each in alternatives_of(found.asked_if)], found.left) == (expected, ())


def test_an_alternative_of_which_nothing_can_be_said_leaves_the_whole_unsaid() -> None:
    found = routing('is_empty(Q1) or note == "2"', VARIABLES)
    assert found == Routing({}, ("also asked of those without an answer to Q1",))


def test_more_alternatives_than_can_be_read_are_left() -> None:
    pairs = " or ".join(f'(Q1 == "A{n % 3 + 1}" and p{n} == "x")' for n in range(13))
    known = VARIABLES | {f"p{n}": Variable(f"p{n}", ("x", "y")) for n in range(13)}
    found = routing(pairs, known)
    assert found == Routing({}, ("one of 13 conditions, too many to be read",))


def test_a_group_and_a_question_are_asked_by_both() -> None:
    of_group, of_question = routing('Q1 == "A1" or note < 3', VARIABLES), routing("note == 2", VARIABLES)
    both = together([of_group.asked_if, of_question.asked_if])
    assert both.asked_if == AnyOf([{"Q1": ("A1",), "note": ("2",)}, {"note": ("2",)}])


@pytest.mark.parametrize(("expression", "expected"), SAID.values(), ids=SAID)
def test_what_is_answered_one_of_is_said(expression: str, expected: dict[str, tuple[str, ...]]) -> None:
    found = routing(expression, VARIABLES)
    assert (dict(found.asked_if), found.left) == (expected, ())


@pytest.mark.parametrize(("expression", "kept", "reason"), LEFT.values(), ids=LEFT)
def test_what_is_not_is_left_with_its_reason(
    expression: str, kept: dict[str, tuple[str, ...]], reason: str
) -> None:
    found = routing(expression, VARIABLES)
    assert dict(found.asked_if) == kept
    assert reason in "; ".join(found.left)
