"""Figures on an axis of real dates: slopes, lines, published points hollow, breaks open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.drawing.chart_kind import figures_of
from analysis.reporting.drawing.chart_style import LABEL, QUIET, SMALL, is_narrow, series_colours
from analysis.reporting.drawing.lettering import text_width, widest, wrapped
from analysis.reporting.drawing.sheet import Sheet, ValueScale
from analysis.reporting.drawing.value_axis import ValueAxis, dot_axis, scale_left
from analysis.reporting.language.typography import Typesetter

FLAT = 20.0
"""Points within which the values of shares may leave zero out."""
STEP = 15.0


@dataclass(frozen=True)
class TimePoint:
    """A figure and when it was measured, as a year with its fraction."""

    when: float
    point: Point


@dataclass(frozen=True)
class TimeBreak:
    """Where a series is not comparable with what came before, and why, in a word or two."""

    when: float
    label: str


@dataclass(frozen=True)
class TimeSeries:
    """The points of one figure in order of time.

    A line joins what is comparable: none across a break, none to the points of a figure that is `fixed` by
    calibration. `moves` where its change is established.
    """

    label: str
    points: Sequence[TimePoint]
    breaks: Sequence[TimeBreak] = ()
    is_fixed: bool = False
    moves: bool = True

    @property
    def pieces(self) -> list[list[TimePoint]]:
        """The points that may be compared with each other: from one break to the next."""
        found: list[list[TimePoint]] = [[]]
        for at in self.points:
            last = found[-1][-1].when if found[-1] else at.when
            if any(last < broken.when <= at.when for broken in self.breaks):
                found.append([])
            found[-1].append(at)
        return found


@dataclass(frozen=True)
class TimeLines:
    """Lines with the figure at both ends and their name at the right; `dates` are the ticks (when, text)."""

    series: Sequence[TimeSeries]
    dates: Sequence[tuple[float, str]]
    unit: str = "%"

    @property
    def panels(self) -> Sequence[Panel]:
        """The points of each line, from one break to the next."""
        pieces = [(each.label, piece) for each in self.series for piece in each.pieces]
        return [Panel(label, [replace(at.point, when=at.when) for at in piece]) for label, piece in pieces]

    def in_words(self, words: Typesetter) -> str:
        """Each line with every figure and its date, and its breaks."""
        said = []
        for each in self.series:
            breaks = [f"({broken.label})" for broken in each.breaks]
            figures = figures_of(words, [at.point for at in each.points])
            said.append(" ".join([f"{each.label}{words.colon}{figures}", *breaks]))
        return words.say("chart_kind.time_lines", figures=". ".join(said))

    def drawn(self, words: Typesetter, width: float) -> Sheet:
        """The lines on their dates; names in lines at the right, moved apart where they would touch."""
        narrow = is_narrow(width)
        sheet = Sheet(width)
        height = 190.0 if narrow else 210.0
        axis = self._axis()
        left = (
            scale_left(axis, words) + 8 + widest([s.points[0].point.text for s in self.series], SMALL, True)
        )
        names = 0.36 * width if narrow else min(0.34 * width, self._name_width() + 60)
        whens = [at.when for s in self.series for at in s.points]
        across = ValueScale(min(whens), max(max(whens), min(whens) + 1e-6), left + 10, width - names - 12)
        upright = axis.scale(height, 10)
        sheet.across, sheet.upright = across, upright
        axis.draw_upright(sheet, words, upright, across.last + 4)
        self._draw_dates(sheet, across, height)
        colours = series_colours([s.moves and not s.is_fixed for s in self.series])
        for each, colour in zip(self.series, colours, strict=True):
            _draw_series(sheet, each, across, upright, colour)
        self._write_starts(sheet, across, upright, colours)
        self._write_ends(sheet, across, upright, colours, names)
        sheet.height = height + 26
        return sheet

    def _axis(self) -> ValueAxis:
        """Zero stands on the axis of shares, unless they all hold in twenty points."""
        points = [at.point for each in self.series for at in each.points]
        bare = [replace(point, low=None, high=None, reference=None) for point in points]
        axis = dot_axis(bare, self.unit, 5)
        if self.unit == "%" and axis.end - axis.start > FLAT:
            axis = dot_axis([*bare, Point("", 0.0, None, None, "")], self.unit, 5)
        return axis

    def _name_width(self) -> float:
        return widest([each.label for each in self.series], SMALL)

    def _draw_dates(self, sheet: Sheet, across: ValueScale, height: float) -> None:
        free = float("-inf")
        for when, text in self.dates:
            x, half = across.at(when), text_width(text, SMALL) / 2
            sheet.line((x, height), (x, height + 4), QUIET)
            if x - half > free:
                sheet.write(x, height + 15, text, SMALL, QUIET, anchor="middle")
                free = x + half + 6

    def _write_starts(
        self, sheet: Sheet, across: ValueScale, upright: ValueScale, colours: Sequence[str]
    ) -> None:
        """The first figure of each line, left of it, moved apart where they would touch."""
        firsts = [each.points[0] for each in self.series]
        wanted = [upright.at(at.point.shown_value) for at in firsts]
        for at, y, colour in zip(firsts, spread(wanted, [13.0] * len(wanted)), colours, strict=True):
            if at.when == across.start and at.point.value is not None:
                sheet.write(across.at(at.when) - 9, y, at.point.text, SMALL, colour, bold=True, anchor="end")

    def _write_ends(
        self, sheet: Sheet, across: ValueScale, upright: ValueScale, colours: Sequence[str], room: float
    ) -> None:
        """The last figure and the name of each line at the right, a thin line to where it was moved from."""
        lasts = [each.points[-1].point for each in self.series]
        figures = widest([point.text for point in lasts], LABEL, bold=True)
        names = [wrapped(each.label, room - figures - 12, SMALL) for each in self.series]
        wanted = [upright.at(point.shown_value) for point in lasts]
        placed = spread(wanted, [13.0 * len(lines) + 3 for lines in names])
        start = across.last + 14
        for point, lines, at, y, colour in zip(lasts, names, wanted, placed, colours, strict=True):
            if abs(at - y) > 3:
                sheet.line((across.last + 6, at), (start - 2, y), colour, 0.8)
            sheet.write(start, y, point.text, LABEL, colour, bold=True)
            sheet.write_lines(start + figures + 8, y, lines, SMALL, colour, step=13)


def _draw_series(
    sheet: Sheet, series: TimeSeries, across: ValueScale, upright: ValueScale, colour: str
) -> None:
    """The line, piece by piece between breaks, its dots, and the breaks with their word."""
    known = [at for at in series.points if at.point.value is not None]
    if not series.is_fixed:
        for piece in series.pieces:
            sheet.path([_place(at, across, upright) for at in piece if at in known], colour, 2.2)
    for at in known:
        x, y = _place(at, across, upright)
        sheet.dot(x, y, 4.2, colour, at.point.is_other)
        if at.point.is_other:
            sheet.write(x, y - 14, at.point.text, SMALL, QUIET, anchor="middle")
    for broken in series.breaks:
        x = across.at(broken.when)
        y = max((_place(at, across, upright)[1] for at in known), default=0.0)
        sheet.line((x, y - 16), (x, y + 16), QUIET, 1, (1.5, 2))
        sheet.write(x, y - 24, broken.label, SMALL, QUIET, anchor="middle")


def _place(at: TimePoint, across: ValueScale, upright: ValueScale) -> tuple[float, float]:
    return across.at(at.when), upright.at(at.point.shown_value)


def spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Places near those `wanted` at which texts of these `heights` do not touch, in the same order."""
    order = sorted(range(len(wanted)), key=lambda rank: wanted[rank])
    groups: list[tuple[list[int], float]] = []
    for rank in order:
        group, middle = [rank], wanted[rank]
        while groups and middle - _half(group, heights) < groups[-1][1] + _half(groups[-1][0], heights):
            group = [*groups.pop()[0], *group]
            middle = sum(wanted[each] for each in group) / len(group)
        groups.append((group, middle))
    placed = [0.0] * len(wanted)
    for group, middle in groups:
        top = middle - _half(group, heights)
        for rank in group:
            placed[rank] = top + heights[rank] / 2
            top += heights[rank]
    return placed


def _half(group: Sequence[int], heights: Sequence[float]) -> float:
    return sum(heights[rank] for rank in group) / 2
