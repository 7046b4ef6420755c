"""The encoding of a text from its bytes, found where none is given; a text of two encodings is mended."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Sequence

from analysis.sources.received import DataError, in_runs

DECODED_AT_ONCE = 1 << 22
BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
UTF_8 = ("utf-8", "utf-8-sig", "utf8")
ONE_BYTE = ("cp1252", "iso8859_15", "mac_roman", "cp850", "cp437")
"""Western encodings of one byte a letter, the likeliest first."""
EXPECTED = frozenset("àâäáãåéèêëíìîïóòôöõøúùûüÿçñœæßÀÂÄÁÉÈÊËÎÏÔÖÙÛÜÇŒÆÑØÅ’‘“”«»…–—•€°²³™®©\u00a0")
"""Characters beyond ASCII that answers in Western European languages are made of."""
COMMON = frozenset("àâçéèêëîïôùûüœñóöäíáúß’€«»\u00a0")
"""Those that are met most: each counts twice."""
OUT_OF_PLACE = re.compile(
    r"[a-zà-ÿ][À-Þ](?=[a-zà-ÿ\s]|$)|[à-ÿ](?=[A-Z])|[^\W\d_][‚„†‡ˆ‰‹›Š•…–—™](?=[^\W\d_])"
)
"""A capital or a sign inside a word: letters of another encoding."""
ZEROS = 0.3
"""The share of zero bytes, in every second place, from which on a text is of two bytes a letter."""
LOOKED_AT = 1 << 16
TWICE = re.compile(
    rb"\xc3\x83(?:\xc2[\x80-\xbf]|\xe2|\xc5|\xcb|\xc6)|\xc3\x82\xc2[\xa0-\xbf]|\xc3\xa2\xe2\x82\xac"
)
"""UTF-8 read as cp1252 and written as UTF-8 again: é as Ã©, ’ as â€™."""
MOST_TIMES_ENCODED = 3
APART = re.compile(rb"\xcc[\x80-\xbf]|\xcd[\x80-\xaf]")
"""An accent after its letter, as some systems store é: two files put together have both."""
UTF_7 = re.compile(rb"\+[A-Za-z0-9+/]{3,}-")
"""Letters beyond ASCII as UTF-7 writes them: é is +AOk-."""
IN_ONE_BYTE = re.compile(r"[ÃÂ][\u0080-\u00bf]|Ã[€-™]|â€|Å[“’\u0093]")
"""UTF-8 read in one byte a letter."""


def in_utf8(content: bytes, encoding: str | None) -> tuple[bytes, str, list[str]]:
    """The text in UTF-8, its encoding (found where None is given), and remarks about what was unusual in it.

    Raises DataError where the given encoding does not fit.
    """
    is_marked = any(content.startswith(mark) for mark in BYTE_ORDER_MARKS)
    remarks: list[str] = []
    is_plain = encoding in (None, "utf-8") and not is_marked and _is_utf8(content)
    if not is_plain or (encoding is None and _is_utf_7(content)):
        text, encoding, remarks = _decoded(content, encoding)
        content = text.encode("utf-8")
    for _ in range(MOST_TIMES_ENCODED):
        if not TWICE.search(content):
            break
        content, mended = _decoded_twice(content)
        remarks = [*remarks, *(said for said in mended if said not in remarks)]
    if APART.search(content):
        content = unicodedata.normalize("NFC", content.decode("utf-8")).encode("utf-8")
        remarks = [*remarks, "letters and accents that were stored apart were joined (e and ´ for é)"]
    return content, encoding or "utf-8", remarks


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
            return _decoded_by_mark(content, mark, name)
    if content.isascii():
        return _decoded_as_utf_7(content)
    unmarked = _of_two_bytes(content)
    if unmarked:
        remark = f"{unmarked.upper()} without a byte order mark, found by its zero bytes"
        return content.decode(unmarked, "replace"), unmarked, [remark]
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
    if encoding.lower() not in UTF_8:
        _refuse_utf8_in_one_byte(content, text, encoding)
    return text


def _refuse_utf8_in_one_byte(content: bytes, text: str, encoding: str) -> None:
    """Refuse an encoding under which lines of UTF-8 would become other answers: trÃ©sorerie."""
    lines = content.split(b"\n") if IN_ONE_BYTE.search(text) else []
    odd = [number for number, line in enumerate(lines, start=1) if _is_beyond_ascii_utf8(line)]
    if odd:
        raise DataError(
            f"lines {in_runs(odd)} are UTF-8 and not {encoding}: accents would be lost in them. "
            "Remove `encoding` from [file] of edition.toml to have the encoding of each line detected"
        )


def _decoded_by_mark(content: bytes, mark: bytes, name: str) -> tuple[str, str, list[str]]:
    if name == "utf-8-sig" and not _is_utf8(content):
        text, _, remarks = _decoded_by_line(content[len(mark) :].split(b"\n"))
        return text, name, remarks
    try:
        return _decoded_as(content, name), name, []
    except DataError:
        raise DataError(
            f"its first bytes say {name}, and not all of it is: the file is cut short, or two were put "
            "together. Copy it again, or save it as UTF-8"
        ) from None


def _is_utf_7(content: bytes) -> bool:
    """Whether a text of ASCII alone writes Western letters as UTF-7 does, and all of it reads so."""
    written = set(UTF_7.findall(content)) if content.isascii() else set()
    if not any(set(_from_utf_7(each)) & EXPECTED for each in written):
        return False
    return bool(_from_utf_7(content))


def _from_utf_7(content: bytes) -> str:
    """The text of UTF-7; nothing where it is none."""
    try:
        return content.decode("utf-7")
    except UnicodeDecodeError:
        return ""


def _decoded_as_utf_7(content: bytes) -> tuple[str, str, list[str]]:
    first = next(each for each in UTF_7.findall(content) if set(_from_utf_7(each)) & EXPECTED).decode()
    meant = _from_utf_7(first.encode())
    remark = f'UTF-7, found by letters such as {first} for {meant} (encoding = "ascii" reads them as written)'
    return _from_utf_7(content), "utf-7", [remark]


def _of_two_bytes(content: bytes) -> str:
    """utf-16-le or utf-16-be where every second byte is mostly zero and the others are not; else nothing."""
    sample = content[:LOOKED_AT]
    half = len(sample) // 2
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if half and second > ZEROS * half > 10 * first and _decodes(content, "utf-16-le"):
        return "utf-16-le"
    if half and first > ZEROS * half > 10 * second and _decodes(content, "utf-16-be"):
        return "utf-16-be"
    return ""


def _decodes(content: bytes, encoding: str) -> bool:
    """Whether the first bytes are text of the encoding."""
    sample = content[: LOOKED_AT - LOOKED_AT % 4].decode(encoding, "replace")
    return sample.count("\ufffd") <= 1


def _is_beyond_ascii_utf8(line: bytes) -> bool:
    try:
        return not line.isascii() and bool(line.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _decoded_by_line(received: Sequence[bytes]) -> tuple[str, str, list[str]]:
    """UTF-8 with lines of another encoding among it, as files put together and copied texts make."""
    odd = [number for number, line in enumerate(received, start=1) if not _is_utf8(line)]
    name = _likeliest(b"\n".join(received[number - 1] for number in odd))
    others = frozenset(odd)
    lines = [
        _mixed(line, name) if number in others else line.decode("utf-8")
        for number, line in enumerate(received, start=1)
    ]
    remark = f"{len(odd)} lines are not UTF-8 and were read as {name}: {in_runs(odd)}"
    return "\n".join(lines), "utf-8", [remark]


def _mixed(line: bytes, name: str) -> str:
    """A line whose bytes are UTF-8 where they can be, and else of one byte a letter."""
    text, rest = "", line
    while True:
        try:
            return text + rest.decode("utf-8")
        except UnicodeDecodeError as error:
            text += rest[: error.start].decode("utf-8") + rest[error.start : error.start + 1].decode(
                name, "replace"
            )
            rest = rest[error.start + 1 :]


def _decoded_in_one_byte(content: bytes) -> tuple[str, str, list[str]]:
    name = _likeliest(content)
    text = content.decode(name, "replace")
    lost = text.count("\ufffd")
    unread = f", in which {lost} bytes have no meaning" if lost else ""
    return text, name, [f"not UTF-8; read as {name}{unread} (give `encoding` in [file] if it is another)"]


def _likeliest(content: bytes) -> str:
    """The Western encoding under which most characters beyond ASCII are letters or marks in their place.

    cp1252 where two are as good. Detection by letter frequencies, which libraries offer, is wrong for
    files whose few accents stand in headers and codes.
    """
    lines = b"\n".join(line for line in content.split(b"\n") if not line.isascii())[:DECODED_AT_ONCE]
    return max(ONE_BYTE, key=lambda name: _plausibility(lines.decode(name, "replace")))


def _plausibility(text: str) -> int:
    expected = sum(
        (character in EXPECTED) + (character in COMMON) for character in text if character > "\x7f"
    )
    return expected - 4 * len(OUT_OF_PLACE.findall(text))


def _decoded_twice(content: bytes) -> tuple[bytes, list[str]]:
    """The text with its lines that are encoded twice read as they were meant, and a remark that says so."""
    lines, twice, once = content.split(b"\n"), [], 0
    for place, line in enumerate(lines):
        if TWICE.search(line):
            meant = _meant(line.decode("utf-8"))
            if meant is not None:
                lines[place] = meant.encode("utf-8")
                twice.append(place + 1)
                continue
        once += not line.isascii()
    if not twice:
        return content, ["texts such as Ã© look encoded twice, and could not be read as they were meant"]
    which = f"in lines {in_runs(twice)}" if once else "throughout"
    return b"\n".join(lines), [f"the text was encoded twice {which} (Ã© for é); it was read as it was meant"]


def _meant(text: str) -> str | None:
    """A text whose UTF-8 was read as cp1252, as it was; None where its bytes are not UTF-8."""
    try:
        return b"".join(map(_byte, text)).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return None


def _byte(character: str) -> bytes:
    """The byte that was read as the character; those without a meaning in cp1252 are kept as they are."""
    return character.encode("latin-1") if "\x80" <= character <= "\x9f" else character.encode("cp1252")
