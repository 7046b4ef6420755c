"""Sheets of Excel workbooks: the one that holds the answers, and its table."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.faults import some
from analysis.questionnaire.kinds.cells import text_of
from analysis.sources.bounds.file_table import FileTable, counted_from, without_unnamed
from analysis.sources.bounds.heading_rows import PLAIN, RowKeys, head_of, sample_size
from analysis.sources.bounds.sheet_choice import SheetLook, chosen
from analysis.sources.received import DataError
from analysis.sources.workbook_cells import SheetCells, filled_rows, opened, sheet_cells

SIGNS_OF_CSV = (";", "\t", ",", "|")
"""What may part the cells of a CSV that a spreadsheet put in one column."""
MOSTLY_ALIKE = 0.9
IS_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|N/A|SPILL!|CALC!)")


@dataclass(frozen=True)
class SheetTable:
    """The table of a sheet, and what the sheet is called."""

    table: FileTable
    name: str


def read_sheet(path: Path, sheet: str | None, keys: RowKeys = PLAIN) -> SheetTable:
    """The table of a sheet, or of the one that holds the answers.

    Raises DataError where the workbook or the sheet cannot be read, and where it cannot be told which sheet
    holds the answers or which of its rows are headings.
    """
    with opened(path) as book:
        states = {each.title: each.sheet_state for each in book.worksheets}
        looks = [] if sheet in states else [_look(book[name], state) for name, state in states.items()]
    found = chosen(sheet, states, looks)
    cells = sheet_cells(path, found.name)
    if not any(cell is not None for row in cells.rows for cell in row):
        raise DataError(f"sheet {found.name!r} is empty")
    table = _table(cells, keys, found.name)
    left_out = (*found.left_out, *table.left_out)
    return SheetTable(
        replace(table, left_out=left_out),
        found.name,
    )


def _look(sheet: Any, state: str) -> SheetLook:
    rows = filled_rows(sheet)
    first, every = _texts(rows, sample_size(0)), partial(_texts, rows, len(rows))
    return SheetLook(sheet.title, state == "visible", first, len(rows), every)


def _texts(rows: list[list[Any]], most: int) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in rows[:most]]


def _table(cells: SheetCells, keys: RowKeys, name: str) -> FileTable:
    rows = cells.rows
    width = len(rows[0])
    try:
        head = head_of(_texts(rows, sample_size(width)), keys, cells.merged)
    except DataError as error:
        raise DataError(f"sheet {name!r}: {error}") from None
    merged = _fill_merged(cells, head.first)
    answers = pd.DataFrame(rows[head.first :], columns=pd.Index(head.names[:width]), dtype=object)
    is_headed = [any(text_of(rows[place][column]) for place in head.rows) for column in range(width)]
    answers = without_unnamed(answers, [bool(head.rows) and not headed for headed in is_headed])
    _refuse_unsplit(answers, name)
    computed = frozenset(place - head.first for place in cells.computed if place >= head.first)
    uncomputed = tuple(place - head.first for place in cells.uncomputed if place >= head.first)
    remarks = (*head.remarks, *merged)
    return FileTable(answers, head, counted_from(head.first + 1), (), remarks, computed, uncomputed)


def remarks_on_formulas(table: FileTable) -> list[str]:
    """A remark on the answers whose formula has no result, and one on those whose formula has an error."""
    places = frozenset(table.answers.index)
    uncomputed = sum(place in places for place in table.uncomputed)
    cells = table.answers.to_numpy(dtype=object).ravel()
    errors = Counter(cell for cell in cells if isinstance(cell, str) and IS_ERROR.fullmatch(cell))
    remarks = []
    if uncomputed:
        remarks.append(
            f"{uncomputed} cells hold a formula without its result; open and save the workbook "
            "to compute them"
        )
    if errors:
        remarks.append(f"{errors.total()} cells hold an error of a formula ({', '.join(sorted(errors))})")
    return remarks


def _refuse_unsplit(answers: pd.DataFrame, name: str) -> None:
    """Raise DataError where all cells of the rows of a CSV stand in one column of the sheet."""
    if len(answers.columns) != 1:
        return
    (heading,) = map(str, answers.columns)
    texts = [text_of(cell) for cell in answers.iloc[:, 0].tolist()]
    for sign in SIGNS_OF_CSV:
        wanted = heading.count(sign)
        alike = sum(text.count(sign) == wanted for text in texts)
        if wanted and alike >= MOSTLY_ALIKE * len(texts):
            raise DataError(
                f"sheet {name!r}: all answers stand in one column, {wanted + 1} in a cell apart by {sign!r}. "
                "Read the CSV that it was made from, or part the column (Data, Text to Columns) and save"
            )


def _fill_merged(cells: SheetCells, first: int) -> list[str]:
    """Give every row under a merged cell of answers what it holds; and a remark on those cells."""
    filled = []
    for (top, left), (bottom, right) in sorted(cells.merged.items()):
        if top < first or bottom == top or bottom >= len(cells.rows) or right >= len(cells.rows[0]):
            continue
        for row in cells.rows[top + 1 : bottom + 1]:
            row[left] = cells.rows[top][left]
        filled.append(f"{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}")
    if not filled:
        return []
    return [f"merged cells hold for every row beside them: {some(filled, 5)}"]


def _letters(column: int) -> str:
    letters = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        letters = chr(ord("A") + letter) + letters
        column -= 1
    return letters
