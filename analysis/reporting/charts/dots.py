"""Dots for groups, each with its computed interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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
    ReferenceLine,
    _ends,
    _figures,
    _intervals,
    _labelled,
    _references,
    _spans,
    _stacked,
    _whole_line,
)
from analysis.reporting.charts.drawing_sheet import svg_of

if TYPE_CHECKING:
    pass


def draw_dots(
    panels: Sequence[Panel],
    whole: Point | None,
    limits: AxisLimits,
    ends: Sequence[str],
    direction: str,
    alternative: str,
    has_zero: bool = False,
) -> str:
    """Dots by group under the name of their breakdown, beside a line for the whole sample, as SVG.

    `ends` are the limits of the axis as they are printed below it; `has_zero` draws a line at zero.
    """
    from analysis.reporting.charts.drawing_sheet import Sheet

    rows, bottom = _dot_rows(panels, 24 if whole else 4)
    scale = AxisScale(*limits, 158, WIDTH - 58)
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


def _dot_rows(panels: Sequence[Panel], top: float) -> tuple[list[ReferenceLine], float]:
    rows = []
    for point, label, space in _labelled(panels):
        height = LINE * len(label) + space
        rows.append(ReferenceLine(point, label, top + height / 2))
        top += height
    return rows, top
