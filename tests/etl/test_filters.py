"""Conditions on numbers and with `not`, editions that share a file, and variables by several questions."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from analysis.etl.clean.problems import kinds_of
from analysis.questionnaire.kinds.answers import Answers
from analysis.steps.results_files import Built

SURVEY = """
identifier = "id"
[themes.t]
[questions.year]
type = "single"
codes = { 2023 = "2023", 2024 = "2024" }
[questions.sex]
type = "single"
codes = { F = "Femme", H = "Homme" }
missing = { refused = ["R"] }
[questions.age]
type = "numeric"
[questions.sector]
type = "single"
codes = { 1 = "Sport", 2 = "Culture", 3 = "Social" }
[questions.tasks]
type = "multiple"
codes = { a = "Accueil", b = "Budget", c = "Conduite" }
delimiter = " "
"""
ANSWERS = """id,year,sex,age,sector,tasks
1,2023,F,20,1,a
2,2023,H,40,9,a b
3,2024,F,30,1,a
4,2024,H,34,2,b
5,2024,F,35,3,c
6,2024,R,64,,a c
7,2024,H,,1,b c
"""
EDITION = '[file]\nname = "answers.csv"\n'
THIS_YEAR = f'keep_if = {{ year = "2024" }}\n{EDITION}'


def test_a_file_of_several_editions_gives_each_its_own_respondents(processed: Callable[..., Built]) -> None:
    cleaned = processed(SURVEY, ANSWERS, THIS_YEAR).weighted.cleaned
    assert list(cleaned.keys) == ["3", "4", "5", "6", "7"]
    assert (cleaned.received, len(cleaned.removed)) == (7, 2)
    assert cleaned.removed[["respondent", "row", "reason"]].to_numpy().tolist() == [
        ["1", 1, "not of this edition"],
        ["2", 2, "not of this edition"],
    ]


def test_rows_of_other_editions_are_not_examined(processed: Callable[..., Built]) -> None:
    of_all = processed(SURVEY, ANSWERS, EDITION).weighted.cleaned
    cleaned = processed(SURVEY, ANSWERS, THIS_YEAR).weighted.cleaned
    assert list(kinds_of(of_all.problems)) == ["unknown code"]
    assert cleaned.problems.empty
    audit = cleaned.audit.set_index("rule")
    assert tuple(audit.loc["not of this edition", ["respondents_in", "removed", "respondents_out"]]) == (
        7,
        2,
        5,
    )


OF_THIS_YEAR = f'{SURVEY}[cleaning]\nkeep_if = {{ year = "2024" }}\n'


def test_rows_of_another_population_are_not_examined(processed: Callable[..., Built]) -> None:
    cleaned = processed(OF_THIS_YEAR, ANSWERS, EDITION).weighted.cleaned
    assert cleaned.problems.empty
    assert cleaned.removed[["respondent", "reason"]].to_numpy().tolist() == [
        ["1", "does not meet keep_if"],
        ["2", "does not meet keep_if"],
    ]
    audit = cleaned.audit.set_index(["rule", "question"])
    assert tuple(audit.loc[("single", "sector"), ["respondents_in", "looked_at"]]) == (5, 5)


def test_rows_of_another_population_are_in_no_rate(processed: Callable[..., Built]) -> None:
    quality = processed(OF_THIS_YEAR, ANSWERS, EDITION).weighted.cleaned.quality
    rows = quality[quality["section"] == "response"].set_index("measure")["value"]
    counted = ("received", "outside", "started", "in_scope", "kept", "completion_rate")
    assert [rows[name] for name in counted] == [7, 2, 5, 5, 5, 100]


def test_who_did_not_answer_keep_if_is_examined_and_left_out_with_a_reason(
    processed: Callable[..., Built],
) -> None:
    answers = ANSWERS + "8,,F,50,9,a\n9,2O24,F,50,1,a\n"
    cleaned = processed(OF_THIS_YEAR, answers, EDITION).weighted.cleaned
    assert cleaned.problems[["respondent", "question"]].to_numpy().tolist() == [
        ["9", "year"],
        ["8", "sector"],
    ]
    assert cleaned.removed["reason"].tolist()[2:] == ["no answer to keep_if"] * 2


def test_who_is_excluded_by_name_keeps_that_reason(processed: Callable[..., Built]) -> None:
    cleaned = processed(OF_THIS_YEAR, ANSWERS, f"{EDITION}[exclude]\n2 = 'test'\n").weighted.cleaned
    assert cleaned.removed["reason"].tolist() == ["does not meet keep_if", "excluded: test"]


def test_an_edition_without_a_row_says_so(processed: Callable[..., Built]) -> None:
    with pytest.raises(ValueError, match="every respondent is removed: not of this edition: 7"):
        processed(SURVEY, ANSWERS, f'keep_if = {{ age = "99.." }}\n{EDITION}')


KEPT = [
    ('{ age = "35.." }', "2 5 6"),
    ('{ age = "..34" }', "1 3 4"),
    ('{ age = "30..35" }', "3 4 5"),
    ('{ age = ["20", "40.."] }', "1 2 6"),
    ('{ age = { not = ["30..40"] } }', "1 6"),
    ('{ sector = { not = ["1"] } }', "4 5"),
    ('{ sex = { not = "F" } }', "2 4 7"),
    ('{ tasks = { not = ["a"] } }', "4 5 7"),
    ('{ year = "2024", sex = "F", age = "..39" }', "3 5"),
]


@pytest.mark.parametrize("place", ["edition", "survey"])
@pytest.mark.parametrize(("condition", "kept"), KEPT)
def test_a_condition_keeps_who_is_known_to_meet_it(
    condition: str, kept: str, place: str, processed: Callable[..., Built]
) -> None:
    survey, edition = SURVEY, EDITION
    if place == "edition":
        edition = f"keep_if = {condition}\n{EDITION}"
    else:
        survey = f"{SURVEY}[cleaning]\nkeep_if = {condition}\n"
    assert list(processed(survey, ANSWERS, edition).weighted.cleaned.keys) == kept.split()


def given(answers: Answers) -> list[str]:
    """The code of each respondent, or the kind of absence."""
    codes = [*answers.question.codes]
    status = ["" if each else "absent" for each in answers.was_answered]
    asked = ["" if each else "outside" for each in answers.was_asked]
    return [
        codes[value] if value >= 0 else out or no
        for value, no, out in zip(answers.values, status, asked, strict=True)
    ]


DERIVED = [
    (
        'crossed_of = ["sex", "sector"]',
        "F_1 absent F_1 H_2 F_3 absent H_1",
    ),
    (
        'groups_of = "sector"\nleft_out = ["3"]\ncodes.s.of = ["1"]\ncodes.c.of = ["2"]',
        "s absent s c outside absent s",
    ),
    (
        'cases_of = ["sex", "age"]\ncodes.young.when = { sex = "F", age = "..34" }\n'
        'codes.other_woman.when = { sex = "F" }\ncodes.old.when = { age = "60.." }',
        "young outside young outside other_woman absent absent",
    ),
    (
        'cases_of = ["sector", "tasks"]\ncodes.x.when = { sector = { not = "1" }, tasks = "b" }',
        "outside absent outside x outside outside outside",
    ),
]


@pytest.mark.parametrize(("table", "expected"), DERIVED)
def test_a_variable_follows_from_several_questions(
    table: str, expected: str, processed: Callable[..., Built]
) -> None:
    cleaned = processed(f"{SURVEY}[derived.x]\n{table}", ANSWERS, EDITION).weighted.cleaned
    assert given(cleaned.answers["x"]) == expected.split()


def test_groups_of_several_answers_leave_out_who_gave_the_others_alone(
    processed: Callable[..., Built],
) -> None:
    table = '[derived.x]\ngroups_of = "tasks"\nleft_out = ["c"]\ncodes.office.of = ["a", "b"]'
    answers = processed(f"{SURVEY}{table}", ANSWERS, EDITION).weighted.cleaned.answers["x"]
    assert answers.values[:, 0].tolist() == [True, True, True, True, False, True, True]
    assert np.flatnonzero(~answers.was_asked).tolist() == [4]


def test_a_crossing_has_the_labels_of_both(processed: Callable[..., Built]) -> None:
    built = processed(f'{SURVEY}[derived.x]\ncrossed_of = ["sex", "sector"]', ANSWERS, EDITION)
    labels = built.survey.questions["x"].codes
    assert (labels["F_1"].fr, len(labels)) == ("Femme, Sport", 6)
