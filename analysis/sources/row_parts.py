"""Parts of a text that hold whole rows, as its quotation marks allow them to be told apart."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import numpy as np

from analysis.sources.received import DataError

PART_BYTES = 1 << 24
MARK, LINE_FEED = b'"\n'


def parts_of_rows(content: bytes, separator: str, width: int, start: int) -> tuple[list[slice], list[str]]:
    """Parts of the file that hold whole rows, and a remark on cells that seem to hold other rows.

    `content` is UTF-8, its rows from `start` on are of `width` cells. Cells like that come from a quotation
    mark opened in one row and closed in another. Raises DataError for a quotation mark never closed, or
    followed by more text than a separator.
    """
    parts = list(_parts(content, start))
    if all(_is_plain(content[part], separator, width) for part in parts):
        return parts, []
    return [slice(start, len(content))], _remarks(content, separator, width, start)


def _parts(content: bytes, start: int) -> Iterator[slice]:
    while start < len(content):
        end = _end_of_row(content, start)
        yield slice(start, end)
        start = end


def _end_of_row(content: bytes, start: int) -> int:
    """After the last line feed of a part that stands in no cell; the end of the file where there is none."""
    limit = start + PART_BYTES
    if limit >= len(content):
        return len(content)
    end = content.rfind(b"\n", start, limit) + 1
    marks = content.count(b'"', start, end)
    while end > start and marks % 2:
        before = max(content.rfind(b"\n", start, end - 1) + 1, start)
        marks -= content.count(b'"', before, end)
        end = before
    return end if end > start else len(content)


def _is_plain(part: bytes, separator: str, width: int) -> bool:
    """Whether each quotation mark opens or closes a cell or is doubled, and no cell holds a row.

    Where it is so, marks open and close in turn, whatever else is in the cells.
    """
    if b'"' not in part:
        return True
    characters = np.frombuffer(part, dtype=np.uint8)
    marks = np.flatnonzero(characters == MARK)
    if len(marks) % 2:
        return False
    opening, closing = marks[::2], marks[1::2]
    is_border = np.zeros(256, dtype=bool)
    is_border[[*separator.encode("utf-8"), *b"\r\n"]] = True
    is_doubled = closing[:-1] + 1 == opening[1:]
    opens = np.append(opening[0] == 0, is_doubled) | is_border[characters[opening - 1]]
    last = len(part) - 1
    closes = np.append(is_doubled, closing[-1] == last) | is_border[characters[np.minimum(closing + 1, last)]]
    if not (opens.all() and closes.all()):
        return False
    starts, stops = opening[np.append(True, ~is_doubled)], closing[np.append(~is_doubled, True)]
    feeds = np.flatnonzero(characters == LINE_FEED)
    places = np.searchsorted(starts, feeds) - 1
    broken = np.unique(places[(places >= 0) & (feeds < stops[places])])
    cells = (part[starts[place] : stops[place]].decode("utf-8") for place in broken)
    return not any(_holds_a_row(cell, separator, width) for cell in cells)


def _holds_a_row(cell: str, separator: str, width: int) -> bool:
    return width > 1 and any(line.count(separator) >= width - 1 for line in cell.split("\n"))


def _remarks(content: bytes, separator: str, width: int, start: int) -> list[str]:
    """The lines of the cells that hold what looks like rows, cell by cell."""
    above = content.count(b"\n", 0, start)
    text = io.StringIO(content[start:].decode("utf-8"), newline="")
    reader = csv.reader(text, delimiter=separator, strict=True)
    suspects = []
    try:
        for row in reader:
            if any("\n" in cell and _holds_a_row(cell, separator, width) for cell in row):
                suspects.append(reader.line_num + above)
    except csv.Error as error:
        raise DataError(
            f'near line {reader.line_num + above}, a quotation mark (") is out of place ({error}), so the '
            "rows cannot be told apart; export the file again, or double the quotation mark in the cell"
        ) from None
    shown = ", ".join(map(str, suspects[:10]))
    return [f"cells that look like several rows, at or before line {shown}: check quotes"] if suspects else []
