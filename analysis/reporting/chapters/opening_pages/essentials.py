"""L'essentiel: a message in one sentence, the key figures, and the findings that open the report."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.reporting.blocks import Block, Chart, Heading, Paragraph, Section
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.chapters.opening_pages.key_figures import key_figures
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.evidence.finding_charts import finding_chart
from analysis.reporting.findings.choice import chosen
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.finding_sentences import finding_text
from analysis.reporting.findings.finding_titles import finding_title
from analysis.reporting.findings.own_findings import filled
from analysis.reporting.language.typography import ended
from analysis.reporting.language.written_values import written
from analysis.reporting.report_content import EditionContent


def essentials(content: EditionContent) -> list[Block]:
    """The message, the key figures, then each finding with its chart; a sentence where nothing differs."""
    voice, changes = content.voice, content.changes
    found = content.findings
    content.own.check({finding.name: difference_of(finding) for finding in found})
    opening = chosen(found, content.own)
    cards = key_figures(voice, content.edition, content.estimates, changes)
    if not opening:
        return [*cards, Paragraph(voice.say("finding.nothing"), "finding")]
    message = filled(content.own.message, lambda name: figure_named(content, name))
    lead = [Paragraph(voice.typeset(message), "headline")] if message else []
    turns = [sum(bool(each.ends) for each in opening[:rank]) for rank in range(len(opening))]
    sections = [_section(content, rank, finding, turns[rank]) for rank, finding in enumerate(opening)]
    source = Paragraph(voice.say("finding.rule"), "note")
    return [*lead, *cards, *sections, source]


def difference_of(finding: Finding) -> float:
    """By how much: since the edition before, or the second group from the first in the questionnaire."""
    compared = finding.change or finding.contrast
    return (compared.difference or 0.0) if compared else 0.0


def _section(content: EditionContent, rank: int, finding: Finding, turn: int) -> Section:
    return Section("finding-section", list(_blocks(content, rank, finding, turn)))


def _blocks(content: EditionContent, rank: int, finding: Finding, turn: int) -> Iterator[Block]:
    """The title, the sentences, the chart."""
    voice, own = content.voice, content.own.rewritten.get(finding.name)
    title = filled(own.title, lambda name: figure_named(content, name)) if own else ""
    text = filled(own.text, lambda name: figure_named(content, name)) if own else ""
    yield Heading(voice.typeset(title) or finding_title(voice, finding, turn), 3, f"finding-{rank + 1}")
    yield Paragraph(voice.typeset(text) or finding_text(voice, finding, content.changes, turn))
    theme = voice.text(voice.survey.themes[finding.theme].title)
    yield Paragraph(ended(theme), "note")
    yield _chart(content, rank, finding)


def _chart(content: EditionContent, rank: int, finding: Finding) -> Chart:
    anchor = anchor_of("chart-finding", str(rank + 1))
    return finding_chart(content.voice, anchor, finding, content.changes)


def figure_named(content: EditionContent, name: str) -> str | None:
    """The figure that an analyst's sentence names; None where it is not published.

    INDICATOR or INDICATOR/ITEM, then nothing, @BREAKDOWN=GROUP or @EDITION.
    """
    cell, _, place = name.partition("@")
    indicator, _, item = cell.partition("/")
    breakdown, is_group, group = place.partition("=")
    if place and not is_group:
        row = content.changes.figures.get(place, {}).get((indicator, item))
        return written(content.voice, row).figure if row and row.is_shown else None
    whole = content.estimates.whole(indicator)
    rows = content.estimates.by_group(indicator).get(breakdown, []) if is_group else whole
    found = (row for row in rows if row.item == item and (not is_group or row.group == group))
    row = next(found, None)
    return written(content.voice, row).figure if row and row.is_shown else None


ESSENTIALS = Chapter[EditionContent](
    title=lambda content: content.voice.say("essentials"),
    anchor="essentials",
    shows=essentials,
    kind="essentials",
)
