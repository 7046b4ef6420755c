"""Sheets of Excel workbooks, read cell by cell: what an error or an uncomputed formula holds is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import pandas as pd

from analysis.sources.delimited_text import unique_names
from analysis.sources.received import DataError

MOST_CELLS = 100_000_000
MOST_ROWS = 1_048_576
LARGE = 20_000_000
LOOKED_AT = 20
"""Rows among which the one that names the columns is looked for, where the first does not."""
CHUNK = 2**20
"""Bytes of a sheet that are looked at together."""
ROW = re.compile(rb"<(?:\w+:)?row\s(?:[^>]*?\s)?r=[\"'](\d{1,9})[\"']")
"""The start of a row of a sheet, with its number: <row r="12"> or <x:row spans="1:3" r="12">."""
MOST_PACKED = 100
"""Bytes in one byte of a packed part: sheets of a single code have about 20."""


def read_sheet(path: Path, sheet: str | None) -> tuple[pd.DataFrame, str, tuple[str, ...]]:
    """The rows under the first one, which names the columns, with the name of the sheet and remarks.

    Raises DataError where the workbook or the sheet cannot be read.
    """
    _refuse_bomb(path)
    values, name = _cells(path, sheet, data_only=True)
    formulas, _ = _cells(path, sheet, data_only=False)
    uncomputed = 0
    for row, written in zip(values, formulas, strict=True):
        for position, formula in enumerate(written):
            if row[position] is None and isinstance(formula, str) and formula.startswith("="):
                row[position] = formula
                uncomputed += 1
    if not any(cell is not None for row in values for cell in row):
        raise DataError(f"sheet {name!r} is empty")
    _refuse_title(values, name)
    header = ["" if cell is None else str(cell) for cell in values[0]]
    answers = pd.DataFrame(values[1:], columns=pd.Index(unique_names(header)), dtype=object)
    remark = (
        f"{uncomputed} cells hold a formula without its result; open and save the workbook to compute them"
    )
    return answers, name, (remark,) if uncomputed else ()


def _refuse_title(rows: list[list[Any]], sheet: str) -> None:
    """Refuse a sheet whose first row is a title: one cell where a row below fills three or more."""
    widths = [sum(cell is not None for cell in row) for row in rows[:LOOKED_AT]]
    if widths[0] <= 1 and max(widths) >= 3:
        header = next(place for place, width in enumerate(widths, 1) if width >= 3)
        raise DataError(
            f"sheet {sheet!r}: the first row names {widths[0]} of {max(widths)} columns; row {header} looks "
            "like the one that names them. Delete the rows above it and save the workbook"
        )


def _cells(path: Path, sheet: str | None, data_only: bool) -> tuple[list[list[Any]], str]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=data_only)
        try:
            name = _sheet_name(sheet, [each.title for each in book.worksheets])
            cells = book[name]
            cells.reset_dimensions()  # the size that a workbook declares may be wrong and cut the table
            if data_only:  # the same part is read twice, and looked at once
                _refuse_disorder(path, cells._worksheet_path)
            rows = _filled_rows(cells.iter_rows(values_only=True))
        finally:
            book.close()
    except (DataError, OSError, MemoryError):
        raise
    except Exception as error:  # a damaged workbook fails in openpyxl in any of many ways
        raise DataError(f"not a readable .xlsx workbook ({error}); save it again as .xlsx") from None
    width = max((len(row) for row in rows), default=0)
    if width * len(rows) > MOST_CELLS:
        raise DataError(
            f"{len(rows):,} rows by {width:,} columns, and at most {MOST_CELLS:,} cells are read from a "
            "workbook; delete what stands far from the table, or save it as CSV"
        )
    return [row + [None] * (width - len(row)) for row in rows], name


def _refuse_disorder(path: Path, part: str) -> None:
    """Refuse a sheet whose rows do not follow each other: those that go back would be passed over."""
    last, rest = 0, b""
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
            rest = read[cut:]


def _filled_rows(rows: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    """Each row to its last cell that is filled, down to the last row that has one."""
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


def _sheet_name(wanted: str | None, names: list[str]) -> str:
    if not names:
        raise DataError("the workbook has no sheet of cells")
    if wanted is not None and wanted not in names:
        raise DataError(f"no sheet {wanted!r}; sheets: {', '.join(names)}")
    return wanted or names[0]
