"""Columns side by side: the shape of a number before its mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.drawing.chart_kind import figures_of
from analysis.reporting.drawing.chart_style import ACCENT, CONTEXT_BAR, INK, QUIET, SMALL, is_narrow
from analysis.reporting.drawing.lettering import text_width, widest
from analysis.reporting.drawing.sheet import Sheet, ValueScale
from analysis.reporting.drawing.value_axis import keyed
from analysis.reporting.language.typography import Typesetter


@dataclass(frozen=True)
class ColumnMark:
    """A dashed line across the columns: `place` counts columns from the left edge of the first."""

    place: float
    label: str = ""


@dataclass(frozen=True)
class Distribution:
    """One column per whole value or class of equal width, from left to right; key ones in the accent.

    `marks` are the mean, or the ends of a band; `ends` what the first and last value mean.
    """

    points: Sequence[Point]
    marks: Sequence[ColumnMark] = ()
    ends: tuple[str, str] = ("", "")

    @property
    def panels(self) -> Sequence[Panel]:
        """The columns, under no heading."""
        return [Panel("", self.points)]

    def in_words(self, words: Typesetter) -> str:
        """Every column that is not empty, then the marks."""
        said = [figures_of(words, [point for point in self.points if point.value])]
        said += [mark.label for mark in self.marks if mark.label]
        return words.say("chart_kind.distribution", figures=". ".join(said))

    def drawn(self, _: Typesetter, width: float) -> Sheet:
        """The columns on one base line, their figures above them and their names below."""
        sheet = Sheet(width)
        base, top = 158.0, 38.0
        each = width / max(len(self.points), 1)
        high = max((point.shown_value for point in self.points), default=1.0) or 1.0
        sheet.across = ValueScale(0, max(len(self.points), 1), 0, width)
        sheet.upright = scale = ValueScale(0, high, base, top)
        size = self._fitting(each)
        for rank, point in enumerate(self.points):
            y = scale.at(point.shown_value)
            colour = ACCENT if point.is_key or not keyed(self.points) else CONTEXT_BAR
            sheet.bar(rank * each + 1, y, each - 2, base - y, colour)
            is_bold = point.is_key
            text = point.text if not is_narrow(width) or not point.text.endswith("%") else point.text[:-2]
            sheet.write((rank + 0.5) * each, y - 9, text, size, INK if is_bold else QUIET, is_bold, "middle")
        sheet.line((0, base), (width, base), QUIET)
        self._write_names(sheet, each, base)
        for mark in self.marks:
            x = mark.place * each
            sheet.line((x, 14), (x, base), INK, 1.1, (3, 3))
            sheet.write(x - 5, 8, mark.label, SMALL, INK, bold=True, anchor="end")
        sheet.height = base + (40 if any(self.ends) else 24)
        return sheet

    def _fitting(self, room: float) -> float:
        """The size at which no figure is wider than its column."""
        width = widest([point.text for point in self.points], 1.0, bold=True)
        return min(SMALL, (room - 2) / width) if width else SMALL

    def _write_names(self, sheet: Sheet, each: float, base: float) -> None:
        free = float("-inf")
        for rank, point in enumerate(self.points):
            x, half = (rank + 0.5) * each, text_width(point.label, SMALL) / 2
            x = min(max(x, half), sheet.width - half)
            if x - half > free:
                sheet.write(x, base + 13, point.label, SMALL, INK, anchor="middle")
                free = x + half + 4
        sheet.write(0, base + 30, self.ends[0], SMALL, QUIET)
        sheet.write(sheet.width, base + 30, self.ends[1], SMALL, QUIET, anchor="end")
