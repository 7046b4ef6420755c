"""Who answered: the figures of a profile theme in one table, context for the reader and never a finding."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.questionnaire import Indicator
from analysis.reporting.blocks import Block, Paragraph, ReportTable, RowGroup, TableCell, TableRow
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.findings.edition_phrases import edition_name
from analysis.reporting.language.typography import capitalised
from analysis.reporting.language.written_values import written
from analysis.reporting.report_content import EditionContent
from analysis.results.indicator_rows import IndicatorRow

MOST_ANSWERS = 15
"""Answers of a question that the table has; of more (regions) the annex has all."""


def profile_page(content: EditionContent, theme: str, indicators: Sequence[Indicator]) -> list[Block]:
    """What the table is for, then the table: a row for each question, a column for each edition."""
    voice = content.voice
    editions = _editions(content)
    rows = [row for i in indicators if (row := _row(content, i, editions))]
    names = [edition_name(voice, content.changes, name) for name in editions]
    columns = names if len(names) > 1 else [voice.text(content.edition.title)]
    table = ReportTable(
        anchor_of("table", theme),
        voice.say("profile_caption"),
        voice.say("profile_stub"),
        columns,
        [RowGroup("", rows)],
        is_text=True,
    )
    return [Paragraph(voice.say("profile_lead")), table]


def _editions(content: EditionContent) -> list[str]:
    """The edition before, where there is one, and the report's."""
    changes = content.changes
    earlier = list(dict.fromkeys(change.earlier for change in changes.latest))[-1:]
    return [*earlier, content.edition.name]


def _row(content: EditionContent, indicator: Indicator, editions: Sequence[str]) -> TableRow | None:
    """The answers of a question with their shares, in each edition; None where no edition has any."""
    cells = [TableCell(_said(content, indicator, _figures(content, indicator, name))) for name in editions]
    if not cells[-1].text:
        return None
    return TableRow(content.voice.text(indicator.title), cells)


def _figures(content: EditionContent, indicator: Indicator, edition: str) -> list[IndicatorRow]:
    if edition == content.edition.name:
        return content.estimates.whole(indicator.name)
    found = content.changes.figures.get(edition, {})
    return [row for (name, _), row in found.items() if name == indicator.name]


def _said(content: EditionContent, indicator: Indicator, rows: Sequence[IndicatorRow]) -> str:
    """Un homme 50 % ; Une femme 50 %; a number alone; empty where nothing may be shown or it is too long."""
    voice = content.voice
    shown = [row for row in rows if row.is_shown]
    if len(shown) > MOST_ANSWERS:
        return ""
    texts = [
        f"{voice.item(indicator, row.item)} {written(voice, row).figure}"
        if row.item
        else written(voice, row).figure
        for row in shown
    ]
    return capitalised(voice.series(texts))
