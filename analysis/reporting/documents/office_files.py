"""What every file of an office program has: one date, the colours of the reports, texts that XML can hold."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

FIXED = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of every part: the same content gives the same bytes."""
COLOURS = {
    "dk1": "1B2430",
    "lt1": "FFFFFF",
    "dk2": "56616E",
    "lt2": "E1E6EC",
    "accent1": "33588C",
    "accent2": "B58B2A",
    "accent3": "0B6E6E",
    "accent4": "7A5C8F",
    "accent5": "B3441A",
    "accent6": "7F6A2A",
}
"""The theme of every file: the colours of the reports."""
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` without characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def with_colours(theme: bytes) -> bytes:
    """A theme with the colours of the reports, so that whoever edits finds them in the palette."""
    text = theme.decode("utf-8")
    for name, colour in COLOURS.items():
        text = re.sub(
            rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{colour}"/>\g<2>', text, flags=re.S
        )
    return text.encode("utf-8")


def same_dates(content: bytes) -> bytes:
    """The archive `content` with one date for every part."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(written, "w") as archive:
        for name in read.namelist():
            part = zipfile.ZipInfo(name, FIXED.timetuple()[:6])
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(part, read.read(name))
    return written.getvalue()
