"""The outline of a report: chapters on level 2, their parts on 3, what is within these on 4; none skipped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import pytest

from analysis.reporting.blocks import Block, Heading, ReportTable, walk
from analysis.reporting.chapters import EDITION_CHAPTERS
from analysis.reporting.chapters.annexes import question_tables
from analysis.reporting.chapters.territory_pages.beside_rest import BESIDE_REST
from analysis.reporting.chapters.territory_pages.territory_annex import TERRITORY_ANNEX
from analysis.reporting.edition_report import EditionReport, open_report
from analysis.reporting.language.voice import Voice
from tests.reporting.chapters.test_territory_pages import Make, content, row


def levels(blocks: Sequence[Block]) -> list[int]:
    return [block.level for block in walk(blocks) if isinstance(block, Heading)]


def is_outline(found: Sequence[int]) -> bool:
    """Whether a chapter's heading is followed by its parts, none of them deeper by more than one."""
    return found[0] == 2 and all(3 <= after <= before + 1 for before, after in pairwise(found))


@pytest.mark.parametrize("name", EDITION_CHAPTERS)
def test_the_parts_of_a_chapter_are_on_the_level_below_it(
    name: str, small_survey: Callable[..., Any]
) -> None:
    small = small_survey()
    small.write()
    report = open_report(small.root, "petite", "2009")
    assert isinstance(report, EditionReport)
    for chapter in EDITION_CHAPTERS[name].parts(report):
        found = levels([chapter.section(report)])
        assert is_outline(found), (name, found)


def test_so_are_the_parts_of_a_sheet(estimate: Make) -> None:
    given = [row(estimate, f"k{n}") for n in range(3)]
    for chapter, parts in ((TERRITORY_ANNEX, 2), (BESIDE_REST, 2)):
        found = levels([chapter.section(content(given))])
        assert found == [2, *[3] * parts]


def test_the_table_of_questions_is_of_words_and_tables_of_figures_are_not(
    voices: dict[str, Voice], estimate: Make
) -> None:
    [words] = [block for block in question_tables(voices["fr"]) if isinstance(block, ReportTable)]
    assert words.is_text
    shown = walk([TERRITORY_ANNEX.section(content([row(estimate, "k0")]))])
    assert [block.is_text for block in shown if isinstance(block, ReportTable)] == [False]
