"""The bytes of a text file as text: its encoding given, or found and reported."""

from __future__ import annotations

import codecs
from collections import Counter

from analysis.etl.received import DataError

DECODED_AT_ONCE = 1 << 22
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
ONE_BYTE = ("cp1252", "mac_roman", "cp850")
EXPECTED = frozenset("àâäáãåéèêëíìîïóòôöõøúùûüÿçñœæßÀÂÄÁÉÈÊËÎÏÔÖÙÛÜÇŒÆÑØÅ’‘“”«»…–—•€°²³™®©\u00a0")
"""Characters beyond ASCII that answers in Western European languages are made of."""


def in_utf8(content: bytes, encoding: str | None) -> tuple[bytes, str, list[str]]:
    """The text in UTF-8, its encoding (found where None is given), and remarks about what was unusual.

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
