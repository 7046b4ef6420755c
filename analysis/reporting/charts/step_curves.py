"""A curve that falls step by step."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.reporting.charts.chart_axes import COLOURS, QUIET, SIZE, TRACK, WIDE_LETTER, WIDTH, AxisScale
from analysis.reporting.charts.drawing_sheet import svg_of

HEIGHT = 170.0
TOP, LEFT = 16.0, 48.0
SMALL = SIZE * 0.9
DIGIT = 0.62
"""Width of a digit, in sizes of its text."""


def draw_steps(
    shares: Sequence[float],
    marked: Sequence[int],
    low: float,
    ends: Sequence[str],
    below: Sequence[str],
    alternative: str,
) -> str:
    """The shares left after each of several questions, from 100 down, as steps; a dot at those `marked`.

    shares: in %, one per question. low: where the vertical axis starts, `ends` the texts of its two ends;
    `below`: the texts at both ends of the horizontal axis.
    """
    from analysis.reporting.charts.drawing_sheet import Sheet

    sheet = Sheet(WIDTH, HEIGHT + 26)
    across = AxisScale(0, max(len(shares), 1), LEFT, WIDTH - 8)
    upright = AxisScale(low, 100, HEIGHT, TOP)
    sheet.lines(
        [((LEFT, upright.at(value)), (WIDTH - 8, upright.at(value))) for value in (low, 100)], TRACK, 1
    )
    before = [100.0, *shares[:-1]]
    flat = [
        ((across.at(place), upright.at(value)), (across.at(place + 1), upright.at(value)))
        for place, value in enumerate(shares)
    ]
    falls = [
        ((across.at(place), upright.at(start)), (across.at(place), upright.at(value)))
        for place, (start, value) in enumerate(zip(before, shares, strict=True))
        if start != value
    ]
    sheet.lines([*flat, *falls], COLOURS["neutral"], 2.2)
    dots = [(across.at(place), upright.at(shares[place])) for place in marked]
    if dots:
        sheet.dots(dots, COLOURS["neutral"], 8)
    sheet.write([((0, HEIGHT + 4), ends[0]), ((0, TOP + 5), ends[1])], SMALL, QUIET)
    _below(sheet, below, LEFT)
    return svg_of(sheet.figure, alternative)


def fitting(counts: Sequence[int], room: float) -> float:
    """The size of text in which no count is wider than its bar and the space beside it."""
    digits = max((len(str(count)) for count in counts), default=1)
    return min(SMALL, room / (digits * DIGIT))


def _below(sheet: object, texts: Sequence[str], left: float) -> None:
    """A text at each end of the horizontal axis."""
    start = WIDTH - 8 - len(texts[1]) * WIDE_LETTER * 0.9
    sheet.write([((left, HEIGHT + 20), texts[0]), ((start, HEIGHT + 20), texts[1])], SMALL, QUIET)  # type: ignore[attr-defined]
