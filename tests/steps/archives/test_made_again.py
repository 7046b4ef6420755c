"""What of an archive is made again where answers are at hand: reports, and with other editions the trend."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.workspace import Place
from tests.cli.one_question import ANSWERS, SURVEY, run
from tests.steps.archives.archived import contents_of, signed, written

EDITION = "[file]\nname = 'answers.csv'\n"


@pytest.fixture(scope="module")
def reported(write_shared: Callable[..., Place]) -> Path:
    """The archive of a survey of two editions with reports of one in both languages; of the other, 2021.zip
    beside it, and first.zip, packed with another survey.toml."""
    place = write_shared(SURVEY, EDITION, answers_csv=ANSWERS)
    other = place.raw.with_name("2021")
    other.mkdir()
    (other / "edition.toml").write_text(EDITION)
    (other / "answers.csv").write_text(ANSWERS + "1\n" * 30)
    place.survey_toml.write_text(SURVEY.replace("oui", "yes"))
    assert run(place.root, "build").exit_code == 0
    archived(place.root, "2021", "first.zip")
    place.survey_toml.write_text(SURVEY)
    result = run(place.root, "report", "essai", "--lang", "fr", "--lang", "en")
    assert result.exit_code == 0, result.output
    archived(place.root, "2021", "2021.zip")
    return archived(place.root, "2020", "archive.zip")


def archived(root: Path, edition: str, name: str) -> Path:
    result = run(root, "archive", f"essai/{edition}", "--to", str(root / name))
    assert result.exit_code == 0, result.output
    return root / name


def answers_of(root: Path, *editions: str) -> list[str]:
    folders = (root / "data" / "raw" / "essai" / edition for edition in editions)
    return [word for folder in folders for word in ("--answers", str(folder))]


def files_in(path: Path) -> list[str]:
    """The files of the release that an archive has."""
    return [name for name in contents_of(path) if name.startswith("results/") and "/." not in name]


def test_reports_and_what_stands_beside_them_are_made_again(reported: Path) -> None:
    root = reported.parent
    result = run(root, "verify", str(reported), *answers_of(root, "2020"))
    assert result.exit_code == 0, result.output
    files = files_in(reported)
    assert "cell:" not in result.output
    assert {"results/2020/report.en.html", "results/2020/tables.en.xlsx", "results/trend.csv"} < set(files)
    assert (
        f"all {len(files) - 1} files are the same; held to their checksums alone: trend.csv" in result.output
    )


@pytest.mark.parametrize("name", ["report.html", "report.en.html", "note.md", "tables.en.xlsx"])
def test_a_report_that_was_changed_with_its_checksum_is_found(
    reported: Path, tmp_path: Path, name: str
) -> None:
    contents = contents_of(reported)
    contents[f"results/2020/{name}"] += b"."
    path = written(tmp_path, signed(contents))
    result = run(tmp_path, "verify", str(path), *answers_of(reported.parent, "2020"))
    assert (result.exit_code, f"2020/{name} differ" in result.output) == (1, True), result.output


def test_the_trend_is_made_again_beside_the_archives_of_the_other_editions(reported: Path) -> None:
    root = reported.parent
    answers = answers_of(root, "2020", "2021")
    result = run(root, "verify", str(reported), "--beside", str(root / "2021.zip"), *answers)
    assert result.exit_code == 0, result.output
    assert f"all {len(files_in(reported))} files are the same" in result.output
    assert "checksums alone" not in result.output


def test_a_trend_that_was_changed_with_its_checksum_is_found(reported: Path, tmp_path: Path) -> None:
    root = reported.parent
    contents = contents_of(reported)
    trend = contents["results/trend.csv"]
    assert b",2020,2021,50,66," in trend
    contents["results/trend.csv"] = trend.replace(b",2020,2021,50,66,", b",2020,2021,50,68,", 1)
    path = written(tmp_path, signed(contents))
    answers = answers_of(root, "2020", "2021")
    result = run(root, "verify", str(path), "--beside", str(root / "2021.zip"), *answers)
    assert (result.exit_code, "trend.csv differ" in result.output) == (1, True), result.output


def test_answers_that_are_lacking_of_an_edition_beside_are_named(reported: Path) -> None:
    root = reported.parent
    result = run(root, "verify", str(reported), "--beside", str(root / "2021.zip"), *answers_of(root, "2020"))
    assert (result.exit_code, "without the answers 2021/answers.csv" in result.output) == (1, True)


@pytest.mark.parametrize(
    ("beside", "told"),
    [("first.zip", "packed with the same survey.toml"), ("archive.zip", "several archives of 2020")],
)
def test_an_archive_that_does_not_go_with_the_others_is_refused(
    reported: Path, beside: str, told: str
) -> None:
    root = reported.parent
    result = run(root, "verify", str(reported), "--beside", str(root / beside), *answers_of(root, "2020"))
    assert (result.exit_code, told in result.output) == (1, True), result.output
