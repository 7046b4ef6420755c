"""Where a territory stands among the others: its figures as maps of verdicts, each with its strip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.reporting.blocks import Point
from analysis.reporting.charts.position_strips import PlacedFigure, PositionStrip
from analysis.reporting.charts.tile_maps import Tile, TileMap
from analysis.reporting.drawing.tile_grids import TileGrid
from analysis.reporting.language.territory_sentences import map_title, rank_sentence, rest_figure
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.schema import SMALLEST_RANKED
from analysis.results.territory_rows import TerritoryRow

Others = Mapping[str, TerritoryRow]
"""Code of a territory -> the same figure there, one's own among them."""
VERDICTS = ("above", "below", "alike", "uncompared", "hidden")
"""What a tile says, in the order of the legend."""


def verdict_of(row: TerritoryRow | None) -> str:
    """What the tile of a figure says: nothing published, too few to be compared, or beside the rest."""
    if row is None or not row.estimate.is_shown:
        return "hidden"
    if row.estimate.respondents < SMALLEST_RANKED or not row.is_compared:
        return "uncompared"
    if not row.is_apart:
        return "alike"
    return "above" if row.shown_difference > 0 else "below"


def legend_of(voice: Voice) -> list[tuple[str, str]]:
    """What the colours of the maps mean."""
    least = str(SMALLEST_RANKED)
    return [(says, voice.say(f"verdict.{says}", least=least)) for says in VERDICTS]


def placed_figure(
    voice: Voice, grid: TileGrid | None, territory: tuple[str, str], row: TerritoryRow, others: Others
) -> PlacedFigure:
    """A figure of the territory (variable, code): its map, where the territories have one, and its strip."""
    rest = voice.say("territory.rest", figure=rest_figure(voice, row)) if row.rest is not None else ""
    tiles = _tiles(voice, grid, territory, others) if grid else None
    strip = _strip(voice, territory, row, others)
    return PlacedFigure(map_title(voice, row), rest, tiles, strip, rank_sentence(voice, territory, row))


def _tiles(voice: Voice, grid: TileGrid, territory: tuple[str, str], others: Others) -> TileMap:
    variable, own = territory
    tiles = {}
    for code in grid.places:
        row = others.get(code)
        point = _point(voice, voice.answer(variable, code), row)
        tiles[code] = Tile(point, verdict_of(row), code == own)
    return TileMap(grid, tiles)


def _strip(voice: Voice, territory: tuple[str, str], row: TerritoryRow, others: Others) -> PositionStrip:
    """One's own figure with its interval, and those of the territories that have a rank."""
    variable, code = territory
    ranked = {name: other for name, other in others.items() if other.ranks and name != code}
    points = [_point(voice, voice.answer(variable, name), other) for name, other in ranked.items()]
    own = _point(voice, voice.answer(variable, code), row)
    unit = "%" if row.estimate.unit == "%" else ""
    return PositionStrip(own, points, _band(row, ranked), unit)


def _band(row: TerritoryRow, ranked: Others) -> tuple[float, float] | None:
    """From the lowest to the highest of those that it cannot be told from, itself among them."""
    if row.ranks is None:
        return None
    apart = {*row.ranks.above, *row.ranks.below}
    alike: Sequence[TerritoryRow] = [row, *(other for name, other in ranked.items() if name not in apart)]
    values = [each.estimate.value for each in alike if each.estimate.value is not None]
    return (min(values), max(values)) if len(values) > 1 else None


def _point(voice: Voice, label: str, row: TerritoryRow | None) -> Point:
    if row is None or not row.estimate.is_shown:
        return Point(label, None, None, None, "")
    estimate = row.estimate
    return Point(label, estimate.value, estimate.low, estimate.high, written(voice, estimate).figure)
