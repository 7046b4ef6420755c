"""Contradictions of definitions that are well formed: each has its message, and all come at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.questionnaire.sound_survey import SURVEY

Q = "[questions.x]\n"
D = "[derived.x]\n"

CONTRADICTIONS = [
    (D + "years_since = 'naissance'", "derived.x.years_since: no question or derived variable 'naissance'"),
    (D + "years_since = 'sexe'", "derived.x.years_since: sexe is single; expected numeric"),
    (D + "count_of = 'age'", "derived.x.count_of: age is numeric; expected multiple"),
    (D + "classes_of = 'sexe'\ncodes.a.below = 1", "derived.x.classes_of: sexe is single; expected numeric"),
    (D + "classes_of = 'age'", "derived.x: needs [derived.x.codes] with `from` and `below`"),
    (
        D + "classes_of = 'age'\ncodes.a = { from = 3, below = 3 }",
        "derived.x.codes.a: from 3 is not below 3",
    ),
    (
        D + "classes_of = 'age'\ncodes.b = { from = 18, below = 40 }\ncodes.a = { below = 20 }",
        "derived.x.codes: a and b overlap between 18 and 20",
    ),
    (D + "groups_of = 'avis'", "derived.x.groups_of: avis is text; expected single or scale or multiple"),
    (D + "groups_of = 'sexe'\ncodes.a.of = ['H']", "derived.x.codes: 'F' of sexe is in no group"),
    (
        D + "groups_of = 'sexe'\ncodes.a.of = ['H', 'F', 'Z']",
        "derived.x.codes.a: 'Z' is not an answer to sexe",
    ),
    (
        D + "groups_of = 'sexe'\ncodes.a.of = ['H']\ncodes.b.of = ['H', 'F']",
        "derived.x.codes: 'H' is in both a and b",
    ),
    ("[populations.x]\namong.age = '64..18'", "populations.x.among: '64..18': the range of age is empty"),
    ("[populations.x]\namong.age = '..'", "populations.x.among: '..' is no number and no range of age"),
    ("[populations.x]\namong.sexe.not = ['z']", "populations.x.among: 'z' is not an answer to sexe"),
    (
        "[populations.x]\namong.sexe.but = ['H']",
        'populations.x.among.sexe: expected ["code", …] or { not = [',
    ),
    ("[cleaning]\nkeep_if.fini = ['1']", "cleaning.keep_if: no question or derived variable 'fini'"),
    (
        "[weighting]\nvariables = ['lieux']",
        "weighting.variables: 'lieux' is not a variable with one code per",
    ),
]


@pytest.mark.parametrize(("added", "fault"), CONTRADICTIONS)
def test_a_contradiction_has_its_message(
    added: str, fault: str, faults_of: Callable[[str], list[str]]
) -> None:
    faults = faults_of(SURVEY + added)
    assert any(found.startswith(fault) for found in faults), faults


def test_a_territory_has_one_code_per_respondent(faults_of: Callable[[str], list[str]]) -> None:
    faults = faults_of("territories = ['lieux', 'sexe', 'z']" + SURVEY)
    assert faults == [
        f"territories: {name!r} is not a variable with one code per respondent" for name in ("lieux", "z")
    ]


def test_the_survey_of_these_tests_has_no_fault_of_its_own(faults_of: Callable[[str], list[str]]) -> None:
    assert faults_of(SURVEY) == []


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
    assert faults_of(SURVEY + D + classes) == []
