"""Derived variables at their bounds, and what they are where their source has no answer."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.etl.respondent_files import answer_columns
from analysis.steps.results_files import Built

SURVEY = """
missing.refused = ["98"]
[themes.t]
[questions.year]
type = "numeric"
[questions.kinds]
type = "multiple"
delimiter = ";"
exclusive = ["none"]
codes = { a = "A", b = "B", none = "Rien" }
[questions.sector]
type = "single"
codes = { s = "Sport", c = "Culture", x = "Santé" }
[derived.age]
years_since = "year"
min = 15
max = 99
[derived.age_class]
classes_of = "age"
[derived.age_class.codes]
young = { below = 35 }
middle = { from = 35, below = 65 }
[derived.number]
count_of = "kinds"
[derived.field]
groups_of = "sector"
[derived.field.codes]
leisure = { of = ["s", "c"] }
care = { of = ["x"] }
[derived.any]
groups_of = "kinds"
[derived.any.codes]
first = { of = ["a"] }
either = { of = ["a", "b"] }
"""
EDITION = 'reference_year = 2010\n[file]\nname = "answers.csv"\n'

CASES = [
    ("1975,,", "age_class", "middle", "answered"),
    ("1976,,", "age_class", "young", "answered"),
    ("1946,,", "age_class", "middle", "answered"),
    ("1945,,", "age_class", None, "invalid"),
    ("1995,,", "age", 15.0, "answered"),
    ("1996,,", "age", None, "invalid"),
    ("1911,,", "age", 99.0, "answered"),
    ("1910,,", "age", None, "invalid"),
    (",,s", "age", None, "no_answer"),
    (",a;b,", "number", 2.0, "answered"),
    (",none,", "number", 0.0, "answered"),
    ("1980,,", "number", None, "no_answer"),
    (",,c", "field", "leisure", "answered"),
    (",,x", "field", "care", "answered"),
    ("1980,,", "field", None, "no_answer"),
]


@pytest.mark.parametrize(("row", "name", "value", "status"), CASES)
def test_a_variable_derives_as(
    row: str, name: str, value: object, status: str, processed: Callable[..., Built]
) -> None:
    built = processed(SURVEY, f"year,kinds,sector\n{row}\n1980,a,s\n", EDITION)
    columns = answer_columns(built.weighted.cleaned.answers[name])
    assert columns[f"{name}.status"][0] == status
    assert columns[name][0] == value if value is not None else pd.isna(columns[name][0])


SEVERAL = [
    (",a,", [True, True], "answered"),
    (",b,", [False, True], "answered"),
    (",a;b,", [True, True], "answered"),
    (",none,", [False, False], "answered"),
    ("1980,,", [pd.NA, pd.NA], "no_answer"),
]


@pytest.mark.parametrize(("row", "ticked", "status"), SEVERAL)
def test_a_group_of_several_answers_is_ticked_when_any_of_them_is(
    row: str, ticked: list[object], status: str, processed: Callable[..., Built]
) -> None:
    built = processed(SURVEY, f"year,kinds,sector\n{row}\n1980,a,s\n", EDITION)
    columns = answer_columns(built.weighted.cleaned.answers["any"])
    assert [columns["any.first"][0], columns["any.either"][0]] == ticked
    assert columns["any.status"][0] == status


def test_a_number_out_of_bounds_says_which_bounds(processed: Callable[..., Built]) -> None:
    problems = processed(SURVEY, "year,kinds,sector\n1800,,\n1980,a,s\n", EDITION).weighted.cleaned.problems
    assert problems["problem"].tolist() == ["out of range; expected 15 or more and 99 or less"]


DIRECT = [
    ("age_class = 'CL'", "CL", "middle", "age_class", "middle"),
    ("age_class = 'CL'", "CL", "", "age_class", None),
    ("age_class = 'CL'", "CL", "98", "age_class", None),
    ("age = 'AGE'", "AGE", "40", "age", 40.0),
    ("age = 'AGE'", "AGE", "98", "age", None),
    ("age = 'AGE'", "AGE", "40", "age_class", "middle"),
]


@pytest.mark.parametrize(("columns", "header", "cell", "name", "value"), DIRECT)
def test_an_edition_that_asked_a_derived_variable_has_its_answers(
    columns: str, header: str, cell: str, name: str, value: object, processed: Callable[..., Built]
) -> None:
    edition = f"not_asked = ['year']\n{EDITION}[columns]\n{columns}\n"
    built = processed(
        SURVEY, f"kinds,sector,{header}\na,s,{cell}\na,s,40\n".replace("s,40", f"s,{cell}"), edition
    )
    found = answer_columns(built.weighted.cleaned.answers[name])[name][0]
    assert found == value if value is not None else pd.isna(found)


def test_what_was_asked_directly_is_recoded_and_checked(processed: Callable[..., Built]) -> None:
    edition = (
        f"not_asked = ['year', 'kinds']\n{EDITION}"
        "[columns]\nage_class = 'CL'\nany = { first = 'G1', either = 'G2' }\n"
        "[recode]\nage_class = { 1 = 'young' }\n"
    )
    built = processed(SURVEY, "sector,CL,G1,G2\ns,1,0,1\ns,9,1,1\ns,middle,0,0\n", edition)
    answers = built.weighted.cleaned.answers
    classes = answer_columns(answers["age_class"])["age_class"]
    assert classes.astype(object).tolist()[::2] == ["young", "middle"]
    assert answer_columns(answers["any"])["any.either"].tolist() == [True, True, False]
    problems = built.weighted.cleaned.problems[["question", "value", "problem"]].to_numpy().tolist()
    assert problems == [["age_class", "9", "unknown code; the questionnaire knows young, middle, 98"]]


DAYS = """
[themes.t]
[questions.born]
type = "date"
[questions.seen]
type = "date"
[derived.age]
age_on = "born"
[derived.age_seen]
age_on = "born"
on = "seen"
max = 100
[derived.year]
year_of = "seen"
"""
DAYS_EDITION = "[file]\nname = 'answers.csv'\n[fieldwork]\nend = 2023-02-28\n"
AGES = [
    ("1990-02-28,", "age", 33.0, "answered"),
    ("1990-03-01,", "age", 32.0, "answered"),
    ("1990-12-31,", "age", 32.0, "answered"),
    ("1996-02-29,", "age", 26.0, "answered"),
    ("2023-02-28,", "age", 0.0, "answered"),
    ("2023-03-01,", "age", None, "invalid"),
    (",2020-02-29", "age", None, "no_answer"),
    ("hier,2020-02-29", "age", None, "invalid"),
    ("1996-02-29,2023-03-01", "age_seen", 27.0, "answered"),
    ("1996-02-29,2024-02-28", "age_seen", 27.0, "answered"),
    ("1996-02-29,2024-02-29", "age_seen", 28.0, "answered"),
    ("1900-02-28,2000-02-28", "age_seen", 100.0, "answered"),
    ("1899-02-28,2000-02-28", "age_seen", None, "invalid"),
    ("1990-01-01,", "age_seen", None, "no_answer"),
    ("1990-01-01,demain", "age_seen", None, "invalid"),
    (",2020-02-29", "age_seen", None, "no_answer"),
    ("1990-01-01,1969-12-31", "year", 1969.0, "answered"),
    ("1990-01-01,1970-01-01", "year", 1970.0, "answered"),
    ("1990-01-01,", "year", None, "no_answer"),
]


@pytest.mark.parametrize(("row", "name", "value", "status"), AGES)
def test_ages_are_completed_years(
    row: str, name: str, value: float | None, status: str, processed: Callable[..., Built]
) -> None:
    built = processed(DAYS, f"born,seen\n{row}\n1980-05-05,2020-05-05\n", DAYS_EDITION)
    columns = answer_columns(built.weighted.cleaned.answers[name])
    assert columns[f"{name}.status"][0] == status
    assert columns[name][0] == value if value is not None else pd.isna(columns[name][0])


def test_a_birth_after_the_day_counted_to_is_a_problem(processed: Callable[..., Built]) -> None:
    built = processed(DAYS, "born,seen\n2023-03-01,2020-01-01\n1980-05-05,2020-05-05\n", DAYS_EDITION)
    problems = built.weighted.cleaned.problems
    expected = "out of range; expected a birth before the day counted to"
    assert problems[["respondent", "question", "value", "problem"]].to_numpy().tolist() == [
        ["row 1", "age", "2023-03-01", expected],
        ["row 1", "age_seen", "2023-03-01", expected],
    ]


PLACES = """
[themes.t]
[questions.dept]
type = "single"
scale = "fr:departements"
codes.99 = "À l'étranger"
[questions.typed]
type = "text"
[questions.former]
type = "single"
scale = "fr:regions_2015"
[derived.region]
region_of = "dept"
[derived.region_typed]
region_of = "typed"
[derived.bridged]
bridged_region_of = "former"
"""
REGIONS = [
    ("53,,", "region", "52", "answered"),
    ("2A,,", "region", "94", "answered"),
    ("976,,", "region", "06", "answered"),
    ("99,,", "region", None, "invalid"),
    (",53,", "region", None, "no_answer"),
    (",1,", "region_typed", "84", "answered"),
    (",2b,", "region_typed", "94", "answered"),
    (",Mayenne,", "region_typed", None, "invalid"),
    (",,22", "bridged", "32", "answered"),
    (",,93", "bridged", "93", "answered"),
    (",,01", "bridged", "01", "answered"),
    ("53,,", "bridged", None, "no_answer"),
]


@pytest.mark.parametrize(("row", "name", "code", "status"), REGIONS)
def test_a_region_follows_from(
    row: str, name: str, code: str | None, status: str, processed: Callable[..., Built]
) -> None:
    built = processed(PLACES, f"dept,typed,former\n{row}\n35,35,53\n")
    columns = answer_columns(built.weighted.cleaned.answers[name])
    assert columns[f"{name}.status"][0] == status
    assert columns[name][0] == code if code is not None else pd.isna(columns[name][0])


def test_a_code_in_no_region_is_a_problem(processed: Callable[..., Built]) -> None:
    problems = processed(PLACES, "dept,typed,former\n99,Mayenne,53\n35,35,53\n").weighted.cleaned.problems
    assert problems[["question", "value", "problem"]].to_numpy().tolist() == [
        ["region", "99", "in no region; dept"],
        ["region_typed", "Mayenne", "in no region; typed"],
    ]
