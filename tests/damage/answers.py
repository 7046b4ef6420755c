"""Ways in which a file of answers is damaged: in its bytes, its cells, its text, as a workbook or Parquet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from .valid import ANSWERS, ROWS, xlsx

BYTES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "one byte": lambda content: content[:1],
    "first half": lambda content: content[: len(content) // 2],
    "last byte lost": lambda content: content[:-1],
    "first byte lost": lambda content: content[1:],
    "twice": lambda content: content * 2,
    "noise after": lambda content: content + bytes(range(256)) * 8,
    "noise before": lambda content: bytes(range(255, -1, -1)) + content,
    "zeros in the middle": lambda content: content[:200] + bytes(100) + content[300:],
    "all zeros": lambda content: bytes(len(content)),
    "reversed": lambda content: content[::-1],
    "line ends of Windows": lambda content: content.replace(b"\n", b"\r\n"),
    "a byte order mark": lambda content: b"\xef\xbb\xbf" + content,
    "text for binary": lambda _: b"id;sex\nr1;f\n",
    "a web page": lambda _: b"<!DOCTYPE html><html><table><tr><td>id</td></tr></table></html>",
    "a zip of nothing": lambda _: b"PK\x05\x06" + bytes(18),
}
CELLS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "no row": lambda rows: rows.head(0),
    "one row": lambda rows: rows.head(1),
    "one column": lambda rows: rows[["sex"]],
    "columns in another order": lambda rows: rows[rows.columns[::-1]],
    "every cell blank": lambda rows: rows.astype(object).map(lambda _: ""),
    "codes unknown": lambda rows: rows.assign(sex="x"),
    "dates for codes": lambda rows: rows.assign(sex="2009-03-10"),
    "labels for codes": lambda rows: rows.assign(agree=["non", "oui"] * 20),
    "swapped labels and codes": lambda rows: rows.assign(sex=["F", "M"] * 20),
    "huge numbers": lambda rows: rows.assign(hours=1e308),
    "numbers whose squares overflow": lambda rows: rows.assign(hours=[1e160, -1e160] * 20),
    "tiny numbers": lambda rows: rows.assign(hours=5e-324),
    "infinities": lambda rows: rows.assign(hours=["inf", "-inf", "nan", "1e999"] * 10),
    "numbers of a thousand digits": lambda rows: rows.assign(hours="9" * 1000),
    "formulas": lambda rows: rows.assign(sex="=1+1", hours="=cmd|' /C calc'!A0"),
    "impossible dates": lambda rows: rows.assign(day=["2009-02-30", "0000-00-00", "9999-99-99", "now"] * 10),
    "one identifier for all": lambda rows: rows.assign(id="r1"),
    "a constant": lambda rows: rows.assign(sex="f"),
    "no identifier": lambda rows: rows.assign(id=""),
    "long texts": lambda rows: rows.assign(sex="f" * 2000),
    "signs of every kind": lambda rows: rows.assign(sex="\u202e\u200bé\U0001f600"),
    "lines in cells": lambda rows: rows.assign(sex='f\n"m",\r\n'),
    "a thousand columns more": lambda rows: pd.concat(
        [rows, pd.DataFrame({f"v{i}": range(40) for i in range(1000)})], axis="columns"
    ),
    "names in capitals": lambda rows: rows.rename(columns=str.upper),
}
TEXTS: dict[str, bytes] = {
    "utf-16": ANSWERS.encode("utf-16"),
    "utf-16 without a mark": ANSWERS.encode("utf-16-le"),
    "utf-32": ANSWERS.encode("utf-32"),
    "line ends of old": ANSWERS.replace("\n", "\r").encode(),
    "NUL in a cell": ANSWERS.replace("r3,", "r3\x00,").encode(),
    "blank lines": ANSWERS.replace("\n", "\n\n").encode(),
    "header twice": (ANSWERS + ANSWERS).encode(),
    "names twice": ANSWERS.replace("id,", "id,id,", 1).encode(),
    "a name of 200,000 letters": ANSWERS.replace(",hours", "," + "h" * 200_000).encode(),
    "a quotation mark unclosed": (ANSWERS + 'x,f,"1,2009-03-10,1\n').encode(),
    "a quotation mark within": ANSWERS.replace("r3,", 'r"3,').encode(),
    "a short row": (ANSWERS + "x,f\n").encode(),
    "a long row": (ANSWERS + "x,f,1,2009-03-10,1,1,1,1\n").encode(),
    "no header": ANSWERS.partition("\n")[2].encode(),
    "a header of a million columns": ",".join(f"c{i}" for i in range(1_000_000)).encode() + b"\n1\n",
    "a million columns and a row": b",".join([b"c"] * 1_000_000) + b"\n" + b"," * 999_999 + b"\n",
    "a million separators": b"," * 1_000_000,
    "a million quotation marks": b'"' * 1_000_000,
    "a million short rows": ANSWERS.encode() + b"a\n" * 1_000_000,
    "a million blank lines": b"\n" * 1_000_000,
    "Latin letters that UTF-8 lacks": ANSWERS.replace("r3,", "é3,").encode("latin-1"),
    "one line of ten million letters": b"a" * 10_000_000,
    "a header of ten million letters": b"a" * 10_000_000 + b"\n1\n",
    "a cell of ten million letters": (ANSWERS + f"x,f,{'9' * 10_000_000},2009-03-10,1\n").encode(),
    "ten million bytes that no encoding has": b"\x81\x8d" * 5_000_000,
    "half a letter": ANSWERS.encode() + b"x\xc3,f,1,2009-03-10,1\n",
    "another encoding declared": b"sep=;\n" + ANSWERS.replace(",", ";").encode(),
}


def _part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A valid workbook with one part changed."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(ROWS))) as valid,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for part in valid.infolist():
            content = valid.read(part.filename)
            packed.writestr(part.filename, change(content) if part.filename == name else content)
    return changed.getvalue()


def _sheet(before: bytes, after: bytes) -> bytes:
    return _part("xl/worksheets/sheet1.xml", lambda content: content.replace(before, after))


PARQUETS: dict[str, Callable[[], bytes]] = {
    "a list in a column": lambda: _parquet(pa.table({"id": ["a"], "sex": [["f"]]})),
    "a name twice": lambda: _parquet(pa.table([["a"], ["f"], ["m"]], names=["id", "sex", "sex"])),
    "no column": lambda: _parquet(pa.table({})),
    "dates beyond the calendar": lambda: _parquet(
        pa.table({"id": ["a", "b"], "sex": ["f", "m"], "day": pa.array([2**40, -(2**40)], pa.timestamp("s"))})
    ),
    "bytes that are no text": lambda: _parquet(
        pa.table({"id": ["a", "b"], "sex": pa.array([b"\xff", b"f"], pa.binary())})
    ),
    "decimals": lambda: _parquet(
        pa.table({"id": ["a", "b"], "sex": ["f", "m"], "hours": pa.array([1, 2], pa.decimal128(38, 2))})
    ),
    "whole numbers beyond a float": lambda: _parquet(
        pa.table({"id": ["a", "b"], "sex": ["f", "m"], "hours": pa.array([2**64 - 1, None], pa.uint64())})
    ),
}


def _parquet(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(table, buffer)
    return buffer.getvalue()


_LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (rank, b"&l%d;" % (rank - 1) * 10 if rank else b"lol") for rank in range(10)
)
WORKBOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (lambda: _sheet(b"<sheetData>", b"<sheetData>" + b" " * 60_000_000), "nothing of it was read"),
    "a cell in the last corner": (
        lambda: _sheet(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
        "delete what stands far from the table",
    ),
    "a row beyond the last": (
        lambda: _sheet(
            b"</sheetData>", b'<row r="999999999"><c r="A999999999"><v>1</v></c></row></sheetData>'
        ),
        "more than 1,048,576 rows",
    ),
    "a column beyond the last": (lambda: _sheet(b'r="B2"', b'r="ZZZZZZ2"'), "not a readable .xlsx workbook"),
    "a size that is too small": (lambda: _sheet(b'ref="A1:E41"', b'ref="A1"'), ""),
    "a size that is too great": (lambda: _sheet(b'ref="A1:E41"', b'ref="A1:XFD1048576"'), ""),
    "a size that is none": (lambda: _sheet(b'ref="A1:E41"', b'ref="?"'), "not a readable .xlsx workbook"),
    "entities in entities": (
        lambda: _sheet(b"<worksheet", b"<!DOCTYPE l [" + _LAUGHS + b"]><worksheet"),
        "not a readable .xlsx workbook",
    ),
    "a sheet without its end": (lambda: _sheet(b"</sheetData>", b""), "not a readable .xlsx workbook"),
    "no sheets": (
        lambda: _part("xl/workbook.xml", lambda _: b"<workbook/>"),
        "the workbook has no sheet of cells",
    ),
    "no content types": (
        lambda: _part("[Content_Types].xml", lambda _: b""),
        "not a readable .xlsx workbook",
    ),
    "a zip of another kind": (lambda: _zip({"a.txt": b"a"}), "a ZIP archive, and not the .xlsx"),
}
"""Name -> the workbook, and what the message says; "" where it is read whole."""


def _zip(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return buffer.getvalue()
