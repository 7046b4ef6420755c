"""The share of respondents still there at each question, falling step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.drawing.chart_kind import figures_of
from analysis.reporting.drawing.chart_style import ACCENT, LABEL, QUIET, SMALL, is_narrow
from analysis.reporting.drawing.lettering import text_width, widest
from analysis.reporting.drawing.sheet import Place, Sheet, ValueScale
from analysis.reporting.drawing.value_axis import ValueAxis, round_step, scale_left
from analysis.reporting.language.typography import Typesetter

HEIGHT, TOP = 170.0, 10.0


@dataclass(frozen=True)
class BreakOffCurve:
    """An edition: a point per question, the share in % still there after it; `end` is said at its end."""

    points: Sequence[Point]
    end: str


@dataclass(frozen=True)
class BreakOffCurves:
    """Curves, the last in the accent; `stations` are (place of a question, name) below the axis."""

    curves: Sequence[BreakOffCurve]
    stations: Sequence[tuple[int, str]] = ()
    below: str = ""

    @property
    def panels(self) -> Sequence[Panel]:
        """The points of each curve."""
        return [Panel(curve.end, curve.points) for curve in self.curves]

    def in_words(self, words: Typesetter) -> str:
        """Where each curve ends, and its key questions."""
        said = []
        for curve in self.curves:
            marked = figures_of(words, [point for point in curve.points if point.is_key])
            said.append(f"{curve.end} ({marked})" if marked else curve.end)
        ends = words.series(said)
        return words.say("chart_kind.break_off_curves", figures=ends)

    def drawn(self, words: Typesetter, width: float) -> Sheet:
        """The curves from 100 % down; the lower end of the axis is written."""
        sheet = Sheet(width)
        low = min((p.shown_value for curve in self.curves for p in curve.points), default=0.0)
        step = round_step(100 - low, 4)
        axis = ValueAxis(max(floor(low / step) * step, 0.0), 100, step)
        left = scale_left(axis, words) + 8
        ends = widest([curve.end for curve in self.curves], LABEL, bold=True)
        longest = max((len(curve.points) for curve in self.curves), default=1)
        sheet.across = across = ValueScale(0, max(longest, 1), left, width - ends - 12)
        sheet.upright = upright = axis.scale(HEIGHT, TOP)
        axis.draw_upright(sheet, words, upright, across.last)
        for rank, curve in enumerate(self.curves):
            colour = ACCENT if rank == len(self.curves) - 1 else QUIET
            places = _steps([point.shown_value for point in curve.points], across, upright)
            sheet.path(places, colour, 2)
            for place, point in enumerate(curve.points):
                if point.is_key:
                    sheet.dot(across.at(place), upright.at(point.shown_value), 4, colour)
            x, y = places[-1]
            sheet.write(x + 8, y, curve.end, LABEL, colour, bold=True)
        self._write_stations(sheet, across)
        sheet.height = HEIGHT + (42 if self.below else 26)
        return sheet

    def _write_stations(self, sheet: Sheet, across: ValueScale) -> None:
        """Names of the parts of the questionnaire that do not touch; two at most where it is narrow."""
        free, left = float("-inf"), 2 if is_narrow(sheet.width) else len(self.stations)
        for place, name in self.stations:
            x, half = across.at(place), text_width(name, SMALL) / 2
            if x - half > free and x + half < sheet.width and left:
                sheet.line((x, HEIGHT), (x, HEIGHT + 4), QUIET)
                sheet.write(x, HEIGHT + 14, name, SMALL, QUIET, anchor="middle")
                free, left = x + half + 8, left - 1
        sheet.write(across.first, HEIGHT + 31, self.below, SMALL, QUIET)


def _steps(shares: Sequence[float], across: ValueScale, upright: ValueScale) -> list[Place]:
    """The corners of the curve: flat through a question, down after it."""
    places = [(across.at(0), upright.at(100))]
    for rank, share in enumerate(shares):
        places.append((across.at(rank), upright.at(share)))
        places.append((across.at(rank + 1), upright.at(share)))
    return places
