"""`make docs`: every page and docstring becomes a page of the site, without a warning."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import open_tab

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = sorted((REPOSITORY / "docs").rglob("*.md"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as the target of make builds it, in a folder of its own."""
    folder = tmp_path_factory.mktemp("site")
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    (options,) = re.findall(r"sphinx-build (.+) build/docs$", makefile, re.MULTILINE)
    command = [sys.executable, "-m", "sphinx", *options.split(), str(folder)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_in_the_contents(site: Path) -> None:
    contents = (site / "docs/index.html").read_text(encoding="utf-8")
    missing = {page.name for page in PAGES if f"{page.stem}.html" not in contents} - {"index.md"}
    assert missing == set()


def test_the_reference_has_the_docstring_of_a_statistic(site: Path) -> None:
    reference = (site / "docs/reference.html").read_text(encoding="utf-8")
    assert 'id="analysis.statistics.shares"' in reference


LOOKED_AT = (
    "index",
    "tutorial",
    "how-to",
    "library",
    "statistics",
    "charts",
    "reference",
    "fr/comment-faire",
    "fr/bibliotheque",
)
"""Pages of every kind: lists, code, tables, formulas, pictures, docstrings, and one in French."""


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("name", LOOKED_AT)
def test_axe_finds_nothing_in_a_page(site: Path, name: str, width: int) -> None:
    page = site / "docs" / f"{name}.html"
    with open_tab(page.as_uri(), width, "document.readyState === 'complete'") as tab:
        assert tab.violations() == []
