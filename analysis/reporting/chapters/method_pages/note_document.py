"""The methodology note and the quality report as a document to send by itself."""

from __future__ import annotations

from analysis.questionnaire import Edition
from analysis.reporting.blocks import Block, Heading, Section
from analysis.reporting.chapters.method_pages.quality_report import quality_report
from analysis.reporting.chapters.methodology import methodology
from analysis.reporting.chapters.opening_pages.cover import cover_of
from analysis.reporting.language.voice import Voice
from analysis.results.record_rows import Records


def note_blocks(voice: Voice, edition: Edition, records: Records) -> list[Block]:
    """Cover, methodology as the report has it, then the quality report under the headings of SIMS."""
    kept = records.counted("counts").get("kept")
    subtitle = f"{voice.text(edition.title)} – {voice.say('note_title')}"
    chapters = (
        ("methodology", methodology(voice, edition, records)),
        ("quality_report", quality_report(voice, edition, records)),
    )
    return [
        cover_of(voice, edition, subtitle, kept),
        *(Section("chapter", [Heading(voice.say(key), 2, key), *blocks]) for key, blocks in chapters),
    ]
