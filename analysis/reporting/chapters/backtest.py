"""The page that holds the report's figures to those that others published."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.reporting.blocks import (
    Block,
    Cell,
    Chart,
    Heading,
    Panel,
    Paragraph,
    Point,
    Row,
    RowGroup,
    Section,
    Table,
)
from analysis.reporting.charts.histograms import draw_histogram
from analysis.reporting.language import typography as typo
from analysis.reporting.language.indicator_sentences import Writer
from analysis.reporting.language.quality_words import said
from analysis.reporting.language.voice import word
from analysis.results.csv_files import figure_of

FARTHEST = 15
"""Figures that the table lists: those farthest from what was published."""
FEWEST_FOR_CHART = 20
"""Figures from which their distances are drawn."""
WITHIN_95 = 1.96
LIMITS = tuple(float(step) / 2 for step in range(-10, 11))
"""Of the classes of the histogram, in standard errors; what is beyond counts in the last."""


@dataclass(frozen=True)
class Compared:
    """A figure published elsewhere and ours; `z`, their difference in standard errors, None if not shown."""

    row: Mapping[str, str]
    published: float
    value: float | None
    z: float | None


def backtest_page(writer: Writer, rows: Sequence[Mapping[str, str]]) -> Section | None:
    """Sentence, histogram and table; None where nothing was published for the edition."""
    found = [
        Compared(row, published, figure_of(row["value"]), figure_of(row["z"]))
        for row in rows
        if (published := figure_of(row["published"])) is not None
    ]
    compared = sorted((c for c in found if c.z is not None), key=lambda c: -abs(c.z or 0.0))
    if not compared:
        return None
    language = writer.language
    blocks: list[Block] = [
        Heading(said("backtest", language), 2, "backtest"),
        Paragraph(_summary(writer, compared), "headline"),
    ]
    hidden = len(found) - len(compared)
    if hidden:
        text = said("backtest_hidden", language, n=typo.number(hidden, language))
        blocks.append(Paragraph(text))
    chart = [_chart(writer, compared)] if len(compared) >= FEWEST_FOR_CHART else []
    return Section("page", [*blocks, *chart, _table(writer, compared)])


def _summary(writer: Writer, compared: Sequence[Compared]) -> str:
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


def _chart(writer: Writer, compared: Sequence[Compared]) -> Chart:
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
    svg = draw_histogram(counts, LIMITS, (-WITHIN_95, WITHIN_95), alternative)
    note = said("backtest_band", language)
    return Chart("chart-backtest", title, "histogram", [Panel("", points)], alternative, svg, note)


def _between(writer: Writer, start: float, end: float) -> str:
    low, high = (typo.signed(value, writer.language, 1) for value in (start, end))
    return word("to", writer.language, low=low, high=high)


def _table(writer: Writer, compared: Sequence[Compared]) -> Table:
    language = writer.language
    shown = compared[:FARTHEST]
    rows = [Row(_title(writer, each.row), _cells(writer, each)) for each in shown]
    columns = [said(key, language) for key in ("elsewhere", "ours", "difference", "z")]
    sources = dict.fromkeys(each.row["source"] for each in shown if each.row["source"])
    notes = [f"{word('source', language)} {typo.ended(typo.typeset(source, language))}" for source in sources]
    caption = said("backtest_caption" if len(compared) > FARTHEST else "backtest_all", language)
    stub = word("indicator", language)
    return Table("table-backtest", caption, stub, columns, [RowGroup("", rows)], notes)


def _title(writer: Writer, row: Mapping[str, str]) -> str:
    """The indicator, the answer where each has its row, and the group."""
    names = writer.names
    indicator = names.survey.indicators[row["indicator"]]
    parts = [names.text(indicator.title)]
    if row["item"]:
        parts.append(typo.quoted(names.item(indicator, row["item"]), writer.language))
    if row["breakdown"] != "all":
        group = names.answer(row["breakdown"], row["group"])
        parts.append(
            f"{typo.decapitalised(names.variable(row['breakdown']))}{typo.colon(writer.language)}{group}"
        )
    return ", ".join(parts)


def _cells(writer: Writer, each: Compared) -> list[Cell]:
    language, unit = writer.language, "%" if each.row["unit"] == "%" else ""
    places = 1 if each.published != round(each.published) else 0
    difference = (each.value or 0.0) - each.published
    return [
        Cell(typo.amount(each.published, unit, language, places)),
        Cell(typo.amount(each.value or 0.0, unit, language, 1)),
        Cell(typo.signed(difference, language, 1)),
        Cell(typo.signed(each.z or 0.0, language, 1)),
    ]
