"""The figures of a theme's page: its shares on one chart, its main questions, what differs between groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.questionnaire import Indicator
from analysis.reporting.blocks import Chart, Point
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.charts import chart_of
from analysis.reporting.charts.dumbbells import DumbbellRow, Dumbbells
from analysis.reporting.charts.group_dots import DotPanel, GroupDots
from analysis.reporting.charts.ranked_bars import RankedBars
from analysis.reporting.evidence.estimate_charts import answer_chart
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.finding_sentences import edition_name
from analysis.reporting.language.typography import capitalised
from analysis.reporting.language.voice import Voice, is_ordered
from analysis.reporting.language.written_values import written
from analysis.reporting.report_content import EditionContent
from analysis.results.indicator_rows import IndicatorRow

MOST_QUESTIONS = 2
"""Questions of a theme whose answers are drawn: the first; the annex has all."""
MOST_PANELS = 3
"""Figures whose groups are drawn side by side."""


def theme_figures(
    content: EditionContent, theme: str, indicators: Sequence[Indicator], found: Sequence[Finding]
) -> Iterator[Chart]:
    """The charts of a theme's page, in the order of the page."""
    shares = [(i, row) for i in indicators if (row := _share(content, i)) is not None]
    if shares:
        yield _shares_chart(content, theme, shares)
    questions = [i for i in indicators if any(row.item for row in _shown(content, i))]
    for indicator in questions[:MOST_QUESTIONS]:
        rows = _shown(content, indicator)
        if not is_ordered(content.voice.survey.questions.get(indicator.variable)):
            rows.sort(key=lambda row: -(row.value or 0.0))
        yield answer_chart(content.voice, f"chart-{anchor_of(indicator.name)}", indicator, rows)
    apart = [finding for finding in found if finding.ends]
    if apart:
        yield _groups_chart(content.voice, theme, apart)


def _shown(content: EditionContent, indicator: Indicator) -> list[IndicatorRow]:
    return [row for row in content.estimates.whole(indicator.name) if row.mark != "empty"]


def _share(content: EditionContent, indicator: Indicator) -> IndicatorRow | None:
    """The share of an indicator that is one figure and may be shown."""
    rows = content.estimates.whole(indicator.name)
    is_one = len(rows) == 1 and not rows[0].item and rows[0].is_shown and rows[0].form.is_share
    return rows[0] if is_one else None


def _shares_chart(
    content: EditionContent, theme: str, shares: Sequence[tuple[Indicator, IndicatorRow]]
) -> Chart:
    """The shares now, and in the edition before where there is one, the largest first."""
    voice = content.voice
    ordered = sorted(shares, key=lambda pair: -(pair[1].value or 0.0))
    anchor, title = anchor_of("chart-shares", theme), voice.say("theme_shares")
    rows = [row for i, now in ordered if (row := _dumbbell(content, i, now))]
    if len(rows) == len(ordered):
        first = content.changes.latest[0]
        names = (
            edition_name(voice, content.changes, first.earlier),
            edition_name(voice, content.changes, first.later),
        )
        note = voice.say("theme_shares_note")
        return chart_of(Dumbbells(rows, names), voice, anchor, title, voice.say("statistic.share"), note)
    points = [_point(voice, _name(voice, i), row) for i, row in ordered]
    return chart_of(RankedBars(points), voice, anchor, title, voice.say("statistic.share"))


def _dumbbell(content: EditionContent, indicator: Indicator, now: IndicatorRow) -> DumbbellRow | None:
    """The share in both editions; None where the edition before has none that is comparable."""
    changes = content.changes
    change = next((c for c in changes.latest if c.cell == (indicator.name, "")), None)
    before = changes.figure(change, change.earlier) if change else None
    if change is None or before is None or not before.is_shown or change.status == "break":
        return None
    points = [_point(content.voice, "", row) for row in (before, now)]
    moves = change.holds(content.voice.level)
    return DumbbellRow(_name(content.voice, indicator), points[0], points[1], moves)


def _groups_chart(voice: Voice, theme: str, apart: Sequence[Finding]) -> Chart:
    """The figures that differ most by the breakdown that tells most, side by side."""
    weights: dict[str, float] = {}
    for finding in apart:
        breakdown = finding.groups[0].breakdown
        weights[breakdown] = weights.get(breakdown, 0.0) + finding.rank
    chosen = max(weights, key=lambda name: weights[name])
    shown = [f for f in apart if f.groups[0].breakdown == chosen][:MOST_PANELS]
    panels = [_panel(voice, finding) for finding in shown]
    by = voice.mention(voice.variable(chosen).partition(" (")[0])
    title = capitalised(voice.say("theme_groups", groups=by))
    level = voice.percent(100 * shown[0].whole.level)
    note = voice.say("theme_groups_note", level=level)
    return chart_of(GroupDots(panels), voice, anchor_of("chart-groups", theme), title, "", note)


def _panel(voice: Voice, finding: Finding) -> DotPanel:
    breakdown = finding.groups[0].breakdown
    points = [
        replace(_point(voice, voice.answer(breakdown, row.group), row), is_key=row in finding.ends)
        for row in finding.groups
    ]
    name = _name(voice, finding.indicator)
    title = voice.item(finding.indicator, finding.item) if finding.item else name
    return DotPanel(title, points, _point(voice, voice.say("all"), finding.whole))


def _name(voice: Voice, indicator: Indicator) -> str:
    return voice.text(indicator.short or indicator.title)


def _point(voice: Voice, label: str, row: IndicatorRow) -> Point:
    return Point(label, row.value, row.low, row.high, written(voice, row).figure if row.is_shown else "")
