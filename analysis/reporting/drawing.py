"""A sheet to draw a chart on, in units of its own with y downwards, each mark drawn once where it ends up.

Axes, ticks and the measuring of text take most of the time matplotlib needs for a small chart, and these
charts use none of them: every place is known beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from matplotlib.artist import Artist
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.transforms import Affine2D

Place = tuple[float, float]
Segment = tuple[Place, Place]


class Sheet:
    """An empty drawing of `width` by `height`; each verb adds one kind of mark."""

    def __init__(self, width: float, height: float) -> None:
        self.figure = Figure(figsize=(width / 72, height / 72), dpi=72, facecolor="none")
        self._place = Affine2D().scale(1, -1).translate(0, height)
        self._height = height

    def lines(self, segments: Sequence[Segment], colour: str, width: float, dashed: bool = False) -> None:
        """Straight lines."""
        style = (0, (3, 3)) if dashed else "solid"
        marks = LineCollection(list(segments), colors=colour, linewidths=width, linestyles=style)
        self._add(marks)

    def bars(self, bars: Sequence[tuple[float, float, float]], thickness: float, colour: str) -> None:
        """Horizontal bars: (start, end, middle) each."""
        half = thickness / 2
        corners = [
            [(start, y - half), (end, y - half), (end, y + half), (start, y + half)] for start, end, y in bars
        ]
        self._add(PolyCollection(corners, facecolors=colour, linewidths=0))

    def dots(self, places: Sequence[Place], colour: str, size: float, hollow: bool = False) -> None:
        """Round dots, full or with a rim only."""
        x, y = [place[0] for place in places], [place[1] for place in places]
        marks = Line2D(x, y, linestyle="none", marker="o", color=colour, markersize=size)
        marks.set_markeredgewidth(1.8 if hollow else 0)
        if hollow:
            marks.set_markerfacecolor("white")
        self._add(marks)

    def write(self, texts: Sequence[tuple[Place, str]], size: float, colour: str, bold: bool = False) -> None:
        """Texts that start at a place, on their base line."""
        self.figure.add_artist(Writing(texts, self._height, size, colour, bold))

    def _add(self, marks: Any) -> None:
        marks.set_transform(self._place)
        self.figure.add_artist(marks)


class Writing(Artist):
    """Texts handed to the renderer as they are, without measuring them."""

    def __init__(
        self, texts: Sequence[tuple[Place, str]], height: float, size: float, colour: str, bold: bool
    ) -> None:
        super().__init__()
        self.set_zorder(3)
        self._texts = texts
        self._sheet_height = height
        self._font = font(size, bold)
        self._colour = colour

    def draw(self, renderer: Any) -> None:
        """Write every text."""
        context = renderer.new_gc()
        context.set_foreground(self._colour)
        for (x, y), text in self._texts:
            renderer.draw_text(context, x, y, text, self._font, 0)
        context.restore()


@cache
def font(size: float, bold: bool) -> FontProperties:
    """The page's own font stands in for this one: only size and weight reach it."""
    return FontProperties(family="sans-serif", size=size, weight="bold" if bold else "normal")
