"""CSV as survey tools export it: encoding, separator and decimal mark found and reported."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv

from analysis.etl.encodings import decoded
from analysis.etl.received import DataError

SEPARATORS = (",", ";", "\t", "|")
SAMPLE_LINES = 200
MOST_COLUMNS = 50_000
DECLARED_SEPARATOR = re.compile(r'"?sep=(.)"?\r?\n')
csv.field_size_limit(1 << 30)


def separator_of(text: str) -> str:
    """The separator under which most of the first lines have as many cells as the header."""
    best, best_score = ",", (0.0, 0)
    for separator in SEPARATORS:
        rows = _sample_rows(text, separator)
        widths = Counter(len(row) for row in rows[1:] or rows)
        header = len(rows[0]) if rows else 1
        score = (widths[header] / max(1, sum(widths.values())) if header > 1 else 0.0, header)
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
    """The decimal mark of the file: that of most numbers among its first rows."""
    cells = answers.head(2000).to_numpy(dtype=object).ravel()
    numbers = [cell for cell in cells if isinstance(cell, str) and re.fullmatch(r"-?\d+[.,]\d+", cell)]
    commas = sum("," in cell for cell in numbers)
    points = len(numbers) - commas
    mark = "," if commas > points or (commas == points and separator == ";") else "."
    both = f"decimal commas ({commas}) and decimal points ({points}) among the first rows; read as {mark!r}"
    return mark, [both] if commas and points else []


def read_delimited(
    path: Path, encoding: str | None, separator: str | None
) -> tuple[pd.DataFrame, str, str, list[str]]:
    """Rows as text, with the encoding and separator used and remarks.

    Raises DataError for an empty file, rows of another length than the header, a quotation mark out of place.
    """
    text, encoding, remarks = decoded(path.read_bytes(), encoding)
    text = text.lstrip("\ufeff\r\n")
    if "\x00" in text:
        text = text.replace("\x00", "")
        remarks = [*remarks, "NUL characters were dropped"]
    if not text.strip():
        raise DataError("the file is empty; expected a header and one line per row")
    declared = DECLARED_SEPARATOR.match(text)
    if declared:
        text = text[declared.end() :]
        remarks = [*remarks, "the first line, which declares the separator, was left out"]
    separator = separator or (declared.group(1) if declared else separator_of(text))
    remarks = [*remarks, *_quotation_remarks(text, separator)]
    return _parsed(text, separator), encoding, separator, remarks


def _quotation_remarks(text: str, separator: str) -> list[str]:
    """Cells that hold what looks like whole rows: a quotation mark opened in one and closed in another.

    Raises DataError for a quotation mark never closed, or followed by more text than a separator.
    """
    if '"' not in text:
        return []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    suspects = []
    try:
        width = len(next(reader))
        for row in reader:
            if width > 1 and any("\n" in cell and _holds_a_row(cell, separator, width) for cell in row):
                suspects.append(reader.line_num)
    except csv.Error as error:
        raise DataError(
            f'near line {reader.line_num}, a quotation mark (") is out of place ({error}), so the rows '
            "cannot be told apart; export the file again, or double the quotation mark in the cell"
        ) from None
    shown = ", ".join(map(str, suspects[:10]))
    return [f"cells that look like several rows, at or before line {shown}: check quotes"] if suspects else []


def _holds_a_row(cell: str, separator: str, width: int) -> bool:
    return any(line.count(separator) >= width - 1 for line in cell.split("\n"))


def _parsed(text: str, separator: str) -> pd.DataFrame:
    faults: list[tuple[int | None, int, int]] = []

    def note(row: pyarrow.csv.InvalidRow) -> str:
        faults.append((row.number, row.expected_columns, row.actual_columns))
        return "skip"

    names = unique_names(next(csv.reader(io.StringIO(text, newline=""), delimiter=separator)))
    as_text = dict.fromkeys(names, pa.string())
    try:
        table = pyarrow.csv.read_csv(
            pa.BufferReader(text.encode("utf-8")),
            pyarrow.csv.ReadOptions(column_names=names, use_threads=False, block_size=1 << 24),
            pyarrow.csv.ParseOptions(
                delimiter=separator,
                newlines_in_values=True,
                ignore_empty_lines=len(names) > 1,
                invalid_row_handler=note,
            ),
            pyarrow.csv.ConvertOptions(column_types=as_text, strings_can_be_null=False),
        )
    except pa.ArrowInvalid as error:
        raise DataError(f"the file cannot be parsed as CSV with separator {separator!r}: {error}") from None
    if faults:
        raise DataError(_ragged(faults, separator))
    answers = table.slice(1).to_pandas()
    answers.columns = pd.Index(names)
    return answers


def _ragged(faults: list[tuple[int | None, int, int]], separator: str) -> str:
    shown = "; ".join(f"line {number} has {found}" for number, _, found in faults[:5])
    more = f" and {len(faults) - 5} more" if len(faults) > 5 else ""
    return (
        f"not every row has the {faults[0][1]} cells of the header (separator {separator!r}): "
        f"{shown}{more}. Quote the cells that hold the separator, or name the separator of an answers file "
        "under [file]"
    )


def unique_names(header: list[str]) -> list[str]:
    """Column names without surrounding blanks; a name met again has a rank added: q, q.2, q.3.

    Raises DataError for more columns than any questionnaire has.
    """
    if len(header) > MOST_COLUMNS:
        raise DataError(
            f"{len(header):,} columns, and at most {MOST_COLUMNS:,} are read; "
            "check the separator, and that respondents are the rows"
        )
    names: dict[str, None] = {}
    ranks: Counter[str] = Counter()
    for position, cell in enumerate(header, start=1):
        name = base = cell.strip() or f"column {position}"
        while name in names:
            ranks[base] += 1
            name = f"{base}.{ranks[base] + 1}"
        names[name] = None
    return list(names)


def without_blank_rows(answers: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The rows that hold anything, under their place in the file, and a remark on how many did not."""
    is_blank = np.ones(len(answers), dtype=bool)
    for name in answers:
        cells = answers[name][is_blank]
        filled = cells.notna() & (cells.astype(str).str.strip() != "")
        is_blank[np.flatnonzero(is_blank)[filled.to_numpy(dtype=bool)]] = False
        if not is_blank.any():
            return answers, []
    remark = f"{int(is_blank.sum())} rows without any cell filled were left out"
    return answers[~is_blank], [remark]
