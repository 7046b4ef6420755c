"""Every file that a build writes has the columns, in the order, with the types that its schema says."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.pipeline import build
from analysis.results import FILES, MODELLED
from analysis.results.schema import File, FileColumn
from analysis.workspace import RELEASED, Place
from tests.indicators import modelled_survey

SURVEY = """
identifier = "id"
breakdowns = ["sex"]
territories = ["region"]
composition = "sex"
[design]
strata = "layer"
[cleaning]
keep_if = { region = ["a", "b"] }
[weighting]
calibration = "raking"
variables = ["sex"]
[modelled.region]
indicators = ["happy"]
covariates = ["dense"]
[themes.t]
[questions.sex]
type = "single"
codes = { f = "Femmes", m = "Hommes" }
[questions.region]
type = "single"
codes = { a = "A", b = "B" }
[questions.happy]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[questions.hours]
type = "numeric"
[questions.words]
type = "text"
[indicators.happy]
theme = "t"
answers = ["1"]
[indicators.hours]
theme = "t"
statistic = "mean"
[indicators.balance]
theme = "t"
variable = "happy"
statistic = "balance"
favourable = ["1"]
unfavourable = ["0"]
"""
EDITION = """
[[files]]
name = "paper.csv"
[[files]]
name = "screen.csv"
[fieldwork]
end = {}-06-30
"""
MARGINS = "variable,code,share\nsex,f,55\nsex,m,45\n"
PUBLISHED = "indicator,year,value,source\nhappy,2020,40,x\nhappy,2015,41.5,y\nhappy,2021,40,z\n"


def answers(prefix: str) -> str:
    """80 respondents: one gives no region and is removed, one a code that nobody knows."""
    rows = [
        f"{prefix}{i},{'fm'[i % 3 % 2]},{'ab'[i % 2] if i else ''},{'7' if i == 5 else i * 7 % 4 % 2},"
        f"{i % 9},{'north' if i % 4 < 2 else 'south'},{'=1+1' if i == 3 else ''}"
        for i in range(80)
    ]
    return "\n".join(["id,sex,region,happy,hours,layer,words", *rows])


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The second of two editions, both built; the first is not weighted."""
    root = tmp_path_factory.mktemp("files")
    for edition in ("2020", "2021"):
        place = Place(root, "essai", edition)
        place.raw.mkdir(parents=True)
        place.survey_toml.write_text(SURVEY, encoding="utf-8")
        unweighted = '[weighting]\ncalibration = "none"\n' if edition == "2020" else ""
        place.edition_toml.write_text(EDITION.format(edition) + unweighted, encoding="utf-8")
        texts = {"margins.csv": MARGINS, "published.csv": PUBLISHED}
        texts |= {f"{name}.csv": answers(name) for name in ("paper", "screen")}
        for name, text in texts.items():
            (place.raw / name).write_text(text, encoding="utf-8")
        build(place)
    return place


@pytest.fixture(scope="module")
def modelled_place(write_shared: Callable[..., Place]) -> Place:
    """A survey of places enough for a model that holds."""
    answers_csv = modelled_survey.answers().to_csv(index=False)
    covariates_csv = modelled_survey.covariates()
    written = write_shared(modelled_survey.survey(), answers_csv=answers_csv, covariates_csv=covariates_csv)
    build(written)
    return written


def path_of(file: File, place: Place) -> Path:
    survey = place.processed.parent
    folders = {"raw": place.raw, "edition": place.processed, "survey": survey}
    folders |= {"released": place.released, "released_survey": survey / RELEASED}
    return folders[file.folder] / file.name


TABLES = [file for file in FILES if file.columns and file.folder != "raw"]
CELLS = {
    "whole": re.compile(r"-?\d+"),
    "number": re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?"),
    "boolean": re.compile(r"True|False"),
    "text": re.compile(r"(?s).*"),
}


def strays(column: FileColumn, cells: list[str]) -> list[str]:
    """The cells, of those that are filled, that the column cannot hold."""
    filled = [cell for cell in cells if cell]
    is_word = [not column.words or cell in column.words for cell in filled]
    return [
        cell
        for cell, known in zip(filled, is_word, strict=True)
        if not (known and CELLS[column.type].fullmatch(cell))
    ]


def test_a_build_writes_the_files_of_the_contract_and_no_other(place: Place) -> None:
    survey = place.processed.parent
    folders = (place.processed, place.released, survey, survey / RELEASED)
    written = {path for folder in folders for path in folder.iterdir() if path.is_file()}
    assert {path for path in written if not path.name.startswith(".")} == {
        path_of(file, place) for file in FILES if file.folder != "raw"
    }


def named(file: File) -> str:
    return f"{file.folder} {file.name}"


@pytest.mark.parametrize("file", [f for f in TABLES if f.name.endswith(".csv")], ids=named)
def test_a_file_has_the_columns_of_its_schema_in_order_with_their_types(
    file: File, place: Place, modelled_place: Place
) -> None:
    place = modelled_place if file.name == MODELLED.name else place
    is_french = file.name.endswith(".fr.csv")
    with path_of(file, place).open(encoding="utf-8-sig" if is_french else "utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";" if is_french else ","))
    assert rows
    assert tuple(rows[0]) == file.names
    points = {column.name: "," if is_french and column.type == "number" else "." for column in file.columns}
    found = {
        column.name: strays(column, [row[column.name].replace(points[column.name], ".") for row in rows])
        for column in file.columns
    }
    assert found == {name: [] for name in file.names}


@pytest.mark.parametrize("file", [f for f in TABLES if f.name.endswith(".parquet")], ids=lambda f: f.name)
def test_a_parquet_file_begins_with_the_columns_of_its_schema(file: File, place: Place) -> None:
    frame = pd.read_parquet(path_of(file, place))
    present = [column for column in file.columns if column.name in frame]
    assert {column.name for column in file.columns} - set(frame) <= {"psu"}
    assert list(frame)[: len(present)] == [column.name for column in present]
    assert (len(frame.columns) > len(present)) == (file.others is not None)
    kinds = {"text": "O", "number": "f", "boolean": "b"}
    assert [frame[column.name].dtype.kind for column in present] == [kinds[c.type] for c in present]


def test_a_column_that_not_every_build_has_may_be_absent() -> None:
    """Of one file there is no column `file`, of a design without strata no `stratum`."""
    removed = next(file for file in FILES if file.name == "removed.csv")
    respondents = next(file for file in FILES if file.name == "respondents.parquet")
    removed.check(["respondent", "row", "reason"])
    respondents.check([name for name in respondents.names if name not in ("stratum", "psu")])


@pytest.mark.parametrize("file", FILES, ids=named)
def test_every_file_and_column_says_in_both_languages_what_it_holds(file: File) -> None:
    texts = [file.row, *(column.meaning for column in file.columns), *([file.others] if file.others else [])]
    assert all(text.fr.strip() and text.en.strip() and text.fr != text.en for text in texts)
    assert all(bool(column.unit.fr) == bool(column.unit.en) for column in file.columns)
    assert len(set(file.names)) == len(file.names)


def test_a_file_without_columns_is_json(place: Place) -> None:
    for file in FILES:
        if file.name.endswith(".json"):
            assert json.loads(path_of(file, place).read_text(encoding="utf-8"))


def test_the_files_that_hold_single_answers_are_private() -> None:
    private = {file.name for file in FILES if file.is_private}
    single = {"respondents.parquet", "verbatims.parquet", "problems.csv", "removed.csv"}
    assert private == {*single, "composition.csv", "alike.csv"}
