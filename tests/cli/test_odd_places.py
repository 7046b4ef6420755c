"""Folders that are links or have odd names, notebooks of the working folder, drafts of files with odd
columns."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from analysis.reporting.page.report_files import project_notebook
from analysis.workspace import Place

from .one_question import run

pytestmark = pytest.mark.usefixtures("copied_processes")


@pytest.mark.parametrize("link", ["reports", "reports/essai", "reports/essai/2020", "reports/.logs"])
def test_reports_are_not_written_through_a_link(link: str, place: Place, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (place.root / link).parent.mkdir(parents=True, exist_ok=True)
    (place.root / link).symlink_to(elsewhere)
    result = run(place.root, "report")
    assert result.exit_code == 1
    assert f"{link}: a symbolic link, and reports are not written through one" in result.output
    assert list(elsewhere.iterdir()) == []


def test_results_are_written_where_a_link_at_data_processed_points(place: Place, tmp_path: Path) -> None:
    volume = tmp_path / "volume"
    volume.mkdir()
    (place.root / "data" / "processed").symlink_to(volume)
    assert run(place.root, "report").exit_code == 0
    assert (place.root / "data" / "processed").is_symlink()
    assert (volume / place.survey / place.edition / "respondents.parquet").is_file()
    assert not list((place.root / "reports").rglob("respondents.parquet"))


@pytest.mark.parametrize("is_own", [True, False])
def test_a_notebook_of_the_folder_is_named_before_it_runs(is_own: bool, place: Place) -> None:
    if is_own:
        (place.root / "notebooks").mkdir()
        (place.root / "notebooks" / "edition.ipynb").write_bytes(project_notebook().read_bytes())
    result = run(place.root, "report")
    assert result.exit_code == 0
    assert ("edition.ipynb: this notebook is run, instead of the project's" in result.output) == is_own


@pytest.mark.skipif(sys.platform != "linux", reason="names of bytes are those of Linux")
@pytest.mark.parametrize("command", ["build", "check", "report"])
def test_an_edition_whose_name_is_not_utf_8_is_named(command: str, place: Place) -> None:
    place.raw.rename(place.raw.with_name(os.fsdecode(b"caf\xe9")))
    result = run(place.root, command)
    assert result.exit_code == 1
    assert "the name of the folder essai/caf\\xe9 is not UTF-8: rename it" in result.output


@pytest.mark.skipif(sys.platform != "linux", reason="names of bytes are those of Linux")
@pytest.mark.parametrize("given", ["--from", "--structure"])
def test_a_draft_of_a_file_whose_name_is_not_utf_8_is_refused_by_name(given: str, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"r\xe9ponses.csv")
    path.write_text("sex\nf\nm\n")
    result = run(tmp_path, "new", "s/2024", given, str(path))
    assert result.exit_code == 1
    assert "r\\xe9ponses.csv: the name of the file is not UTF-8: rename it" in result.output
    assert not (tmp_path / "data").exists()


def test_a_heading_of_100_kb_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id," + "x y; " * 20_000 + ",b\n" + "1,2,3\n4,5,6\n" * 20)
    result = run(tmp_path, "new", "s/2024", "--from", str(tmp_path / "a.csv"))
    assert result.exit_code == 1
    assert "columns 2 (99,999 characters: x y; x y;" in result.output
    assert "are longer than 5,000 characters" in result.output


def test_a_draft_of_more_columns_of_one_code_than_an_array_has_dimensions_builds(tmp_path: Path) -> None:
    names = [f"q{number}" for number in range(65)]
    rows = [",".join([str(number), *["1"] * 65]) for number in range(40)]
    (tmp_path / "a.csv").write_text("\n".join([",".join(["id", *names]), *rows]) + "\n")
    assert run(tmp_path, "new", "s/2024", "--from", str(tmp_path / "a.csv")).exit_code == 0
    built = run(tmp_path, "build")
    assert built.exit_code == 0, built.output
