"""A workbook as the bytes of an Excel file, the same for the same workbook."""

from __future__ import annotations

import io
import zipfile
from math import ceil
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis.exports.harmless_texts import harmless
from analysis.exports.spreadsheets.workbook import (
    NO_DATE,
    SheetContent,
    SheetLink,
    SheetNumber,
    TableSheet,
    TablesWorkbook,
)

TABLE_STYLE = "Table Style Light 1"
TITLE = {"bold": True, "font_size": 14, "font_color": "#1d3f5f"}
HEADING = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#e8eef4"}
LINK = {"font_color": "#0b57a4", "underline": 1, "valign": "top"}
PROPERTIES = "docProps/core.xml"
WIDEST_PAGE = 240
"""Characters of columns side by side that can be read on a page."""
LINE_HEIGHT = 15.0
"""Points of a line."""


class _Formats:
    """The formats of a file, each made once."""

    def __init__(self, book: xlsxwriter.Workbook, small_p: str) -> None:
        self.book = book
        self.p_form = f'[<0.001]"{small_p}";0.000'
        self.made: dict[str, Format] = {}

    def of(self, name: str, **looks: object) -> Format:
        if name not in self.made:
            self.made[name] = self.book.add_format(looks)
        return self.made[name]

    def number(self, cell: SheetNumber) -> Format:
        form = self.p_form if cell.is_p else "#,##0" + ("." + "0" * cell.decimals if cell.decimals else "")
        return self.of(form, num_format=form, valign="top")


def xlsx_bytes(workbook: TablesWorkbook) -> bytes:
    """The bytes of the workbook in Office Open XML; every text is a text, whatever it begins with."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties(
        {"title": harmless(workbook.title), "author": harmless(workbook.author), "created": NO_DATE}
    )
    formats = _Formats(book, workbook.small_p)
    for sheet in workbook.sheets:
        _write(book.add_worksheet(sheet.tab), sheet, formats)
    book.close()
    return with_language(target.getvalue(), workbook.language)


def with_language(content: bytes, language: str) -> bytes:
    """The file with the language of its texts among its properties, which no writer has a word for."""
    target = io.BytesIO()
    stated = f"<dc:language>{escape(language)}</dc:language></cp:coreProperties>"
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(target, "w") as book:
        for part in made.infolist():
            text = made.read(part)
            if part.filename == PROPERTIES:
                text = text.replace(b"</cp:coreProperties>", stated.encode("utf-8"))
            book.writestr(part, text, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _write(page: Worksheet, sheet: TableSheet, formats: _Formats) -> None:
    page.write_string(0, 0, harmless(sheet.title), formats.of("title", **TITLE))
    line = formats.of("line", valign="top")
    for row, text in enumerate(sheet.lines, 1):
        _write_cell(page, row, 0, text, formats, line)
    first, headings = sheet.first_row, sheet.headings
    last, right = first + max(1, len(sheet.rows)), len(headings) - 1
    looks = [formats.of(f"heading {c.aligned}", align=c.aligned, **HEADING) for c in sheet.columns]
    columns = [{"header": name, "header_format": look} for name, look in zip(headings, looks, strict=True)]
    page.add_table(*(first, 0, last, right), {"columns": columns, "name": sheet.name, "style": TABLE_STYLE})
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
    texts = [formats.of(c.aligned, align=c.aligned, text_wrap=True, valign="top") for c in sheet.columns]
    page.set_row(first, LINE_HEIGHT * sheet.height(headings))
    for row, cells in enumerate(sheet.rows, first + 1):
        if (lines := sheet.height(cells)) > 1:
            page.set_row(row, LINE_HEIGHT * lines)
        for place, cell in enumerate(cells):
            _write_cell(page, row, place, cell, formats, texts[place])
    page.freeze_panes(first + 1, sheet.stubs if right > sheet.stubs else 0)
    _set_print(page, sheet)


def _set_print(page: Worksheet, sheet: TableSheet) -> None:
    """As it is printed: A4 on its side, as wide as a page, or as few as it can be read on; headings and the
    columns that name the rows are repeated."""
    pages = ceil(sum(column.width for column in sheet.columns) / WIDEST_PAGE)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(pages, 0)
    page.repeat_rows(sheet.first_row)
    if pages > 1:
        page.repeat_columns(0, sheet.stubs - 1)


def _write_cell(
    page: Worksheet, row: int, column: int, cell: SheetContent, formats: _Formats, text: Format
) -> None:
    if isinstance(cell, SheetNumber):
        page.write_number(row, column, cell.value, formats.number(cell))
    elif isinstance(cell, SheetLink):
        tab = cell.tab.replace("'", "''")
        page.write_url(row, column, f"internal:'{tab}'!A1", formats.of("link", **LINK), harmless(cell.text))
    elif cell:
        page.write_string(row, column, harmless(cell), text)
