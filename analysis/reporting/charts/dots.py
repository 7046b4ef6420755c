"""Dots for groups, each with its computed interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.charts.chart_axes import (
    COLOURS,
    INK,
    LINE,
    SIZE,
    TRACK,
    WHOLE,
    WIDTH,
    AxisLimits,
    AxisScale,
    ChartRow,
    draw_intervals,
    draw_references,
    draw_whole_line,
    labelled_rows,
    spans_of,
    stacked,
    write_ends,
    write_figures,
)
from analysis.reporting.charts.drawing_sheet import Sheet, svg_of


@dataclass(frozen=True)
class Dots:
    """Dots by group under the name of their panel, beside a line for the `whole` sample where it is given.

    `ends` are the limits of the axis as they are printed below it, `direction` gives the colour, `has_zero`
    draws a line at zero.
    """

    limits: AxisLimits
    ends: Sequence[str]
    direction: str
    whole: Point | None = None
    has_zero: bool = False

    def svg(self, panels: Sequence[Panel], alternative: str) -> str:
        """One dot per point, from top to bottom; hollow where others published the figure."""
        rows, bottom = _dot_rows(panels, 24 if self.whole else 4)
        scale = AxisScale(*self.limits, 158, WIDTH - 58)
        sheet = Sheet(WIDTH, bottom + 20)
        self._draw_lines(sheet, rows, scale)
        drawn = _drawn(rows)
        draw_references(sheet, drawn, scale)
        draw_intervals(sheet, drawn, scale, COLOURS[self.direction], 2.4)
        for is_other in (False, True):
            places = [(scale.at(point.value or 0.0), y) for point, y in drawn if point.is_other == is_other]
            if places:
                sheet.dots(places, COLOURS[self.direction], 9, hollow=is_other)
        _write_labels(sheet, rows)
        write_figures(sheet, [(row.point, (WIDTH - 50, row.middle)) for row in rows if row.point])
        write_ends(sheet, scale, bottom, self.ends)
        return svg_of(sheet.figure, alternative)

    def _draw_lines(self, sheet: Sheet, rows: Sequence[ChartRow], scale: AxisScale) -> None:
        """The line of each dot, and those down the chart: at zero and at the whole sample."""
        sheet.lines([((scale.left, y), (scale.right, y)) for _, y in _drawn(rows)], TRACK, 1)
        spans = spans_of(rows)
        if self.has_zero:
            sheet.lines([((scale.at(0), top), (scale.at(0), end)) for top, end in spans], WHOLE, 1)
        draw_whole_line(sheet, self.whole, scale, spans)


def _drawn(rows: Sequence[ChartRow]) -> list[tuple[Point, float]]:
    return [(row.point, row.middle) for row in rows if row.point and row.point.value is not None]


def _write_labels(sheet: Sheet, rows: Sequence[ChartRow]) -> None:
    """Headings in bold, then the labels of the dots."""
    for is_heading in (True, False):
        texts = [
            text
            for row in rows
            if (row.point is None) == is_heading
            for text in stacked(row.label, row.middle - LINE * len(row.label) / 2)
        ]
        sheet.write(texts, SIZE, INK, bold=is_heading)


def _dot_rows(panels: Sequence[Panel], top: float) -> tuple[list[ChartRow], float]:
    rows = []
    for point, label, space in labelled_rows(panels):
        height = LINE * len(label) + space
        rows.append(ChartRow(point, label, top + height / 2))
        top += height
    return rows, top
