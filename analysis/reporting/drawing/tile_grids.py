"""Where the tile of each French region and department stands."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class TileGrid:
    """The places of the tiles, (column, row) by code, and what each tile is called."""

    places: Mapping[str, tuple[int, int]]
    short: Mapping[str, str]
    overseas_row: int
    """The row from which tiles are overseas, a space below the others."""


GRIDS = {"regions": 5, "departments": 13}
"""The file of each grid -> its row overseas."""


@cache
def tile_grid(name: str) -> TileGrid:
    """The grid `name`: "regions" or "departments". Raises KeyError for another."""
    overseas = GRIDS[name]
    path = Path(__file__).parent / f"tiles_{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    places = {row["code"]: (int(row["column"]), int(row["row"])) for row in rows}
    return TileGrid(places, {row["code"]: row["short"] for row in rows}, overseas)


def grid_of(codes: Mapping[str, object]) -> TileGrid | None:
    """The grid on which most of these codes stand; None where they are no French territories."""
    found = [(len(set(codes) & set(tile_grid(name).places)), name) for name in GRIDS]
    count, name = max(found)
    return tile_grid(name) if 2 * count > max(len(codes), 1) else None
