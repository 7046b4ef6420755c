"""The press page of a report, as readers have it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.reporting.press.press_page import press_bytes
from analysis.reporting.report_content import EditionContent
from tests.reporting.pages import Page


@pytest.fixture
def page_of(tmp_path: Path) -> Callable[..., Page]:
    """The press page of a report, read."""

    def read(report: EditionContent) -> Page:
        path = tmp_path / "report.press.html"
        path.write_bytes(press_bytes(report))
        return Page(path)

    return read
