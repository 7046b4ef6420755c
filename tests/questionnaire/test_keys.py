"""Keys one by one: a wrong type or an unknown key is a fault with its place and what was expected."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.questionnaire.faulty_keys import FAULTY, FAULTY_EDITIONS, Q


@pytest.mark.parametrize(("survey", "fault"), FAULTY)
def test_a_wrong_key_is_a_fault_with_its_place(
    survey: str, fault: str, faults_of: Callable[[str], list[str]]
) -> None:
    assert any(found.startswith(fault) for found in faults_of(survey)), faults_of(survey)


def test_what_is_at_fault_is_left_out_and_the_rest_is_looked_at(
    faults_of: Callable[[str], list[str]],
) -> None:
    survey = (
        "[questions.a]\ntype = 'singel'\ncodes = { 1 = 'x', 2 = 3 }\n[questions.b]\ncodes.1 = 'x'\n"
        "[themes.t]\nname = 'T'\n"
        "[questions.c]\ntype = 'text'\nasked_if = { b = ['2'], d = true }\nmissing = { refus = [true] }\n"
    )
    assert [fault.partition(":")[0] for fault in faults_of(survey)] == [
        "questions.a.type",
        "questions.a.codes.2",
        "questions.b.type",
        "questions.c.missing.refus",
        "questions.c.asked_if.d",
        "themes.t.name",
        "questions.c.asked_if",
    ]


@pytest.mark.parametrize(("edition", "fault"), FAULTY_EDITIONS)
def test_a_wrong_key_of_an_edition_is_a_fault_with_its_place(
    edition: str, fault: str, edition_faults_of: Callable[[str, str], list[str]]
) -> None:
    found = edition_faults_of(Q + "type = 'text'", edition)
    assert any(each.startswith(fault) for each in found), found
