"""The chapter on what changed since the earlier edition, in words that the tests support."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.questionnaire import Indicator
from analysis.reporting.blocks import (
    Block,
    Chart,
    Heading,
    Paragraph,
    Point,
    ReportTable,
    RowGroup,
    Section,
    TableCell,
    TableRow,
)
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.chapters.opening import key_indicators
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.charts import chart_of
from analysis.reporting.charts.time_lines import TimeBreak, TimeLines, TimePoint, TimeSeries
from analysis.reporting.edition_results import Changes
from analysis.reporting.language.change_sentences import (
    change_amount,
    change_sentence,
    change_tag,
    change_title,
    changes_summary,
    edition_title,
)
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.reporting.report_content import EditionContent
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.trend_rows import Change, Published

MOST_ANSWERS = 3
"""Answers to one question that the chapter follows: those given most now."""
MOST_LINES = 25
"""Further significant changes that the table lists."""


def evolution(voice: Voice, changes: Changes) -> list[Block]:
    """How many figures changed, each key figure, and the others that did."""
    headline = key_indicators(voice)
    followed = [section for i in headline if (section := _of_indicator(voice, changes, i))]
    others = _others(voice, changes, {indicator.name for indicator in headline})
    return [Paragraph(changes_summary(voice, changes), "headline"), *followed, *others]


def _of_indicator(voice: Voice, changes: Changes, indicator: Indicator) -> Section | None:
    """Heading, sentences and chart of one indicator; None where the edition has nothing of it."""
    of_one = [change for change in changes.latest if change.indicator == indicator.name]
    followed = sorted(of_one, key=lambda change: -(change.value_to or 0.0))[:MOST_ANSWERS]
    if not followed:
        return None
    tag = change_tag(voice, followed[0]) if len(followed) == 1 else ("", "")
    title = Heading(voice.text(indicator.title), 3, anchor_of("evolution", indicator.name), *tag)
    said: list[Block] = []
    if len(followed) == 1:
        said = [Paragraph(change_sentence(voice, changes, followed[0]))]
    else:
        for change in followed:
            answer = voice.quoted(voice.item(indicator, change.item))
            sentence = decapitalised(change_sentence(voice, changes, change))
            said.append(Paragraph(f"{answer}{voice.colon}{sentence}"))
    chart = _chart(voice, changes, indicator, followed)
    return Section("indicator", [title, *said, *([chart] if chart else [])])


def _chart(voice: Voice, changes: Changes, indicator: Indicator, followed: Sequence[Change]) -> Chart | None:
    """Each figure on its dates, what others published hollow among them; breaks are open."""
    series = [_series(voice, changes, indicator, change) for change in followed]
    if sum(at.point.value is not None for each in series for at in each.points) < 2:
        return None
    row = changes.figure(followed[0], changes.edition)
    unit = written(voice, row).unit
    title = voice.say(f"statistic.{row.statistic}") + (f" ({unit})" if unit else "")
    dates = [(float(year), str(year)) for year in sorted(set(changes.years.values()))]
    drawing = TimeLines(series, dates, "%" if row.form.is_share else "")
    anchor = anchor_of("chart-evolution", indicator.name)
    return chart_of(drawing, voice, anchor, title, note=_note(voice, changes, followed))


def _series(voice: Voice, changes: Changes, indicator: Indicator, change: Change) -> TimeSeries:
    """The points of one figure in order of time, and its breaks."""
    steps = changes.before(change)
    editions = [steps[0].earlier, *(step.later for step in steps)]
    points = [_own_point(voice, changes, change, name) for name in editions]
    points += [_other_point(voice, changes, change, f) for f in changes.published.get(change.cell, ())]
    breaks = [
        TimeBreak(
            (changes.years.get(s.earlier, 0) + changes.years.get(s.later, 0)) / 2, voice.say("trend_break")
        )
        for s in steps
        if s.status == "break"
    ]
    label = voice.item(indicator, change.item) if change.item else voice.text(indicator.title)
    is_fixed = any(step.status == "fixed" for step in steps)
    moves = change.status == "tested" and change.holds(voice.level)
    return TimeSeries(label, sorted(points, key=lambda at: at.when), breaks, is_fixed, moves)


def _own_point(voice: Voice, changes: Changes, change: Change, edition: str) -> TimePoint:
    row = changes.figure(change, edition)
    text = _short(voice, row) if row.is_shown else "–"
    point = Point(edition_title(voice, changes, edition), row.value, row.low, row.high, text)
    return TimePoint(float(changes.years.get(edition, 0)), point)


def _other_point(voice: Voice, changes: Changes, change: Change, figure: Published) -> TimePoint:
    row = changes.figure(change, changes.edition)
    label = " ".join(part for part in (str(figure.year), figure.period) if part)
    text = written(voice, row).number(figure.value) if row.unit == "%" else voice.number(figure.value)
    said = f"{label} ({voice.say('trend_other')})"
    return TimePoint(float(figure.year), Point(said, figure.value, None, None, text, is_other=True))


def _short(voice: Voice, row: IndicatorRow) -> str:
    return written(voice, row).figure if row.form.is_share else written(voice, row).bare


def _note(voice: Voice, changes: Changes, followed: Sequence[Change]) -> str:
    sources = dict.fromkeys(
        figure.source for change in followed for figure in changes.published.get(change.cell, ())
    )
    if not sources:
        return ""
    named = voice.series(list(sources))
    return voice.say("trend_points_note", sources=named)


def _others(voice: Voice, changes: Changes, shown: set[str]) -> list[Block]:
    """The other figures that changed significantly, as a table."""
    tested = [c for c in changes.latest if c.status == "tested"]
    moved = [c for c in tested if c.indicator not in shown and c.holds(voice.level)]
    moved = sorted(moved, key=lambda change: change.p or 0.0)[:MOST_LINES]
    if not moved:
        return []
    rows = [_changed_row(voice, changes, change) for change in moved]
    compared = len({change.indicator for change in tested})
    note = voice.say(
        "trend_others_note",
        alpha=voice.percent(100 * (1 - voice.level)),
        n=voice.number(compared),
        chance=voice.number(compared * (1 - voice.level)),
    )
    earlier = voice.listing(list(dict.fromkeys(edition_title(voice, changes, c.earlier) for c in moved)))
    columns = [earlier, edition_title(voice, changes, changes.edition), voice.say("trend_change")]
    table = ReportTable(
        "table-evolution",
        voice.say("trend_others_caption"),
        voice.say("indicator"),
        columns,
        [RowGroup("", rows)],
        [note],
    )
    return [Heading(voice.say("trend_others"), 3, "evolution-others"), table]


def _changed_row(voice: Voice, changes: Changes, change: Change) -> TableRow:
    """The figure then and now, and their difference above its interval."""
    then, now = (changes.figure(change, edition) for edition in (change.earlier, change.later))
    decimals = 1 if now.form.in_points else None
    figures = [TableCell(written(voice, row).number(row.value or 0.0, decimals)) for row in (then, now)]
    values = (change.difference, change.low, change.high)
    difference, low, high = (change_amount(voice, now, value, False) for value in values)
    return TableRow(
        change_title(voice, change), [*figures, TableCell(difference, voice.say("to", low=low, high=high))]
    )


EVOLUTION = Chapter[EditionContent](
    title=lambda content: content.voice.say("evolution"),
    anchor="evolution",
    shows=lambda content: evolution(content.voice, content.changes),
    applies=lambda content: bool(content.changes.latest),
)
