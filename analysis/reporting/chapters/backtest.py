"""The page that holds the report's figures to those that others published."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from analysis.reporting.blocks import (
    Block,
    Chart,
    Heading,
    Paragraph,
    Point,
    ReportTable,
    RowGroup,
    TableCell,
    TableRow,
)
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.chapters.folded_parts import folded_parts
from analysis.reporting.charts import chart_of
from analysis.reporting.charts.distributions import ColumnMark, Distribution
from analysis.reporting.language.typography import decapitalised, ended, leading
from analysis.reporting.language.voice import Voice
from analysis.reporting.report_content import EditionContent
from analysis.results.record_rows import BacktestFigure
from analysis.results.schema import WHOLE, WITHIN_95, decimals_of

FARTHEST = 15
"""Figures that the table lists: those farthest from what was published."""
FEWEST_FOR_CHART = 20
"""Figures from which their distances are drawn."""
LIMITS = tuple(float(step) / 2 for step in range(-10, 11))
"""Of the classes of the histogram, in standard errors; what is beyond counts in the last."""


def backtest_blocks(voice: Voice, rows: Sequence[BacktestFigure]) -> list[Block]:
    """Sentence, histogram and table of the figures that could be compared: there is one at least."""
    compared = sorted((row for row in rows if row.z is not None), key=lambda row: -abs(row.z or 0.0))
    blocks: list[Block] = [Paragraph(_summary(voice, compared), "headline")]
    hidden = len(rows) - len(compared)
    if hidden:
        text = voice.say("backtest_hidden", n=voice.number(hidden))
        blocks.append(Paragraph(text))
    chart = [_chart(voice, compared)] if len(compared) >= FEWEST_FOR_CHART else []
    heading = Heading(voice.say("backtest_table"), 3, "backtest-table")
    return [*blocks, *chart, heading, _table(voice, compared)]


def _summary(voice: Voice, compared: Sequence[BacktestFigure]) -> str:
    distances = [abs(each.z or 0.0) for each in compared]
    largest = voice.number(max(distances), 1)
    if len(compared) == 1:
        return voice.say("backtest_one", z=largest)
    near = sum(distance <= WITHIN_95 for distance in distances)
    within = 100 * near / len(distances)
    return voice.say(
        "backtest_said",
        n=voice.number(len(compared)),
        k=voice.number(near),
        share=voice.percent(within, 0 if within == 100 else 1),
        z=largest,
    )


def _chart(voice: Voice, compared: Sequence[BacktestFigure]) -> Chart:
    """How many figures lie at each distance, by half standard errors."""
    counts = [0] * (len(LIMITS) - 1)
    for each in compared:
        place = bisect_right(LIMITS, each.z or 0.0) - 1
        counts[min(max(place, 0), len(counts) - 1)] += 1
    points = [
        Point(_between(voice, start, end), float(count), None, None, str(count) if count else "")
        for count, start, end in zip(counts, LIMITS, LIMITS[1:], strict=False)
    ]
    title = voice.say("backtest_title")
    edges = [ColumnMark((value - LIMITS[0]) / (LIMITS[1] - LIMITS[0])) for value in (-WITHIN_95, WITHIN_95)]
    drawing = Distribution(points, edges)
    return chart_of(drawing, voice, "chart-backtest", title, note=voice.say("backtest_band"))


def _between(voice: Voice, start: float, end: float) -> str:
    low, high = (voice.signed(value, 1) for value in (start, end))
    return voice.say("to", low=low, high=high)


def _table(voice: Voice, compared: Sequence[BacktestFigure]) -> ReportTable:
    shown = compared[:FARTHEST]
    rows = [TableRow(_title(voice, each), _cells(voice, each)) for each in shown]
    columns = [
        voice.say(key) for key in ("backtest_elsewhere", "backtest_ours", "backtest_difference", "backtest_z")
    ]
    sources = dict.fromkeys(each.source for each in shown if each.source)
    notes = [f"{voice.say('source')} {ended(voice.typeset(source))}" for source in sources]
    caption = voice.say("backtest_caption" if len(compared) > FARTHEST else "backtest_all")
    stub = voice.say("indicator")
    return ReportTable("table-backtest", caption, stub, columns, [RowGroup("", rows)], notes)


def _title(voice: Voice, row: BacktestFigure) -> str:
    """The indicator, the answer where each has its row, and the group."""
    indicator = voice.survey.indicators[row.indicator]
    parts = [voice.text(indicator.title)]
    if row.item:
        parts.append(voice.quoted(voice.item(indicator, row.item)))
    if row.breakdown != WHOLE:
        group = voice.answer(row.breakdown, row.group)
        parts.append(leading(decapitalised(voice.variable(row.breakdown)), voice.colon) + group)
    return ", ".join(parts)


def _cells(voice: Voice, each: BacktestFigure) -> list[TableCell]:
    unit = "%" if each.unit == "%" else ""
    places = 1 if each.published != round(each.published) else 0
    decimals = 1 if each.step is None else min(1, decimals_of(each.step))
    difference = (each.value or 0.0) - each.published
    return [
        TableCell(voice.amount(each.published, unit, places)),
        TableCell(voice.amount(each.value or 0.0, unit, decimals)),
        TableCell(voice.signed(difference, max(places, decimals))),
        TableCell(voice.signed(each.z or 0.0, 1)),
    ]


BACKTEST = Chapter[EditionContent](
    title=lambda content: content.voice.say("backtest"),
    anchor="backtest",
    shows=lambda content: folded_parts(backtest_blocks(content.voice, content.records.backtest)),
    applies=lambda content: any(each.z is not None for each in content.records.backtest),
    kind="page",
)
