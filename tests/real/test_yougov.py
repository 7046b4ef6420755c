"""The YouGov demonstration file: several answers in one cell, a grid on a shared scale, given weights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.etl.respondent_files import answer_columns
from analysis.pipeline import process
from analysis.steps.results_files import Built

GRID = [f"q5_{row}" for row in range(1, 7)]

SURVEY = """
identifier = "unique_id"
breakdowns = ["gender"]
[cleaning]
duplicates = "keep"
[design]
weight = "weight_a"
[scales.likely]
missing = { dont_know = ["98"] }
[scales.likely.codes]
1 = { en = "I would refuse if asked" }
2 = { en = "Very unlikely" }
3 = { en = "Probably wouldn't" }
4 = { en = "Probably would if asked" }
5 = { en = "Very likely" }
97 = { en = "I'm already planning to" }
[questions.gender]
type = "single"
codes = { 1 = "Male", 2 = "Female" }
[questions.sports]
type = "multiple"
column = "q3"
delimiter = ";"
codes = { 1 = "1", 2 = "2", 3 = "3", 4 = "4", 5 = "5", 6 = "6", 7 = "7", 8 = "8", 97 = "Other" }
[questions.extreme]
type = "multiple"
column = "q2"
delimiter = ";"
exclusive = ["98"]
codes = { 1 = "Sky", 2 = "Base", 3 = "Bike", 4 = "Kite", 5 = "Snow", 6 = "Para", 97 = "Other", 98 = "None" }
[themes.sport]
[indicators.sports]
theme = "sport"
[indicators.extreme]
theme = "sport"
[indicators.extreme_asked]
theme = "sport"
variable = "extreme"
answers = ["1", "2"]
base = "asked"
""" + "".join(
    f'[questions.{name}]\ntype = "scale"\nscale = "likely"\n'
    f'[indicators.{name}]\ntheme = "sport"\n[indicators.{name}_mean]\ntheme = "sport"\n'
    f'variable = "{name}"\nstatistic = "mean"\n'
    for name in GRID
)


@pytest.fixture
def rows(microdata: Path) -> pd.DataFrame:
    return pd.read_csv(microdata / "quantipy_demo" / "example_data_a.csv", dtype=str, keep_default_na=False)


@pytest.fixture
def built(microdata: Path, write_survey: Callable) -> Built:
    content = (microdata / "quantipy_demo" / "example_data_a.csv").read_bytes()
    return process(write_survey(SURVEY, answers_csv=content))


def value(built: Built, indicator: str, item: str = "", group: str = "all") -> pd.Series:
    return built.indicators.set_index(["indicator", "item", "group"]).loc[(indicator, item, group)]


def test_answers_in_one_cell_are_counted_each(built: Built, rows: pd.DataFrame) -> None:
    weights = rows["weight_a"].astype(float)
    answered = rows["q3"] != ""
    for code in ("1", "2", "3", "7", "97"):
        ticked = rows["q3"].map(lambda cell, code=code: code in cell.split(";"))
        row = value(built, "sports", code)
        assert row["value"] == pytest.approx(100 * weights[ticked].sum() / weights[answered].sum(), rel=1e-12)
        assert row["n"] == answered.sum()


def test_blank_cells_leave_the_base_or_stay_in_it_as_the_indicator_says(
    built: Built, rows: pd.DataFrame
) -> None:
    weights = rows["weight_a"].astype(float)
    ticked = rows["q2"].map(lambda cell: bool({"1", "2"} & set(cell.split(";"))))
    row = value(built, "extreme_asked")
    assert row["value"] == pytest.approx(100 * weights[ticked].sum() / weights.sum(), rel=1e-12)
    assert row["n"] == len(rows)
    assert value(built, "extreme", "1")["n"] == (rows["q2"] != "").sum()


@pytest.mark.parametrize("name", GRID)
def test_a_grid_shares_its_scale_and_leaves_out_who_does_not_know(
    name: str, built: Built, rows: pd.DataFrame
) -> None:
    weights, known = rows["weight_a"].astype(float), rows[name] != "98"
    scores = rows[name].astype(float)
    expected = np.average(scores[known], weights=weights[known])
    row = value(built, f"{name}_mean")
    assert row["value"] == pytest.approx(expected, rel=1e-12)
    assert row["n"] == known.sum()
    status = answer_columns(built.weighted.cleaned.answers[name])[f"{name}.status"]
    assert (status == "dont_know").sum() == (~known).sum()


def test_contradicting_exclusive_answers_are_problems_and_stay(built: Built, rows: pd.DataFrame) -> None:
    both = rows["q2"].map(lambda cell: "98" in cell.split(";") and len(cell.strip(";").split(";")) > 1)
    problems = built.weighted.cleaned.problems.query("question == 'extreme'")
    assert len(problems) == both.sum()
