"""Conditions of which one holds: who is kept, asked, counted, in which case, and whom nothing is known of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.faults import DefinitionError
from analysis.questionnaire import Survey
from analysis.questionnaire.fixed_words import AnyOf, Language, alternatives_of
from analysis.questionnaire.kinds.conditions import in_codes
from analysis.reporting.chapters.annexes import _asked
from analysis.reporting.language.voice import Voice
from analysis.steps.results_files import Built
from tests.etl.test_filters import ANSWERS, EDITION, SURVEY
from tests.questionnaire.conftest import read

EITHER = '[{ age = "..25" }, { sector = ["3"], sex = "F" }]'
"""Of 1 to 7, 1 is young and 5 a woman of sector 3; of 6 neither sex nor sector is known, of 7 no age."""


def test_one_condition_that_holds_keeps_a_respondent(processed: Callable[..., Built]) -> None:
    cleaned = processed(f"{SURVEY}[cleaning]\nkeep_if = {EITHER}\n", ANSWERS, EDITION).weighted.cleaned
    assert list(cleaned.keys) == ["1", "5"]
    reasons = dict(zip(cleaned.removed["respondent"], cleaned.removed["reason"], strict=True))
    assert reasons == {
        **dict.fromkeys(["2", "3", "4"], "does not meet keep_if"),
        **dict.fromkeys(["6", "7"], "no answer to keep_if"),
    }


def test_an_edition_may_be_of_one_of_several_conditions(processed: Callable[..., Built]) -> None:
    edition = f'keep_if = [{{ year = "2023" }}, {{ sex = "F" }}]\n{EDITION}'
    assert list(processed(SURVEY, ANSWERS, edition).weighted.cleaned.keys) == ["1", "2", "3", "5"]


def test_a_question_is_put_to_those_who_meet_one_condition(processed: Callable[..., Built]) -> None:
    survey = SURVEY.replace('type = "multiple"\n', f'type = "multiple"\nasked_if = {EITHER}\n')
    cleaned = processed(survey, ANSWERS, EDITION).weighted.cleaned
    assert list(cleaned.answers["tasks"].was_asked) == [True, False, False, False, True, False, False]
    problems = cleaned.problems[cleaned.problems["question"] == "tasks"]["problem"]
    assert set(problems.str.contains(r"\(age = ..25\) or \(sector = 3 and sex = F\)")) == {True}


def test_a_case_is_met_by_one_of_its_conditions(processed: Callable[..., Built]) -> None:
    derived = (
        '[derived.d]\ncases_of = ["age", "sector", "sex"]\n[derived.d.codes]\n'
        f'in = {{ fr = "dedans", when = {EITHER} }}\nout = {{ fr = "dehors", when = {{ age = "26.." }} }}\n'
    )
    values = processed(SURVEY + derived, ANSWERS, EDITION).weighted.cleaned.answers["d"].values
    assert list(values) == [0, 1, 1, 1, 0, -1, -1]


def test_a_population_is_of_those_who_meet_one_condition(processed: Callable[..., Built]) -> None:
    more = (
        f"[populations.p]\namong = {EITHER}\n[indicators.sex]\ntheme = 't'\n"
        "population = 'p'\nanswers = ['F']\n[publication]\nconfidential_below = 1\n"
    )
    rows = processed(SURVEY + more, ANSWERS, EDITION).indicators
    assert list(rows["n"]) == [2]


@pytest.fixture
def survey(tmp_path: Path) -> Survey:
    return read(tmp_path, f"{SURVEY}[populations.p]\namong = {EITHER}\n")


def test_alternatives_are_read_in_their_order_and_said_in_codes(survey: Survey) -> None:
    among = survey.populations["p"].among
    assert isinstance(among, AnyOf)
    assert alternatives_of(among) == ({"age": ("..25",)}, {"sector": ("3",), "sex": ("F",)})
    assert list(among) == ["age", "sector", "sex"]
    assert in_codes(among) == "(age = ..25) or (sector = 3 and sex = F)"


EXPECTED = 'populations.p.among: expected { question = ["code", …] }, or a list of such'
FAULTS = [
    ("[]", EXPECTED),
    ('["F"]', EXPECTED),
    ("[{ }, { sex = 'F' }]", EXPECTED),
    ("[{ sex = 'F' }, { sex = 'X' }]", "populations.p.among: 'X' is not an answer to sex"),
    ("[{ sex = 'F' }, { sexe = 'F' }]", "populations.p.among: no question or derived variable 'sexe'"),
    ("[{ sex = { nott = 'F' } }]", "populations.p.among: sex: expected"),
]


@pytest.mark.parametrize(("among", "message"), FAULTS)
def test_alternatives_that_cannot_be_are_said(among: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as error:
        read(tmp_path, f"{SURVEY}[populations.p]\namong = {among}\n")
    assert any(fault.startswith(message) for fault in error.value.faults), error.value.faults


def test_one_condition_in_a_list_is_that_condition(tmp_path: Path) -> None:
    survey = read(tmp_path, f"{SURVEY}[populations.p]\namong = [{{ sex = 'F' }}]\n")
    assert survey.populations["p"].among == {"sex": ("F",)}


@pytest.mark.parametrize(("language", "word"), [("fr", "ou"), ("en", "or")])
def test_the_report_says_each_condition_in_brackets(language: Language, word: str, survey: Survey) -> None:
    routed = replace(survey.questions["tasks"], asked_if=survey.populations["p"].among)
    voice = Voice(language, replace(survey, questions={**survey.questions, "tasks": routed}))
    said = _asked(voice, routed)
    assert f") {word} (" in said and said.count("(") == said.count(")") == 2
