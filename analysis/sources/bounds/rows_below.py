"""Rows under the headings that hold no respondent: totals, notes, headings met again, a second table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow.compute as pc

from analysis.questionnaire.kinds.cells import factorized
from analysis.questionnaire.reading.written_numbers import number_of
from analysis.sources.bounds.column_looks import is_like, kind_of_cell
from analysis.sources.bounds.file_table import FileTable
from analysis.sources.bounds.form_repeats import record_repeats
from analysis.sources.bounds.heading_rows import RowKeys, beginning
from analysis.sources.bounds.pasted_tables import (
    MOST_CANDIDATES,
    headings_again,
    refuse_other_order,
    refuse_second_table,
)
from analysis.sources.bounds.shifted_rows import remarks_on_shifted_rows
from analysis.sources.bounds.summary_rows import (
    IS_NOTE,
    SUMMARY,
    Stated,
    agreements,
    is_called_summary,
    is_foreign,
    words_beside,
)
from analysis.sources.bounds.table_rows import AT_THE_END, TableRows, texts_of_rows
from analysis.sources.received import DataError, LeftOut

COLUMNS_ADDED = 50
LEAST_AGREEING = 3
"""So many numbers that each may be a mean or an extreme of those above are no accident."""
WAY_OUT = "skip_rows = [{row}] in [file] of edition.toml leaves it out, skip_rows = [] keeps every row"


def without_rows_below(table: FileTable, keys: RowKeys) -> FileTable:
    """The table without the rows that hold no respondent, which are named.

    Where `keys` say which rows are left out, those are, and no others. Raises DataError for a row that may
    be a respondent or not, and for the heading of a second table.
    """
    if keys.skip_rows is not None:
        return _without_skipped(table, keys)
    if table.answers.empty or not len(table.answers.columns):
        return table
    rows = TableRows(table)
    reasons = {**record_repeats(rows), **headings_again(rows), **summaries(rows), **last_rows(rows)}
    refuse_second_table(rows, reasons)
    refuse_other_order(rows)
    return _without(replace(table, remarks=(*table.remarks, *remarks_on_shifted_rows(rows))), reasons)


def _without_skipped(table: FileTable, keys: RowKeys) -> FileTable:
    if not keys.skip_rows:
        return table
    numbers = table.numbers(range(len(table.answers)))
    last = numbers[-1] if numbers else max(table.head.rows, default=0) + 1
    places = [place for place, number in enumerate(numbers) if keys.skips(number)]
    skipped = sorted({row for rows in keys.skip_rows for row in range(rows.start, min(rows.stop, last + 1))})
    left_out = LeftOut("as skip_rows says", tuple(skipped))
    kept = table.answers.drop(index=table.answers.index[places])
    return replace(table, answers=kept, left_out=(*table.left_out, *([left_out] if skipped else [])))


def _without(table: FileTable, reasons: dict[int, str]) -> FileTable:
    if not reasons:
        return table
    places = sorted(reasons)
    numbers = dict(zip(places, table.numbers(places), strict=True))
    left_out = []
    for reason in dict.fromkeys(reasons[place] for place in places):
        alike = [place for place in places if reasons[place] == reason]
        begins = beginning(texts_of_rows(table.answers.iloc[alike[:1]])[0])
        left_out.append(LeftOut(reason, tuple(numbers[place] for place in alike), begins=begins))
    answers = table.answers.drop(index=table.answers.index[places])
    return replace(table, answers=answers, left_out=(*table.left_out, *left_out))


def summaries(rows: TableRows) -> dict[int, str]:
    """Rows that are called a total or a mean in the first column that is filled, wherever they stand."""
    candidates = list(
        dict.fromkeys(
            place
            for column in range(min(2, rows.width))
            for place in rows.places(column, lambda met: pc.match_substring_regex(met, SUMMARY))
        )
    )
    if len(candidates) > MOST_CANDIDATES:
        return {}
    return {place: reason for place in candidates if (reason := _summary(rows, place, rows.row(place)))}


def _summary(rows: TableRows, place: int, row: Sequence[str]) -> str:
    """Why the row is a summary by its name; "" where it is none. Raises DataError where it may be."""
    if rows.width < 2 or not is_called_summary(row):
        return ""
    first = next(column for column, cell in enumerate(row) if cell)
    reason = "a total or a mean, by its name"
    if is_foreign(row[first], rows.looks[first]):
        return reason
    numbers = [column for column in range(first + 1, rows.width) if row[column]]
    agreeing, sure = _agreements(rows, place, row, numbers)
    if 2 * agreeing >= len(numbers) and (sure or agreeing >= LEAST_AGREEING):
        return reason
    if not numbers and place >= rows.n - AT_THE_END and place == rows.last:
        raise DataError(_undecided(rows, place, "a total"))
    return ""


def last_rows(rows: TableRows) -> dict[int, str]:
    """Rows at the end that are notes or totals, from the last upwards to the first respondent."""
    start = max(1, rows.n - AT_THE_END)
    cells = texts_of_rows(rows.answers.iloc[start:])
    found: dict[int, str] = {}
    for place in range(rows.n - 1, start - 1, -1):
        row = cells[place - start]
        if not any(row):
            continue
        reason = _reason(rows, place, row)
        if not reason:
            break
        found[place] = reason
    return found


def _reason(rows: TableRows, place: int, row: Sequence[str]) -> str:
    if place in rows.table.computed and not words_beside(row, 0) and not _is_respondent(rows, row[0]):
        return "computed of the rows above"
    return _summary(rows, place, row) or _note(rows, place, row) or _sums(rows, place, row)


def _is_respondent(rows: TableRows, cell: str) -> bool:
    """Whether a first cell is filled as those of respondents are."""
    look = rows.looks[0]
    return bool(cell) and (kind_of_cell(cell) == look.kind if look.is_figures else cell in look.texts)


def _note(rows: TableRows, place: int, row: Sequence[str]) -> str:
    """Why the row is a note; "" where it is none. Raises DataError where it may be."""
    filled = [column for column, cell in enumerate(row) if cell]
    cell = row[filled[0]]
    is_note = IS_NOTE.fullmatch(cell) is not None
    if rows.width < 2 or kind_of_cell(cell) != "word":
        return ""
    if len(filled) > (2 if is_note else 1):
        look = rows.looks[filled[0]]
        is_strange = bool(look.is_figures or look.pattern) and not is_like(cell, look)
        if 2 * len(filled) <= rows.width and is_strange and rows.is_apart(place):
            raise DataError(_undecided(rows, rows.start_of_block(place), "of another table", to_the_end=True))
        return ""
    if is_foreign(cell, rows.looks[filled[0]]) and (is_note or not rows.looks[filled[0]].repeats):
        return "a note below the table"
    if not rows.is_apart(place):
        return ""
    if is_note or is_foreign(cell, rows.looks[filled[0]]):
        return "a note below the table"
    raise DataError(_undecided(rows, place, "a note"))


def _sums(rows: TableRows, place: int, row: Sequence[str]) -> str:
    """Why a row without a name is a total: no code and no word stand in it, and its numbers are sums."""
    filled = [column for column, cell in enumerate(row) if cell]
    if any(kind_of_cell(row[column]) != "number" for column in filled):
        return ""
    agreeing, sure = _agreements(rows, place, row, filled)
    is_unnamed = not row[0] and rows.looks[0].filled > 1
    if 2 * agreeing >= len(filled) and sure > (0 if is_unnamed else 1):
        return "sums or means of the rows above"
    return ""


def _agreements(rows: TableRows, place: int, row: Sequence[str], columns: Sequence[int]) -> tuple[int, int]:
    found = []
    for column in columns[:COLUMNS_ADDED]:
        mark = "," if "," in row[column] else "."
        value = _number(row[column], mark)
        if np.isfinite(value):
            positions, texts = factorized(rows.answers.iloc[:place, column])
            marks = "," if any("," in text for text in texts) else mark
            above = np.array([_number(text, marks) for text in texts])[positions]
            digits = len(row[column].strip(" %€$\u00a0").rpartition(mark)[2]) if mark in row[column] else 0
            found.append(Stated(value, 0.5 * 10.0**-digits + 1e-9 * abs(value), above))
    return agreements(found)


def _undecided(rows: TableRows, place: int, what: str, to_the_end: bool = False) -> str:
    number = rows.number(place)
    way_out = WAY_OUT.format(row=f'"{number}.."' if to_the_end else number)
    return f"row {number} ({beginning(rows.row(place))}) may be {what} or a respondent: {way_out}"


def _number(text: str, mark: str) -> float:
    return number_of(text.strip(" \u00a0%€$"), mark)
