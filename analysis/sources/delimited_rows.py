"""Rows of a delimited file, each with where it ends: the first of them, and all where some are ragged."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise

from analysis.faults import some
from analysis.sources.bounds.column_looks import is_like, look_of
from analysis.sources.bounds.heading_rows import MOST_TITLES, RowKeys, sample_size
from analysis.sources.received import DataError, in_runs

LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
QUOTED_LINE = re.compile(r"'[^']*'(?:[,;\t|]'[^']*')+")
APART = re.compile(r"(?<=')[,;\t|](?=')")
QUOTED_WHOLE = re.compile(rb'"[^"]*(?:""[^"]*)*"(?:\r\n|\r|\n)')
"""A row that is one cell within quotation marks."""
NEVER, SIGNS = "\x1f", ",;\t|"
ROWS_TRIED, LEAST_QUOTED = 50, 3
HEAD_BYTES = 1 << 24
KEYS_OF_FILE = (
    ", or say under [file] of edition.toml what is meant: separator; header_rows, where other rows name the "
    "columns; skip_rows, for rows that are no answers"
)
"""The way out that answers have, and no other table."""
AT_THE_END = 30
"""Rows at the end of a file among which one cell alone may be a note."""

csv.field_size_limit(1 << 30)


@dataclass(frozen=True)
class DelimitedRow:
    """The cells of a row, [] of a blank line, and the position in the bytes after its last."""

    cells: list[str]
    end: int


def rows_of(
    content: bytes, separator: str, start: int = 0, stop: int | None = None
) -> Iterator[DelimitedRow]:
    """The rows of UTF-8 text from one position on, blank lines too."""
    end = start
    last = len(content) if stop is None else min(stop, len(content))

    def lines() -> Iterator[str]:
        nonlocal end
        while end < last:
            line = LINE.match(content, end)
            assert line is not None  # it matches an empty text too
            end = line.end()
            yield line.group().decode("utf-8", "replace")

    for cells in csv.reader(lines(), delimiter=separator):
        yield DelimitedRow(cells if any(cell.strip() for cell in cells) else [], end)


def first_rows(content: bytes, separator: str, start: int) -> list[DelimitedRow]:
    """The rows that tell where the table begins: enough of them, of files with few columns more."""
    rows: list[DelimitedRow] = []
    try:
        for row in islice(rows_of(content, separator, start, start + HEAD_BYTES), sample_size(0)):
            rows.append(row)
            width = max(len(each.cells) for each in rows) if len(rows) < MOST_TITLES else len(row.cells)
            if len(rows) >= sample_size(width):
                break
    except csv.Error:
        pass  # what is out of place is named when the rows are read
    return rows


def without_apostrophes(content: bytes, start: int) -> bytes | None:
    """The text with quotation marks around its cells where apostrophes stand around every heading; None
    where they do not."""
    line = LINE.match(content, start)
    heading = line.group().decode("utf-8", "replace").strip() if line else ""
    found = APART.findall(heading)
    if not (QUOTED_LINE.fullmatch(heading) and found and len(set(found)) == 1):
        return None
    text = io.StringIO(content[start:].decode("utf-8", "replace"), newline="")
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=found[0], lineterminator="\n")
    writer.writerows(csv.reader(text, delimiter=found[0], quotechar="'"))
    return content[:start] + written.getvalue().encode("utf-8")


def without_outer_quotes(content: bytes, start: int) -> bytes | None:
    """The text with each row out of the quotation marks that made one cell of it, as a spreadsheet does that
    did not part the cells; None where rows are not so."""
    if not QUOTED_WHOLE.match(content, start, start + HEAD_BYTES):
        return None
    rows = [row.cells for row in islice(rows_of(content, NEVER, start), ROWS_TRIED) if row.cells]
    inner = [cells for sign in SIGNS if len(cells := _widths([row[0] for row in rows], sign)) == 1]
    if len(rows) < LEAST_QUOTED or not any(min(widths) > 1 for widths in inner):
        return None
    texts = (row.cells[0] if row.cells else "" for row in rows_of(content, NEVER, start))
    return content[:start] + "\n".join(texts).encode("utf-8")


def _widths(lines: list[str], separator: str) -> set[int]:
    """How many cells rows have at a separator."""
    return {len(row) for row in csv.reader(lines, delimiter=separator)}


def has_blank_lines(content: bytes, start: int) -> bool:
    """Whether lines without anything may stand between the rows."""
    return any(content.find(ends, start, len(content)) >= 0 for ends in (b"\n\n", b"\n\r\n", b"\r\r"))


def numbering(
    content: bytes, separator: str, start: int, first: int
) -> Callable[[Sequence[int]], tuple[int, ...]]:
    """Numbers of rows among which blank lines are counted, and not read; looked for when they are asked."""

    @cache
    def filled() -> list[int]:
        return [number for number, row in enumerate(rows_of(content, separator, start), first) if row.cells]

    def numbers(places: Sequence[int]) -> tuple[int, ...]:
        return tuple(filled()[place] for place in places)

    return numbers


def mended(
    content: bytes, separator: str, start: int, first: int, width: int, keys: RowKeys
) -> tuple[bytes, list[str]]:
    """The rows from `start` on with `width` cells each, and remarks on empty last cells missing or too many.

    `first` is the number of the first. Blank lines and rows that `keys` leave out are rows of empty cells.
    Raises DataError for other rows of another length, and for two that look like one broken in its middle.
    """
    rows = [row.cells for row in rows_of(content, separator, start)]
    while rows and not rows[-1]:
        rows.pop()
    cells = [[] if keys.skips(number) else row for number, row in enumerate(rows, first)]
    faults = _broken(cells, width)
    if faults:
        raise DataError(_refused({place + first: len(cells[place]) for place in faults}, width, separator))
    short = [place + first for place, row in enumerate(cells) if 0 < len(row) < width]
    long = [place + first for place, row in enumerate(cells) if len(row) > width]
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerows([*row[:width], *[""] * (width - len(row))] for row in cells)
    remarks = [
        f"last cells {what} in rows {in_runs(rows_met)}: {outcome}"
        for what, rows_met, outcome in (
            ("were missing", short, "read as empty"),
            ("were empty beyond the last column", long, "left out"),
        )
        if rows_met
    ]
    if short and short[-1] == len(cells) - 1 + first and not content.endswith((b"\n", b"\r")):
        remarks.append(f"row {short[-1]}, the last, ends in its middle: the file may have been cut short")
    return written.getvalue().encode("utf-8"), remarks


def _broken(rows: list[list[str]], width: int) -> list[int]:
    """Places of rows with cells beyond the last column, and of those that are parts of a row."""
    first = look_of([row[0] for row in rows[: sample_size(width)] if len(row) == width])
    last = max((place for place, row in enumerate(rows) if len(row) == width), default=len(rows))
    notes = max(last, len(rows) - AT_THE_END)
    found = []
    for place, row in enumerate(rows):
        has_more = any(cell.strip() for cell in row[width:])
        is_alone = len(row) == 1 < width - 1 and place < notes
        if has_more or (is_alone and not is_like(row[0], first)):
            found.append(place)
    for (place, row), (_, following) in pairwise(enumerate(rows)):
        if 0 < len(row) < width and 0 < len(following) < width and len(row) + len(following) == width + 1:
            found += [place, place + 1]
    return sorted(set(found))


def _refused(lengths: dict[int, int], width: int, separator: str) -> str:
    shown = some([f"row {row} has {length}" for row, length in lengths.items()], 5)
    return (
        f"not every row has the {width} cells of the header (separator {separator!r}): {shown}. Quote the "
        f"cells that hold the separator or a line break{KEYS_OF_FILE}"
    )
