"""All that a file tells, whatever its format: its texts, those behind charts, and what is packed in it."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pypdf import PdfReader

BETWEEN_THOUSANDS = re.compile(r"(?<=\d)[ ,.'’\u00a0\u2009\u202f](?=\d{3}(?!\d))")
TIME_TAKEN = re.compile(r"\(\d+[.,]\d s\)")
TAG = re.compile(r"<[^>]*>")
PICTURES = (".png", ".woff2", ".jpg", ".jpeg", ".ttf")


def texts_in(name: str, content: bytes) -> str:
    """The texts of a file of this name: as written, with attributes and scripts, and as they are read."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "\n".join(texts_in(f"{name}/{each}", packed.read(each)) for each in packed.namelist())
    if content.startswith(b"%PDF"):
        return "\n".join(_of_pdf(PdfReader(io.BytesIO(content))))
    if name.endswith(PICTURES):
        return ""
    text = content.decode("utf-8", "replace")
    if text.lstrip().startswith("<"):
        return f"{text}\n{html.unescape(text)}\n{html.unescape(TAG.sub('', text))}"
    return text


def _of_pdf(reader: PdfReader) -> Iterator[str]:
    """The texts of the pages, and what stands for pictures to those who hear it."""
    yield from (page.extract_text() for page in reader.pages)
    for number in range(1, int(reader.trailer["/Size"])):
        found = reader.get_object(number)
        if isinstance(found, dict):
            yield from (str(found[key]) for key in ("/Alt", "/ActualText", "/E", "/Contents") if key in found)


def texts_under(folder: Path) -> dict[str, str]:
    """The texts of every file in a folder, by its name from there; locks have none."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock"]
    return {path.relative_to(folder).as_posix(): texts_in(path.name, path.read_bytes()) for path in files}


def numbers_told(text: str, numbers: list[str]) -> list[str]:
    """Which of `numbers` ("1873", "62.5") stand by themselves in a text, with any sign between thousands
    or before decimals, and any further decimals; how long a command took is no figure."""
    pattern, text = _pattern(tuple(numbers)), TIME_TAKEN.sub("", text)
    read = {text, BETWEEN_THOUSANDS.sub("", text), text.replace(",", ";")}  # the last as cells of a table
    found = {match for each in read for match in pattern.findall(each)}
    return [number for number in numbers if any(_is_of(number, told) for told in found)]


@cache
def _pattern(numbers: tuple[str, ...]) -> re.Pattern[str]:
    each = "|".join(_told_as(number) for number in numbers)
    return re.compile(rf"(?<![\w.,#\u2212-])(?:{each})(?![\w-]|[.,]\d)")


def _told_as(number: str) -> str:
    whole, _, decimals = number.partition(".")
    return whole + (rf"[.,]{decimals}\d*" if decimals else r"(?:[.,]0+)?")


def _is_of(number: str, told: str) -> bool:
    return re.fullmatch(_told_as(number), told) is not None
