"""Bars for answers, each with its computed interval."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from analysis.reporting.blocks import Point
from analysis.reporting.charts.chart_axes import (
    COLOURS,
    INK,
    LINE,
    SIZE,
    TRACK,
    WIDTH,
    AxisLimits,
    AxisScale,
    ReferenceLine,
    _end,
    _figures,
    _intervals,
    _stacked,
)
from analysis.reporting.charts.drawing_sheet import svg_of

if TYPE_CHECKING:
    pass


def draw_bars(points: Sequence[Point], limits: AxisLimits, direction: str, alternative: str) -> str:
    """Bars with their label above and the interval as a line, as SVG."""
    from analysis.reporting.charts.drawing_sheet import Sheet

    rows, bottom = _bar_rows(points)
    scale = AxisScale(*limits, 0, WIDTH - 62)
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


def _bar_rows(points: Sequence[Point]) -> tuple[list[ReferenceLine], float]:
    rows, top = [], 0.0
    for point in points:
        label = wrap(point.label, 46) or [""]
        rows.append(ReferenceLine(point, label, top + LINE * len(label) + 10))
        top += LINE * len(label) + 28
    return rows, top
