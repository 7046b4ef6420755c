"""CSV files as they are written and read back: no text in them is a formula to a spreadsheet."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.results.indicator_columns import INDICATORS
from analysis.results.schema import File

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    from numpy.typing import NDArray

NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?")
UNSEEN = (
    r"\x00-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""Characters that show nothing, which a spreadsheet may take off the start of a cell: blanks, controls, marks
of direction, joiners, fillers."""
SIGNS = r"=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
"""Signs that begin a formula, of full width and small too."""
EVALUATED = re.compile(f"[\t\n]|[{UNSEEN}]*[{SIGNS}]")
"""How a text starts that a spreadsheet may take for a formula: a sign, what is not seen before it or not."""
ESCAPED = re.compile(f"'(?:{EVALUATED.pattern})")
"""How a text starts that has the apostrophe."""
QUOTED = re.compile(r'[,"\n]')
"""What a cell has in quotation marks."""


def inert_cell(value: object) -> object:
    """The cell, with an apostrophe before text that a spreadsheet would take for a formula; numbers are left
    as they are.

    A carriage return is a line feed, as readers of CSV take it for the end of a row.
    """
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    evaluates = EVALUATED.match(text) and not NUMBER.fullmatch(text)
    return f"'{text}" if evaluates else text


def plain_cell(text: str | None) -> str:
    """The text of a cell without the apostrophe that `inert_cell` put before it; "" for an empty one."""
    if not text or text[0] != "'":  # most cells by far, and an expression takes a while to match
        return text or ""
    return text[1:] if ESCAPED.match(text) else text


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The frame as a CSV file: UTF-8, comma, decimal point, no index, no cell that is a formula."""
    import pyarrow as pa
    import pyarrow.compute as pc

    heading = ",".join(_written(str(name)) for name in frame.columns)
    columns = [_cells(column) for _, column in frame.items()]
    comma = pa.scalar(",", pa.large_string())
    rows = pc.binary_join_element_wise(*columns, comma).to_pylist() if columns else [""] * len(frame)
    lines = [line or '""' for line in (heading, *rows)]  # an empty line would be no row
    return "\n".join([*lines, ""]).encode("utf-8")


def _cells(column: pd.Series) -> pa.LargeStringArray:
    """The cells of a column: numbers by twelve digits, texts that are no formula, "" for none."""
    if column.dtype.kind == "f":
        return number_cells(column.to_numpy(float, na_value=math.nan))
    codes, values = column.factorize()  # a text is looked at once
    if column.dtype.kind in "iub" or all(isinstance(value, str) for value in values):
        return large_strings([*map(_written, values), ""]).take(codes % (len(values) + 1))
    absent = column.isna()
    return large_strings(["" if no else _written(cell) for cell, no in zip(column, absent, strict=True)])


def large_strings(texts: Sequence[str]) -> pa.LargeStringArray:
    """Texts as an array of Arrow, of two gigabytes and more where they are as long."""
    import pyarrow as pa

    return pa.array(texts, pa.large_string())


DIGITS = 12
"""Significant digits of a number in a CSV."""
PLAIN = 1e-4, 1e9
"""Between which Arrow writes a number without an exponent, as Python does."""


def number_cells(numbers: NDArray[np.float64]) -> pa.LargeStringArray:
    """What f"{number:.12g}" gives for each number, "" where it is NaN.

    The number nearest to the decimal of twelve digits is what Arrow, which writes the shortest text that is
    read back as the same number, writes as that decimal. The decimal is found by a product, whose trace of
    error matters beside a half alone: such a number, and one with an exponent, is left to Python.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    sizes = np.abs(numbers)
    is_plain = (sizes >= PLAIN[0]) & (sizes < PLAIN[1]) | (sizes == 0)
    sizes = np.where(is_plain & (sizes > 0), sizes, 1.0)
    decimals = DIGITS - 1 - np.floor(np.log10(sizes)).astype(int)
    scale = np.array([float(10**each) for each in range(DIGITS + 5)])[decimals]
    scaled = np.where(is_plain, numbers, 0.0) * scale
    whole = np.rint(scaled)
    by_python = ~is_plain & ~np.isnan(numbers) | (np.abs(np.abs(scaled - whole) - 0.5) < 1e-3)
    others = large_strings([f"{each:.{DIGITS}g}" for each in numbers[by_python].tolist()])
    texts = pa.array(whole / scale, mask=np.isnan(numbers)).cast(pa.large_string()).fill_null("")
    return pc.replace_with_mask(texts, pa.array(by_python), others) if len(others) else texts


def _written(value: object) -> str:
    """A cell as it stands in a line, in quotation marks where it holds a sign of the format."""
    text = str(inert_cell(value))
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if QUOTED.search(text) else text


def written_rows(file: File, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Rows of texts by column as a CSV file with the columns of its schema, numbers as they are written."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(file.names)
    writer.writerows([inert_cell(row[name]) for name in file.names] for row in rows)
    return lines.getvalue().encode("utf-8")


def file_bytes(file: File, frame: pd.DataFrame) -> bytes:
    """The bytes of a CSV file whose schema the frame has; SchemaError where its columns are others."""
    file.check(frame.columns)
    return csv_bytes(frame)


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV that was written here, as text by column, one after the other."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from _rows(lines)


def rows_in(content: bytes) -> Iterator[dict[str, str]]:
    """The rows of the CSV that the bytes are, as `rows_of` reads a file."""
    yield from _rows(_lines(content))


def cells_in(content: bytes) -> Iterator[list[str]]:
    """The cells of each line of the CSV that the bytes are, its heading first, as they are written."""
    yield from csv.reader(_lines(content))


def _lines(content: bytes) -> io.StringIO:
    return io.StringIO(content.decode("utf-8-sig"), newline="")


def _rows(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    for row in csv.DictReader(lines):
        yield {name: plain_cell(text) for name, text in row.items()}


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of `path` as text by column; none where the file is not there."""
    return list(rows_of(path)) if path.exists() else []


def figure_of(text: str | None) -> float | None:
    """The number in a cell; None where there is none, or none that is finite."""
    try:
        value = float(text) if text else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def read_indicators(path: Path, file: File = INDICATORS) -> pd.DataFrame:
    """The published rows of one edition, with the columns of `file`: codes as text, figures as numbers, NaN
    where a figure is hidden."""
    return _read(path, file)


def read_private(path: Path, file: File) -> pd.DataFrame:
    """The rows of a file that is never released: codes as text, figures as numbers."""
    return _read(path, file)


def _read(path: Path, file: File) -> pd.DataFrame:
    import pandas as pd

    texts = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    rows = texts.reindex(columns=list(file.names), fill_value="")
    for column in file.columns:
        cells = rows[column.name]
        if column.type == "text":
            if cells.str.startswith("'").any():
                rows[column.name] = cells.where(~cells.str.match(ESCAPED.pattern), cells.str[1:])
        else:
            rows[column.name] = pd.to_numeric(cells.replace("", None))
    return rows
