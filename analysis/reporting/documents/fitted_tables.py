"""Tables in parts that fit a page, the widths of their columns from the texts in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analysis.reporting.blocks import ReportTable, TableCell, TableRow

DRAWN = ("svg", "narrow", "panels")
"""Fields that hold a drawing and its data: none of their characters stands on the page as text."""
PAGE = 160
"""Characters side by side across a page, in the smallest size of tables."""
STUB = (12, 34)
FIGURE = (6, 18)
TEXTS = (14, 40)
"""The least and the most that a column of labels, of figures and of texts is given."""

SHORT_ROWS, SHORT_TEXT = 16, 2500
"""Up to here a table stays on one page; a longer one breaks between rows, its header repeated."""
FEW = 4
"""Columns up to which a heading stands on two lines."""


@dataclass(frozen=True)
class FittedTable(ReportTable):
    """A table that fits a page: how wide its columns are, the labels' first; whether it stays whole."""

    widths: Sequence[int] = ()
    is_short: bool = False


def fitting_tables(table: ReportTable) -> list[FittedTable]:
    """`table` in as few parts as fit a page, numbered in their captions where there are several."""
    first, *others = _widths(table)
    parts = [(0, len(others))] if table.is_text else list(_parts(others, PAGE - first))
    made = []
    for rank, (start, end) in enumerate(parts, 1):
        part = _columns(table, start, end)
        place = f" ({rank}/{len(parts)})" if len(parts) > 1 else ""
        is_short = len(rows_of(part)) <= SHORT_ROWS and text_length(part.data()) <= SHORT_TEXT
        named = replace(part, caption=f"{part.caption}{place}".strip())
        made.append(FittedTable(**vars(named), widths=[first, *others[start:end]], is_short=is_short))
    return made


def rows_of(table: ReportTable) -> list[TableRow]:
    """The rows of every group."""
    return [row for group in table.groups for row in group.rows]


def text_length(data: Any) -> int:
    """The characters of every text in the data of blocks, drawings apart."""
    if isinstance(data, str):
        return len(data)
    if isinstance(data, dict):
        return sum(
            text_length(inner) for key, inner in data.items() if key not in ("svg", "narrow", "panels")
        )
    return sum(map(text_length, data)) if isinstance(data, list) else 0


def _widths(table: ReportTable) -> list[int]:
    rows = rows_of(table)
    least, most = TEXTS if table.is_text else FIGURE
    widths = [_between(STUB, max((len(row.label) for row in rows), default=0))]
    for place, head in enumerate(table.columns):
        cells = [row.cells[place] for row in rows if place < len(row.cells)]
        widths.append(
            _between((least, most), max(_head_width(head, len(table.columns)), *map(_width, cells), 0))
        )
    return widths


def _width(cell: TableCell) -> int:
    return max(len(cell.text) + len(cell.sign) + bool(cell.sign), len(cell.detail))


def _head_width(head: str, columns: int) -> int:
    """Two lines where there is room for it; else the longest word, hyphenated beyond ten letters."""
    if columns <= FEW:
        return min(max(-(-len(head) // 2) + 2, min(len(head), 10)), 16)
    return max((min(len(word), 10) for word in head.split()), default=0)


def _between(limits: tuple[int, int], width: int) -> int:
    return min(max(width + 1, limits[0]), limits[1])


def _parts(widths: Sequence[int], room: int) -> Iterable[tuple[int, int]]:
    """(first, after the last) column of each part, as few parts as fit and as even as can be."""
    count = max(1, -(-sum(widths) // room))
    size = -(-len(widths) // count) if widths else 0
    if not widths:
        yield 0, 0
    for start in range(0, len(widths), max(size, 1)):
        yield start, min(start + size, len(widths))


def _columns(table: ReportTable, start: int, end: int) -> ReportTable:
    groups = [
        replace(group, rows=[replace(row, cells=row.cells[start:end]) for row in group.rows])
        for group in table.groups
    ]
    return replace(table, columns=table.columns[start:end], groups=groups)
