"""Delimited files as survey tools export them: separator and decimal mark are found and reported."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv

from analysis.questionnaire.kinds.cells import DistinctTexts, factorized
from analysis.runs.memory import memory_given_back
from analysis.sources.bounds.column_names import unique_names
from analysis.sources.bounds.file_table import FileTable, counted_from, without_unnamed
from analysis.sources.bounds.heading_rows import PLAIN, RowKeys, TableHead, head_of
from analysis.sources.delimited_rows import (
    HEAD_BYTES,
    DelimitedRow,
    first_rows,
    has_blank_lines,
    mended,
    numbering,
    without_apostrophes,
    without_outer_quotes,
)
from analysis.sources.encodings import in_utf8
from analysis.sources.integrity.file_signatures import refuse_another_format
from analysis.sources.received import DataError
from analysis.sources.row_parts import parts_of_rows

NOT_SHOWN = b"{question_not_shown}"
"""What LimeSurvey's VV export writes for a respondent whom a question was not put to."""
SEPARATORS = (",", ";", "\t", "|")
SAMPLE_LINES = 200
FIRST_ROWS = 2000
BLOCK_BYTES = 1 << 21
CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
MOST_CONTROLS = 0.01
"""The part of control characters from which a file is no text."""
LEADING = re.compile(rb"(?:\xef\xbb\xbf|[\r\n])*")
MARK_WITHIN = re.compile(rb"([\r\n])\xef\xbb\xbf")
LINE_END = re.compile(rb"\r\n|\r|\n")
DECIMAL_NUMBER = re.compile(r"-?\d+[.,]\d+")
DECIMAL_WITH_UNIT = re.compile(r"(?:[€$£] ?)?-?\d+[.,](?!\d{3}\b)\d+ ?(?:%|[€$£]|[^\W\d_]{1,12}[²³]?)?")
"""What says the mark where no number stands alone; of three digits after it nobody knows."""
DECLARED_SEPARATOR = re.compile(rb'"?sep=([^\r\n])"?\r?\n')


@dataclass(frozen=True)
class Delimited:
    """The table of a delimited file, with its encoding and separator."""

    table: FileTable
    encoding: str
    separator: str


def read_delimited(
    path: Path, encoding: str | None = None, separator: str | None = None, keys: RowKeys = PLAIN
) -> Delimited:
    """The rows of a delimited file as columns of distinct texts, with how they were found.

    Raises DataError for an empty file, rows of another length than the header, a quotation mark out of place.
    """
    refuse_another_format(path)
    text, columns = _columns(path, encoding, separator, keys)
    with memory_given_back():  # each column's parts go when they are put together
        found = {name: columns.pop(name).values() for name in list(columns)}
    answers = without_unnamed(pd.DataFrame(found, copy=False), text.is_unnamed)
    table = FileTable(answers, text.head, text.numbers, remarks=text.remarks)
    return Delimited(table, text.encoding, text.separator)


def separator_of(text: str) -> str:
    """The separator with which most of the first lines have as many cells as each other, and several."""
    best, best_score = ",", (0.0, 0)
    for separator in SEPARATORS:
        widths = Counter(len(row) for row in _sample_rows(text, separator) if row)
        width = max(widths, key=lambda each: (widths[each], each), default=1)
        score = (widths[width] / widths.total() if width > 1 else 0.0, width)
        if score > best_score:
            best, best_score = separator, score
    return best


def _sample_rows(text: str, separator: str) -> list[list[str]]:
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(row)
            if len(rows) == SAMPLE_LINES:
                break
    except csv.Error:
        return []
    return rows


def decimal_of(answers: pd.DataFrame, separator: str) -> tuple[str, list[str]]:
    """The decimal mark of the file: that of most numbers among its first rows, else of those with a unit."""
    commas, points = _marks(answers, DECIMAL_NUMBER)
    if not commas + points:
        commas, points = _marks(answers, DECIMAL_WITH_UNIT)
    mark = "," if commas > points or (commas == points and separator == ";") else "."
    both = f"decimal commas ({commas}) and decimal points ({points}) among the first rows; read as {mark!r}"
    return mark, [both] if commas and points else []


def _marks(answers: pd.DataFrame, number: re.Pattern[str]) -> tuple[int, int]:
    """How many cells of the first rows are a number with a comma, and how many one with a point."""
    commas = points = 0
    for place in range(len(answers.columns)):
        cells = answers.iloc[:FIRST_ROWS, place]
        if cells.dtype == object:  # a workbook stores numbers: a mark is written in its texts alone
            cells = cells[cells.map(lambda cell: isinstance(cell, str))]
        positions, texts = factorized(cells)
        marked = [rank for rank, text in enumerate(texts) if number.fullmatch(text)]
        if marked:
            times = np.bincount(positions, minlength=len(texts))[marked]
            with_comma = np.array(["," in texts[rank] for rank in marked])
            commas += int(times[with_comma].sum())
            points += int(times[~with_comma].sum())
    return commas, points


@dataclass(frozen=True)
class _Text:
    """A delimited text without its bytes: its head, how many columns it has, and how it was read."""

    head: TableHead
    names: tuple[str, ...]
    is_unnamed: tuple[bool, ...]
    numbers: Callable[[Sequence[int]], tuple[int, ...]]
    encoding: str
    separator: str
    remarks: tuple[str, ...]


@memory_given_back()
def _columns(
    path: Path, encoding: str | None, separator: str | None, keys: RowKeys
) -> tuple[_Text, dict[str, DistinctTexts]]:
    """The columns of the file, with how it was read; the file itself is let go."""
    content, encoding, remarks = in_utf8(path.read_bytes(), encoding)
    _refuse_program(content[:HEAD_BYTES])
    if b"\x00" in content:
        content = content.replace(b"\x00", b"")
        remarks = [*remarks, "NUL characters were dropped"]
    if times := content.count(NOT_SHOWN):
        content = content.replace(NOT_SHOWN, b"")
        remarks = [*remarks, f"{times} cells of questions that LimeSurvey did not show are read as blank"]
    if times := len(MARK_WITHIN.findall(content)):
        content = MARK_WITHIN.sub(rb"\1", content)
        remarks = [*remarks, f"{times} byte order marks within the file were dropped: files put together"]
    start, above, declared = _beginning(content)
    if declared:
        remarks = [*remarks, "the first line, which declares the separator, was left out"]
    if not content[start : start + HEAD_BYTES].strip() and not content[start:].strip():
        raise DataError("the file is empty; expected a header and one line per row")
    if quoted := without_apostrophes(content, start):
        content = quoted
        remarks = [*remarks, "apostrophes stood around the cells and were taken off"]
    if parted := without_outer_quotes(content, start):
        content = parted
        remarks = [*remarks, "each row stood within quotation marks as one cell; they were taken off"]
    sample = content[start : start + HEAD_BYTES].decode("utf-8", "ignore")
    separator = separator or declared or separator_of(sample)
    rows = first_rows(content, separator, start)
    head = head_of([row.cells for row in rows], keys, offset=above)
    start = rows[head.first - 1].end if head.first else start
    text = _text(head, rows, encoding, separator, remarks)
    return _with_columns(text, content, start, above + head.first + 1, keys)


def _refuse_program(head: bytes) -> None:
    """Raise DataError where the beginning of a file has signs that no text has."""
    if len(CONTROLS.findall(head)) > MOST_CONTROLS * len(head):
        raise DataError(
            "the file is no text: it holds control characters throughout; expected rows of cells. Give it "
            "the ending of its format, or export the answers again as CSV"
        )


def _beginning(content: bytes) -> tuple[int, int, str]:
    """(where the text begins, how many lines are before, the separator that the first line declares)."""
    leading = LEADING.match(content)
    start = leading.end() if leading else 0
    above = len(LINE_END.findall(content, 0, start))
    declared = DECLARED_SEPARATOR.match(content, start)
    return (
        (declared.end(), above + 1, declared[1].decode("utf-8", "replace"))
        if declared
        else (start, above, "")
    )


def _text(
    head: TableHead, rows: list[DelimitedRow], encoding: str, separator: str, remarks: list[str]
) -> _Text:
    """The text with a column for each heading, or more or fewer where the last cells are empty."""
    below = Counter(len(row.cells) for row in rows[head.first :] if row.cells)
    usual = max(below, key=lambda width: below[width], default=0)
    headings = [rows[place].cells for place in head.rows]
    named = max((len(cells) for cells in headings), default=usual)
    used = max(
        (place for cells in headings for place, cell in enumerate(cells, 1) if cell.strip()), default=0
    )
    width = max(used, usual) if usual < named else named
    if usual > named and not any(any(map(str.strip, row.cells[named:])) for row in rows[head.first :]):
        width = usual
    is_headed = [
        any(place < len(cells) and cells[place].strip() for cells in headings) for place in range(width)
    ]
    return _Text(
        head,
        tuple(unique_names([*head.names[:width], *[""] * (width - len(head.names))])),
        tuple(not is_headed[place] and bool(headings) for place in range(width)),
        counted_from(0),
        encoding,
        separator,
        tuple(remarks),
    )


def _with_columns(
    text: _Text, content: bytes, start: int, first: int, keys: RowKeys
) -> tuple[_Text, dict[str, DistinctTexts]]:
    """The rows below the headings, the first of them number `first` of the file, as columns."""
    width, separator = len(text.names), text.separator
    remarks = [*text.remarks, *text.head.remarks]
    numbers = counted_from(first)
    parts, quotations = parts_of_rows(content, separator, width, start)
    columns, is_whole = _parsed(content, parts, list(text.names), separator)
    if not is_whole or (keys.skip_rows and has_blank_lines(content, start)):
        content, said = mended(content, separator, start, first, width, keys)
        remarks += said
        columns, _ = _parsed(content, [slice(0, len(content))], list(text.names), separator)
    elif has_blank_lines(content, start):
        numbers = numbering(content, separator, start, first)
    return replace(text, numbers=numbers, remarks=(*remarks, *quotations)), columns


def _parsed(
    content: bytes, parts: list[slice], names: list[str], separator: str
) -> tuple[dict[str, DistinctTexts], bool]:
    """Each column as codes of its distinct texts, and whether every row is of the table's length."""
    columns = {name: DistinctTexts() for name in names}
    for part in parts:
        with memory_given_back():
            table = _table(content, part, names, separator)
            if table is None:
                return {}, False
            for column, chunks in zip(columns.values(), table.columns, strict=True):
                column.extend(chunks)
            del table
    return columns, True


def _table(content: bytes, part: slice, names: list[str], separator: str) -> pa.Table | None:
    """A part of the file as a table of texts; None where a row is of another length."""
    faults: list[pyarrow.csv.InvalidRow] = []

    def note(row: pyarrow.csv.InvalidRow) -> str:
        faults.append(row)
        return "skip"

    distinct = pa.dictionary(pa.int32(), pa.string())
    try:
        table = pyarrow.csv.read_csv(
            pa.BufferReader(pa.py_buffer(content)[part]),
            pyarrow.csv.ReadOptions(column_names=names, block_size=BLOCK_BYTES),
            pyarrow.csv.ParseOptions(
                delimiter=separator,
                newlines_in_values=True,
                ignore_empty_lines=len(names) > 1,
                invalid_row_handler=note,
            ),
            pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, distinct), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        raise DataError(f"the file cannot be parsed as CSV with separator {separator!r}: {error}") from None
    return None if faults else table


def without_blank_rows(answers: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The rows that hold anything, under their place in the file, and a remark on how many did not."""
    is_blank = np.ones(len(answers), dtype=bool)
    for name in answers:
        places = np.flatnonzero(is_blank)
        positions, texts = factorized(answers[name].iloc[places])
        is_blank[places] = np.array([text == "" for text in texts])[positions]
        if not is_blank.any():
            return answers, []
    remark = f"{int(is_blank.sum())} rows without any cell filled were left out"
    return answers[~is_blank], [remark]
