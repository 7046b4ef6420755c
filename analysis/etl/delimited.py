"""CSV as survey tools export it: encoding, separator and decimal mark found and reported."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv

from analysis.etl.received import DataError

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
SEPARATORS = (",", ";", "\t", "|")
SAMPLE_LINES = 200


def decoded(content: bytes, encoding: str | None) -> tuple[str, str, list[str]]:
    """The text, its encoding (found where None is given), and remarks about what was unusual.

    Raises DataError where the given encoding does not fit.
    """
    if encoding:
        return _decoded_as(content, encoding), encoding, []
    for mark, name in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return _decoded_as(content, name), name, []
    try:
        return content.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        pass
    lines = content.split(b"\n")
    if any(_is_beyond_ascii_utf8(line) for line in lines):
        return _decoded_by_line(lines)
    name = _one_byte_encoding(content)
    return content.decode(name, "replace"), name, []


def _decoded_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except LookupError:
        raise DataError(f"no encoding is called {encoding!r}; known ones: utf-8, cp1252, utf-16 …") from None
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DataError(
            f"line {line} is not {encoding}: byte {content[error.start]:#04x} does not fit. "
            "Remove `encoding` from [file] of edition.toml to have it detected, or correct it"
        ) from None


def _is_beyond_ascii_utf8(line: bytes) -> bool:
    try:
        return not line.isascii() and bool(line.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _decoded_by_line(received: list[bytes]) -> tuple[str, str, list[str]]:
    """UTF-8 with lines of cp1252 among it, as spreadsheets and copied questionnaires make."""
    lines, odd = [], []
    for number, line in enumerate(received, start=1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", "replace"))
            odd.append(number)
    shown = ", ".join(map(str, odd[:10])) + (" …" if len(odd) > 10 else "")
    remark = f"{len(odd)} lines are not UTF-8 and were read as cp1252: {shown}"
    return "\n".join(lines), "utf-8", [remark]


def _one_byte_encoding(content: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(content, cp_isolation=["cp1252", "mac_roman", "cp850"]).best()
    return best.encoding if best else "cp1252"


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

    Raises DataError for an empty file, rows of another length than the header, an unclosed quote.
    """
    text, encoding, remarks = decoded(path.read_bytes(), encoding)
    if "\x00" in text:
        text = text.replace("\x00", "")
        remarks = [*remarks, "NUL characters were dropped"]
    if not text.strip():
        raise DataError("the file is empty; expected a header and one line per respondent")
    _refuse_unclosed_quote(text)
    separator = separator or separator_of(text)
    return _parsed(text, separator), encoding, separator, remarks


def _refuse_unclosed_quote(text: str) -> None:
    if text.count('"') % 2:
        raise DataError(
            'a quotation mark (") is opened and never closed, so the rows cannot be told apart; '
            "export the file again, or double the quotation mark in the cell"
        )


def _parsed(text: str, separator: str) -> pd.DataFrame:
    faults: list[tuple[int | None, int, int]] = []

    def note(row: pyarrow.csv.InvalidRow) -> str:
        faults.append((row.number, row.expected_columns, row.actual_columns))
        return "skip"

    header = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    names = unique_names(header)
    try:
        table = pyarrow.csv.read_csv(
            pa.BufferReader(text.encode("utf-8")),
            pyarrow.csv.ReadOptions(column_names=names, skip_rows=0, use_threads=False, block_size=1 << 24),
            pyarrow.csv.ParseOptions(delimiter=separator, newlines_in_values=True, invalid_row_handler=note),
            pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
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
        f"{len(faults)} rows do not have the {faults[0][1]} cells of the header (separator {separator!r}): "
        f"{shown}{more}. Quote the cells that hold the separator, or give `separator` in [file]"
    )


def unique_names(header: list[str]) -> list[str]:
    """Column names without surrounding blanks; a name met again has its rank added: q, q.2, q.3."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for position, cell in enumerate(header, start=1):
        name = cell.strip() or f"column {position}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}.{seen[name]}")
    return names
