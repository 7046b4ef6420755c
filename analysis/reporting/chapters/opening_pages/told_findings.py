"""The findings of an edition as they are told: title, sentences, chart; in an analyst's words if any."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.reporting.blocks import Chart
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.compared_groups import group_findings
from analysis.reporting.evidence.finding_charts import finding_chart
from analysis.reporting.findings.candidates import is_opinion
from analysis.reporting.findings.choice import MOST, chosen
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.finding_sentences import finding_text
from analysis.reporting.findings.finding_titles import opening_titles
from analysis.reporting.findings.own_findings import filled
from analysis.reporting.language.written_values import written
from analysis.reporting.report_content import EditionContent


@dataclass(frozen=True)
class ToldFinding:
    """A finding with its title, its sentences, the name and the anchor of its chapter, and its chart."""

    finding: Finding
    title: str
    text: str
    chapter: str
    anchor: str
    chart: Chart


def told_findings(content: EditionContent, most: int = MOST) -> list[ToldFinding]:
    """The `most` findings to be told first, the heaviest first.

    Raises Fault where findings.toml names a finding that is none, or says the opposite of the data.
    """
    content.own.check({finding.name: difference_of(finding) for finding in content.findings})
    opening = chosen(content.findings, content.own, most)
    titles = opening_titles(content.voice, opening, content.changes)
    pairs = zip(opening, titles, strict=True)
    return [_told(content, rank, finding, title) for rank, (finding, title) in enumerate(pairs)]


def nothing_found(content: EditionContent) -> str:
    """The sentence of a report without a finding: that nothing differs, of no edition before where there is
    none; or that what differs is small, or of few respondents."""
    if _is_any_established(content):
        return content.voice.say("finding.none_opens")
    has_former = bool(content.changes.latest)
    return content.voice.say("finding.nothing" if has_former else "finding.nothing_between_groups")


def _is_any_established(content: EditionContent) -> bool:
    """Whether a test finds that figures moved, or that groups differ in what they were asked."""
    survey, estimates = content.voice.survey, content.estimates
    opinions = [name for name, each in survey.indicators.items() if is_opinion(survey, content.edition, each)]
    moved = any(
        each.holds(whole.level)
        for each in content.changes.latest
        if each.indicator in opinions
        for whole in estimates.whole(each.indicator)
    )
    return moved or any(
        found.is_claim
        for name in opinions
        for found in group_findings(survey, estimates.by_group(name), estimates.comparisons)
    )


def _told(content: EditionContent, rank: int, finding: Finding, said: str) -> ToldFinding:
    """The finding with its chart, in an analyst's words or else with the title `said`."""
    voice, own = content.voice, content.own.rewritten.get(finding.name)
    title = filled(own.title, lambda name: figure_named(content, name)) if own else ""
    title = voice.typeset(title) or said
    text = filled(own.text, lambda name: figure_named(content, name)) if own else ""
    anchor = anchor_of("chart-finding", str(rank + 1))
    return ToldFinding(
        finding,
        title,
        voice.typeset(text) or finding_text(voice, finding, content.changes, title, rank),
        voice.text(voice.survey.themes[finding.theme].title),
        anchor_of("theme", finding.theme),
        finding_chart(voice, anchor, finding, content.changes),
    )


def difference_of(finding: Finding) -> float:
    """By how much: since the edition before, or the later of two groups from the earlier, in their order."""
    if finding.change:
        return finding.change.shown_difference
    if not finding.ends:
        return 0.0
    order = [row.group for row in finding.groups]
    first, second = sorted(finding.ends, key=lambda row: order.index(row.group))
    return second.shown_value - first.shown_value


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
