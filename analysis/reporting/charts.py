"""Charts drawn from points: bars for answers, dots for groups, each with its computed interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from textwrap import wrap
from typing import TYPE_CHECKING

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.svg import svg_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = {"favourable": "#0b6e6e", "unfavourable": "#b3441a", "neutral": "#33588c"}
"""Contrast with white above 4.5 : 1; told apart with any colour vision, and named beside the title."""
INK, QUIET, TRACK, WHOLE = "#1b2430", "#56616e", "#e9edf2", "#8a94a3"
WIDTH = 420.0
"""Width of a drawing: it is shown at about this many pixels on a telephone, and larger elsewhere."""
SIZE = 13.5
LINE = 17.0


@dataclass(frozen=True)
class Scale:
    """From values to places: `start` and `end` stand at `left` and `right`."""

    start: float
    end: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """The place of `value`, kept inside."""
        share = (min(max(value, self.start), self.end) - self.start) / (self.end - self.start)
        return self.left + share * (self.right - self.left)


def draw_bars(points: Sequence[Point], is_share: bool, direction: str, alternative: str) -> str:
    """Bars with their label above and the interval as a line, as SVG."""
    labels = [wrap(point.label, 50) or [""] for point in points]
    tops = _tops([LINE * len(lines) + 26 for lines in labels], 4)
    scale = Scale(*limits(points, is_share), 0, WIDTH - 62)
    axes = _axes(tops[-1])
    shown = [(point, top + LINE * len(lines) + 10) for point, top, lines in _rows(points, tops, labels)]
    for (_, middle), lines in zip(shown, labels, strict=True):
        _write_lines(axes, 0, middle - 10 - LINE * (len(lines) - 0.5), lines)
    drawn = [(point, middle) for point, middle in shown if point.value is not None]
    if is_share and scale.end == 100:
        _bars(axes, [middle for _, middle in drawn], [scale.right] * len(drawn), TRACK)
    lengths = [scale.at(point.value or 0.0) - scale.at(0) for point, _ in drawn]
    _bars(axes, [middle for _, middle in drawn], lengths, COLOURS[direction])
    _intervals(axes, drawn, scale, "white", 4)
    _intervals(axes, drawn, scale, INK, 1.6)
    for point, middle in shown:
        _write(axes, max(_end(point, scale), 0) + 7, middle, point.text, bold=point.value is not None)
    return svg_of(axes.figure, alternative)  # type: ignore[arg-type]


def draw_dots(
    panels: Sequence[Panel], whole: Point | None, is_share: bool, direction: str, alternative: str
) -> str:
    """Dots by group under the name of their breakdown, beside a line for the whole sample, as SVG."""
    rows = list(_dot_rows(panels))
    tops = _tops([height for *_, height in rows], 26 if whole else 6)
    points = [point for point, *_ in rows if point] + ([whole] if whole else [])
    scale = Scale(*limits(points, is_share), 176, WIDTH - 58)
    axes = _axes(tops[-1])
    if whole and whole.value is not None:
        _whole_line(axes, whole, scale, tops[-1])
    drawn = []
    for (point, lines, height), top in zip(rows, tops, strict=False):
        middle = top + height / 2
        _write_lines(axes, 0, middle - LINE * (len(lines) - 1) / 2, lines, bold=point is None)
        if point:
            _write(axes, WIDTH - 50, middle, point.text, bold=point.value is not None)
            drawn += [(point, middle)] if point.value is not None else []
    tracks = [middle for _, middle in drawn]
    axes.hlines(tracks, scale.left, scale.right, colors=TRACK, linewidth=1, clip_on=False, zorder=0)
    _intervals(axes, drawn, scale, COLOURS[direction], 2.2)
    places = [scale.at(point.value or 0.0) for point, _ in drawn]
    axes.plot(
        places, [m for _, m in drawn], "o", color=COLOURS[direction], markersize=9, markeredgewidth=0, clip_on=False
    )
    return svg_of(axes.figure, alternative)  # type: ignore[arg-type]


def limits(points: Sequence[Point], is_share: bool) -> tuple[float, float]:
    """Where the axis starts and ends: from 0 to 100 for shares above a half, else to a round number."""
    values = [value for point in points for value in (point.value, point.low, point.high) if value is not None]
    top = max(values, default=1.0)
    if is_share and top > 50:
        return 0.0, 100.0
    step = 10 ** floor(log10(top)) if top > 0 else 1.0
    bottom = min(0.0, min(values, default=0.0))
    return bottom, max(ceil(2 * top / step) / 2 * step, bottom + 1e-9) if top > 0 else 1.0


def _rows(
    points: Sequence[Point], tops: Sequence[float], labels: Sequence[list[str]]
) -> Iterator[tuple[Point, float, list[str]]]:
    return zip(points, tops, labels, strict=False)


def _dot_rows(panels: Sequence[Panel]) -> Iterator[tuple[Point | None, list[str], float]]:
    """(point or None for a heading, its label in lines, its height), from top to bottom."""
    for panel in panels:
        if panel.label:
            heading = wrap(panel.label, 50)
            yield None, heading, LINE * len(heading) + 13
        for point in panel.points:
            lines = wrap(point.label, 23) or [""]
            yield point, lines, LINE * len(lines) + 7


def _tops(heights: Sequence[float], first: float) -> list[float]:
    """Where each row starts, and where the last ends."""
    tops = [first]
    for height in heights:
        tops.append(tops[-1] + height)
    return tops


def _axes(height: float) -> Axes:
    """An empty drawing, in units of its own, y downwards."""
    from matplotlib.figure import Figure

    height += 4
    axes = Figure(figsize=(WIDTH / 72, height / 72), facecolor="none").add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    return axes


def _bars(axes: Axes, middles: Sequence[float], lengths: Sequence[float], colour: str) -> None:
    axes.barh(middles, lengths, height=15, color=colour, linewidth=0, clip_on=False)


def _intervals(
    axes: Axes, drawn: Sequence[tuple[Point, float]], scale: Scale, colour: str, width: float
) -> None:
    known = [(p.low, p.high, middle) for p, middle in drawn if p.low is not None and p.high is not None]
    lows = [scale.at(low) for low, *_ in known]
    highs = [scale.at(high) for _, high, _ in known]
    axes.hlines([middle for *_, middle in known], lows, highs, colors=colour, linewidth=width, clip_on=False)


def _whole_line(axes: Axes, whole: Point, scale: Scale, bottom: float) -> None:
    place = scale.at(whole.value or 0.0)
    axes.vlines([place], 22, bottom, colors=WHOLE, linewidth=1.2, linestyles=(0, (3, 3)), clip_on=False)
    side = "right" if place > WIDTH * 0.72 else "left" if place < WIDTH * 0.5 else "center"
    _write(axes, place, 11, whole.label, colour=QUIET, side=side)


def _end(point: Point, scale: Scale) -> float:
    values = [value for value in (point.value, point.high) if value is not None]
    return scale.at(max(values)) if values else scale.left - 7


def _write_lines(axes: Axes, x: float, first: float, lines: Sequence[str], bold: bool = False) -> None:
    for rank, line in enumerate(lines):
        _write(axes, x, first + LINE * rank, line, bold)


def _write(
    axes: Axes, x: float, y: float, text: str, bold: bool = False, colour: str = INK, side: str = "left"
) -> None:
    axes.text(
        x,
        y + SIZE * 0.36,
        text,
        fontsize=SIZE,
        fontweight="bold" if bold else "normal",
        color=colour,
        horizontalalignment=side,
        verticalalignment="baseline",
        parse_math=False,
    )
