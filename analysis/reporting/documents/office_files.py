"""What every file of an office program has: one date, texts that XML can hold."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

FIXED = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of every part: the same content gives the same bytes."""
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` without characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def same_dates(content: bytes) -> bytes:
    """The archive `content` with one date for every part."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(written, "w") as archive:
        for name in read.namelist():
            part = zipfile.ZipInfo(name, FIXED.timetuple()[:6])
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(part, read.read(name))
    return written.getvalue()
