"""A table as files: its frame as CSV, its display and frame as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from analysis.faults import refused_by_system
from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.showing.layout import ShownTable
from analysis.interactive.showing.shown_facts import Facts
from analysis.results.csv_files import csv_bytes


def as_csv(frame: pd.DataFrame, facts: Facts, path: Path) -> Path:
    """The frame; where rules were off the column `rules` says so. No text begins as a formula."""
    check_ending(path, ".csv")
    content = csv_bytes(_ruled(frame, facts))
    return written(path, lambda: path.write_bytes(content))


def as_workbook(shown: ShownTable, frame: pd.DataFrame, facts: Facts, path: Path) -> Path:
    """A sheet of the table as displayed with its notes, and one of the frame; texts are never formulas."""
    check_ending(path, ".xlsx")
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "table"
    table = shown.table
    lines: list[list[str]] = [[shown.band]] if shown.band else []
    lines += [[table.caption], ["", *table.columns]]
    for group in table.groups:
        lines += [[group.label]] if group.label else []
        for row in group.rows:
            lines.append(
                [row.label, *(" ".join(p for p in (c.text, c.sign, c.detail) if p) for c in row.cells)]
            )
    lines += [[note] for note in table.notes]
    _write(sheet, lines)
    sheet.column_dimensions["A"].width = 40
    for cell in next(iter(sheet.iter_rows(min_row=1 + bool(shown.band), max_row=1 + bool(shown.band)))):
        cell.font = Font(bold=True)
    rows = _ruled(frame, facts)
    values = [[None if pd.isna(value) else value for value in row] for row in rows.itertuples(index=False)]
    _write(book.create_sheet("frame"), [list(rows.columns), *values])
    return written(path, lambda: book.save(path))


def check_ending(path: Path, *endings: str) -> None:
    """AnalystError for a file whose name would say that it is something else."""
    if path.suffix.casefold() not in endings:
        known = " or ".join(endings)
        raise AnalystError(f"{path}: expected a name that ends in {known}, such as {path.stem}{endings[0]}")


def written(path: Path, write: Callable[[], object]) -> Path:
    """The path, once it is written. AnalystError where the system refuses it, or its folder is not there."""
    if not path.parent.is_dir():
        raise AnalystError(f"{path}: no folder {path.parent}; make it first, or give another path")
    try:
        write()
    except OSError as error:
        raise AnalystError(refused_by_system(error, path)) from None
    return path


def _write(sheet: Worksheet, lines: Sequence[Sequence[Any]]) -> None:
    for number, line in enumerate(lines, 1):
        for column, value in enumerate(line, 1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
                if column > 1 and sheet.title == "table":
                    cell.alignment = Alignment(horizontal="right")


def _ruled(frame: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    return frame.assign(rules=facts.rules) if facts.is_explored else frame
