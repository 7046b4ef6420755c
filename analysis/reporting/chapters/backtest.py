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
from analysis.reporting.language.typography import decapitalised, ended
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import figure_of

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


def backtest_page(voice: Voice, rows: Sequence[Mapping[str, str]]) -> Section | None:
    """Sentence, histogram and table; None where nothing was published for the edition."""
    found = [
        Compared(row, published, figure_of(row["value"]), figure_of(row["z"]))
        for row in rows
        if (published := figure_of(row["published"])) is not None
    ]
    compared = sorted((c for c in found if c.z is not None), key=lambda c: -abs(c.z or 0.0))
    if not compared:
        return None
    blocks: list[Block] = [
        Heading(voice.say("backtest"), 2, "backtest"),
        Paragraph(_summary(voice, compared), "headline"),
    ]
    hidden = len(found) - len(compared)
    if hidden:
        text = voice.say("backtest_hidden", n=voice.number(hidden))
        blocks.append(Paragraph(text))
    chart = [_chart(voice, compared)] if len(compared) >= FEWEST_FOR_CHART else []
    return Section("page", [*blocks, *chart, _table(voice, compared)])


def _summary(voice: Voice, compared: Sequence[Compared]) -> str:
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


def _chart(voice: Voice, compared: Sequence[Compared]) -> Chart:
    """How many figures lie at each distance, by half standard errors."""
    counts = [0] * (len(LIMITS) - 1)
    for each in compared:
        place = bisect_right(LIMITS, each.z or 0.0) - 1
        counts[min(max(place, 0), len(counts) - 1)] += 1
    points = [
        Point(_between(voice, start, end), float(count), None, None, str(count))
        for count, start, end in zip(counts, LIMITS, LIMITS[1:], strict=False)
    ]
    title, colon = voice.say("backtest_title"), voice.colon
    figures = ", ".join(f"{point.label}{colon}{point.text}" for point in points if point.value)
    alternative = f"{voice.say('chart')}{colon}{ended(title)} {figures}."
    svg = draw_histogram(counts, LIMITS, (-WITHIN_95, WITHIN_95), alternative)
    note = voice.say("backtest_band")
    return Chart("chart-backtest", title, "histogram", [Panel("", points)], alternative, svg, note)


def _between(voice: Voice, start: float, end: float) -> str:
    low, high = (voice.signed(value, 1) for value in (start, end))
    return voice.say("to", low=low, high=high)


def _table(voice: Voice, compared: Sequence[Compared]) -> Table:
    shown = compared[:FARTHEST]
    rows = [Row(_title(voice, each.row), _cells(voice, each)) for each in shown]
    columns = [
        voice.say(key) for key in ("backtest_elsewhere", "backtest_ours", "backtest_difference", "backtest_z")
    ]
    sources = dict.fromkeys(each.row["source"] for each in shown if each.row["source"])
    notes = [f"{voice.say('source')} {ended(voice.typeset(source))}" for source in sources]
    caption = voice.say("backtest_caption" if len(compared) > FARTHEST else "backtest_all")
    stub = voice.say("indicator")
    return Table("table-backtest", caption, stub, columns, [RowGroup("", rows)], notes)


def _title(voice: Voice, row: Mapping[str, str]) -> str:
    """The indicator, the answer where each has its row, and the group."""
    indicator = voice.survey.indicators[row["indicator"]]
    parts = [voice.text(indicator.title)]
    if row["item"]:
        parts.append(voice.quoted(voice.item(indicator, row["item"])))
    if row["breakdown"] != "all":
        group = voice.answer(row["breakdown"], row["group"])
        parts.append(f"{decapitalised(voice.variable(row['breakdown']))}{voice.colon}{group}")
    return ", ".join(parts)


def _cells(voice: Voice, each: Compared) -> list[Cell]:
    unit = "%" if each.row["unit"] == "%" else ""
    places = 1 if each.published != round(each.published) else 0
    difference = (each.value or 0.0) - each.published
    return [
        Cell(voice.amount(each.published, unit, places)),
        Cell(voice.amount(each.value or 0.0, unit, 1)),
        Cell(voice.signed(difference, 1)),
        Cell(voice.signed(each.z or 0.0, 1)),
    ]
