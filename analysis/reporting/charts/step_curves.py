"""A curve that falls step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reporting.blocks import Panel
from analysis.reporting.charts.chart_axes import COLOURS, QUIET, SIZE, TRACK, WIDE_LETTER, WIDTH, AxisScale
from analysis.reporting.charts.drawing_sheet import Segment, Sheet, svg_of

HEIGHT = 170.0
TOP, LEFT = 16.0, 48.0
SMALL = SIZE * 0.9
DIGIT = 0.62
"""Width of a digit, in sizes of its text."""


@dataclass(frozen=True)
class Steps:
    """The share left after each of several questions, from 100 down; a dot at those `marked`, by place.

    `low` is where the vertical axis starts, `ends` are the texts of its two ends, `below` those at both ends
    of the horizontal axis.
    """

    marked: Sequence[int]
    low: float
    ends: Sequence[str]
    below: Sequence[str]

    def svg(self, panels: Sequence[Panel], alternative: str) -> str:
        """One step per point, from left to right; the values are shares in %."""
        shares = [point.value or 0.0 for panel in panels for point in panel.points]
        sheet = Sheet(WIDTH, HEIGHT + 26)
        across = AxisScale(0, max(len(shares), 1), LEFT, WIDTH - 8)
        upright = AxisScale(self.low, 100, HEIGHT, TOP)
        frame = [((LEFT, upright.at(y)), (WIDTH - 8, upright.at(y))) for y in (self.low, 100)]
        sheet.lines(frame, TRACK, 1)
        sheet.lines(_steps(shares, across, upright), COLOURS["neutral"], 2.2)
        dots = [(across.at(place), upright.at(shares[place])) for place in self.marked]
        if dots:
            sheet.dots(dots, COLOURS["neutral"], 8)
        sheet.write([((0, HEIGHT + 4), self.ends[0]), ((0, TOP + 5), self.ends[1])], SMALL, QUIET)
        start = WIDTH - 8 - len(self.below[1]) * WIDE_LETTER * 0.9
        places = [((LEFT, HEIGHT + 20), self.below[0]), ((start, HEIGHT + 20), self.below[1])]
        sheet.write(places, SMALL, QUIET)
        return svg_of(sheet.figure, alternative)


def _steps(shares: Sequence[float], across: AxisScale, upright: AxisScale) -> list[Segment]:
    """The flat parts, then the falls between them."""
    flat = [
        ((across.at(place), upright.at(value)), (across.at(place + 1), upright.at(value)))
        for place, value in enumerate(shares)
    ]
    before = [100.0, *shares[:-1]]
    falls = [
        ((across.at(place), upright.at(start)), (across.at(place), upright.at(value)))
        for place, (start, value) in enumerate(zip(before, shares, strict=True))
        if start != value
    ]
    return [*flat, *falls]


def fitting(counts: Sequence[int], room: float) -> float:
    """The size of text in which no count is wider than its bar and the space beside it."""
    digits = max((len(str(count)) for count in counts), default=1)
    return min(SMALL, room / (digits * DIGIT))
