"""Derived variables at their bounds, and what they are where their source has no answer."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.pipeline import Built

SURVEY = """
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
    columns = built.weighted.cleaned.answers[name].columns()
    assert columns[f"{name}.status"][0] == status
    assert columns[name][0] == value if value is not None else pd.isna(columns[name][0])


def test_a_number_out_of_bounds_says_which_bounds(processed: Callable[..., Built]) -> None:
    problems = processed(SURVEY, "year,kinds,sector\n1800,,\n1980,a,s\n", EDITION).weighted.cleaned.problems
    assert problems["problem"].tolist() == ["out of range; expected 15 or more and 99 or less"]
