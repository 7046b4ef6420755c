"""CSV files as survey tools export them: encoding, separator and decimal mark are found and reported."""

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

from analysis.questionnaire.kinds.cells import DistinctTexts, factorized
from analysis.runs.memory import memory_given_back
from analysis.sources.raw_text import in_utf8, parts_of_rows
from analysis.sources.received import DataError

SEPARATORS = (",", ";", "\t", "|")
SAMPLE_LINES = 200
MOST_COLUMNS = 50_000
HEAD_BYTES = 1 << 24
BLOCK_BYTES = 1 << 21
LEADING = re.compile(rb"\A(?:\xef\xbb\xbf|[\r\n])+")
DECIMAL_NUMBER = re.compile(r"-?\d+[.,]\d+")
DECLARED_SEPARATOR = re.compile(r'"?sep=(.)"?\r?\n')


def read_delimited(
    path: Path, encoding: str | None, separator: str | None
) -> tuple[pd.DataFrame, str, str, list[str]]:
    """The rows of a CSV file as columns of distinct texts, with its encoding, separator and remarks.

    Raises DataError for an empty file, rows of another length than the header, a quotation mark out of place.
    """
    columns, encoding, separator, remarks = _columns(path, encoding, separator)
    with memory_given_back():  # each column's parts go when they are put together
        found = {name: columns.pop(name).values() for name in list(columns)}
    return pd.DataFrame(found, copy=False), encoding, separator, remarks


def separator_of(text: str) -> str:
    """The separator with which most of the first lines have as many cells as the header."""
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
    numbers = [cell for cell in cells if isinstance(cell, str) and DECIMAL_NUMBER.fullmatch(cell)]
    commas = sum("," in cell for cell in numbers)
    points = len(numbers) - commas
    mark = "," if commas > points or (commas == points and separator == ";") else "."
    both = f"decimal commas ({commas}) and decimal points ({points}) among the first rows; read as {mark!r}"
    return mark, [both] if commas and points else []


@memory_given_back()
def _columns(
    path: Path, encoding: str | None, separator: str | None
) -> tuple[dict[str, DistinctTexts], str, str, list[str]]:
    """The columns of the file, with its encoding, separator and remarks; the file itself is let go."""
    content, encoding, remarks = in_utf8(path.read_bytes(), encoding)
    content = LEADING.sub(b"", content, count=1)
    if b"\x00" in content:
        content = content.replace(b"\x00", b"")
        remarks = [*remarks, "NUL characters were dropped"]
    head = content[:HEAD_BYTES].decode("utf-8", "ignore")
    if not head.strip() and not content.decode("utf-8").strip():
        raise DataError("the file is empty; expected a header and one line per row")
    declared = DECLARED_SEPARATOR.match(head)
    if declared:
        head = head[declared.end() :]
        content = content[len(declared.group().encode("utf-8")) :]
        remarks = [*remarks, "the first line, which declares the separator, was left out"]
    if content.count(b"\n") + content.count(b"\r") == 0:
        content += b"\n"  # pyarrow skips a header only to its line end
    separator = separator or (declared.group(1) if declared else separator_of(head))
    header = next(csv.reader(io.StringIO(head, newline=""), delimiter=separator))
    parts, quotations = parts_of_rows(content, separator, len(header))
    columns = _parsed(content, parts, unique_names(header), separator)
    return columns, encoding, separator, [*remarks, *quotations]


def _parsed(content: bytes, parts: list[slice], names: list[str], separator: str) -> dict[str, DistinctTexts]:
    """The rows below the header, each column as codes of its distinct texts."""
    columns = {name: DistinctTexts() for name in names}
    for part in parts:
        faults: list[pyarrow.csv.InvalidRow] = []
        with memory_given_back():
            table = _table(content, part, names, separator, faults)
            if faults:
                raise DataError(_ragged(content, names, separator))
            for column, chunks in zip(columns.values(), table.columns, strict=True):
                column.extend(chunks)
            del table
    return columns


def _table(
    content: bytes,
    part: slice,
    names: list[str],
    separator: str,
    faults: list[pyarrow.csv.InvalidRow],
    use_threads: bool = True,
) -> pa.Table:
    """A part of the file as a table of texts without the header; rows of another length go to `faults`."""

    def note(row: pyarrow.csv.InvalidRow) -> str:
        faults.append(row)
        return "skip"

    distinct = pa.dictionary(pa.int32(), pa.string())
    try:
        return pyarrow.csv.read_csv(
            pa.BufferReader(pa.py_buffer(content)[part]),
            pyarrow.csv.ReadOptions(
                column_names=names,
                use_threads=use_threads,
                block_size=BLOCK_BYTES,
                skip_rows_after_names=int(part.start == 0),
            ),
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


def _ragged(content: bytes, names: list[str], separator: str) -> str:
    """Which rows are of another length; read again by one thread, as only that counts lines."""
    faults: list[pyarrow.csv.InvalidRow] = []
    _table(content, slice(0, len(content)), names, separator, faults, use_threads=False)
    shown = "; ".join(f"line {row.number} has {row.actual_columns}" for row in faults[:5])
    more = f" and {len(faults) - 5} more" if len(faults) > 5 else ""
    return (
        f"not every row has the {len(names)} cells of the header (separator {separator!r}): "
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
        places = np.flatnonzero(is_blank)
        positions, texts = factorized(answers[name].iloc[places])
        is_blank[places] = np.array([text == "" for text in texts])[positions]
        if not is_blank.any():
            return answers, []
    remark = f"{int(is_blank.sum())} rows without any cell filled were left out"
    return answers[~is_blank], [remark]
