"""The first page of a report: the message, the key figures, and findings numbered from one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from analysis.questionnaire import Edition, Label
from analysis.reporting.blocks import Chart, Heading, Paragraph, Section
from analysis.reporting.chapters.opening_pages.essentials import essentials
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.own_findings import OwnFindings
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.trend_rows import Change
from tests.reporting.findings.made_findings import of_groups

Make = Callable[..., IndicatorRow]


def report(voice: Voice, findings: Sequence[Finding], changes: Changes) -> Any:
    """What the page reads of a report."""
    edition = Edition("2024", Label("2024", "2024"), ())
    rows = IndicatorRows(tuple(finding.whole for finding in findings))
    return SimpleNamespace(
        voice=voice, edition=edition, estimates=rows, changes=changes, findings=findings, own=OwnFindings()
    )


def test_findings_are_numbered_from_one_in_their_order_with_their_charts(
    spoken: dict[str, Voice], estimate: Make
) -> None:
    voice = spoken["fr"]
    found = [of_groups(voice, estimate), of_groups(voice, estimate, "a", low=20.0)]
    page = essentials(report(voice, found, Changes("2024")))
    sections = [block for block in page if isinstance(block, Section) and block.kind == "finding-section"]
    assert len(sections) == 2
    for rank, section in enumerate(sections, 1):
        heading, text, chapter, chart = section.blocks
        assert isinstance(heading, Heading) and isinstance(chart, Chart)
        assert (heading.anchor, chart.anchor) == (f"finding-{rank}", f"chart-finding-{rank}")
        assert isinstance(text, Paragraph) and isinstance(chapter, Paragraph)
        assert chapter.text and chapter.kind == "note"


@pytest.mark.parametrize(("moved", "key"), [(0, "nothing_between_groups"), (1, "nothing")])
def test_a_report_without_a_finding_says_so(moved: int, key: str, voices: dict[str, Voice]) -> None:
    changes = Changes("2024", [Change("heures", "", "2009", "2024", 1.0, 1.0)] * moved)
    page = essentials(report(voices["fr"], [], changes))
    said = [block.text for block in page if isinstance(block, Paragraph) and block.kind == "finding"]
    assert said == [voices["fr"].say(f"finding.{key}")]
