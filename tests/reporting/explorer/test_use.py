"""The explorer is used with a keyboard, on a telephone, by ear, and its script is that of its source."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import copytree

import pytest

from analysis.reporting.explorer.explorer_page import TEMPLATES
from analysis.workspace import EXPLORER, Place
from tests.browser import library, program
from tests.reporting.explorer.browser import open_view

pytestmark = pytest.mark.slow
BY_TOWN = "survey=petite&edition=2023&indicator=choix&by=ville&lang=fr"
BY_REGION = "survey=petite&edition=2023&indicator=note&by=region&lang=fr"
IN_TIME = "survey=petite&edition=2019&edition=2023&indicator=oui&by=sexe&lang=en"
FOCUS = "document.activeElement.id || document.activeElement.value"


@pytest.fixture(scope="module")
def page(explored: Place) -> Path:
    return explored.root / "reports" / EXPLORER


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("address", [BY_TOWN, IN_TIME, BY_REGION])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(page: Path, width: int, address: str) -> None:
    with open_view(page, address, width) as tab:
        assert tab.value("document.documentElement.scrollWidth") == width
        assert tab.violations() == []


def test_a_choice_by_keyboard_keeps_the_focus_is_said_and_can_be_gone_back_from(page: Path) -> None:
    with open_view(page, BY_TOWN, 1440) as tab:
        tab.value("document.querySelector('#breakdown').focus()")
        tab.press("ArrowDown", 40)
        assert tab.value(FOCUS) == "breakdown"
        assert "by=sexe" in tab.value("location.hash")
        assert "9" in tab.value("document.querySelector('#status').textContent")
        tab.value("document.querySelector('#editions input').focus()")
        tab.press(" ", 32, " ")
        assert tab.value(FOCUS) == "2019"
        assert tab.value("location.hash").count("edition=") == 2
        tab.value(
            "new Promise((done) => { addEventListener('popstate', () => setTimeout(done)); history.back(); })"
        )
        assert tab.value("location.hash").count("edition=") == 1
        assert tab.value("document.querySelector('#editions input').checked") is False


def test_a_link_inside_the_page_leaves_the_view(page: Path) -> None:
    with open_view(page, BY_TOWN, 1440) as tab:
        before = tab.value("document.querySelector('#rows').textContent")
        tab.value(
            "new Promise((done) => { document.querySelector('.skip').click(); setTimeout(done, 100); })"
        )
        assert tab.value("location.hash") == f"#{BY_TOWN}"
        assert tab.value("document.querySelector('#rows').textContent") == before


def test_an_indicator_is_found_by_a_word(page: Path) -> None:
    with open_view(page, BY_TOWN, 360) as tab:
        tab.value("document.querySelector('#find').focus()")
        tab.call("Input.insertText", text="nöte")
        shown = "[...document.querySelectorAll('#indicator option')].map(({value}) => value)"
        assert tab.value(shown) == ["choix", "note"]
        assert tab.value("document.querySelector('#found').textContent") == "1 sur 3 indicateurs"


def test_the_page_asks_no_address_for_anything(page: Path) -> None:
    with open_view(page, BY_TOWN, 1440) as tab:
        loaded = "performance.getEntriesByType('resource').map(({name}) => name.split(':')[0])"
        assert set(tab.value(loaded)) <= {"data"}
        assert tab.value("fetch('https://example.org').then(() => 'sent', () => 'refused')") == "refused"


def test_the_script_and_the_licences_are_those_of_the_source(tmp_path: Path) -> None:
    node, libraries = program("node"), library("esbuild").parent
    source = copytree(TEMPLATES.parent / "source", tmp_path / "source")
    (source / "node_modules").symlink_to(libraries)
    subprocess.run([node, "build.mjs", str(tmp_path)], cwd=source, check=True, timeout=120)
    for name in ("explorer.js", "licences.txt"):
        assert (tmp_path / name).read_bytes() == (TEMPLATES / name).read_bytes(), f"{name}: run make explorer"
