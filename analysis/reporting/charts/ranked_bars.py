"""Bars from the longest to the shortest, each with its interval: answers, or groups without an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.drawing.chart_kind import figures_of
from analysis.reporting.drawing.chart_style import ACCENT, CONTEXT_BAR, INK, LABEL, QUIET, SMALL, is_narrow
from analysis.reporting.drawing.lettering import fitted, holds, names_above, widest
from analysis.reporting.drawing.sheet import Sheet, ValueScale
from analysis.reporting.drawing.value_axis import bar_axis, keyed
from analysis.reporting.language.typography import Typesetter

THICK = 14.0
PITCH, BELOW_LABEL = 25.0, 35.0
MOST_LABEL, MOST_NARROW_LABEL = 0.36, 0.42
"""Share of the width that names at the left may take, in two lines; names that do not hold so in a narrow
drawing stand above their bars."""


@dataclass(frozen=True)
class RankedBars:
    """One bar per point from top to bottom, from zero; those that are key in the accent, else all of them.

    `bases` are counts at the right under `bases_title`, one per point, where the drawing is wide.
    """

    points: Sequence[Point]
    unit: str = "%"
    bases: Sequence[str] = ()
    bases_title: str = ""

    @property
    def panels(self) -> Sequence[Panel]:
        """The bars, under no heading."""
        return [Panel("", self.points)]

    def in_words(self, words: Typesetter) -> str:
        """Every bar with its figure."""
        return words.say("chart_kind.ranked_bars", figures=figures_of(words, self.points))

    def drawn(self, words: Typesetter, width: float) -> Sheet:
        """The bars; their names at the left, or above them where they are long and the drawing is narrow."""
        sheet = Sheet(width)
        labels = [point.label for point in self.points]
        most = MOST_NARROW_LABEL if is_narrow(width) else MOST_LABEL
        room = min(widest(labels, LABEL) + 10, most * width)
        is_above = is_narrow(width) and not all(holds(label, room - 8, LABEL) for label in labels)
        left = 0.0 if is_above else room
        has_bases = bool(self.bases) and not is_narrow(width)
        texts = widest([point.text for point in self.points], LABEL, bold=True)
        right = width - texts - 14 - (76 if has_bases else 0)
        axis = bar_axis(self.points, self.unit, 5 if is_narrow(width) else 6)
        sheet.across = scale = axis.scale(left, right)
        pitch = BELOW_LABEL if is_above else PITCH
        names = names_above(labels, width, LABEL) if is_above else []
        bottom = pitch * len(self.points) + 2 + (names[-1].pushed if names else 0)
        axis.draw(sheet, words, scale, 0, bottom)
        for rank, point in enumerate(self.points):
            middle = rank * pitch + (pitch - THICK / 2 - 3 + names[rank].pushed if is_above else pitch / 2)
            self._draw_bar(sheet, scale, point, middle)
            if is_above:
                sheet.write_name(middle - THICK / 2 - 9, names[rank])
            else:
                lines = fitted(point.label, room - 8, LABEL)
                sheet.write_lines(left - 8, middle, lines, anchor="end", step=12.5)
            if has_bases:
                sheet.write(width, middle, self.bases[rank], SMALL, QUIET, anchor="end")
        if has_bases:
            sheet.write(width, bottom + 13, self.bases_title, SMALL, QUIET, anchor="end")
        sheet.height = bottom + 22
        return sheet

    def _draw_bar(self, sheet: Sheet, scale: ValueScale, point: Point, middle: float) -> None:
        """The bar, its interval, and its figure right of both; the sign of one that is not shown."""
        if point.value is None:
            sheet.write(scale.at(0) + 6, middle, point.text, SMALL, QUIET)
            return
        colour = ACCENT if point.is_key or not keyed(self.points) else CONTEXT_BAR
        zero, end = scale.at(0), scale.at(point.value)
        sheet.bar(min(zero, end), middle - THICK / 2, abs(end - zero), THICK, colour)
        reach = draw_interval(sheet, scale, point, middle)
        sheet.write(max(end, reach, zero) + 7, middle, point.text, LABEL, INK, bold=True)


def draw_interval(sheet: Sheet, scale: ValueScale, point: Point, middle: float) -> float:
    """The interval of a bar as a line with two ends; where it ends, or the start of the axis without one."""
    if point.low is None or point.high is None:
        return scale.first
    low, high = scale.at(point.low), scale.at(point.high)
    sheet.line((low, middle), (high, middle), INK, 1.4)
    for end in (low, high):
        sheet.line((end, middle - 3.5), (end, middle + 3.5), INK, 1.4)
    return high
