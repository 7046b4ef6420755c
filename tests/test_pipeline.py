"""The whole way: the same bytes twice, outputs whole or not at all, inputs never written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pandas as pd
import pytest

from analysis.faults import DefinitionError
from analysis.pipeline import build, process
from analysis.sources.received import DataError
from analysis.steps.results_files import contents
from analysis.workspace import Place

SURVEY = """
identifier = "id"
breakdowns = ["sex"]
[weighting]
calibration = "raking"
[themes.t]
[questions.sex]
type = "single"
codes = { f = "Femmes", m = "Hommes" }
[questions.words]
type = "text"
[questions.happy]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[indicators.happy]
theme = "t"
answers = ["1"]
"""
MARGINS = "variable,code,share,source\nsex,f,50,recensement\nsex,m,50,recensement\n"
ANSWERS = "id,sex,happy,words\n" + "".join(
    f"r{i},{'f' if i % 4 else 'm'},{i % 3 % 2},{'=cmd()' if i == 5 else ''}\n" for i in range(60)
)
RELEASED = {
    "CITATION.cff",
    "LISEZMOI.txt",
    "audit.csv",
    "banner.xlsx",
    "citation.bib",
    "codebook.html",
    "codebook.md",
    "comparisons.csv",
    "dictionary.csv",
    "distributions.csv",
    "indicators.csv",
    "indicators.fr.csv",
    "provenance.json",
    "quality.csv",
    "sensitivity.csv",
    "tables.ods",
    "tables.xlsx",
    "weighting.csv",
}
FILES = {
    *(f"released/{name}" for name in RELEASED),
    "LISEZMOI.txt",
    "audit.csv",
    "comparisons.csv",
    "distributions.csv",
    "indicators.csv",
    "manifest.json",
    "problems.csv",
    "provenance.json",
    "quality.csv",
    "removed.csv",
    "respondents.parquet",
    "sensitivity.csv",
    "verbatims.parquet",
    "weighting.csv",
}


@pytest.fixture
def place(write_survey: Callable[..., Place]) -> Place:
    return write_survey(SURVEY, answers_csv=ANSWERS, margins_csv=MARGINS)


def files_of(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_build_writes_every_file_and_nothing_in_the_raw_folder(place: Place) -> None:
    before = files_of(place.raw)
    build(place)
    assert set(files_of(place.processed)) == FILES
    assert files_of(place.raw) == before


def test_the_same_input_gives_the_same_bytes(place: Place) -> None:
    build(place)
    first = files_of(place.processed)
    rmtree(place.processed)
    build(place)
    assert files_of(place.processed) == first


def test_raking_gives_the_margins_and_the_share_by_hand(place: Place) -> None:
    built = process(place)
    weighting = built.weighted.weighting.set_index(["variable", "code", "measure"])["value"]
    assert weighting["sex", "f", "before"] == pytest.approx(75)
    assert weighting["sex", "f", "after"] == pytest.approx(50, abs=1e-9)
    respondents = pd.DataFrame({"i": range(60)})
    women = respondents["i"] % 4 > 0
    happy = respondents["i"] % 3 % 2 == 1
    expected = 50 * happy[women].mean() + 50 * happy[~women].mean()
    assert built.indicators.loc[0, "value"] == pytest.approx(expected, rel=1e-9)


def test_open_answers_stand_apart_from_the_respondents(place: Place) -> None:
    build(place)
    respondents = pd.read_parquet(place.processed / "respondents.parquet")
    verbatims = pd.read_parquet(place.processed / "verbatims.parquet")
    assert not [name for name in respondents if name.startswith("words")]
    assert verbatims.to_numpy().tolist() == [["r5", "words", "=cmd()"]]


def test_a_failed_build_leaves_the_former_files(place: Place) -> None:
    build(place)
    before = files_of(place.processed)
    (place.raw / "answers.csv").write_text("id,sex\n1,f,3\n", encoding="utf-8")
    with pytest.raises(DataError):
        build(place)
    assert files_of(place.processed) == before


def test_no_table_of_figures_knows_a_respondent(place: Place) -> None:
    files = contents(process(place))
    for name in ("indicators.csv", "weighting.csv", "provenance.json"):
        assert b"r17" not in files[name]


MARGIN_FAULTS = [
    ("variable,code\nsex,f\n", "no column share"),
    ("variable,code,share,sources\nsex,f,50,a\nsex,m,50,a\n", "unknown column sources"),
    ("variable,code,share,share\nsex,f,50,1\nsex,m,50,1\n", r"unknown column share\.2"),
    ("variable,code,share\n,,\n", "a header and no margin"),
    ("variable,code,share\nsex,f,50\n", "no share for 'm'"),
    ("variable,code,share\nsex,f,50\nsex,m,40\n", "shares sum to 90; expected 100"),
    ("variable,code,share\nsex,f,50\nsex,x,50\n", "'x' is not an answer; answers: f, m"),
    ("variable,code,share\nsexe,f,50\nsexe,m,50\n", "sexe: not a variable of the survey"),
    ("variable,code,share\nwords,f,50\n", "words: not a variable of the survey"),
    ("variable,code,share\nsex,f,50\nsex,f,50\nsex,m,0\n", "'f' has 2 rows"),
    (
        "variable,code,share\nsex,f,moitié\nsex,m,50\n",
        "the share of f is not a number from 0 to 100; found 'moitié'",
    ),
]


@pytest.mark.parametrize(("margins", "message"), MARGIN_FAULTS)
def test_margins_that_contradict_the_survey_are_named(
    margins: str, message: str, write_survey: Callable[..., Place]
) -> None:
    with pytest.raises(DataError, match=message):
        process(write_survey(SURVEY, answers_csv=ANSWERS, margins_csv=margins))


def test_a_margin_that_no_respondent_can_meet_is_named(write_survey: Callable[..., Place]) -> None:
    only_women = "id,sex,happy,words\n" + "".join(f"r{i},f,{i % 2},\n" for i in range(20))
    with pytest.raises(DataError, match=r"(?s)margins\.csv: .*sex = m"):
        process(write_survey(SURVEY, answers_csv=only_women, margins_csv=MARGINS))


def test_a_missing_margins_file_says_what_it_should_hold(write_survey: Callable[..., Place]) -> None:
    with pytest.raises(DataError, match=r"margins\.csv: no such file; calibration needs"):
        process(write_survey(SURVEY, answers_csv=ANSWERS))


def test_a_testimony_without_consent_stops_the_run_before_the_report(place: Place) -> None:
    (place.raw / "testimonies.toml").write_text(
        '[[testimony]]\ntext = "Oui"\nauthor = "A"\n', encoding="utf-8"
    )
    with pytest.raises(DefinitionError, match="expected how and when the author agreed"):
        process(place)
