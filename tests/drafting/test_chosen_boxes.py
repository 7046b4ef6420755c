"""Boxes that SoSci Survey writes as 1 and 2, with the column that counts them or without, labelled or not."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest

from analysis.drafting.drafts import draft

from .conftest import built
from .figures import counts

ROLES = ["Accueil", "Caisse", "Cuisine"]
SIZE = 30
CHOSEN = [[n % 2 == 0, n % 3 == 0, n % 5 == 4] for n in range(SIZE)]
ASKED = [n % 10 != 7 for n in range(SIZE)]
NUMBERS = [sum(row[place] for row, asked in zip(CHOSEN, ASKED, strict=True) if asked) for place in range(3)]
OWN = ["QUESTNNR", "TIME_SUM", "MAXPAGE", "MISSREL"]
Rows = list[list[Any]]


def rows_of(marks: tuple[str, str] = ("1", "2"), counted: bool = True) -> Rows:
    """Boxes of three roles, blank where nobody asked, beside columns of the tool."""
    found: Rows = [["CASE", *OWN, *(["R1"] if counted else []), "R1_01", "R1_02", "R1_03"]]
    for n, (row, asked) in enumerate(zip(CHOSEN, ASKED, strict=True)):
        counter = [sum(row) or -1] if asked else [""]
        cells = [marks[is_chosen] for is_chosen in row] if asked else [""] * 3
        found.append([n + 1, "base", 60 + n, 4, n % 3, *(counter if counted else []), *cells])
    return found


def written(folder: Path, rows: Rows, worded: bool = False) -> Path:
    path = folder / "export.csv"
    labels = ["CASE", *OWN, "Rôles: how many", *(f"Rôles: {role}" for role in ROLES)]
    with path.open("w", encoding="utf-16", newline="") as file:
        csv.writer(file, delimiter="\t").writerows([rows[0], *([labels] if worded else []), *rows[1:]])
    return path


def questions(folder: Path) -> dict[str, Any]:
    return dict(tomllib.loads((folder / "data/raw/essai/survey.toml").read_text("utf-8"))["questions"])


EXPORTS: dict[str, tuple[Rows, bool, Sequence[str]]] = {
    "codes with their number": (rows_of(), False, ["R1_01", "R1_02", "R1_03"]),
    "codes with a second row of labels": (rows_of(), True, ROLES),
    "codes alone": (rows_of(counted=False), False, ["R1_01", "R1_02", "R1_03"]),
    "words in English": (rows_of(("not checked", "checked")), False, ["R1_01", "R1_02", "R1_03"]),
    "words in German": (rows_of(("nicht gewählt", "ausgewählt")), False, ["R1_01", "R1_02", "R1_03"]),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_boxes_are_one_question_of_those_who_were_asked(name: str, tmp_path: Path) -> None:
    rows, worded, labels = EXPORTS[name]
    indicators = built(tmp_path, written(tmp_path, rows, worded))
    assert counts(indicators, "multiple") == [sorted(NUMBERS)]
    asked = questions(tmp_path)
    assert [*asked["r1"]["codes"].values()] == [*labels]
    assert not any(each.get("column") == "R1" for each in asked.values())


def test_without_a_number_of_boxes_and_without_the_tool_1_and_2_are_answers(tmp_path: Path) -> None:
    rows = [[row[0], *row[5:]] for row in rows_of(counted=False)]
    draft(tmp_path, "essai/2024", written(tmp_path, rows))
    assert {each["type"] for each in questions(tmp_path).values()} == {"single"}


def test_boxes_of_a_labelled_file_and_their_number_are_one_question(tmp_path: Path) -> None:
    head, *rows = rows_of()
    frame = pd.DataFrame([row[5:] for row in rows], columns=head[5:]).apply(pd.to_numeric)
    labels = {name: {1: "nicht gewählt", 2: "ausgewählt"} for name in head[6:]}
    pyreadstat.write_sav(
        frame,
        tmp_path / "a.sav",
        column_labels=["Rôles: how many", *(f"Rôles: {role}" for role in ROLES)],
        variable_value_labels=labels,
    )
    assert counts(built(tmp_path, tmp_path / "a.sav"), "multiple") == [sorted(NUMBERS)]
    ((name, question),) = questions(tmp_path).items()
    assert (name, [*question["codes"].values()]) == ("r1", ROLES)


BELOW = {
    # grades met -> those read as no answer
    "one below": ("-1 1 2 3 4 5", ["-1"]),
    "two below": ("-2 -1 1 2 3 4 5", ["-2", "-1"]),
    "around 0": ("-2 -1 0 1 2", []),
    "around 0, without it": ("-2 -1 1 2", []),
    "three on each side": ("-3 -2 -1 1 2 3", []),
    "from 0": ("-1 0 1", []),
}


@pytest.mark.parametrize("name", BELOW)
def test_codes_below_grades_are_no_answer_where_none_is_their_opposite(name: str, tmp_path: Path) -> None:
    grades, absent = BELOW[name]
    met = grades.split() * 8
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["id;accord", *(f"r{n};{grade}" for n, grade in enumerate(met))]), "utf-8")
    draft(tmp_path, "essai/2024", path)
    assert questions(tmp_path)["accord"].get("missing", {}).get("no_answer", []) == absent
