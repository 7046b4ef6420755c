"""The map of a table by region or department: beside the rest where that is tested, else by classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.reporting.blocks import Point
from analysis.reporting.charts.tile_maps import Tile, TileMap
from analysis.reporting.drawing.chart_style import CLASSES
from analysis.reporting.drawing.tile_grids import TileGrid, grid_of
from analysis.reporting.evidence.estimate_charts import point_of
from analysis.reporting.evidence.territory_maps import VERDICTS
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import SMALLEST_GROUP, significance

Row = Mapping[str, Any]
Rows = Sequence[tuple[Row, IndicatorRow]]


def grid_of_groups(rows: Sequence[Row]) -> TileGrid | None:
    """The grid on which the groups of a table stand; None where they are no French territories."""
    return grid_of({str(row["group"]): row for row in rows if row["by"]})


def territory_map(voice: Voice, rows: Rows) -> TileMap:
    """The tiles of one figure in each territory, coloured by how it stands beside the rest, else by its size.

    Classes have equal widths from the lowest figure to the highest; the legend has the figures met in each.
    """
    of_groups = [(row, record) for row, record in rows if row["by"]]
    grid = grid_of_groups([row for row, _ in of_groups])
    assert grid is not None  # the kind was checked
    points = {
        str(row["group"]): point_of(voice, str(row["group_label"]), record) for row, record in of_groups
    }
    if any(row.get("against") == "rest" for row, _ in of_groups):
        says = {str(row["group"]): _beside_rest(voice, row, record) for row, record in of_groups}
        words = {key: voice.say(f"verdict.{key}", least=str(SMALLEST_GROUP)) for key in VERDICTS}
    else:
        says = _classes(points)
        words = _figures_of_classes(voice, points, says)
    missing = {code: Tile(Point(code, None, None, None, ""), "hidden") for code in grid.places}
    tiles = missing | {code: Tile(point, says[code]) for code, point in points.items()}
    met = {tile.says for tile in tiles.values()}
    return TileMap(grid, tiles, [(key, label) for key, label in words.items() if key in met])


def _beside_rest(voice: Voice, row: Row, record: IndicatorRow) -> str:
    """What the tile of a figure says: not shown, not compared, or how a test places it."""
    if not record.is_shown:
        return "hidden"
    if row["difference_state"] != "tested":
        return "uncompared"
    if not row["p_adjusted"] < significance(voice.level):
        return "alike"
    return "above" if row["difference"] > 0 else "below"


def _classes(points: Mapping[str, Point]) -> dict[str, str]:
    """The class of each figure, of equal widths between the lowest and the highest; figures that are printed
    alike are in one."""
    printed: dict[str, float] = {}
    for point in points.values():
        if point.value is not None:
            printed[point.text] = min(point.value, printed.get(point.text, point.value))
    low, last = min(printed.values()), len(CLASSES) - 1
    width = (max(printed.values()) - low) / len(CLASSES)
    ranks = {
        text: min(int((value - low) / width), last) if width else last // 2 for text, value in printed.items()
    }
    return {
        code: "hidden" if point.value is None else f"class_{ranks[point.text]}"
        for code, point in points.items()
    }


def _figures_of_classes(voice: Voice, points: Mapping[str, Point], says: Mapping[str, str]) -> dict[str, str]:
    """The lowest and the highest figure of each class, in their order, then what is not published."""
    found = {}
    for rank in range(len(CLASSES)):
        own = sorted(
            (point for code, point in points.items() if says[code] == f"class_{rank}"),
            key=lambda point: point.value or 0.0,
        )
        if own:
            ends = dict.fromkeys((own[0].text, own[-1].text))
            found[f"class_{rank}"] = " – ".join(ends)
    return {**found, "hidden": voice.say("verdict.hidden")}
