"""What a newcomer meets: the state of the folder, the machine, a notebook on a survey of one's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from analysis.cli.guidance import doctor, notebook
from analysis.cli.guidance.doctor import Diagnosis
from analysis.runs.whole_files import write_whole
from analysis.workspace import Place

from .one_question import run

pytestmark = pytest.mark.usefixtures("copied_processes")


def test_an_empty_folder_is_told_how_to_begin(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.exit_code == 0
    assert "No survey in data/raw." in result.output
    assert "Next: assoscope new SURVEY/EDITION --from FILE" in result.output
    assert not list(tmp_path.iterdir())


def test_the_state_follows_what_is_done(place: Place) -> None:
    assert "2020: not built\nNext: assoscope report\n" in run(place.root).output
    assert run(place.root, "build").exit_code == 0
    assert "2020: built, no report\nNext: assoscope report\n" in run(place.root).output
    with place.edition_toml.open("a", encoding="utf-8") as file:
        file.write("\n# looked at again\n")
    assert "2020: built, out of date: edition.toml changed\n" in run(place.root).output


def test_definitions_that_are_refused_are_said_and_lead_to_what_is_wrong(place: Place) -> None:
    run(place.root, "build")
    with place.survey_toml.open("a", encoding="utf-8") as file:
        file.write("\n[unknown_table]\n")
    assert run(place.root, "build").exit_code == 1
    output = run(place.root).output
    assert "2020: definitions with faults; what stands was built of earlier ones\n" in output
    assert "Next: assoscope check essai/2020\n" in output


def test_a_result_that_was_deleted_is_said(place: Place) -> None:
    run(place.root, "build")
    (place.processed / "problems.csv").unlink()
    assert "2020: built, out of date: a result was changed or deleted\n" in run(place.root).output


def test_an_edition_without_definition_is_named(place: Place) -> None:
    (place.raw.parent / "2021").mkdir()
    (place.raw.parent / "2021" / "answers.csv").write_text("a\n1\n", encoding="utf-8")
    assert "essai/2021: no edition.toml; `assoscope new essai/2021 --from FILE`" in run(place.root).output


def test_a_reported_folder_is_shown_to_its_index_and_notebooks(place: Place) -> None:
    assert run(place.root, "report").exit_code == 0
    output = run(place.root).output
    assert "2020: built, up to date; html\n" in output
    assert "Next: open reports/index.html, or assoscope notebook essai/2020 tour\n" in output


def test_every_format_of_a_report_is_listed_and_slides_by_a_template_are_not_old(
    place: Place, tmp_path: Path
) -> None:
    template = tmp_path / "house.pptx"
    Presentation().save(str(template))
    made = run(place.root, "report", "--format", "html,pptx,press", "--template", str(template))
    assert made.exit_code == 0, made.output
    assert "2020: built, up to date; html, pptx, press, pictures\n" in run(place.root).output


def test_the_doctor_finds_this_machine_sound(place: Place) -> None:
    result = run(place.root, "doctor")
    assert result.exit_code == 0, result.output
    assert "✗" not in result.output


ILL = [
    ("version", lambda _: "0.0.1", "pandas 0.0.1 (>="),
    ("ROOM", 10**9, "→ free 1000000000 GiB"),
    ("PYTHON", (99, 0), "→ install Python 99.0 or later"),
    ("BINARY", {"Typst (PDF)": "no_such_module"}, "✗ Typst (PDF): ModuleNotFoundError: No module named"),
]


@pytest.mark.parametrize(("name", "value", "message"), ILL)
def test_the_doctor_names_what_lacks_and_the_way_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: Any, message: str
) -> None:
    monkeypatch.setattr(doctor, name, value)
    result = run(tmp_path, "doctor")
    assert result.exit_code == 1
    assert message in result.output
    assert "Something lacks" in result.output


def test_advice_alone_is_no_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(
        doctor, "CHECKS", (lambda _: [Diagnosis("Memory", "little", "close programs", True)],)
    )
    result = run(tmp_path, "doctor")
    assert result.exit_code == 0
    assert "! Memory: little\n  → close programs" in result.output


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, list[str]]]:
    """What JupyterLab is asked to open, with which options."""
    found: list[tuple[Path, list[str]]] = []

    def lab(path: Path, options: list[str]) -> int:
        found.append((path, options))
        return 0

    monkeypatch.setattr(notebook, "_lab", lab)
    return found


def test_a_notebook_opens_on_the_latest_edition_which_is_built(
    place: Place, opened: list[tuple[Path, list[str]]]
) -> None:
    result = run(place.root, "notebook", "essai", "weighting", "--no-browser", "--port", "9999")
    assert result.exit_code == 0, result.output
    ((path, options),) = opened
    assert path == place.root / "notebooks" / "own" / "essai" / "2020" / "weighting.ipynb"
    assert options == ["--no-browser", "--port=9999"]
    assert (place.processed / "indicators.csv").is_file()
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    (stated,) = (cell["source"] for cell in cells if "parameters" in cell["metadata"].get("tags", ()))
    assert 'root="../../../..", survey="essai", edition="2020"' in stated


def test_a_notebook_that_was_worked_on_is_opened_again_as_it_is(
    place: Place, opened: list[tuple[Path, list[str]]]
) -> None:
    path = place.root / "notebooks" / "own" / "essai" / "2020" / "tour.ipynb"
    write_whole({path: b"mine"})
    assert run(place.root, "notebook", "essai/2020").exit_code == 0
    assert opened == [(path, [])]
    assert path.read_bytes() == b"mine"


def test_a_notebook_of_ones_own_goes_before_the_project_s(
    place: Place, opened: list[tuple[Path, list[str]]]
) -> None:
    mine = place.root / "notebooks" / "mine.ipynb"
    write_whole({mine: b'{"cells": []}'})
    assert run(place.root, "notebook", "essai", "mine.ipynb").exit_code == 0
    assert opened[0][0].name == "mine.ipynb"


def test_a_name_that_is_no_notebook_is_wrong_usage(place: Place) -> None:
    result = run(place.root, "notebook", "essai", "recption")
    assert result.exit_code == 2
    assert "no notebook 'recption' (did you mean 'reception'?); there are: crisis, edition" in result.output
    assert not place.processed.exists()
