"""The chart of a finding: groups as bars with their intervals, a change on its dates."""

from __future__ import annotations

from dataclasses import replace

from analysis.questionnaire import Indicator
from analysis.reporting.blocks import Chart, Point
from analysis.reporting.charts import chart_of
from analysis.reporting.charts.dumbbells import DumbbellRow, Dumbbells
from analysis.reporting.charts.ranked_bars import RankedBars
from analysis.reporting.charts.stacked_scales import StackedScale
from analysis.reporting.charts.time_lines import TimeLines, TimePoint, TimeSeries
from analysis.reporting.drawing.chart_kind import ChartKind
from analysis.reporting.edition_results import Changes
from analysis.reporting.evidence.estimate_charts import unit_of
from analysis.reporting.evidence.figure_notes import at_both, bases, mean_of, share_of
from analysis.reporting.evidence.scale_charts import composition, is_composition
from analysis.reporting.findings.candidates import is_substantive
from analysis.reporting.findings.edition_phrases import edition_name
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.group_phrases import by_groups, group_name
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice, is_ordered
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.trend_rows import Change, Published

MOST_ROWS = 8
"""Answers to one question that are drawn: those that moved most."""


def finding_chart(voice: Voice, anchor: str, finding: Finding, changes: Changes) -> Chart:
    """The chart of `finding`, its title what it is about and its note the base."""
    return _groups(voice, anchor, finding) if finding.ends else _change(voice, anchor, finding, changes)


def _groups(voice: Voice, anchor: str, finding: Finding) -> Chart:
    """Bars by group in their order, or from the highest where they have none; the two compared are key, of
    two the higher alone."""
    breakdown = finding.groups[0].breakdown
    rows = list(finding.groups)
    if not is_ordered(voice.survey.questions.get(breakdown)):
        rows.sort(key=lambda row: -row.shown_value)
    keys = finding.ends if len(rows) > 2 else finding.ends[:1]
    points = [
        replace(_point(voice, group_name(voice, breakdown, row.group), row), is_key=row in keys)
        for row in rows
    ]
    bases = [voice.counted(row.n) for row in rows]
    drawing = RankedBars(points, unit_of(rows[0]), bases, voice.say("respondents_short"))
    by = by_groups(voice, breakdown)
    subtitle = voice.say("chart_by", what=_what(voice, finding), by=by)
    return chart_of(drawing, voice, anchor, _about(voice, finding), subtitle, _note(voice, finding.whole))


def _change(voice: Voice, anchor: str, finding: Finding, changes: Changes) -> Chart:
    """All answers of the question then and now, or the one figure on its dates with published points."""
    assert finding.change is not None
    of_question = [
        c for c in changes.latest if c.indicator == finding.indicator.name and c.status == "tested"
    ]
    rows = [c for c in of_question if is_substantive(voice.survey, finding.indicator.variable, c.item)]
    whole = None if finding.item else _question_of(voice, finding, changes)
    drawing: ChartKind
    if whole is not None:
        drawing = _parts(voice, finding, changes, whole)
    else:
        drawing = _answers(voice, finding, changes, rows) if finding.item else _line(voice, finding, changes)
    return chart_of(
        drawing,
        voice,
        anchor,
        _about(voice, finding) if whole is None else voice.text(whole.title),
        at_both(voice, changes, finding.change.earlier, finding.change.later, _what(voice, finding)),
        _base_then(voice, finding, changes),
    )


def _question_of(voice: Voice, finding: Finding, changes: Changes) -> Indicator | None:
    """The indicator that shows every answer of which the share counts some, where two editions are all there
    is and have them all; None otherwise."""
    own, change = finding.indicator, finding.change
    assert change is not None
    if changes.published.get(change.cell) or len(changes.before(change)) > 1:
        return None
    question = voice.survey.questions.get(own.variable)
    if question is None or question.ordered or not is_composition(question):
        return None
    for each in voice.survey.indicators.values():
        is_same = each.variable == own.variable and each.population == own.population
        shown = [c for c in changes.latest if c.indicator == each.name and c.item]
        figures = [changes.figure(c, name) for c in shown for name in (c.earlier, c.later)]
        if (
            is_same
            and shown
            and all(c.status == "tested" for c in shown)
            and all(f.is_shown for f in figures)
        ):
            return each
    return None


def _parts(voice: Voice, finding: Finding, changes: Changes, whole: Indicator) -> StackedScale:
    """What all answers make up, then and now."""
    change = finding.change
    assert change is not None
    of_whole = [each for each in changes.latest if each.indicator == whole.name]
    rows = {
        (edition_name(voice, changes, name), False): [changes.figure(each, name) for each in of_whole]
        for name in (change.earlier, change.later)
    }
    return composition(voice, voice.survey.questions[whole.variable], rows)


def _answers(voice: Voice, finding: Finding, changes: Changes, rows: list[Change]) -> Dumbbells:
    """A line per answer, those that moved most first."""
    ordered = sorted(rows, key=lambda c: -abs(c.shown_difference))[:MOST_ROWS]
    made = []
    for change in ordered:
        then, now = (changes.figure(change, edition) for edition in (change.earlier, change.later))
        label = voice.item(finding.indicator, change.item)
        points = (
            _point(voice, edition_name(voice, changes, change.earlier), then),
            _point(voice, edition_name(voice, changes, change.later), now),
        )
        made.append(DumbbellRow(label, *points, moves=change.holds(voice.level)))
    return Dumbbells(
        made,
        (edition_name(voice, changes, ordered[0].earlier), edition_name(voice, changes, ordered[0].later)),
    )


def _line(voice: Voice, finding: Finding, changes: Changes) -> TimeLines:
    change = finding.change
    assert change is not None
    steps = changes.before(change)
    editions = [steps[0].earlier, *(step.later for step in steps)]
    points = [
        TimePoint(
            changes.when(name),
            _point(voice, edition_name(voice, changes, name), changes.figure(change, name)),
        )
        for name in editions
    ]
    points += [_published(voice, figure) for figure in changes.published.get(change.cell, ())]
    points.sort(key=lambda at: at.when)
    label = voice.text(finding.indicator.short or finding.indicator.title)
    dates = [(changes.when(name), edition_name(voice, changes, name)) for name in editions]
    return TimeLines([TimeSeries(label, points)], dates, unit_of(finding.whole))


def _published(voice: Voice, figure: Published) -> TimePoint:
    said = f"{figure.year} ({voice.say('trend_other')})"
    text = voice.percent(figure.value)
    return TimePoint(figure.year + 0.5, Point(said, figure.value, None, None, text, is_other=True))


def _point(voice: Voice, label: str, row: IndicatorRow) -> Point:
    text = written(voice, row)
    figure = text.figure if row.is_shown and row.form.is_share else text.brief if row.is_shown else ""
    said = voice.mark_meaning(row.mark) if row.mark and not row.is_shown else ""
    return Point(label, row.value, row.low, row.high, figure, said=said)


def _about(voice: Voice, finding: Finding) -> str:
    return voice.text(finding.indicator.title)


def _what(voice: Voice, finding: Finding) -> str:
    """What is drawn: the answer, the share, and of whom."""
    if not finding.whole.form.is_share:
        return mean_of(voice, finding.whole)
    what = share_of(voice, [finding.whole.population])
    if not (finding.item and finding.ends):
        return what
    answer = voice.quoted(voice.item(finding.indicator, finding.item))
    return voice.say("shown.answer", answer=answer, what=decapitalised(what))


def _note(voice: Voice, whole: IndicatorRow) -> str:
    """The base, and what the lines are."""
    level = voice.percent(100 * whole.level)
    interval = voice.say("chart_note", interval=decapitalised(voice.interval_name), level=level)
    return f"{bases(voice, [whole])} {interval}".strip()


def _base_then(voice: Voice, finding: Finding, changes: Changes) -> str:
    """The bases of both editions."""
    assert finding.change is not None
    before = changes.figure(finding.change, finding.change.earlier)
    if before.n is None or finding.whole.n is None:
        return bases(voice, [finding.whole])
    return voice.say("base_then", before=voice.number(before.n), now=voice.respondents(finding.whole.n))
