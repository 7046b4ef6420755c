"""A table as files: its frame as CSV, its display and frame as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from analysis.faults import refused_by_system
from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.showing.layout import ShownTable
from analysis.interactive.showing.shown_facts import Facts
from analysis.results.csv_files import csv_bytes

LEAST_WIDE, WIDEST = 8, 48
"""Letters of a column of a workbook."""
LINE_HEIGHT = 15
"""Points of a line of a workbook."""
BOLD = Font(name="Calibri", size=11, bold=True)


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
    table, heads = shown.table, 1 + bool(shown.band)
    lines: list[list[str]] = [[shown.band]] if shown.band else []
    lines += [[table.caption], ["", *table.columns]]
    bold = {*range(1, heads + 2)}
    for group in table.groups:
        if group.label:
            lines.append([group.label])
            bold.add(len(lines))
        for row in group.rows:
            lines.append(
                [row.label, *(" ".join(p for p in (c.text, c.sign, c.detail) if p) for c in row.cells)]
            )
    _write(sheet, [*lines, *([note] for note in table.notes)])
    _arrange(sheet, lines[heads:], heads + 1, bold)
    rows = _ruled(frame, facts)
    values = [[None if pd.isna(value) else value for value in row] for row in rows.itertuples(index=False)]
    figures = book.create_sheet("frame")
    _write(figures, [list(rows.columns), *values])
    _arrange(figures, [list(rows.columns), *values], 1, {1})
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


def _arrange(sheet: Worksheet, lines: Sequence[Sequence[Any]], head: int, bold: set[int]) -> None:
    """Columns as wide as what they hold, with headings that stay in sight and fit the page's width.

    lines: the rows of cells, of which row `head` of the sheet is the first; the headings wrap.
    """
    heights = []
    for column, heading in enumerate(map(str, lines[0]), 1):
        held = [len(str(line[column - 1])) for line in lines[1:] if len(line) >= max(column, 2)]
        words = [len(word) + 2 for word in heading.split()]  # bold letters are wider
        width = min(max([LEAST_WIDE, *words, *held]), WIDEST)
        sheet.column_dimensions[get_column_letter(column)].width = width + 2
        heights.append(len(wrap(heading, width - 1)) or 1)
    sheet.row_dimensions[head].height = LINE_HEIGHT * max(heights)
    for number in bold:
        for cell in sheet[number]:
            cell.font = BOLD
    for cell in sheet[head]:
        cell.alignment = Alignment(horizontal="right", vertical="bottom", wrap_text=True)
    sheet.freeze_panes = sheet.cell(head + 1, 2)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _ruled(frame: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    return frame.assign(rules=facts.rules) if facts.is_explored else frame
