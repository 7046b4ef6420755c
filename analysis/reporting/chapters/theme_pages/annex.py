"""The annex: the other changes, and for each theme every figure in sentences and tables, folded in a page."""

from __future__ import annotations

from dataclasses import replace

from analysis.reporting.blocks import Block, Chart, Heading, Section
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.chapters.evolution import other_changes
from analysis.reporting.chapters.themes import anchor_of, indicator_section
from analysis.reporting.report_content import EditionContent


def annex(content: EditionContent) -> list[Block]:
    """A folded section per theme that has figures, after one of the changes that are no finding."""
    themes = [section for theme in content.themes if (section := _theme(content, theme))]
    return [*_changes(content), *themes]


def _changes(content: EditionContent) -> list[Section]:
    found = other_changes(content.voice, content.changes, content.findings)
    heading = Heading(content.voice.say("annex_changes"), 3, "annex-changes")
    return [Section("folded", [heading, *found])] if found else []


def _theme(content: EditionContent, theme: str) -> Section | None:
    voice = content.voice
    indicators = [i for i in voice.survey.indicators.values() if i.theme == theme]
    shown = [part for i in indicators if (part := indicator_section(voice, content.estimates, i))]
    if not shown:
        return None
    heading = Heading(voice.text(voice.survey.themes[theme].title), 3, anchor_of("annex", theme))
    return Section("folded", [heading, *map(_without_charts, shown)])


def _without_charts(section: Section) -> Section:
    """The section without its drawings, its heading one level lower."""
    kept: list[Block] = []
    for block in section.blocks:
        if isinstance(block, Heading):
            kept.append(replace(block, level=4))
        elif isinstance(block, Section):
            kept.append(_without_charts(block))
        elif not isinstance(block, Chart):
            kept.append(block)
    return Section(section.kind, kept)


ANNEX = Chapter[EditionContent](
    title=lambda content: content.voice.say("annex"),
    anchor="annex",
    shows=annex,
    kind="page",
)
