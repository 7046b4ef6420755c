"""City of Toronto agencies 2020: the file as received, with all its traps, and the closed one."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.pipeline import process
from analysis.questionnaire import AnswersFile
from analysis.sources.answers_files import read_answers
from analysis.steps.results_files import Built

IMPACTS = range(1, 16)
SUPPORTS = range(1, 11)
BUDGET_RANGES = {"05-Jan": "1-5", "10-Jun": "6-10", "20-Nov": "11-20"}


def definition(header: list[str]) -> str:
    """survey.toml for the two multiple questions of the published tables, and the number of employees."""
    return "\n".join(
        [
            'identifier = "Respondent"\nsampling = "volunteer"\nbreakdowns = ["employees"]',
            '[missing]\nno_answer = ["NA"]',
            '[cleaning.keep_if]\ncomplete = ["1"]',
            '[questions.complete]\ntype = "single"\ncolumn = "Reached end"\ncodes = { 0 = "No", 1 = "Yes" }',
            *ticked("impacts", 1, IMPACTS, header),
            *ticked("supports", 6, SUPPORTS, header),
            f'[questions.employees]\ntype = "single"\ncolumn = {quoted(starting(header, "17. "))}',
            '[questions.employees.codes]\n"0" = "0"\n"1-5" = "1-5"\n"6-10" = "6-10"\n"11-20" = "11-20"',
            '"21-100" = "21-100"\n"Over 100" = "Over 100"\n"Prefer not to answer" = "Refused"',
            '[themes.all]\n[indicators.impacts]\ntheme = "all"\n[indicators.supports]\ntheme = "all"',
            '[indicators.employees]\ntheme = "all"',
        ]
    )


def ticked(name: str, number: int, items: range, header: list[str]) -> list[str]:
    """A multiple question of which "1 or empty" is all the file says: a blank is not ticked."""
    columns = [f"i{item} = {quoted(starting(header, f'{number}.{item}. '))}" for item in items]
    codes = [f"i{item} = {quoted(starting(header, f'{number}.{item}. '))}" for item in items]
    head = [
        f'[questions.{name}]\ntype = "multiple"\nempty = "not_ticked"',
        f"[questions.{name}.codes]",
        *codes,
    ]
    return [*head, f"[questions.{name}.columns]", *columns]


def starting(header: list[str], prefix: str) -> str:
    return next(name for name in header if name.startswith(prefix))


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@pytest.fixture(params=["agency_survey_rawdata.csv", "agency_survey_closed_utf8.csv"])
def toronto(request: pytest.FixtureRequest, microdata: Path, write_survey: Callable) -> Built:
    content = (microdata / "toronto_agencies_2020" / request.param).read_bytes()
    header = next(csv.reader(content.decode("cp1252").splitlines()))
    edition = '[file]\nname = "answers.csv"\n[recode.employees]\n' + "\n".join(
        f'"{date}" = "{span}"' for date, span in BUDGET_RANGES.items()
    )
    return process(write_survey(definition(header), edition, answers_csv=content))


def test_partial_respondents_are_removed_and_counted(toronto: Built) -> None:
    cleaned = toronto.weighted.cleaned
    assert (cleaned.received, len(cleaned.keys)) == (346, 243)
    assert cleaned.removed["reason"].value_counts().to_dict() == {"does not meet keep_if": 103}


def test_every_published_figure_is_reproduced(toronto: Built, published_checks: pd.DataFrame) -> None:
    whole = toronto.indicators.query("breakdown == 'all'").set_index(["indicator", "item"])
    checks = published_checks.query("dataset == 'toronto'")
    assert len(checks) == 15
    for check in checks.itertuples():
        number, item, _ = str(check.statistic).split(".", 2)
        row = whole.loc[({"1": "impacts", "6": "supports"}[number], f"i{item}")]
        assert row["n"] == 243
        if "percent" in str(check.unit):
            assert round(row["value"], 2) == check.published
        else:
            assert row["value"] / 100 * row["n"] == pytest.approx(check.published, abs=1e-9)


def test_ranges_that_a_spreadsheet_turned_to_dates_are_given_back(toronto: Built) -> None:
    employees = toronto.indicators.query("indicator == 'employees' and breakdown == 'all'").set_index("item")
    assert (employees.loc[["1-5", "6-10", "11-20"], "value"] > 0).all()
    assert toronto.weighted.cleaned.problems.empty


def test_a_header_with_western_bytes_is_read_and_said_to_be(microdata: Path) -> None:
    folder = microdata / "toronto_agencies_2020"
    received = read_answers(folder, AnswersFile("agency_survey_rawdata.csv"))
    assert (received.source.encoding, received.source.separator) == ("cp1252", ",")
    assert "16.4. Indigenous peoples (First Nations, Inuit, M\xe9tis)" in received.answers.columns
    assert received.answers.shape == (346, 160)
