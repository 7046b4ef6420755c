"""The explorer follows what is released: made by `assoscope report`, gone before a release is replaced."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.cli.main import main
from analysis.pipeline import build
from analysis.steps import explorers
from analysis.steps.explorers import explorer_result, make_explorer
from analysis.workspace import EXPLORER, Place
from tests.reporting.explorer.conftest import written


def released(root: Path, survey: str = "petite") -> list[Place]:
    places = written(root, survey)
    for place in places:
        build(place)
    return places


@pytest.fixture
def places(tmp_path: Path) -> list[Place]:
    """Two editions that are released."""
    return released(tmp_path)


def editions_in(page: Path) -> list[str]:
    data = page.read_text(encoding="utf-8").split('id="data">')[1].split("</script>")[0]
    return [edition["name"] for survey in json.loads(data)["surveys"] for edition in survey["editions"]]


def test_without_a_release_there_is_no_explorer(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    assert make_explorer(tmp_path) is None
    assert not (tmp_path / "reports" / EXPLORER).exists()


def test_an_edition_that_is_withdrawn_is_gone_with_its_release(places: list[Place]) -> None:
    root = places[0].root
    page = make_explorer(root)
    assert page and editions_in(page) == ["2019", "2023"]
    assert explorer_result(root).is_current()
    places[0].edition_toml.unlink()
    build(places[1])
    assert not page.exists()
    assert make_explorer(root) == page and editions_in(page) == ["2023"]


def test_a_release_that_is_the_same_leaves_the_explorer(places: list[Place]) -> None:
    page = make_explorer(places[0].root)
    assert page
    before = page.stat().st_mtime_ns
    build(places[1])
    assert make_explorer(places[0].root) == page and page.stat().st_mtime_ns == before


def test_the_release_of_a_former_version_is_left_out(places: list[Place]) -> None:
    root = places[0].root
    folder = root / "reports" / "petite"
    for path in (folder / "2019" / "indicators.csv", folder / "trend.csv"):
        path.write_text(path.read_text(encoding="utf-8").replace(",step", ",pas", 1), encoding="utf-8")
    page = make_explorer(root)
    assert page and editions_in(page) == ["2023"]
    assert '"changes":null' in page.read_text(encoding="utf-8")


def test_many_tables_have_a_page_for_each_survey(
    places: list[Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = places[0].root
    released(root, "grande")
    monkeypatch.setattr(explorers, "LARGEST_TABLES", 1)
    page = make_explorer(root)
    assert page and explorer_result(root).is_current()
    own = sorted(path.name for path in page.parent.glob("explorer-*.html"))
    assert own == ["explorer-grande.html", "explorer-petite.html"]
    assert all(f'href="{name}"' in page.read_text(encoding="utf-8") for name in own)
    assert editions_in(page.with_name(own[1])) == ["2019", "2023"]
    places[0].edition_toml.unlink()
    build(places[1])
    assert not [*page.parent.glob("explorer*.html")]


@pytest.mark.usefixtures("copied_processes")
def test_reports_come_with_an_explorer_that_the_index_leads_to(places: list[Place]) -> None:
    root = places[0].root
    done = CliRunner().invoke(main, ["--root", str(root), "report", "petite/2023"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert "explorer: reports/explorer.html" in done.output
    assert 'href="explorer.html"' in (root / "reports" / "index.html").read_text(encoding="utf-8")
