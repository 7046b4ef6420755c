"""A further edition takes over where questions stood in the latest one, as far as its file has them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from analysis.drafting.drafts import draft

SURVEY = """
title = "Essai"
identifier = "num"
[themes.a]
[questions.sexe]
type = "single"
codes = { 1 = "Homme", 2 = "Femme" }
[questions.age]
type = "numeric"
[questions.lieux]
type = "multiple"
codes = { 1 = "Au club", 2 = "À l'école" }
[indicators.sexe]
theme = "a"
"""
OLDER = 'reference_year = 2020\n[file]\nname = "a.csv"\n[columns]\nsexe = "age"\nage = "Q1"\n'
LATEST = """
reference_year = 2024
[file]
name = "a.csv"
[columns]
num = "id"
sexe = "Q1"
age = "Q2"
lieux = { 1 = "Q3_a", 2 = "Q3_b" }
[recode]
sexe = { M = "1", F = "2" }
lieux = { Y = "1" }
"""
CODES = {"sexe": {"M": "1", "F": "2"}, "lieux": {"Y": "1"}}
TICKS = {"1": "Q3_a", "2": "Q3_b"}
CASES: dict[str, tuple[str, dict[str, Any], dict[str, Any], list[str], str]] = {
    "all columns are there": (
        "id;Q1;Q2;Q3_a;Q3_b\n1;M;30;Y;\n2;F;40;;Y\n",
        {"num": "id", "sexe": "Q1", "age": "Q2", "lieux": TICKS},
        CODES,
        [],
        "# Columns as in the edition 2024.",
    ),
    "a question was dropped": (
        "id;Q1;Q3_a;Q3_b\n1;M;Y;\n2;F;;Y\n",
        {"num": "id", "sexe": "Q1", "lieux": TICKS},
        CODES,
        ["age"],
        "# Columns of the edition 2024 that this file has not: Q2",
    ),
    "a question stands under its own name now": (
        "id;Q1;Age;Q3_a;Q3_b\n1;M;30;Y;\n2;F;40;;Y\n",
        {"num": "id", "sexe": "Q1", "age": "Age", "lieux": TICKS},
        CODES,
        [],
        "# Columns of the edition 2024 that this file has not: Q2",
    ),
    "a tick was dropped": (
        "id;Q1;Q2;Q3_a\n1;M;30;Y\n2;F;40;\n",
        {"num": "id", "sexe": "Q1", "age": "Q2", "lieux": {"1": "Q3_a"}},
        CODES,
        [],
        "# Columns of the edition 2024 that this file has not: Q3_b",
    ),
    "the codes are those of the survey now": (
        "id;Q1;Q2;Q3_a;Q3_b\n1;1;30;Y;\n2;2;40;;Y\n",
        {"num": "id", "sexe": "Q1", "age": "Q2", "lieux": TICKS},
        {"lieux": {"Y": "1"}},
        [],
        "# Codes as in the edition 2024.",
    ),
    "a new question is named": (
        "id;Q1;Q2;Q3_a;Q3_b;Q9\n1;M;30;Y;;5\n2;F;40;;Y;6\n",
        {"num": "id", "sexe": "Q1", "age": "Q2", "lieux": TICKS},
        CODES,
        [],
        "# Columns of this file that no question reads: Q9",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_further_edition_stands_where_the_latest_one_stood(tmp_path: Path, case: str) -> None:
    cells, columns, recode, not_asked, said = CASES[case]
    folder = tmp_path / "data/raw/essai"
    for edition, text in {"2020": OLDER, "2024": LATEST}.items():
        (folder / edition).mkdir(parents=True)
        (folder / edition / "edition.toml").write_text(text, "utf-8")
    (folder / "survey.toml").write_text(SURVEY, "utf-8")
    (tmp_path / "b.csv").write_text(cells, "utf-8")
    text = draft(tmp_path, "essai/2026", tmp_path / "b.csv").written[1].read_text("utf-8")
    found = tomllib.loads(text)
    assert (found["columns"], found.get("recode", {})) == (columns, recode)
    assert found.get("not_asked", []) == not_asked
    assert said in text


def test_an_edition_with_faults_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "data/raw/essai"
    faulty = LATEST.replace("2024", "2025") + '[unknown]\na = "1"\n'
    for edition, text in {"2024": LATEST, "2025": faulty}.items():
        (folder / edition).mkdir(parents=True)
        (folder / edition / "edition.toml").write_text(text, "utf-8")
    (folder / "survey.toml").write_text(SURVEY, "utf-8")
    (tmp_path / "b.csv").write_text(CASES["all columns are there"][0], "utf-8")
    text = draft(tmp_path, "essai/2026", tmp_path / "b.csv").written[1].read_text("utf-8")
    assert "# Columns as in the edition 2024." in text


def test_what_is_not_taken_over_is_told_on_the_screen_and_in_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "data/raw/essai"
    (folder / "2024").mkdir(parents=True)
    (folder / "survey.toml").write_text(SURVEY, "utf-8")
    more = 'keep_if = { sexe = ["1"] }\n' + LATEST.replace('"a.csv"', '"a.csv"\nskip_rows = [9]')
    more += '[exclude]\n7 = "a test"\n[weighting]\ncalibration = "none"\n'
    (folder / "2024/edition.toml").write_text(more, "utf-8")
    answers = tmp_path / "b.csv"
    answers.write_text("id;Q1;Q2;Q3_a;Q3_b\n1;1;30;Y;\n2;2;40;;Y\n", "utf-8")
    found = draft(tmp_path, "essai/2025", answers)
    assert found.left_behind == ("keep_if", "exclude", "weighting", "file.skip_rows", "recode.sexe")
    written = (folder / "2025/edition.toml").read_text("utf-8")
    assert "Not taken over from the edition 2024: keep_if, exclude, weighting" in written


def test_an_edition_of_which_all_is_taken_over_leaves_nothing_to_tell(tmp_path: Path) -> None:
    folder = tmp_path / "data/raw/essai"
    (folder / "2024").mkdir(parents=True)
    (folder / "survey.toml").write_text(SURVEY, "utf-8")
    (folder / "2024/edition.toml").write_text(LATEST, "utf-8")
    answers = tmp_path / "b.csv"
    answers.write_text("id;Q1;Q2;Q3_a;Q3_b\n1;M;30;Y;\n2;F;40;;Y\n", "utf-8")
    assert draft(tmp_path, "essai/2025", answers).left_behind == ()
