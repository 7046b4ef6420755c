"""Text of a file from its bytes: its encoding, and the rows that its quotation marks allow to be told
apart."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator

import numpy as np

from analysis.sources.received import DataError

DECODED_AT_ONCE = 1 << 22
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
ONE_BYTE = ("cp1252", "mac_roman", "cp850")
EXPECTED = frozenset("àâäáãåéèêëíìîïóòôöõøúùûüÿçñœæßÀÂÄÁÉÈÊËÎÏÔÖÙÛÜÇŒÆÑØÅ’‘“”«»…–—•€°²³™®©\u00a0")
"""Characters beyond ASCII that answers in Western European languages are made of."""

PART_BYTES = 1 << 24
MARK, LINE_FEED = b'"\n'


def in_utf8(content: bytes, encoding: str | None) -> tuple[bytes, str, list[str]]:
    """The text in UTF-8, its encoding (found where None is given), and remarks about what was unusual in it.

    Raises DataError where the given encoding does not fit.
    """
    is_marked = any(content.startswith(mark) for mark in BYTE_ORDER_MARKS)
    if encoding in (None, "utf-8") and not is_marked and _is_utf8(content):
        return content, "utf-8", []
    text, encoding, remarks = _decoded(content, encoding)
    return text.encode("utf-8"), encoding, remarks


def _is_utf8(content: bytes) -> bool:
    """Decoded in parts, as the whole text may take four times the memory of its bytes."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), DECODED_AT_ONCE):
            decoder.decode(content[start : start + DECODED_AT_ONCE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _decoded(content: bytes, encoding: str | None) -> tuple[str, str, list[str]]:
    if encoding:
        return _decoded_as(content, encoding), encoding, []
    for mark, name in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return _decoded_as(content, name), name, []
    lines = content.split(b"\n")
    if any(_is_beyond_ascii_utf8(line) for line in lines):
        return _decoded_by_line(lines)
    return _decoded_in_one_byte(content)


def _decoded_as(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
        text.encode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DataError(
            f"line {line} is not {encoding}: byte {content[error.start]:#04x} does not fit. "
            "Remove `encoding` from [file] of edition.toml to have it detected, or correct it"
        ) from None
    except (LookupError, ValueError):
        raise DataError(f"{encoding!r} is no encoding of text; known ones: utf-8, cp1252, utf-16 …") from None
    return text


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


def _decoded_in_one_byte(content: bytes) -> tuple[str, str, list[str]]:
    """The Western encoding under which most characters beyond ASCII are letters or marks of the language.

    cp1252 where two are as good. Detection by letter frequencies, which libraries offer, is wrong for
    files whose few accents stand in headers and codes.
    """
    times = Counter(content)
    scores = {
        name: sum(
            times[byte] for byte in range(128, 256) if bytes([byte]).decode(name, "replace") in EXPECTED
        )
        for name in ONE_BYTE
    }
    name = max(ONE_BYTE, key=lambda each: scores[each])
    text = content.decode(name, "replace")
    lost = text.count("\ufffd")
    unread = f", in which {lost} bytes have no meaning" if lost else ""
    return text, name, [f"not UTF-8; read as {name}{unread} (give `encoding` in [file] if it is another)"]


def parts_of_rows(content: bytes, separator: str, width: int, start: int) -> tuple[list[slice], list[str]]:
    """Parts of the file that hold whole rows, and a remark on cells that seem to hold other rows.

    `content` is UTF-8, its rows from `start` on are of `width` cells. Cells like that come from a quotation
    mark opened in one row and closed in another. Raises DataError for a quotation mark never closed, or
    followed by more text than a separator.
    """
    parts = list(_parts(content, start))
    if all(_is_plain(content[part], separator, width) for part in parts):
        return parts, []
    return [slice(start, len(content))], _remarks(content, separator, width, start)


def _parts(content: bytes, start: int) -> Iterator[slice]:
    while start < len(content):
        end = _end_of_row(content, start)
        yield slice(start, end)
        start = end


def _end_of_row(content: bytes, start: int) -> int:
    """After the last line feed of a part that stands in no cell; the end of the file where there is none."""
    limit = start + PART_BYTES
    if limit >= len(content):
        return len(content)
    end = content.rfind(b"\n", start, limit) + 1
    marks = content.count(b'"', start, end)
    while end > start and marks % 2:
        before = max(content.rfind(b"\n", start, end - 1) + 1, start)
        marks -= content.count(b'"', before, end)
        end = before
    return end if end > start else len(content)


def _is_plain(part: bytes, separator: str, width: int) -> bool:
    """Whether each quotation mark opens or closes a cell or is doubled, and no cell holds a row.

    Where it is so, marks open and close in turn, whatever else is in the cells.
    """
    if b'"' not in part:
        return True
    characters = np.frombuffer(part, dtype=np.uint8)
    marks = np.flatnonzero(characters == MARK)
    if len(marks) % 2:
        return False
    opening, closing = marks[::2], marks[1::2]
    is_border = np.zeros(256, dtype=bool)
    is_border[[*separator.encode("utf-8"), *b"\r\n"]] = True
    is_doubled = closing[:-1] + 1 == opening[1:]
    opens = np.append(opening[0] == 0, is_doubled) | is_border[characters[opening - 1]]
    last = len(part) - 1
    closes = np.append(is_doubled, closing[-1] == last) | is_border[characters[np.minimum(closing + 1, last)]]
    if not (opens.all() and closes.all()):
        return False
    starts, stops = opening[np.append(True, ~is_doubled)], closing[np.append(~is_doubled, True)]
    feeds = np.flatnonzero(characters == LINE_FEED)
    places = np.searchsorted(starts, feeds) - 1
    broken = np.unique(places[(places >= 0) & (feeds < stops[places])])
    cells = (part[starts[place] : stops[place]].decode("utf-8") for place in broken)
    return not any(_holds_a_row(cell, separator, width) for cell in cells)


def _holds_a_row(cell: str, separator: str, width: int) -> bool:
    return width > 1 and any(line.count(separator) >= width - 1 for line in cell.split("\n"))


def _remarks(content: bytes, separator: str, width: int, start: int) -> list[str]:
    """The lines of the cells that hold what looks like rows, cell by cell."""
    above = content.count(b"\n", 0, start)
    text = io.StringIO(content[start:].decode("utf-8"), newline="")
    reader = csv.reader(text, delimiter=separator, strict=True)
    suspects = []
    try:
        for row in reader:
            if any("\n" in cell and _holds_a_row(cell, separator, width) for cell in row):
                suspects.append(reader.line_num + above)
    except csv.Error as error:
        raise DataError(
            f'near line {reader.line_num + above}, a quotation mark (") is out of place ({error}), so the '
            "rows cannot be told apart; export the file again, or double the quotation mark in the cell"
        ) from None
    shown = ", ".join(map(str, suspects[:10]))
    return [f"cells that look like several rows, at or before line {shown}: check quotes"] if suspects else []
