"""The page that holds the report's figures to those that others published."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from analysis.reporting.blocks import (
    Block,
    Chart,
    Panel,
    Paragraph,
    Point,
    ReportTable,
    RowGroup,
    TableCell,
    TableRow,
)
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.charts import chart_of
from analysis.reporting.charts.histograms import Histogram
from analysis.reporting.language import typography as typo
from analysis.reporting.language.indicator_sentences import Writer
from analysis.reporting.language.quality_words import said
from analysis.reporting.language.voice import word
from analysis.reporting.report_content import EditionContent
from analysis.results.record_rows import BacktestFigure
from analysis.results.schema import WHOLE, WITHIN_95

FARTHEST = 15
"""Figures that the table lists: those farthest from what was published."""
FEWEST_FOR_CHART = 20
"""Figures from which their distances are drawn."""
LIMITS = tuple(float(step) / 2 for step in range(-10, 11))
"""Of the classes of the histogram, in standard errors; what is beyond counts in the last."""


def backtest(writer: Writer, rows: Sequence[BacktestFigure]) -> list[Block]:
    """Sentence, histogram and table of the figures that could be compared: there is one at least."""
    compared = sorted((row for row in rows if row.z is not None), key=lambda row: -abs(row.z or 0.0))
    language = writer.language
    blocks: list[Block] = [Paragraph(_summary(writer, compared), "headline")]
    hidden = len(rows) - len(compared)
    if hidden:
        text = said("backtest_hidden", language, n=typo.number(hidden, language))
        blocks.append(Paragraph(text))
    chart = [_chart(writer, compared)] if len(compared) >= FEWEST_FOR_CHART else []
    return [*blocks, *chart, _table(writer, compared)]


def _summary(writer: Writer, compared: Sequence[BacktestFigure]) -> str:
    language = writer.language
    distances = [abs(each.z or 0.0) for each in compared]
    largest = typo.number(max(distances), language, 1)
    if len(compared) == 1:
        return said("backtest_one", language, z=largest)
    near = sum(distance <= WITHIN_95 for distance in distances)
    within = 100 * near / len(distances)
    return said(
        "backtest_said",
        language,
        n=typo.number(len(compared), language),
        k=typo.number(near, language),
        share=typo.percent(within, language, 0 if within == 100 else 1),
        z=largest,
    )


def _chart(writer: Writer, compared: Sequence[BacktestFigure]) -> Chart:
    """How many figures lie at each distance, by half standard errors."""
    language = writer.language
    counts = [0] * (len(LIMITS) - 1)
    for each in compared:
        place = bisect_right(LIMITS, each.z or 0.0) - 1
        counts[min(max(place, 0), len(counts) - 1)] += 1
    points = [
        Point(_between(writer, start, end), float(count), None, None, str(count))
        for count, start, end in zip(counts, LIMITS, LIMITS[1:], strict=False)
    ]
    title, colon = said("backtest_title", language), typo.colon(language)
    figures = ", ".join(f"{point.label}{colon}{point.text}" for point in points if point.value)
    alternative = f"{word('chart', language)}{colon}{typo.ended(title)} {figures}."
    drawing = Histogram(LIMITS, (-WITHIN_95, WITHIN_95))
    note = said("backtest_band", language)
    return chart_of(drawing, "chart-backtest", title, [Panel("", points)], alternative, note)


def _between(writer: Writer, start: float, end: float) -> str:
    low, high = (typo.signed(value, writer.language, 1) for value in (start, end))
    return word("to", writer.language, low=low, high=high)


def _table(writer: Writer, compared: Sequence[BacktestFigure]) -> ReportTable:
    language = writer.language
    shown = compared[:FARTHEST]
    rows = [TableRow(_title(writer, each), _cells(writer, each)) for each in shown]
    columns = [said(key, language) for key in ("elsewhere", "ours", "difference", "z")]
    sources = dict.fromkeys(each.source for each in shown if each.source)
    notes = [f"{word('source', language)} {typo.ended(typo.typeset(source, language))}" for source in sources]
    caption = said("backtest_caption" if len(compared) > FARTHEST else "backtest_all", language)
    stub = word("indicator", language)
    return ReportTable("table-backtest", caption, stub, columns, [RowGroup("", rows)], notes)


def _title(writer: Writer, row: BacktestFigure) -> str:
    """The indicator, the answer where each has its row, and the group."""
    names = writer.names
    indicator = names.survey.indicators[row.indicator]
    parts = [names.text(indicator.title)]
    if row.item:
        parts.append(typo.quoted(names.item(indicator, row.item), writer.language))
    if row.breakdown != WHOLE:
        group = names.answer(row.breakdown, row.group)
        parts.append(
            f"{typo.decapitalised(names.variable(row.breakdown))}{typo.colon(writer.language)}{group}"
        )
    return ", ".join(parts)


def _cells(writer: Writer, each: BacktestFigure) -> list[TableCell]:
    language, unit = writer.language, "%" if each.unit == "%" else ""
    places = 1 if each.published != round(each.published) else 0
    difference = (each.value or 0.0) - each.published
    return [
        TableCell(typo.amount(each.published, unit, language, places)),
        TableCell(typo.amount(each.value or 0.0, unit, language, 1)),
        TableCell(typo.signed(difference, language, 1)),
        TableCell(typo.signed(each.z or 0.0, language, 1)),
    ]


BACKTEST = Chapter[EditionContent](
    title=lambda content: said("backtest", content.language),
    anchor="backtest",
    shows=lambda content: backtest(content.writer, content.records.backtest),
    applies=lambda content: any(each.z is not None for each in content.records.backtest),
    kind="page",
)
