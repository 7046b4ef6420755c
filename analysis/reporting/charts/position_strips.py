"""Territories on one axis: where one's own stands, and the band of those it cannot be told from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.drawing.chart_kind import figures_of
from analysis.reporting.drawing.chart_style import BAD, CONTEXT_MARK, LABEL, PALE, QUIET, RULE, SMALL
from analysis.reporting.drawing.sheet import Sheet
from analysis.reporting.drawing.value_axis import dot_axis
from analysis.reporting.language.typography import Typesetter

MIDDLE, HALF = 32.0, 11.0


@dataclass(frozen=True)
class PositionStrip:
    """`own` with its interval, the `others` as dots, and `band`, from the lowest to the highest alike."""

    own: Point
    others: Sequence[Point]
    band: tuple[float, float] | None = None
    unit: str = "%"

    @property
    def panels(self) -> Sequence[Panel]:
        """One's own, then the others."""
        return [Panel("", [self.own, *self.others])]

    def in_words(self, words: Typesetter) -> str:
        """One's own figure, then those of the others."""
        others = figures_of(words, self.others)
        own = f"{self.own.label} {self.own.text}"
        return words.say("chart_kind.position_strip", own=own, figures=others)

    def drawn(self, words: Typesetter, width: float) -> Sheet:
        """Dots on a line above its axis."""
        sheet = Sheet(width)
        axis = dot_axis([self.own, *self.others], self.unit, 4)
        sheet.across = scale = axis.scale(8, width - 14)
        if self.band:
            low, high = (scale.at(value) for value in self.band)
            sheet.bar(low, MIDDLE - HALF, high - low, 2 * HALF, PALE)
        if self.own.low is not None and self.own.high is not None:
            sheet.line((scale.at(self.own.low), MIDDLE), (scale.at(self.own.high), MIDDLE), BAD, 2)
        for other in self.others:
            if other.value is not None:
                sheet.dot(scale.at(other.value), MIDDLE, 4, CONTEXT_MARK)
        if self.own.value is not None:
            x = scale.at(self.own.value)
            sheet.dot(x, MIDDLE, 6, BAD)
            sheet.write(x, 10, self.own.text, LABEL, BAD, bold=True, anchor="middle")
        sheet.line((scale.first, MIDDLE + 18), (scale.last, MIDDLE + 18), RULE)
        for value, text in zip(axis.ticks(), axis.texts(words, True), strict=True):
            sheet.line((scale.at(value), MIDDLE + 18), (scale.at(value), MIDDLE + 21), QUIET)
            sheet.write(scale.at(value), MIDDLE + 31, text, SMALL, QUIET, anchor="middle")
        sheet.height = MIDDLE + 42
        return sheet
