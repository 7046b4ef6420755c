"""A histogram."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reporting.blocks import Panel
from analysis.reporting.charts.chart_axes import COLOURS, INK, QUIET, WHOLE, WIDE_LETTER, WIDTH, AxisScale
from analysis.reporting.charts.drawing_sheet import Sheet, svg_of
from analysis.reporting.charts.step_curves import DIGIT, HEIGHT, SMALL, TOP, fitting
from analysis.reporting.language.typography import MINUS


@dataclass(frozen=True)
class Histogram:
    """Bars that stand side by side, each with its count above; dashed lines at both ends of `band`.

    Each point is a count between two of the `limits`, one more than there are points, which are written below
    where they are whole numbers.
    """

    limits: Sequence[float]
    band: tuple[float, float]

    def svg(self, panels: Sequence[Panel], alternative: str) -> str:
        """One bar per point, from left to right."""
        counts = [round(point.value or 0.0) for panel in panels for point in panel.points]
        sheet = Sheet(WIDTH, HEIGHT + 26)
        across = AxisScale(self.limits[0], self.limits[-1], 6, WIDTH - 6)
        upright = AxisScale(0, max([*counts, 1]), HEIGHT, TOP + 18)
        self._draw_bars(sheet, counts, across, upright)
        sheet.lines([((across.left, HEIGHT), (across.right, HEIGHT))], QUIET, 1)
        edges = [((across.at(x), TOP), (across.at(x), HEIGHT)) for x in self.band]
        sheet.lines(edges, WHOLE, 1.2, dashed=True)
        self._write_counts(sheet, counts, across, upright)
        self._write_limits(sheet, across)
        return svg_of(sheet.figure, alternative)

    def _draw_bars(self, sheet: Sheet, counts: Sequence[int], across: AxisScale, upright: AxisScale) -> None:
        for count, start, end in zip(counts, self.limits, self.limits[1:], strict=False):
            height = HEIGHT - upright.at(count)
            if height > 0:
                bar = (across.at(start) + 1, across.at(end) - 1, HEIGHT - height / 2)
                sheet.bars([bar], height, COLOURS["neutral"])

    def _write_counts(
        self, sheet: Sheet, counts: Sequence[int], across: AxisScale, upright: AxisScale
    ) -> None:
        size = fitting(counts, (across.right - across.left) / max(len(counts), 1))
        texts = [
            (
                (across.at((start + end) / 2) - len(str(count)) * size * DIGIT / 2, upright.at(count) - 5),
                str(count),
            )
            for count, start, end in zip(counts, self.limits, self.limits[1:], strict=False)
            if count
        ]
        sheet.write(texts, size, INK)

    def _write_limits(self, sheet: Sheet, across: AxisScale) -> None:
        whole = [round(value) for value in self.limits if value == round(value)]
        marks = [(value, str(value).replace("-", MINUS)) for value in whole]
        texts = [
            ((across.at(value) - len(mark) * WIDE_LETTER / 2, HEIGHT + 18), mark) for value, mark in marks
        ]
        sheet.write(texts, SMALL, QUIET)
