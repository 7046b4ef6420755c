"""Bars for answers, each with its computed interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.charts.chart_axes import (
    COLOURS,
    INK,
    LINE,
    SIZE,
    TRACK,
    WIDTH,
    AxisLimits,
    AxisScale,
    ChartRow,
    draw_intervals,
    end_of,
    stacked,
    write_figures,
)
from analysis.reporting.charts.drawing_sheet import Sheet, svg_of


@dataclass(frozen=True)
class Bars:
    """Bars with their label above and the interval as a line; `direction` gives their colour."""

    limits: AxisLimits
    direction: str

    def svg(self, panels: Sequence[Panel], alternative: str) -> str:
        """One bar per point, from top to bottom."""
        rows, bottom = _bar_rows([point for panel in panels for point in panel.points])
        scale = AxisScale(*self.limits, 0, WIDTH - 62)
        sheet = Sheet(WIDTH, bottom)
        drawn = [(row.point, row.middle) for row in rows if row.point and row.point.value is not None]
        if scale.end == 100:
            sheet.bars([(0, scale.right, middle) for _, middle in drawn], 15, TRACK)
        zero, colour = scale.at(0), COLOURS[self.direction]
        sheet.bars([(zero, scale.at(p.value or 0.0), middle) for p, middle in drawn], 15, colour)
        draw_intervals(sheet, drawn, scale, "white", 4)
        draw_intervals(sheet, drawn, scale, INK, 1.6)
        labels = [
            text for row in rows for text in stacked(row.label, row.middle - 10 - LINE * len(row.label))
        ]
        sheet.write(labels, SIZE, INK)
        write_figures(sheet, [(r.point, (end_of(r.point, scale) + 7, r.middle)) for r in rows if r.point])
        return svg_of(sheet.figure, alternative)


def _bar_rows(points: Sequence[Point]) -> tuple[list[ChartRow], float]:
    rows, top = [], 0.0
    for point in points:
        label = wrap(point.label, 46) or [""]
        rows.append(ChartRow(point, label, top + LINE * len(label) + 10))
        top += LINE * len(label) + 28
    return rows, top
