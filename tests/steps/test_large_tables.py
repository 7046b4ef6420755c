"""assoscope tabulate: from a Parquet file of coded respondents to indicators.csv."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from analysis.cli.main import main
from analysis.pipeline import build
from analysis.results.csv_files import read_indicators
from analysis.workspace import Place

SURVEY = """
title = "Essai"
identifier = "cle"
breakdowns = ["sexe"]
[questions.sexe]
text = "Sexe"
type = "single"
codes = { 1 = "homme", 2 = "femme" }
[questions.heures]
text = "Heures"
type = "numeric"
unit = "h"
[themes.tout]
title = "Tout"
[indicators.part]
theme = "tout"
title = "Part"
statistic = "share"
variable = "sexe"
[indicators.heures]
theme = "tout"
title = "Heures"
statistic = "mean"
variable = "heures"
"""


@pytest.fixture
def built(write_survey: Callable[..., Place]) -> Place:
    rows = "\n".join(f"{i},{1 + i % 2},{i % 23}" for i in range(300))
    place = write_survey(SURVEY, answers_csv=f"cle,sexe,heures\n{rows}\n")
    build(place)
    return place


def run(place: Place, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(place.root), "tabulate", str(place), *arguments])


def test_the_indicators_of_the_file_are_those_of_the_build(built: Place, tmp_path: Path) -> None:
    target = tmp_path / "tabulated.csv"
    result = run(built, "--from", str(built.processed / "respondents.parquet"), "--to", str(target))
    assert result.exit_code == 0, result.output
    assert "essai/2020: 300 respondents in 1 parts, 5 estimates of which 0 suppressed: tabulated.csv" in (
        result.output
    )
    expected = read_indicators(built.processed / "indicators.csv")
    pd.testing.assert_frame_equal(read_indicators(target), expected, rtol=1e-9)


def test_the_results_of_build_are_not_written_over(built: Place) -> None:
    before = (built.processed / "indicators.csv").read_bytes()
    result = run(built, "--from", str(built.processed / "respondents.parquet"))
    assert result.exit_code == 1 and "name a file by --to" in result.output
    assert (built.processed / "indicators.csv").read_bytes() == before


def test_without_a_build_the_indicators_stand_where_it_would_put_them(built: Place, tmp_path: Path) -> None:
    respondents = (built.processed / "respondents.parquet").rename(tmp_path / "respondents.parquet")
    rmtree(built.processed)
    result = run(built, "--from", str(respondents))
    assert result.exit_code == 0, result.output
    assert len(read_indicators(built.processed / "indicators.csv")) == 5


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--from", "nowhere.parquet"], 2, "does not exist"),
        ([], 2, "Missing option '--from'"),
        (["--from", __file__], 1, "not read as Parquet"),
    ],
)
def test_what_cannot_be_tabulated_is_one_message(
    built: Place, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    result = run(built, *arguments, "--to", str(tmp_path / "out.csv"))
    assert result.exit_code == code and message in result.output
    assert not (tmp_path / "out.csv").exists()


def test_one_edition_is_asked_for(built: Place, tmp_path: Path) -> None:
    other = Place(built.root, built.survey, "2021")
    other.raw.mkdir()
    other.edition_toml.write_bytes(built.edition_toml.read_bytes())
    path = str(built.processed / "respondents.parquet")
    result = CliRunner().invoke(main, ["--root", str(tmp_path), "tabulate", "essai", "--from", path])
    assert result.exit_code == 2 and "has several editions; expected SURVEY/EDITION" in result.output
