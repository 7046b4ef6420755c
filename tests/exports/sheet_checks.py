"""What the UK Analysis Function asks of a spreadsheet, checked by a program: faults, in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

FORBIDDEN = set("[]:*?/\\")


def sheet_faults(path: Path) -> list[str]:
    """What is wrong with a workbook for those who hear it or have programs read it."""
    book = load_workbook(path)
    found = [f"{sheet.title}: {fault}" for sheet in book.worksheets for fault in faults_of(sheet, book)]
    if not book.properties.title:
        found.append("the workbook has no title")
    return found


def faults_of(sheet: Worksheet, book: Workbook) -> Iterator[str]:
    if sheet.merged_cells.ranges:
        yield "merged cells"
    if not sheet["A1"].value:
        yield "no title in A1"
    if len(sheet.title) > 31 or FORBIDDEN & set(sheet.title):
        yield "a name that Excel refuses"
    if sheet.sheet_state != "visible":
        yield "hidden"
    if len(sheet.tables) != 1:
        yield f"{len(sheet.tables)} tables"
        return
    (table,) = sheet.tables.values()
    yield from table_faults(sheet, [[cell.value for cell in row] for row in sheet[table.ref]])
    first = sheet[table.ref][0][0].row
    if sheet.freeze_panes is None or not sheet.freeze_panes.endswith(str(first + 1)):
        yield "headings that roll away"
    if any(not sheet.cell(row, 1).value for row in range(1, first)):
        yield "an empty row above the table"
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                yield f"{cell.coordinate}: a formula"
            link = cell.hyperlink
            if link and (link.location or "").split("!")[0].strip("'") not in book.sheetnames:
                yield f"{cell.coordinate}: a link to nowhere"


def table_faults(sheet: Worksheet, rows: list[list[object]]) -> Iterator[str]:
    headings = [str(cell or "") for cell in rows[0]]
    if not all(headings) or len({heading.casefold() for heading in headings}) < len(headings):
        yield "headings that are blank or alike"
    if any(not any(cell is not None for cell in row) for row in rows):
        yield "an empty row in the table"
    if sheet.max_row > sheet[next(iter(sheet.tables.values())).ref][-1][0].row:
        yield "something below the table"
