"""The survey of the slides, built once, as its press page and its pictures tell it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.reporting.press.press_page import press_bytes
from analysis.reporting.report_content import EditionContent
from analysis.workspace import Place
from tests.reporting.pages import Page
from tests.reporting.slides.conftest import Write, built, opened


@pytest.fixture(scope="session")
def place(write_shared: Write) -> Place:
    """The survey, built; nothing of it may be changed."""
    return built(write_shared)


@pytest.fixture(scope="session")
def report(place: Place) -> EditionContent:
    """Its report in French."""
    found = opened(place)
    assert isinstance(found, EditionContent)
    return found


@pytest.fixture
def page_of(tmp_path: Path) -> Callable[..., Page]:
    """The press page of a report, read."""

    def read(report: EditionContent) -> Page:
        path = tmp_path / "report.press.html"
        path.write_bytes(press_bytes(report))
        return Page(path)

    return read
