"""What a chapter folds: below each heading everything, in its order, nothing left out."""

from __future__ import annotations

import pytest

from analysis.reporting.blocks import Block, Heading, Paragraph, Section, walk
from analysis.reporting.chapters.folded_parts import folded_parts


def chapter() -> list[Block]:
    return [
        Paragraph("lead"),
        Heading("A", 3, "a"),
        Paragraph("one"),
        Heading("B", 3, "b"),
        Heading("B1", 4, "b1"),
        Paragraph("two"),
    ]


FOLDED = [(0, ["A", "B"]), (1, ["B"]), (2, [])]


@pytest.mark.parametrize(("open_parts", "headings"), FOLDED)
def test_all_but_the_first_parts_are_folded(open_parts: int, headings: list[str]) -> None:
    sections = [block for block in folded_parts(chapter(), open_parts) if isinstance(block, Section)]
    assert [section.kind for section in sections] == ["folded"] * len(headings)
    assert [block.text for section in sections for block in section.blocks[:1]] == headings  # type: ignore[attr-defined]


@pytest.mark.parametrize("open_parts", [0, 1, 2])
def test_nothing_is_left_out(open_parts: int) -> None:
    kept = [block for block in walk(folded_parts(chapter(), open_parts)) if not isinstance(block, Section)]
    assert kept == chapter()
