"""Native tables of a Word document: across the page, the header row repeated, rows never broken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Emu, Pt

from analysis.reporting.blocks import TableRow
from analysis.reporting.documents import word_pages as pages
from analysis.reporting.documents.fitted_tables import FittedTable
from analysis.reporting.documents.office_files import clean

CELL_MARGINS = 3
"""Letters that the margins of a cell of Word take."""


def add_grid(document: Any, rows: int, widths: Sequence[int]) -> Any:
    """An empty table across the page, its columns in proportion to `widths` and the margins of cells."""
    table = document.add_table(rows, len(widths))
    pages.set_rules(table)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    roomy = [width + CELL_MARGINS for width in widths]
    shares = [Emu(pages.TEXT_WIDTH * width // sum(roomy)) for width in roomy]
    for column, share in zip(table.columns, shares, strict=True):
        column.width = share
    for row in table.rows:
        pages.keep_whole(row)
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = share
    return table


def add_table(document: Any, part: FittedTable) -> None:
    """The head, the headings of groups and the rows of `part`."""
    count = 1 + sum(bool(group.label) + len(group.rows) for group in part.groups)
    rows = iter(add_grid(document, count, part.widths).rows)
    size = 8 if len(part.columns) <= 5 and not part.is_text else 7
    _fill_head(next(rows), part, size)
    for group in part.groups:
        if group.label:
            cells = next(rows).cells
            fill(cells[0].merge(cells[-1]), group.label, size, bold=True, keep=True)
        for row in group.rows:
            _fill_row(next(rows).cells, row, size, not part.is_text)


def _fill_head(head: Any, part: FittedTable, size: float) -> None:
    pages.repeat_header(head)
    pages.underline(head)
    for place, text in enumerate((part.stub, *part.columns)):
        fill(head.cells[place], text, size, bold=True, right=place > 0 and not part.is_text)


def _fill_row(cells: Sequence[Any], row: TableRow, size: float, right: bool) -> None:
    fill(cells[0], row.label, size)
    for place, cell in zip(cells[1:], row.cells, strict=False):
        fill(place, " ".join(part for part in (cell.text, cell.sign) if part), size, right=right)
        if cell.shade:
            pages.shade(place, pages.SHADES[cell.shade])
        if cell.detail:
            fill(place, cell.detail, size - 1, right=right, more=True)


def fill(
    cell: Any,
    text: str,
    size: float = 9,
    bold: bool = False,
    right: bool = False,
    more: bool = False,
    keep: bool = False,
) -> None:
    """Write `text` into `cell`, in a new paragraph with `more`."""
    paragraph = cell.add_paragraph() if more else cell.paragraphs[0]
    run = paragraph.add_run(clean(text))
    run.font.size = Pt(size)
    if bold:
        run.bold = True
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    paragraph._p.style = pages.CELL
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
