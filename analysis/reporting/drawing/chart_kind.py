"""What a kind of chart offers: a drawing at any width, its figures in words, its data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.drawing.sheet import Sheet
from analysis.reporting.language.typography import Typesetter


class ChartKind(Protocol):
    """What is drawn, as a frozen record: points with the texts of their figures, and how they stand."""

    def drawn(self, words: Typesetter, width: float, /) -> Sheet:
        """The marks of the chart on a sheet of `width`, as high as they need."""
        ...

    def in_words(self, words: Typesetter) -> str:
        """What the drawing shows: its kind, then every figure, or the first and last of an ordered set."""
        ...

    @property
    def panels(self) -> Sequence[Panel]:
        """The data: points, by panel, row or line."""
        ...


def figures_of(words: Typesetter, points: Iterable[Point]) -> str:
    """Each point's name and figure, one after the other."""
    return words.series([f"{point.label} {point.said or point.text}" for point in points])
