"""A map of equal tiles: regions or departments of France, coloured by verdict or by class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.drawing.chart_kind import figures_of
from analysis.reporting.drawing.chart_style import (
    ACCENT,
    BAD,
    CLASSES,
    HATCH,
    INK,
    PALE,
    QUIET,
    SMALL,
    text_on,
)
from analysis.reporting.drawing.lettering import text_width
from analysis.reporting.drawing.sheet import Bar, Sheet
from analysis.reporting.drawing.tile_grids import TileGrid
from analysis.reporting.language.typography import Typesetter

SIDE, GRID = 62.0, 480.0
"""A tile and a whole grid are this wide at most."""
ROOMY = 38.0
"""Side from which a tile has its value under its code."""
SEA = 0.35
"""Tiles of space above those overseas."""

FILLS: Mapping[str, str] = {
    "above": ACCENT,
    "below": BAD,
    "alike": PALE,
    **{f"class_{rank}": colour for rank, colour in enumerate(CLASSES)},
}
"""What a tile says -> its colour; "uncompared" is white with a rim, "hidden" is hatched."""


@dataclass(frozen=True)
class Tile:
    """A territory: its point, what it says ("above", "hidden", "class_2" …), and whether it is one's own."""

    point: Point
    says: str = "alike"
    is_own: bool = False


@dataclass(frozen=True)
class TileMap:
    """Tiles by the code of their territory on `grid`; those that the grid lacks are in the data alone.

    `legend` is what the colours mean: (what a tile says, words).
    """

    grid: TileGrid
    tiles: Mapping[str, Tile]
    legend: Sequence[tuple[str, str]] = ()

    @property
    def _has_values(self) -> bool:
        """Whether a tile has a figure; a map without any only says where a territory lies."""
        return any(tile.point.value is not None for tile in self.tiles.values())

    @property
    def panels(self) -> Sequence[Panel]:
        """Every territory, under no heading."""
        return [Panel("", [tile.point for tile in self.tiles.values()])]

    def in_words(self, words: Typesetter) -> str:
        """Every territory with its figure, by what is said of it."""
        if not self._has_values:
            own = (tile.point.label for tile in self.tiles.values() if tile.is_own)
            return words.say("chart_kind.tile_map", figures=words.series(list(own)))
        known = dict(self.legend) or {tile.says: "" for tile in self.tiles.values()}
        said = []
        for says, label in known.items():
            points = [tile.point for tile in self.tiles.values() if tile.says == says]
            if points:
                figures = figures_of(words, points)
                said.append(f"{label}{words.colon}{figures}" if label else figures)
        return words.say("chart_kind.tile_map", figures=". ".join(said))

    def drawn(self, _: Typesetter, width: float) -> Sheet:
        """The tiles, then the legend."""
        sheet = Sheet(width)
        columns = 1 + max(column for column, _ in self.grid.places.values())
        side = min(SIDE, min(width, GRID) / columns)
        for code, (column, row) in self.grid.places.items():
            shift = SEA if row >= self.grid.overseas_row else 0.0
            place = (column * side, (row + shift) * side, side - 3)
            self._draw_tile(sheet, code, place)
        rows = 1 + max(row for _, row in self.grid.places.values()) + SEA
        sheet.height = draw_legend(sheet, self.legend, rows * side + 10)
        return sheet

    def _draw_tile(self, sheet: Sheet, code: str, place: tuple[float, float, float]) -> None:
        x, y, side = place
        tile = self.tiles.get(code, Tile(Point("", None, None, None, ""), "hidden"))
        colour = _fill(sheet, tile.says, x, y, side)
        if tile.is_own:
            sheet.marks.append(_rim(x, y, side))
        ink = INK if tile.says not in ("hidden",) else QUIET
        text = tile.point.text.rstrip("%\u202f\u00a0 ") if tile.point.value is not None else ""
        name = self.grid.short.get(code, code)
        ink = text_on(colour) if colour else ink
        middle = x + side / 2
        if side >= ROOMY and text:
            sheet.write(middle, y + side * 0.32, name, SMALL, ink, anchor="middle")
            sheet.write(middle, y + side * 0.68, text, SMALL + 2, ink, bold=True, anchor="middle")
        else:
            size = min(SMALL, side * 0.42) if self._has_values else side * 0.34
            sheet.write(middle, y + side / 2, name, size, ink, bold=True, anchor="middle")


def draw_legend(sheet: Sheet, legend: Sequence[tuple[str, str]], top: float) -> float:
    """Draw what the colours mean, squares and words in lines, from `top` on; where they end."""
    if not legend:
        return top
    x, y = 0.0, top + 6
    for says, label in legend:
        length = 17 + text_width(label, SMALL)
        if x > 0 and x + length > sheet.width:
            x, y = 0.0, y + 18
        _fill(sheet, says, x, y - 5, 10)
        sheet.write(x + 15, y, label, SMALL)
        x += length + 16
    return y + 12


def _fill(sheet: Sheet, says: str, x: float, y: float, side: float) -> str:
    """The ground of a tile; its colour, or nothing where it is white or hatched."""
    colour = FILLS.get(says, "")
    if colour:
        sheet.bar(x, y, side, side, colour)
    elif says == "hidden":
        sheet.hatched(x, y, side, side)
    else:
        sheet.rim(x, y, side, side, HATCH)
    return colour


def _rim(x: float, y: float, side: float) -> Bar:
    return Bar(x + 1, y + 1, side - 2, side - 2, "", BAD, 2.6)
