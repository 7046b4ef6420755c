"""Territories on one axis, with their maps: where one's own stands, and those it cannot be told from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.charts.tile_maps import TileMap, draw_legend
from analysis.reporting.drawing.chart_kind import figures_of
from analysis.reporting.drawing.chart_style import (
    BAD,
    CONTEXT_MARK,
    LABEL,
    PALE,
    QUIET,
    RULE,
    SMALL,
    is_narrow,
)
from analysis.reporting.drawing.lettering import fitted, shortened, text_width, wrapped
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
            half = text_width(self.own.text, LABEL, True) / 2
            place = min(max(x, half), width - half)
            sheet.write(place, 10, self.own.text, LABEL, BAD, bold=True, anchor="middle")
        sheet.line((scale.first, MIDDLE + 18), (scale.last, MIDDLE + 18), RULE)
        for value, text in zip(axis.ticks(), axis.texts(words, True), strict=True):
            sheet.line((scale.at(value), MIDDLE + 18), (scale.at(value), MIDDLE + 21), QUIET)
            half = text_width(text, SMALL) / 2
            place = min(max(scale.at(value), half), width - half)
            sheet.write(place, MIDDLE + 31, text, SMALL, QUIET, anchor="middle")
        sheet.height = MIDDLE + 42
        return sheet


@dataclass(frozen=True)
class PlacedFigure:
    """A figure of a territory: what it is, that of the rest, its map if there is one, its strip, and what is
    said of its rank."""

    title: str
    rest: str
    tiles: TileMap | None
    strip: PositionStrip
    rank: str


@dataclass(frozen=True)
class PositionMaps:
    """Figures of one territory side by side, each a map with its strip; `legend` is that of the maps."""

    figures: Sequence[PlacedFigure]
    legend: Sequence[tuple[str, str]] = ()

    @property
    def panels(self) -> Sequence[Panel]:
        """A panel per figure: one's own territory, then the others."""
        return [Panel(each.title, each.strip.panels[0].points) for each in self.figures]

    def in_words(self, words: Typesetter) -> str:
        """Each figure, where it stands, and what is said of its rank."""
        return " ".join(
            f"{each.title}{words.colon}{each.strip.in_words(words)} {each.rank}" for each in self.figures
        )

    def drawn(self, words: Typesetter, width: float) -> Sheet:
        """Columns where there is room, one below the other where there is none; the legend last."""
        sheet = Sheet(width)
        columns = 1 if is_narrow(width) else max(len(self.figures), 2)
        across = (width - GUTTER * (columns - 1)) / columns
        for first in range(0, len(self.figures), columns):
            row = [_placed(words, each, across) for each in self.figures[first : first + columns]]
            base = max(body.height - below for body, below in row)
            for rank, (body, below) in enumerate(row):
                sheet.place(body, rank * (across + GUTTER), sheet.height + base - body.height + below)
            sheet.height += base + max(below for _, below in row) + BETWEEN
        if self.legend:
            sheet.height = draw_legend(sheet, self.legend, sheet.height - BETWEEN / 2)
        return sheet


GUTTER, BETWEEN, TITLE_LINE = 26.0, 22.0, 16.0
"""Space between columns, between rows, and from one line of a title to the next."""
TITLE_LINES = 3


def _placed(words: Typesetter, figure: PlacedFigure, width: float) -> tuple[Sheet, float]:
    """One figure on a sheet of its own, and the height of what is said below its strip: strips of a row stand
    at one height."""
    sheet = Sheet(width)
    for line in fitted(figure.title, width, LABEL, True, TITLE_LINES):
        sheet.write(0, sheet.height + 8, line, LABEL, bold=True)
        sheet.height += TITLE_LINE
    sheet.write(0, sheet.height + 8, shortened(figure.rest, width, SMALL), SMALL, QUIET)
    sheet.height += TITLE_LINE + 8
    if figure.tiles:
        tiles = figure.tiles.drawn(words, width)
        sheet.place(tiles, 0, sheet.height)
        sheet.height += tiles.height + 6
    strip = figure.strip.drawn(words, width)
    sheet.place(strip, 0, sheet.height)
    sheet.height += strip.height + 4
    said = wrapped(figure.rank, width, SMALL)
    for place, line in enumerate(said):
        sheet.write(0, sheet.height + 8 + place * TITLE_LINE, line, SMALL)
    below = TITLE_LINE * len(said)
    sheet.height += below
    return sheet, below
