"""margins.csv as it is read: what is taken for rounding, what for a fault, and what each row comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest

from analysis.etl.population.margins_file import population_of, read_margins
from analysis.questionnaire import Survey, read_survey
from analysis.sources.received import DataError

SURVEY = """
title = "Essai"
[themes.t]
[questions.sex]
type = "single"
codes = { f = "Femme", m = "Homme" }
[questions.region]
type = "single"
codes = { a = "A", b = "B" }
[questions.hours]
type = "numeric"
[questions.why]
type = "text"
"""
HEADER = "variable,code,share,count,total\n"


@pytest.fixture
def survey(tmp_path: Path) -> Survey:
    path = tmp_path / "survey.toml"
    path.write_text(SURVEY, encoding="utf-8")
    return read_survey(path)


def read(folder: Path, survey: Survey, rows: str, variables: tuple[str, ...] = ()) -> pd.DataFrame:
    path = folder / "margins.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return read_margins(path, survey, variables)


READ: dict[str, tuple[str, Sequence[float]]] = {
    "shares": ("sex,f,52,,\nsex,m,48,,\n", [52, 48]),
    "shares with a decimal comma": ('sex,f,"52,5",,\nsex,m,"47,5",,\n', [52.5, 47.5]),
    "shares that sum to 99.5, rounded": ("sex,f,51.5,,\nsex,m,48,,\n", [51.5, 48]),
    "shares that sum to 100.5, rounded": ("sex,f,52.5,,\nsex,m,48,,\n", [52.5, 48]),
    "everyone in one category": ("sex,f,100,,\nsex,m,0,,\n", [100, 0]),
    "counts": ("sex,f,,300,\nsex,m,,100,\n", [75, 25]),
    "a count of 0": ("sex,f,,300,\nsex,m,,0,\n", [100, 0]),
    "counts of two variables that agree but for 0.5 %": (
        "sex,f,,5000,\nsex,m,,5000,\nregion,a,,5050,\nregion,b,,5000,\n",
        [50, 50, 100 * 5050 / 10050, 100 * 5000 / 10050],
    ),
    "categories crossed": (
        "sex*region,f*a,40,,\nsex*region,f*b,30,,\nsex*region,m*a,20,,\nsex*region,m*b,10,,\n",
        [40, 30, 20, 10],
    ),
}


@pytest.mark.parametrize("case", READ)
def test_a_category_has_its_share_of_the_population(case: str, tmp_path: Path, survey: Survey) -> None:
    rows, shares = READ[case]
    assert read(tmp_path, survey, rows)["share"].tolist() == pytest.approx(shares)


SIZES = [
    ("sex,f,52,,\nsex,m,48,,\n", None),
    ("sex,f,,300,\nsex,m,,100,\n", 400),
    ("sex,f,52,,\nsex,m,48,,\nregion,b,,30,\nregion,a,,10,\n", 40),
    ("region,b,,5020,\nregion,a,,5000,\nsex,f,,5000,\nsex,m,,5000,\n", 10020),
]


@pytest.mark.parametrize(("rows", "size"), SIZES)
def test_the_first_variable_with_counts_gives_the_size_of_the_population(
    rows: str, size: float | None, tmp_path: Path, survey: Survey
) -> None:
    assert population_of(read(tmp_path, survey, rows)) == size


def test_margins_that_are_not_asked_for_are_neither_checked_nor_kept(tmp_path: Path, survey: Survey) -> None:
    rows = "sex,f,52,,\nsex,m,48,,\nregion,a,7,,\n"
    assert read(tmp_path, survey, rows, ("sex",))["variable"].tolist() == ["sex", "sex"]
    with pytest.raises(DataError, match="region: no share for 'b'"):
        read(tmp_path, survey, rows)


FAULTS: Mapping[str, tuple[str, str]] = {
    "shares that sum to 99.4": ("sex,f,51.4,,\nsex,m,48,,\n", "sex: shares sum to 99.4; expected 100"),
    "shares that sum to 100.6": ("sex,f,52.6,,\nsex,m,48,,\n", "sex: shares sum to 100.6; expected 100"),
    "shares of 1": ("sex,f,0.52,,\nsex,m,0.48,,\n", "written in %: 55, not 0.55"),
    "a share over 100": ("sex,f,100.6,,\nsex,m,0,,\n", "the share of f is not a number from 0 to 100"),
    "a share under 0": ("sex,f,-1,,\nsex,m,101,,\n", "the share of f, m is not a number"),
    "a share that is no number": ("sex,f,half,,\nsex,m,50,,\n", "found 'half'"),
    "counts of two variables that disagree": (
        "sex,f,,5000,\nsex,m,,5000,\nregion,a,,5051,\nregion,b,,5000,\n",
        "sex 10000, region 10051; expected one size within 0.5 %",
    ),
    "counts that are all 0": ("sex,f,,0,\nsex,m,,0,\n", "sex: every count is 0"),
    "a count under 0": ("sex,f,,-1,\nsex,m,,100,\n", "found '-1'"),
    "shares beside counts": ("sex,f,50,50,\nsex,m,50,50,\n", "found shares in the rows of f, m"),
    "a code that there is not": (
        "sex,f,50,,\nsex,m,50,,\nsex,x,0,,\n",
        "'x' is not an answer; answers: f, m",
    ),
    "a code twice": ("sex,f,25,,\nsex,f,25,,\nsex,m,50,,\n", "sex: 'f' has 2 rows"),
    "a code left out, of shares": ("sex,f,100,,\n", "sex: no share for 'm'; give 0"),
    "a code left out, of counts": ("sex,f,,100,\n", "sex: no count for 'm'; give 0"),
    "a code of a crossing left out": (
        "sex*region,f*a,40,,\nsex*region,f*b,30,,\nsex*region,m*a,30,,\n",
        r"sex\*region: no share for 'm\*b'",
    ),
    "the total of a number with a code": ("hours,x,,,100\n", "expected one row with its total and no code"),
    "two totals of a number": ("hours,,,,100\nhours,,,,200\n", "found '100', '200'"),
    "no total of a number": ("hours,,50,,\n", "found ''"),
    "a text": ("why,a,100,,\n", "why: not a variable of the survey with one code per respondent"),
    "a number crossed": ("sex*hours,f,100,,\n", r"sex\*hours: not a variable of the survey"),
    "a name that there is not": ("age,a,100,,\n", "age: not a variable of the survey"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_what_is_no_margin_is_refused_with_what_was_found(case: str, tmp_path: Path, survey: Survey) -> None:
    rows, message = FAULTS[case]
    with pytest.raises(DataError, match=message):
        read(tmp_path, survey, rows)


HINTS = [
    # two shares; whether they are said to be written as parts of 1
    ("0.52", "0.48", True),
    ("0.5", "0.504", True),
    ("0.5", "0.51", False),
    ("0.9", "0.9", False),
    ("1", "1", False),
    ("40", "50", False),
]


@pytest.mark.parametrize(("one", "other", "is_said"), HINTS)
def test_shares_that_sum_to_1_are_said_to_be_parts(
    one: str, other: str, is_said: bool, tmp_path: Path, survey: Survey
) -> None:
    with pytest.raises(DataError, match="shares sum to") as raised:
        read(tmp_path, survey, f"sex,f,{one},,\nsex,m,{other},,\n")
    assert ("written in %" in str(raised.value)) is is_said


ALLOWED = [
    "sex,f,100.5,,\nsex,m,0,,\n",
    "sex,f,52.5,,\nsex,m,48,,\n",
    "sex,f,51.5,,\nsex,m,48,,\n",
    "sex,f,,5000,\nsex,m,,5000,\nregion,a,,5050,\nregion,b,,5000,\n",
    "sex,f,,0,\nsex,m,,1,\n",
]


@pytest.mark.parametrize("rows", ALLOWED)
def test_what_rounding_explains_is_a_margin(rows: str, tmp_path: Path, survey: Survey) -> None:
    assert len(read(tmp_path, survey, rows)) == rows.count("\n")


COLUMNS = [
    ("variable,code\nsex,f\n", "no column share"),
    ("variable,share\nsex,50\n", "no column code"),
    ("variable,code,share,weight\nsex,f,50,1\n", "unknown column weight"),
    ("variable,code,share\n", "a header and no margin"),
    ("variable,code,share\nsex,f,54,5\n", r'A share with a decimal comma stands in quotes \("54,5"\)'),
]


@pytest.mark.parametrize(("text", "message"), COLUMNS)
def test_a_file_that_is_none_of_margins_is_refused(
    text: str, message: str, tmp_path: Path, survey: Survey
) -> None:
    path = tmp_path / "margins.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_margins(path, survey, ())


def test_a_variable_that_is_asked_for_has_its_margin(tmp_path: Path, survey: Survey) -> None:
    with pytest.raises(DataError, match="region: no margin in the file"):
        read(tmp_path, survey, "sex,f,52,,\nsex,m,48,,\n", ("sex", "region"))
    with pytest.raises(DataError, match=r"no such file; calibration needs the population's shares"):
        read_margins(tmp_path / "none.csv", survey, ())


def test_margins_in_a_workbook_are_named_with_the_way_to_a_csv(tmp_path: Path, survey: Survey) -> None:
    (tmp_path / "Marges.xlsx").write_bytes(b"")
    with pytest.raises(
        DataError, match=r"Save the sheet with the margins of Marges\.xlsx as CSV, margins\.csv"
    ):
        read_margins(tmp_path / "margins.csv", survey, ())
