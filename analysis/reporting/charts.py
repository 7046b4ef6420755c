"""Charts drawn from points: bars for answers, dots for groups, each with its computed interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor, log10
from textwrap import wrap
from typing import TYPE_CHECKING

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.svg import svg_of

if TYPE_CHECKING:
    from analysis.reporting.drawing import Sheet

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


@dataclass(frozen=True)
class Scale:
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
class Line:
    """A row of a chart: a point with its label in lines, or a heading (no point), and where its middle is."""

    point: Point | None
    label: Sequence[str]
    middle: float


Limits = tuple[float, float]


def draw_bars(points: Sequence[Point], limits: Limits, direction: str, alternative: str) -> str:
    """Bars with their label above and the interval as a line, as SVG."""
    from analysis.reporting.drawing import Sheet

    rows, bottom = _bar_rows(points)
    scale = Scale(*limits, 0, WIDTH - 62)
    sheet = Sheet(WIDTH, bottom)
    drawn = [(row.point, row.middle) for row in rows if row.point and row.point.value is not None]
    if scale.end == 100:
        sheet.bars([(0, scale.right, middle) for _, middle in drawn], 15, TRACK)
    zero = scale.at(0)
    sheet.bars([(zero, scale.at(p.value or 0.0), middle) for p, middle in drawn], 15, COLOURS[direction])
    _intervals(sheet, drawn, scale, "white", 4)
    _intervals(sheet, drawn, scale, INK, 1.6)
    labels = [text for row in rows for text in _stacked(row.label, row.middle - 10 - LINE * len(row.label))]
    sheet.write(labels, SIZE, INK)
    _figures(sheet, [(r.point, (_end(r.point, scale) + 7, r.middle)) for r in rows if r.point])
    return svg_of(sheet.figure, alternative)


def draw_dots(
    panels: Sequence[Panel],
    whole: Point | None,
    limits: Limits,
    ends: Sequence[str],
    direction: str,
    alternative: str,
    has_zero: bool = False,
) -> str:
    """Dots by group under the name of their breakdown, beside a line for the whole sample, as SVG.

    `ends` are the limits of the axis as they are printed below it; `has_zero` draws a line at zero.
    """
    from analysis.reporting.drawing import Sheet

    rows, bottom = _dot_rows(panels, 24 if whole else 4)
    scale = Scale(*limits, 158, WIDTH - 58)
    sheet = Sheet(WIDTH, bottom + 20)
    drawn = [(row.point, row.middle) for row in rows if row.point and row.point.value is not None]
    sheet.lines([((scale.left, y), (scale.right, y)) for _, y in drawn], TRACK, 1)
    spans = _spans(rows)
    if has_zero:
        sheet.lines([((scale.at(0), top), (scale.at(0), end)) for top, end in spans], WHOLE, 1)
    _whole_line(sheet, whole, scale, spans)
    _references(sheet, drawn, scale)
    _intervals(sheet, drawn, scale, COLOURS[direction], 2.4)
    for is_other in (False, True):
        places = [(scale.at(point.value or 0.0), y) for point, y in drawn if point.is_other == is_other]
        if places:
            sheet.dots(places, COLOURS[direction], 9, hollow=is_other)
    for is_heading in (True, False):
        texts = [
            text
            for row in rows
            if (row.point is None) == is_heading
            for text in _stacked(row.label, row.middle - LINE * len(row.label) / 2)
        ]
        sheet.write(texts, SIZE, INK, bold=is_heading)
    _figures(sheet, [(row.point, (WIDTH - 50, row.middle)) for row in rows if row.point])
    _ends(sheet, scale, bottom, ends)
    return svg_of(sheet.figure, alternative)


def axis_limits(points: Sequence[Point], is_share: bool, from_zero: bool = True) -> Limits:
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


def _bar_rows(points: Sequence[Point]) -> tuple[list[Line], float]:
    rows, top = [], 0.0
    for point in points:
        label = wrap(point.label, 46) or [""]
        rows.append(Line(point, label, top + LINE * len(label) + 10))
        top += LINE * len(label) + 28
    return rows, top


def _dot_rows(panels: Sequence[Panel], top: float) -> tuple[list[Line], float]:
    rows = []
    for point, label, space in _labelled(panels):
        height = LINE * len(label) + space
        rows.append(Line(point, label, top + height / 2))
        top += height
    return rows, top


def _labelled(panels: Sequence[Panel]) -> Iterator[tuple[Point | None, list[str], float]]:
    """(point, or None for a heading; its label in lines; the space around), from top to bottom."""
    for panel in panels:
        if panel.label:
            yield None, wrap(panel.label, 44), 13
        for point in panel.points:
            yield point, wrap(point.label, 20) or [""], BETWEEN


def _stacked(lines: Sequence[str], top: float) -> Iterator[tuple[tuple[float, float], str]]:
    for rank, line in enumerate(lines):
        yield (0.0, top + LINE * (rank + 0.5) + BASE_LINE), line


def _intervals(
    sheet: Sheet, drawn: Sequence[tuple[Point, float]], scale: Scale, colour: str, width: float
) -> None:
    known = [(p.low, p.high, y) for p, y in drawn if p.low is not None and p.high is not None]
    sheet.lines([((scale.at(low), y), (scale.at(high), y)) for low, high, y in known], colour, width)


def _references(sheet: Sheet, drawn: Sequence[tuple[Point, float]], scale: Scale) -> None:
    """A mark across the line of each point that is held to a reference."""
    marks = [(scale.at(p.reference), y) for p, y in drawn if p.reference is not None]
    sheet.lines([((x, y - 8), (x, y + 8)) for x, y in marks], INK, 2)


def _spans(rows: Sequence[Line]) -> list[tuple[float, float]]:
    """Where points follow each other, from top to bottom: a line down a chart crosses no heading."""
    spans = []
    for is_heading, together in groupby(rows, key=lambda row: row.point is None):
        if not is_heading:
            first, *_, last = [*together] * 2
            spans.append((first.middle - _half(first), last.middle + _half(last)))
    return spans


def _half(row: Line) -> float:
    return (LINE * len(row.label) + BETWEEN) / 2


def _whole_line(
    sheet: Sheet, whole: Point | None, scale: Scale, spans: Sequence[tuple[float, float]]
) -> None:
    if whole is None or whole.value is None:
        return
    place = scale.at(whole.value)
    sheet.lines([((place, top), (place, end)) for top, end in spans], WHOLE, 1.2, dashed=True)
    width = len(whole.label) * WIDE_LETTER
    start = min(max(place - width / 2, 0), WIDTH - width)
    sheet.write([((start, 11 + BASE_LINE), whole.label)], SIZE, QUIET)


def _figures(sheet: Sheet, placed: Sequence[tuple[Point, tuple[float, float]]]) -> None:
    """The figure of each point, in bold; the sign of one that is not shown, not in bold."""
    for is_shown in (True, False):
        texts = [((x, y + BASE_LINE), p.text) for p, (x, y) in placed if (p.value is not None) == is_shown]
        sheet.write(texts, SIZE, INK if is_shown else QUIET, bold=is_shown)


def _ends(sheet: Sheet, scale: Scale, bottom: float, ends: Sequence[str]) -> None:
    """Both ends of the axis, below the chart."""
    start = scale.right - len(ends[1]) * WIDE_LETTER
    texts = [((scale.left, bottom + 14.0), ends[0]), ((start, bottom + 14.0), ends[1])]
    sheet.write(texts, SIZE * 0.9, QUIET)


def _end(point: Point, scale: Scale) -> float:
    values = [value for value in (point.value, point.high) if value is not None]
    return scale.at(max(values)) if values else -7.0
