"""Scales, colours, labels and intervals that charts of bars and of dots share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor, log10
from textwrap import wrap
from typing import TYPE_CHECKING

from analysis.reporting.blocks import Panel, Point

if TYPE_CHECKING:
    from analysis.reporting.charts.drawing_sheet import Sheet


COLOURS = {"favourable": "#0b6e6e", "unfavourable": "#b3441a", "neutral": "#33588c"}
"""Contrast with white above 4.5 : 1; the direction is also named beside the title."""
INK, QUIET, TRACK, WHOLE = "#1b2430", "#56616e", "#e4e9ef", "#8a94a3"
WIDTH = 380.0
"""Width of a drawing: shown at nearly this many pixels on a telephone, and larger elsewhere."""
SIZE = 13.5
LINE = 17.0
BASE_LINE = SIZE * 0.36
"""From the middle of a line of text down to its base line."""
WIDE_LETTER = SIZE * 0.55
BETWEEN = 7.0
"""Between two rows of dots."""

AxisLimits = tuple[float, float]


@dataclass(frozen=True)
class AxisScale:
    """From values to places: `start` and `end` stand at `left` and `right`."""

    start: float
    end: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """The place of `value`, kept inside."""
        share = (min(max(value, self.start), self.end) - self.start) / (self.end - self.start)
        return self.left + share * (self.right - self.left)


@dataclass(frozen=True)
class ChartRow:
    """A row of a chart: a point with its label in lines, or a heading (no point), and where its middle is."""

    point: Point | None
    label: Sequence[str]
    middle: float


def axis_limits(points: Sequence[Point], is_share: bool, from_zero: bool = True) -> AxisLimits:
    """Where the axis starts and ends: 0 to 100 for shares above a half, else round numbers.

    Bars start at zero; dots of means need not (`from_zero` false), as their place and not their length
    is read.
    """
    values = [value for p in points for value in (p.value, p.low, p.high) if value is not None]
    if is_share and max(values, default=0.0) > 50:
        return 0.0, 100.0
    low, high = min(values, default=0.0), max(values, default=1.0)
    if from_zero or is_share:
        low, high = min(low, 0.0), max(high, 0.0)
    if high <= low:
        return low, low + 1.0
    step = 10 ** floor(log10(high - low)) / 2
    return floor(low / step) * step, ceil(high / step) * step


def labelled_rows(panels: Sequence[Panel]) -> Iterator[tuple[Point | None, list[str], float]]:
    """(point, or None for a heading; its label in lines; the space around), from top to bottom."""
    for panel in panels:
        if panel.label:
            yield None, wrap(panel.label, 44), 13
        for point in panel.points:
            yield point, wrap(point.label, 20) or [""], BETWEEN


def stacked(lines: Sequence[str], top: float) -> Iterator[tuple[tuple[float, float], str]]:
    """(place, text) of each line of a label that starts at `top`."""
    for rank, line in enumerate(lines):
        yield (0.0, top + LINE * (rank + 0.5) + BASE_LINE), line


def draw_intervals(
    sheet: Sheet, drawn: Sequence[tuple[Point, float]], scale: AxisScale, colour: str, width: float
) -> None:
    """The interval of each point as a line through it."""
    known = [(p.low, p.high, y) for p, y in drawn if p.low is not None and p.high is not None]
    sheet.lines([((scale.at(low), y), (scale.at(high), y)) for low, high, y in known], colour, width)


def draw_references(sheet: Sheet, drawn: Sequence[tuple[Point, float]], scale: AxisScale) -> None:
    """A mark across the line of each point that is held to a reference."""
    marks = [(scale.at(p.reference), y) for p, y in drawn if p.reference is not None]
    sheet.lines([((x, y - 8), (x, y + 8)) for x, y in marks], INK, 2)


def spans_of(rows: Sequence[ChartRow]) -> list[tuple[float, float]]:
    """Where points follow each other, from top to bottom: a line down a chart crosses no heading."""
    spans = []
    for is_heading, together in groupby(rows, key=lambda row: row.point is None):
        if not is_heading:
            first, *_, last = [*together] * 2
            spans.append((first.middle - _half(first), last.middle + _half(last)))
    return spans


def _half(row: ChartRow) -> float:
    return (LINE * len(row.label) + BETWEEN) / 2


def draw_whole_line(
    sheet: Sheet, whole: Point | None, scale: AxisScale, spans: Sequence[tuple[float, float]]
) -> None:
    """A dashed line at the whole sample, named above the chart; nothing without a figure."""
    if whole is None or whole.value is None:
        return
    place = scale.at(whole.value)
    sheet.lines([((place, top), (place, end)) for top, end in spans], WHOLE, 1.2, dashed=True)
    width = len(whole.label) * WIDE_LETTER
    start = min(max(place - width / 2, 0), WIDTH - width)
    sheet.write([((start, 11 + BASE_LINE), whole.label)], SIZE, QUIET)


def write_figures(sheet: Sheet, placed: Sequence[tuple[Point, tuple[float, float]]]) -> None:
    """The figure of each point, in bold; the sign of one that is not shown, not in bold."""
    for is_shown in (True, False):
        texts = [((x, y + BASE_LINE), p.text) for p, (x, y) in placed if (p.value is not None) == is_shown]
        sheet.write(texts, SIZE, INK if is_shown else QUIET, bold=is_shown)


def write_ends(sheet: Sheet, scale: AxisScale, bottom: float, ends: Sequence[str]) -> None:
    """Both ends of the axis, below the chart."""
    start = scale.right - len(ends[1]) * WIDE_LETTER
    texts = [((scale.left, bottom + 14.0), ends[0]), ((start, bottom + 14.0), ends[1])]
    sheet.write(texts, SIZE * 0.9, QUIET)


def end_of(point: Point, scale: AxisScale) -> float:
    """Where a bar and its interval end; before the axis where there is no figure."""
    values = [value for value in (point.value, point.high) if value is not None]
    return scale.at(max(values)) if values else -7.0
