"""Cells of a workbook, sheet by sheet, as stored: what an error or an uncomputed formula holds is kept."""

from __future__ import annotations

import errno
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from analysis.questionnaire.kinds.cells import text_of
from analysis.sources.received import DataError

MOST_CELLS = 100_000_000
MOST_ROWS = 1_048_576
LARGE = 20_000_000
CHUNK = 2**20
"""Bytes of a sheet that are looked at together."""
ROW = re.compile(rb"<(?:\w+:)?row\s(?:[^>]*?\s)?r=[\"'](\d{1,9})[\"']")
"""The start of a row of a sheet, with its number: <row r="12"> or <x:row spans="1:3" r="12">."""
MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s+ref=[\"']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})[\"']"
)
MOST_PACKED = 100
"""Bytes in one byte of a packed part: sheets of a single code have about 20."""
DOWN = re.compile(r"=[\w.]+\(.*?\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
"""A formula that takes cells of several rows, as a total does: =SUM(C2:C61)."""
LEAST_ROWS = 3
LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""What a number format writes as it stands."""
DIGITS_OF_PERCENTS = 10
"""Beyond which a percent has the rounding of its fraction alone: 0.07 is 7.000000000000001 hundredths."""

Place = tuple[int, int]


@dataclass(frozen=True)
class SheetCells:
    """The rows of a sheet, as long as its longest, its merged cells, and what its formulas are.

    `merged` has the first and the last place of each, row and column from 0. `uncomputed` has the row
    of each formula without a result; `computed` has the rows with a formula over rows of its own column.
    """

    rows: list[list[Any]]
    merged: dict[Place, Place]
    uncomputed: tuple[int, ...]
    computed: frozenset[int]


@contextmanager
def opened(path: Path, data_only: bool = True) -> Iterator[Any]:
    """The workbook as openpyxl reads it. Raises DataError where it is damaged, or larger than it can be."""
    from openpyxl import load_workbook

    _refuse_bomb(path)
    try:
        book = load_workbook(path, read_only=True, data_only=data_only)
        _join_accents(book)
        try:
            yield book
        finally:
            book.close()
    except (DataError, MemoryError):
        raise
    except OSError as error:
        if error.errno != errno.EINVAL:  # of the system; the other is a part that begins before the file
            raise
        raise DataError(f"not a readable .xlsx workbook ({error.strerror}); save it again as .xlsx") from None
    except Exception as error:  # a damaged workbook fails in openpyxl in any of many ways
        raise DataError(f"not a readable .xlsx workbook ({error}); save it again as .xlsx") from None


def sheet_cells(path: Path, name: str) -> SheetCells:
    """The cells of a sheet. Raises DataError where they cannot be read or rows would be lost."""
    with opened(path) as book:
        merged = _looked_through(path, book[name]._worksheet_path)
        values = filled_rows(book[name])
    with opened(path, data_only=False) as book:
        formulas = filled_rows(book[name])
    width = max((len(row) for row in values), default=0)
    if width * len(values) > MOST_CELLS:
        raise DataError(
            f"{len(values):,} rows by {width:,} columns, and at most {MOST_CELLS:,} cells are read from a "
            "workbook; delete what stands far from the table, or save it as CSV"
        )
    width = max(width, max((len(row) for row in formulas), default=0))
    rows = [row + [None] * (width - len(row)) for row in values]
    rows += [[None] * width for _ in formulas[len(rows) :]]
    uncomputed: list[int] = []
    computed = set()
    for place, (row, written) in enumerate(zip(rows, formulas, strict=False)):
        for position, formula in enumerate(written):
            if not isinstance(formula, str) or not formula.startswith("="):
                continue
            if _is_over_rows(formula, position):
                computed.add(place)
            if row[position] is None:
                row[position] = formula
                uncomputed.append(place)
    return SheetCells(rows, merged, tuple(uncomputed), frozenset(computed))


def filled_rows(sheet: Any) -> list[list[Any]]:
    """Each row to its last cell that is filled, down to the last row that has one.

    A number that the sheet shows as a percent is a text that says so: 0.18 is "18 %".
    """
    sheet.reset_dimensions()  # the size that a workbook declares may be wrong and cut the table
    percents = _percent_styles(sheet.parent)
    if not percents:
        return _trimmed(sheet.iter_rows(values_only=True))
    return _trimmed(tuple(_shown(cell, percents) for cell in row) for row in sheet.iter_rows())


def _percent_styles(book: Any) -> frozenset[int]:
    """The styles of cells that show a number as a percent."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    styles = {style.numFmtId for style in book._cell_styles}
    own = enumerate(book._number_formats, start=BUILTIN_FORMATS_MAX_SIZE)
    formats = {**BUILTIN_FORMATS, **dict(own)}
    shown = {each for each in styles if "%" in LITERALS.sub("", formats.get(each, ""))}
    return frozenset(n for n, style in enumerate(book._cell_styles) if style.numFmtId in shown)


def _shown(cell: Any, percents: frozenset[int]) -> Any:
    value = cell.value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and cell._style_id in percents:
        return f"{text_of(round(value * 100.0, DIGITS_OF_PERCENTS))} %"
    return value


def _join_accents(book: Any) -> None:
    """Give the texts of a workbook one writing of é: some programs store the letter and its accent apart."""
    for sheet in book.worksheets:
        texts = sheet._shared_strings
        if not all(text.isascii() or unicodedata.is_normalized("NFC", text) for text in texts):
            sheet._shared_strings = [unicodedata.normalize("NFC", text) for text in texts]


def _trimmed(rows: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    kept: list[list[Any]] = []
    blank = 0
    for row in rows:
        end = len(row)
        while end and row[end - 1] is None:
            end -= 1
        if end:
            kept += [[] for _ in range(blank)]
            kept.append(list(row[:end]))
            blank = 0
        elif blank < MOST_ROWS:
            blank += 1
        else:
            raise DataError(f"more than {MOST_ROWS:,} rows, and no workbook has more; save it again as .xlsx")
    return kept


def _is_over_rows(formula: str, position: int) -> bool:
    """Whether a formula takes several rows of the column that it stands in."""
    match = DOWN.match(formula)
    if match is None:
        return False
    left, top, right, bottom = match.groups()
    return left == right and column_number(left) == position and int(bottom) - int(top) >= LEAST_ROWS - 1


def column_number(letters: str) -> int:
    """The position, from 0, of the column of a sheet that letters name: A is 0, AA 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _looked_through(path: Path, part: str) -> dict[Place, Place]:
    """The merged cells of a sheet. Raises DataError where rows go back: those would be passed over."""
    last, rest = 0, b""
    merged: dict[Place, Place] = {}
    with ZipFile(path) as packed, packed.open(part) as content:
        while chunk := content.read(CHUNK):
            read = rest + chunk
            cut = read.rfind(b"<") if len(chunk) == CHUNK else len(read)
            for found in ROW.finditer(read[:cut]):
                row = int(found[1])
                if row <= last:
                    raise DataError(
                        f"not a readable .xlsx workbook (row {row} after row {last}); save it again as .xlsx"
                    )
                last = row
            for found in MERGED.finditer(read[:cut]):
                left, top, right, bottom = (part.decode() for part in found.groups())
                merged[int(top) - 1, column_number(left)] = int(bottom) - 1, column_number(right)
            rest = read[cut:]
    return merged


def _refuse_bomb(path: Path) -> None:
    """Refuse a workbook of which a part is far greater than any table packs, before it fills the memory."""
    try:
        with ZipFile(path) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise DataError(f"not a readable .xlsx workbook ({error}); save it again as .xlsx") from None
    for part in parts:
        if part.file_size > LARGE and part.file_size > MOST_PACKED * part.compress_size:
            raise DataError(
                f"not a workbook of answers: {part.filename} holds {part.file_size / 1e6:,.0f} MB packed "
                f"into {part.compress_size / 1e6:,.1f} MB; nothing of it was read. Save the table as CSV"
            )
