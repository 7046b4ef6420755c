"""L'essentiel: a message in one sentence, the key figures, and the findings that open the report."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.reporting.blocks import Block, Cards, Heading, Paragraph, Section
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.chapters.opening_pages.key_figures import key_figures
from analysis.reporting.chapters.opening_pages.message import message_of
from analysis.reporting.chapters.opening_pages.told_findings import (
    ToldFinding,
    nothing_found,
    told_findings,
)
from analysis.reporting.language.typography import ended
from analysis.reporting.language.voice import Voice
from analysis.reporting.report_content import EditionContent


def essentials(content: EditionContent) -> list[Block]:
    """The message, the key figures, then each finding with its chart; a sentence where nothing differs."""
    voice = content.voice
    told = told_findings(content)
    cards = key_figures(voice, content.edition, content.estimates, content.changes)
    source = Paragraph(voice.say("finding.rule"), "note")
    if not told:
        return [*cards, Paragraph(nothing_found(content), "finding"), source]
    message = message_of(content, told)
    lead = [Paragraph(ended(message), "headline")] if message else []
    sections = [
        Section("finding-section", list(_blocks(voice, rank, each))) for rank, each in enumerate(told, 1)
    ]
    figures = [block for block in cards if isinstance(block, Cards)]
    return [*lead, *figures, *sections, source]


def _blocks(voice: Voice, rank: int, told: ToldFinding) -> Iterator[Block]:
    """The title, the sentences, the way to the chapter, the chart."""
    yield Heading(told.title, 3, f"finding-{rank}")
    yield Paragraph(told.text)
    yield Paragraph(voice.say("finding.chapter", chapter=told.chapter), "note", told.anchor)
    yield told.chart


ESSENTIALS = Chapter[EditionContent](
    title=lambda content: content.voice.say("essentials"),
    anchor="essentials",
    shows=essentials,
    kind="essentials",
)
