"""A definition that contradicts itself has a message for each contradiction, and all come at once."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from tests.questionnaire.contradictions import cleaning, derivations, groups, indicators, questions
from tests.questionnaire.sound_survey import SURVEY

TABLES = (questions, derivations, groups, indicators, cleaning)
CONTRADICTIONS = [
    pytest.param(table.SURVEY, added, fault, id=f"{table.__name__.rpartition('.')[2]}-{added!r}")
    for table in TABLES
    for added, fault in table.CASES
]
Q = "[questions.x]\n"


@pytest.mark.parametrize(("survey", "added", "fault"), CONTRADICTIONS)
def test_a_contradiction_has_its_message(
    survey: str, added: str, fault: str, faults_of: Callable[[str], list[str]]
) -> None:
    faults = faults_of(survey + added)
    assert any(found.startswith(fault) for found in faults), faults


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__.rpartition(".")[2])
def test_the_surveys_of_these_tables_have_no_fault_of_their_own(
    table: ModuleType, faults_of: Callable[[str], list[str]]
) -> None:
    assert faults_of(table.SURVEY) == []


def test_a_territory_has_one_code_per_respondent(faults_of: Callable[[str], list[str]]) -> None:
    faults = faults_of("territories = ['lieux', 'sexe', 'z']" + SURVEY)
    assert faults == [
        f"territories: {name!r} is not a variable with one code per respondent" for name in ("lieux", "z")
    ]


def test_all_contradictions_come_at_once_in_the_order_of_the_file(
    faults_of: Callable[[str], list[str]],
) -> None:
    faults = faults_of(
        "breakdowns = ['z']\n" + Q + "type = 'single'\n[questions.y]\ntype = 'numeric'\nmin = 2\nmax = 1\n"
        "[indicators.z]\n"
    )
    assert [fault.partition(":")[0] for fault in faults] == [
        "questions.x",
        "questions.y",
        "indicators.z.theme",
        "indicators.z.variable",
        "breakdowns",
    ]


def test_every_condition_is_looked_at_after_the_questions(faults_of: Callable[[str], list[str]]) -> None:
    faults = faults_of(
        "cleaning.keep_if.z = ['1']\nquality.completed.z = ['1']\npopulations.p.among.z = ['1']\n"
        "contradictions.k.when.z = ['1']\n" + Q + "type = 'text'\nasked_if.z = ['1']\n"
        "[questions.y]\ntype = 'single'\n"
    )
    assert [fault.partition(":")[0] for fault in faults] == [
        "questions.y",
        "questions.x.asked_if",
        "cleaning.keep_if",
        "contradictions.k.when",
        "quality.completed",
        "populations.p.among",
    ]


def test_classes_side_by_side_and_with_gaps_do_not_overlap(faults_of: Callable[[str], list[str]]) -> None:
    classes = (
        "classes_of = 'age'\ncodes.a.below = 20\ncodes.b = { from = 20, below = 40 }\ncodes.c.from = 60\n"
    )
    assert faults_of(SURVEY + "[derived.x]\n" + classes) == []


def test_the_column_of_an_answer_may_be_the_text_of_other(faults_of: Callable[[str], list[str]]) -> None:
    assert faults_of(SURVEY + Q + "type = 'multiple'\ncodes = { a = 'A', b = 'B' }\nother.b = 'x_b'") == []
