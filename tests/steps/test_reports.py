"""A batch of reports: each in its place, nothing made twice, what no longer stands made again or removed."""

from __future__ import annotations

import sys
from dataclasses import replace
from shutil import copytree, rmtree
from types import ModuleType

import pytest

from analysis.faults import Fault
from analysis.steps.reports import orders
from analysis.workspace import Place
from tests.steps.three_regions import ANSWERS, pages, run, started, write_notebook

pytestmark = pytest.mark.usefixtures("copied_processes")


def test_a_report_per_territory_stands_in_its_own_folder(reported: Place) -> None:
    folder = "essai/2020"
    assert sorted(pages(reported)) == [
        f"{folder}/region/a/report.html",
        f"{folder}/region/b/report.html",
        f"{folder}/region/c%2F%2E%2E/report.html",
        f"{folder}/report.html",
    ]
    assert "Enquête" in (reported.root / "reports" / "index.html").read_text(encoding="utf-8")


def test_what_is_up_to_date_is_not_made_again(reported: Place) -> None:
    assert "4 of 4 reports up to date" in run(reported, "--by", "region").output
    english = run(reported, "--by", "region", "--lang", "en", "--lang", "fr").output
    assert "4 of 8 reports up to date" in english
    assert "region/a/report.en.html" in english


def test_a_territory_that_nobody_answered_from_has_no_report(reported: Place) -> None:
    folder = reported.root / "reports" / reported.survey / reported.edition / "region"
    assert sorted(path.name for path in folder.iterdir()) == ["a", "b", "c%2F%2E%2E"]


def test_the_same_inputs_give_the_same_bytes_whatever_the_number_of_jobs(reported: Place) -> None:
    first = pages(reported)
    assert "region/a/report.html (" in run(reported, "--by", "region", "--jobs", "1", "--force").output
    assert pages(reported) == first


def test_processes_that_start_anew_give_the_bytes_of_those_that_are_copies(
    reported: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = pages(reported)
    monkeypatch.setitem(sys.modules, "typst", ModuleType("typst"))
    assert run(reported, "--by", "region", "--force").exit_code == 0
    assert pages(reported) == first


def test_a_variable_without_territories_is_named(three_regions: Place) -> None:
    result = run(three_regions, "--by", "age")
    assert result.exit_code == 1
    assert "--by age: not among the territories of the surveys chosen (region)" in result.output
    with pytest.raises(Fault):
        orders([three_regions], ["fr"], ["html"], ["age"])


def test_a_variable_without_territories_is_named_before_anything_is_built(three_regions: Place) -> None:
    assert run(three_regions, "--by", "age").exit_code == 1
    assert not three_regions.processed.exists()


def test_a_code_too_long_for_a_folder_is_named_before_anything_is_built(three_regions: Place) -> None:
    definition = three_regions.survey_toml.read_text(encoding="utf-8")
    three_regions.survey_toml.write_text(
        definition.replace('b = "B"', f'"{"é" * 41}" = "B"'), encoding="utf-8"
    )
    result = run(three_regions, "--by", "region")
    assert result.exit_code == 1
    said = "too long for the name of a folder (240 letters, é and the like count for six)"
    assert f"--by region: {said}: {'é' * 41}; give shorter codes" in result.output
    assert not three_regions.processed.exists()


def test_where_a_definition_cannot_be_read_its_build_is_what_says_so(three_regions: Place) -> None:
    three_regions.survey_toml.write_text("title = ", encoding="utf-8")
    result = run(three_regions, "--by", "age")
    assert result.exit_code == 1
    assert "survey.toml" in result.output
    assert "--by" not in result.output


def test_two_batches_at_once_give_what_one_gives(reported: Place) -> None:
    expected = pages(reported)
    both = [started(reported, "--by", "region", "--force") for _ in range(2)]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert pages(reported) == expected


def released(place: Place) -> dict[str, bytes]:
    """Every file of the survey's release but its manifests."""
    folder = place.root / "reports" / place.survey
    found = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
    names = {path.relative_to(folder).as_posix(): path for path in found if path.name != "manifest.json"}
    return {name: path.read_bytes() for name, path in names.items()}


def test_a_release_has_the_tables_its_reports_are_made_of_and_says_what_it_is(reported: Place) -> None:
    files = released(reported)
    assert {"2020/indicators.csv", "2020/territories.csv", "2020/report.html", "2020/LISEZMOI.txt"} <= set(
        files
    )
    assert b"Dossier diffusable" in files["2020/LISEZMOI.txt"]
    assert files["2020/indicators.csv"] == (reported.released / "indicators.csv").read_bytes()
    assert "À ne pas diffuser" in (reported.processed / "LISEZMOI.txt").read_text(encoding="utf-8")


def test_what_stands_is_made_again_whatever_is_asked_for(reported: Place) -> None:
    assert run(reported, "--lang", "en").exit_code == 0
    before = pages(reported)
    (reported.raw / "answers.csv").write_text(ANSWERS + "a,1\n" * 9)
    write_notebook(reported.root, "report.methodology()")
    said = run(reported).output
    after = pages(reported)
    assert "region/b/report.html" in said and "report.en.html" in said
    assert set(after) == set(before)
    assert all(after[name] != before[name] for name in before)


def test_a_build_takes_away_the_reports_of_former_results(reported: Place) -> None:
    (reported.raw / "answers.csv").write_text(ANSWERS + "a,1\n" * 9)
    from analysis.pipeline import build

    build(reported)
    assert pages(reported) == {}
    assert (reported.release / "indicators.csv").is_file()


def test_the_release_of_an_edition_or_survey_that_is_gone_is_taken_away(reported: Place) -> None:
    other = replace(reported, survey="autre")
    copytree(reported.raw.parent, other.raw.parent)
    assert run(reported).exit_code == 0
    assert (other.release / "report.html").is_file()
    rmtree(other.raw.parent)
    assert "autre: no such survey any more" in run(reported).output
    assert not other.release.exists()
