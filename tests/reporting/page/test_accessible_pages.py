"""Every kind of page for readers is valid HTML, and axe-core finds nothing in it at three widths."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.cli.main import main
from tests.browser import open_tab, program

pytestmark = pytest.mark.slow
SEEDS = Path(__file__).resolve().parents[3] / "data" / "raw"
PAGES = {
    "report": "reports/crise/2009_automne/report.html",
    "report in English": "reports/crise/2009_automne/report.en.html",
    "press page": "reports/crise/2009_automne/report.press.html",
    "press page in English": "reports/crise/2009_automne/report.en.press.html",
    "codebook": "reports/crise/2009_automne/codebook.html",
    "territory": "reports/crise/2009_automne/region/11/report.html",
    "territory of few respondents": "reports/crise/2009_automne/region/94/report.html",
    "press page of a territory": "reports/crise/2009_automne/region/11/report.press.html",
    "comparison": "comparison.html",
    "index": "reports/index.html",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The survey of the crisis with its two editions, reported and compared."""
    root = tmp_path_factory.mktemp("pages")
    shutil.copytree(SEEDS / "crise", root / "data" / "raw" / "crise")
    page = root / "comparison.html"
    commands = (
        ["report", "crise/2009_automne", "--by", "region", "--lang", "fr,en", "--format", "html,press"],
        ["report", "crise/2009"],
        ["compare", "crise/2009", "crise/2009_automne", "--html", str(page)],
    )
    for command in commands:
        done = CliRunner().invoke(main, ["--root", str(root), *command])
        assert done.exit_code in (0, 3), done.output
    return root


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_axe_finds_nothing_in_a_page_and_nothing_stands_beyond_it(kind: str, width: int, root: Path) -> None:
    with open_tab((root / PAGES[kind]).as_uri(), width, "document.readyState === 'complete'") as tab:
        tab.value("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert tab.violations() == []
        assert tab.value("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_valid(kind: str, root: Path) -> None:
    command = [program("vnu"), "--errors-only", str(root / PAGES[kind])]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
