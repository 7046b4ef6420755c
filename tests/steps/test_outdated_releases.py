"""A release whose data or definitions changed is in no list until it is made again, whatever is asked for."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from analysis.cli.main import main
from analysis.workspace import Place
from tests.reporting.told_texts import texts_in
from tests.small_survey import ANSWERS, SURVEY

pytestmark = pytest.mark.usefixtures("copied_processes")


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words], catch_exceptions=False)


def listed(root: Path) -> set[str]:
    """The editions whose reports the index links to, and whose figures the explorer has."""
    reports = root / "reports"
    index = (reports / "index.html").read_text(encoding="utf-8")
    explorer = reports / "explorer.html"
    shown = explorer.read_text(encoding="utf-8") if explorer.is_file() else ""
    names = {"essai/2020", "autre/2020"}
    return {f"index {name}" for name in names if f"{name}/" in index} | {
        f"explorer {name}" for name in names if f'"name":"{name.partition("/")[0]}"' in shown.replace(" ", "")
    }


@pytest.fixture(scope="module")
def reported(
    write_shared: Callable[..., Place], copying_processes: Callable[[], AbstractContextManager[None]]
) -> Place:
    """Two surveys, both with reports."""
    first = write_shared("breakdowns = ['sex']\n" + SURVEY, answers_csv=ANSWERS)
    other = replace(first, survey="autre")
    shutil.copytree(first.raw.parent, other.raw.parent)
    with copying_processes():
        assert run(first.root, "report", "--jobs", "1").exit_code == 0
    return first


@pytest.fixture
def place(reported: Place, copy_of: Callable[[Place], Place]) -> Place:
    """The same in a folder of the test's own."""
    return copy_of(reported)


EVERY = {"index essai/2020", "index autre/2020", "explorer essai/2020", "explorer autre/2020"}


def change_answers(place: Place) -> None:
    lines = ANSWERS.splitlines()
    (place.raw / "answers.csv").write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")


def tighten(place: Place) -> None:
    text = place.survey_toml.read_text(encoding="utf-8")
    place.survey_toml.write_text("# stricter\n" + text, encoding="utf-8")


def break_answers(place: Place) -> None:
    (place.raw / "answers.csv").write_bytes(b"\xff\xfe\x00")


@pytest.mark.parametrize("change", [change_answers, tighten], ids=["answers", "definitions"])
@pytest.mark.parametrize("command", ["report", "build"])
def test_no_page_lists_a_release_older_than_its_data_when_another_survey_is_made(
    command: str, change: Callable[[Place], None], place: Place
) -> None:
    assert listed(place.root) == EVERY
    change(place)
    stood = (place.release / "report.html").read_bytes()
    done = run(place.root, command, "autre")
    assert done.exit_code == 0
    assert not {name for name in listed(place.root) if "essai" in name}
    assert "index autre/2020" in listed(place.root)
    assert "essai/2020: left out of the index" in done.output
    assert "`assoscope report essai/2020` makes it again" in done.output
    assert (place.release / "report.html").read_bytes() == stood  # nobody asked for it to be made again
    again = run(place.root, "report", "essai/2020")
    assert "left out" not in again.output and listed(place.root) == EVERY


def test_no_page_lists_a_release_whose_answers_cannot_be_read_any_more(place: Place) -> None:
    break_answers(place)
    done = run(place.root, "report", "--jobs", "1")
    assert done.exit_code == 1
    assert listed(place.root) == {"index autre/2020", "explorer autre/2020"}
    assert "essai/2020: left out of the index" in done.output


def test_no_page_tells_a_figure_of_an_edition_that_is_gone(place: Place) -> None:
    """The report of the edition after it compares with it; another survey is asked for."""
    later = replace(place, edition="2024")
    shutil.copytree(place.raw, later.raw)
    for each, year in ((place, 2020), (later, 2024)):
        text = each.edition_toml.read_text(encoding="utf-8")
        fieldwork = f"\n[fieldwork]\nstart = {year}-03-01\nend = {year}-04-30\n"
        each.edition_toml.write_text(text + fieldwork, encoding="utf-8")
    assert run(place.root, "report", "--jobs", "1").exit_code == 0
    report = later.release / "report.html"
    assert "2020" in texts_in("report.html", report.read_bytes())
    shutil.rmtree(place.raw)
    assert run(place.root, "report", "autre").exit_code == 0
    index = (place.root / "reports" / "index.html").read_text(encoding="utf-8")
    assert not report.exists() and "essai/2024/report" not in index and not place.release.exists()
    assert run(place.root, "report", "essai").exit_code == 0
    assert "2020" not in texts_in("report.html", report.read_bytes())
