"""A sheet with the marks of a chart, in its own units: one is a pixel of a page and a point of print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from analysis.reporting.drawing.chart_style import HATCH, INK, LABEL
from analysis.reporting.drawing.lettering import LINE_STEP, NameAbove

Place = tuple[float, float]
TextAnchor = Literal["start", "middle", "end"]
BASE_LINE = 0.355
"""From the middle of a line of text down to its base line, in sizes of the text."""


@dataclass(frozen=True)
class Bar:
    """A rectangle, full, or with a rim only where it has no colour."""

    left: float
    top: float
    width: float
    height: float
    colour: str = ""
    rim: str = ""
    rim_width: float = 1.0


@dataclass(frozen=True)
class Stroke:
    """A line through places."""

    places: Sequence[Place]
    colour: str
    width: float = 1.0
    dash: Sequence[float] = ()


@dataclass(frozen=True)
class Dot:
    """A round dot; hollow, with a rim of its colour, for the former or for a figure of others."""

    x: float
    y: float
    radius: float
    colour: str
    is_hollow: bool = False


@dataclass(frozen=True)
class Lettering:
    """A text whose line is centred on `y` and that begins, is centred or ends at `x`."""

    x: float
    y: float
    text: str
    size: float = LABEL
    colour: str = INK
    is_bold: bool = False
    anchor: TextAnchor = "start"

    @property
    def base_line(self) -> float:
        """Where the letters stand."""
        return self.y + self.size * BASE_LINE


Mark = Bar | Stroke | Dot | Lettering


@dataclass(frozen=True)
class ValueScale:
    """From values to places: `start` and `end` stand at `first` and `last`."""

    start: float
    end: float
    first: float
    last: float

    def at(self, value: float) -> float:
        """The place of `value`; beyond the ends of the axis, the end."""
        low, high = sorted((self.start, self.end))
        share = (min(max(value, low), high) - self.start) / (self.end - self.start)
        return self.first + share * (self.last - self.first)


@dataclass
class Sheet:
    """The marks of a drawing of `width`, from those behind to those in front; `height` as it is known.

    `across` and `upright` are the scales of its values, where it has any: an Axes takes them over.
    """

    width: float
    height: float = 0.0
    marks: list[Mark] = field(default_factory=list)
    across: ValueScale | None = None
    upright: ValueScale | None = None

    def place(self, other: Sheet, right: float, down: float) -> None:
        """The marks of another sheet, moved by `right` and `down`."""
        self.marks += [_moved(mark, right, down) for mark in other.marks]

    def bar(self, left: float, top: float, width: float, height: float, colour: str) -> None:
        """A full rectangle; nothing where it has no width or height."""
        if width > 0 and height > 0:
            self.marks.append(Bar(left, top, width, height, colour))

    def rim(
        self, left: float, top: float, width: float, height: float, colour: str, thick: float = 1.0
    ) -> None:
        """A white rectangle with a rim."""
        self.marks.append(Bar(left, top, width, height, "#ffffff", colour, thick))

    def hatched(self, left: float, top: float, width: float, height: float) -> None:
        """A rectangle of slanted lines: no answer, or not published."""
        self.rim(left, top, width, height, HATCH, 0.8)
        step, reach = 5.0, width + height
        for start in range(1, int(reach / step) + 1):
            shift = start * step
            first = (left + min(shift, width), top + max(0.0, shift - width))
            last = (left + max(0.0, shift - height), top + min(shift, height))
            if abs(first[0] - last[0]) > 0.5:
                self.line(first, last, HATCH, 0.7)

    def line(
        self, start: Place, end: Place, colour: str, width: float = 1.0, dash: Sequence[float] = ()
    ) -> None:
        """A straight line."""
        self.marks.append(Stroke((start, end), colour, width, dash))

    def path(self, places: Sequence[Place], colour: str, width: float) -> None:
        """A line through `places`."""
        if len(places) > 1:
            self.marks.append(Stroke(tuple(places), colour, width))

    def dot(self, x: float, y: float, radius: float, colour: str, hollow: bool = False) -> None:
        """A dot."""
        self.marks.append(Dot(x, y, radius, colour, hollow))

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float = LABEL,
        colour: str = INK,
        bold: bool = False,
        anchor: TextAnchor = "start",
    ) -> None:
        """A text on one line; nothing where there is none."""
        if text:
            self.marks.append(Lettering(x, y, text, size, colour, bold, anchor))

    def write_lines(
        self,
        x: float,
        middle: float,
        lines: Sequence[str],
        size: float = LABEL,
        colour: str = INK,
        anchor: TextAnchor = "start",
        step: float = 15.0,
    ) -> None:
        """A text of several lines, the whole centred on `middle`."""
        first = middle - step * (len(lines) - 1) / 2
        for rank, line in enumerate(lines):
            self.write(x, first + rank * step, line, size, colour, anchor=anchor)

    def write_name(self, middle: float, name: NameAbove) -> None:
        """A name above its mark at the left; its last line is centred on `middle`."""
        self.write_lines(0, middle - name.middle, name.lines, step=LINE_STEP)


def _moved(mark: Mark, right: float, down: float) -> Mark:
    """`mark` at another place."""
    if isinstance(mark, Bar):
        return replace(mark, left=mark.left + right, top=mark.top + down)
    if isinstance(mark, Stroke):
        return replace(mark, places=tuple((x + right, y + down) for x, y in mark.places))
    return replace(mark, x=mark.x + right, y=mark.y + down)
