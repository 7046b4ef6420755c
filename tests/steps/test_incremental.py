"""Nothing is done twice: what is up to date is left alone, what changed or was damaged is made again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from analysis.cli.main import main
from analysis.faults import Fault
from analysis.pipeline import build, update
from analysis.runs.manifests import MANIFEST, ingredients, is_current, manifest_bytes, software
from analysis.steps.made_of import edition_result, report_ingredients
from analysis.steps.releases import clear_aside, release
from analysis.steps.reports import made_of, orders, write_aside
from analysis.workspace import Place

SURVEY = """
breakdowns = ["sex"]
[weighting]
calibration = "raking"
variables = ["sex"]
[themes.t]
[questions.sex]
type = "single"
codes = { f = "Femmes", m = "Hommes" }
[questions.happy]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[indicators.happy]
theme = "t"
"""
ANSWERS = "sex,happy\n" + "f,1\nm,0\nf,0\n" * 30
MARGINS = "variable,code,share\nsex,f,50\nsex,m,50\n"


pytestmark = pytest.mark.usefixtures("copied_processes")


@pytest.fixture(scope="module")
def built_once(write_shared: Callable[..., Place]) -> Place:
    place = write_shared(SURVEY, answers_csv=ANSWERS, margins_csv=MARGINS)
    build(place)
    return place


@pytest.fixture
def place(built_once: Place, copy_of: Callable[[Place], Place]) -> Place:
    return copy_of(built_once)


def run(place: Place, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(place.root), *words])


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_second_build_does_nothing(place: Place) -> None:
    before = {path.name: path.stat().st_ino for path in place.processed.iterdir()}
    result = run(place, "build")
    assert result.exit_code == 0
    assert result.output.startswith("essai/2020: up to date\n")
    assert {path.name: path.stat().st_ino for path in place.processed.iterdir()} == before
    assert update(place) is None


def test_force_builds_what_is_up_to_date(place: Place) -> None:
    before, folder = files_of(place.processed), place.processed.stat().st_ino
    assert "90 received" in run(place, "build", "--force").output
    assert place.processed.stat().st_ino != folder
    assert files_of(place.processed) == before


CHANGES: dict[str, Callable[[Place], object]] = {
    "answers": lambda place: (place.raw / "answers.csv").write_text(ANSWERS + "f,1\n"),
    "survey": lambda place: place.survey_toml.write_text(SURVEY + "# a remark\n"),
    "edition": lambda place: place.edition_toml.write_text('simulated = true\n[file]\nname = "answers.csv"'),
    "margins": lambda place: (place.raw / "margins.csv").write_text(MARGINS.replace("50", "50.0")),
    "a file more": lambda place: (place.raw / "published.csv").write_text(
        "indicator,item,year,value,source\nhappy,1,2020,40,a\n"
    ),
    "an output deleted": lambda place: (place.processed / "indicators.csv").unlink(),
    "an output cut short": lambda place: os.truncate(place.processed / "indicators.csv", 100),
    "a digit of an output": lambda place: (place.processed / "indicators.csv").write_bytes(
        (place.processed / "indicators.csv").read_bytes().replace(b"90", b"91")
    ),
    "an output a folder": lambda place: (
        (place.processed / "problems.csv").unlink(),
        (place.processed / "problems.csv").mkdir(),
    ),
    "no manifest": lambda place: (place.processed / MANIFEST).unlink(),
    "a manifest cut short": lambda place: os.truncate(place.processed / MANIFEST, 300),
    "a manifest of another kind": lambda place: (place.processed / MANIFEST).write_text("[1]"),
    "a manifest of outputs without facts": lambda place: (place.processed / MANIFEST).write_text(
        json.dumps({**json.loads((place.processed / MANIFEST).read_text()), "outputs": {"indicators.csv": 3}})
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_noticed_and_the_files_are_made_again(
    change: Callable[[Place], None], place: Place
) -> None:
    change(place)
    assert not edition_result(place).is_current()
    assert update(place) is not None
    assert edition_result(place).is_current()
    done = files_of(place.processed)
    build(place)
    assert files_of(place.processed) == done


def test_the_command_builds_again_what_has_changed(place: Place) -> None:
    (place.raw / "answers.csv").write_text(ANSWERS + "f,1\n")
    assert "91 received = 91 kept" in run(place, "build").output
    assert edition_result(place).is_current()


@pytest.mark.parametrize("name", ["code", "pandas", "python"])
def test_other_software_builds_again(name: str, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    other = {**software(), name: "another"}
    monkeypatch.setattr("analysis.runs.manifests.software", lambda: other)
    assert not edition_result(place).is_current()


@pytest.mark.parametrize("name", [".~lock.answers.xlsx#", "~$answers.xlsx"])
def test_what_a_spreadsheet_leaves_beside_an_open_file_is_no_change(name: str, place: Place) -> None:
    (place.raw / name).write_text("me")
    assert edition_result(place).is_current()


def test_nothing_to_do_takes_no_heavy_import(place: Place) -> None:
    heavy = "{'pandas', 'numpy', 'pyarrow', 'matplotlib', 'pydantic', 'tomlkit'}"
    code = (
        f"import sys\nfrom analysis.cli.main import main\n"
        f"try: main(['--root', {str(place.root)!r}, 'build'])\n"
        f"except SystemExit: pass\nassert not {heavy} & set(sys.modules), {heavy} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "up to date" in done.stdout


def test_what_users_put_in_the_folder_stays(place: Place) -> None:
    (place.processed / "notes.txt").write_text("mine")
    (place.processed / "charts").mkdir()
    (place.processed / "charts" / "a.png").write_bytes(b"png")
    place.processed.chmod(0o700)
    build(place)
    assert (place.processed / "notes.txt").read_text() == "mine"
    assert (place.processed / "charts" / "a.png").read_bytes() == b"png"
    assert place.processed.stat().st_mode & 0o777 == 0o700
    assert edition_result(place).is_current()


def test_a_users_file_under_the_name_of_a_new_result_is_not_replaced(place: Place) -> None:
    manifest = json.loads((place.processed / MANIFEST).read_text())
    del manifest["outputs"]["problems.csv"]
    (place.processed / MANIFEST).write_text(json.dumps(manifest))
    before = files_of(place.processed)
    with pytest.raises(Fault, match=r"problems\.csv was put there by someone .* move it away"):
        build(place)
    assert files_of(place.processed) == before


def test_a_file_in_the_place_of_the_folder_is_refused(write_survey: Callable[..., Place]) -> None:
    place = write_survey(SURVEY, answers_csv=ANSWERS, margins_csv=MARGINS)
    place.processed.parent.mkdir(parents=True)
    place.processed.write_text("mine")
    with pytest.raises(Fault, match="a file stands where the folder of results should be"):
        build(place)
    assert place.processed.read_text() == "mine"


def test_a_folder_of_results_elsewhere_is_followed(place: Place, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    place.processed.rename(elsewhere)
    place.processed.symlink_to(elsewhere)
    (place.raw / "answers.csv").write_text(ANSWERS + "f,1\n")
    build(place)
    assert place.processed.is_symlink()
    assert edition_result(place).is_current()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_reports_are_written_again_only_when_they_would_differ(place: Place) -> None:
    made = "essai/2020 (fr): reports/essai/2020/report.html, "
    assert made in run(place, "report").output
    page, written = page_of(place), page_of(place).read_bytes()
    again = run(place, "report").output
    assert made not in again
    assert "1 of 1 report up to date" in again
    assert not is_reported(place, "en")
    page.write_text("damaged")
    assert made in run(place, "report").output
    assert page.read_bytes() == written


def page_of(place: Place) -> Path:
    """The French report of an edition."""
    return orders([place], ["fr"], ["html"])[0].files[0]


def is_reported(place: Place, language: str = "fr") -> bool:
    """Whether the edition is built and its report is what making it again would give."""
    return edition_result(place).is_current() and orders([place], [language], ["html"])[0].result.is_current()


def written(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)


REPORT_CHANGES: dict[str, Callable[[Place], object]] = {
    "notebook": lambda place: (
        (place.root / "notebooks").mkdir(),
        (place.root / "notebooks" / "edition.ipynb").write_text("{}"),
    ),
    "results": lambda place: ((place.raw / "answers.csv").write_text(ANSWERS + "f,1\n"), build(place)),
    "tables of the survey": lambda place: written(
        place.processed.parent / "released" / "trend.csv", "indicator\n"
    ),
    "page": lambda place: page_of(place).unlink(),
}


@pytest.fixture
def reported(place: Place) -> Place:
    """A report whose page is a word: what it is made of is as it is."""
    update(place)
    (order,) = orders([place], ["fr"], ["html"])
    write_aside(order, dict.fromkeys(order.files, b"page"), made_of(order))
    release(place.root, place.survey)
    clear_aside(place.root)
    assert is_reported(place)
    return place


@pytest.mark.parametrize("change", REPORT_CHANGES.values(), ids=REPORT_CHANGES)
def test_a_change_in_what_a_report_is_made_of_is_noticed(
    change: Callable[[Place], None], reported: Place
) -> None:
    change(reported)
    assert not is_reported(reported)


def test_the_index_follows_the_reports(reported: Place) -> None:
    run(reported, "report")
    page = reported.root / "reports" / "index.html"
    written = page.stat().st_ino
    run(reported, "report")
    assert page.stat().st_ino == written
    run(reported, "report", "--lang", "en")
    assert "report.en.html" in page.read_text(encoding="utf-8")


def test_any_other_result_has_a_manifest_of_the_same_kind(tmp_path: Path) -> None:
    (tmp_path / "in").write_text("a")
    (tmp_path / "out").write_bytes(b"b")
    made_of = ingredients({"in": tmp_path / "in", "later": tmp_path / "later"}, group="x")
    (tmp_path / "m.json").write_bytes(manifest_bytes(made_of, {"out": b"b"}))
    assert is_current(made_of, tmp_path / "m.json")
    (tmp_path / "later").write_text("c")
    assert not is_current(
        ingredients({"in": tmp_path / "in", "later": tmp_path / "later"}, group="x"), tmp_path / "m.json"
    )


def test_a_template_or_a_table_of_codes_is_software_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("analysis.runs.manifests"), "PACKAGE", tmp_path)
    seen = set()
    for name, content in (("a.py", "1"), ("page.css", "1"), ("page.css", "2"), ("codes.csv", "1")):
        (tmp_path / name).write_text(content)
        seen.add(software.__wrapped__()["code"])
    assert len(seen) == 4


def test_figures_of_other_years_that_another_edition_was_given_make_a_report_again(place: Place) -> None:
    notebook = place.root / "edition.ipynb"
    notebook.write_text("{}")
    points = place.processed.parent / "2019" / "released" / "points.csv"
    points.parent.mkdir(parents=True)
    found = []
    for content in ("", "a", "b"):
        points.write_text(content)
        found.append(report_ingredients(place, notebook, "fr", {})["inputs"])
    assert found[0] != found[1] != found[2]
