"""One sheet of an Excel workbook, cell by cell: what an error or an uncomputed formula holds is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.etl.delimited import unique_names
from analysis.etl.received import DataError


def read_sheet(path: Path, sheet: str | None) -> tuple[pd.DataFrame, str, tuple[str, ...]]:
    """The rows under the first one, which names the columns, with the sheet read and remarks.

    Raises DataError where the workbook or the sheet cannot be read.
    """
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
    header = ["" if cell is None else str(cell) for cell in values[0]]
    answers = pd.DataFrame(values[1:], columns=pd.Index(unique_names(header)), dtype=object)
    remark = (
        f"{uncomputed} cells hold a formula without its result; open and save the workbook to compute them"
    )
    return answers, name, (remark,) if uncomputed else ()


def _cells(path: Path, sheet: str | None, data_only: bool) -> tuple[list[list[Any]], str]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=data_only)
        try:
            name = _sheet_name(sheet, [each.title for each in book.worksheets])
            rows = [list(row) for row in book[name].iter_rows(values_only=True)]
        finally:
            book.close()
    except (DataError, OSError, MemoryError):
        raise
    except Exception as error:  # a damaged workbook fails in openpyxl in any of many ways
        raise DataError(f"not a readable .xlsx workbook ({error}); save it again as .xlsx") from None
    width = max((len(row) for row in rows), default=0)
    return [row + [None] * (width - len(row)) for row in rows], name


def _sheet_name(wanted: str | None, names: list[str]) -> str:
    if not names:
        raise DataError("the workbook has no sheet of cells")
    if wanted is not None and wanted not in names:
        raise DataError(f"no sheet {wanted!r}; sheets: {', '.join(names)}")
    return wanted or names[0]
