"""The decks of the survey of nine themes, and templates for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from analysis.reporting.report_content import EditionContent
from analysis.reporting.slides.deck import pptx_bytes
from tests.reporting.nine_themes import read_deck


@pytest.fixture(scope="session")
def deck(nine_themes_report: EditionContent) -> Any:
    """Its deck."""
    return read_deck(pptx_bytes(nine_themes_report))


@pytest.fixture
def template(tmp_path: Path) -> Callable[..., Path]:
    """Writes a template: python-pptx's own, with the layouts of these types and one slide."""

    def made(*kept: str) -> Path:
        presentation = Presentation()
        layouts = presentation.slide_master.slide_layouts
        for layout in list(layouts):
            if kept and layout._element.get("type") not in kept:
                layouts.remove(layout)
        presentation.slides.add_slide(layouts[0])
        path = tmp_path / "modele.pptx"
        presentation.save(str(path))
        return path

    return made
