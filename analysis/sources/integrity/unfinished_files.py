"""Files of SPSS, Stata and SAS that are not whole: cut short, or with zeros where answers should be.

A copy or download that breaks off leaves a file too short, or one of its full length filled up with zeros.
These read as answers 0 and blank texts; but a text is padded with blanks, and none is stored as zeros.
"""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

RECORD = 80
"""Bytes of a record of SAS transport files, of which there are whole ones only."""
COUNTED = re.compile(rb"HEADER RECORD\*{7}OBSV8   HEADER RECORD!{7}\s*(\d+)\s")
"""What stands before the observations of version 8, with their number."""
UNCOUNTED = b"HEADER RECORD*******OBS     HEADER RECORD!!!!!!!"
"""The same of version 5, which does not count them."""
NEXT = b"HEADER RECORD*******MEMB"
"""Where another data set begins."""
SPSS_WIDTH = 8
"""Bytes of a number, and of each part of a text, in an uncompressed SPSS file."""
UNCOMPRESSED = 0
LONGEST_TEXT = 255
"""Bytes of a text that SPSS stores as one."""
STATA_BEGINS, STATA_ENDS = b"<stata_dta>", b"</stata_dta>"


def cut_short(path: Path, width: int, read: int) -> str:
    """Why a file is not whole, "" where nothing says so: `read` observations of `width` bytes were found.

    Version 8 declares their number. Version 5 does not: there the last one has to be whole, and blanks to
    fill the record after it.
    """
    if path.stat().st_size % RECORD:
        return "the file is cut short: its last record is not whole"
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        declared = COUNTED.search(content)
        if declared is not None:
            number = int(declared[1])
            return "" if read >= number else f"it declares {number:,} observations, and {read:,} are there"
        start = content.find(UNCOUNTED)
        if start < 0 or not width:
            return ""
        start += RECORD
        end = content.find(NEXT, start)
        end = len(content) if end < 0 else end
        last = content[end - (end - start) % width : end]
    return "the file is cut short: its last observation is not whole" if last.strip() else ""


def zeroed_observations(path: Path, kind: str, metadata: Any) -> int:
    """How many of the last observations are zeros where a text is stored; 0 of a file without texts."""
    texts = [name for name, stored in metadata.readstat_variable_types.items() if stored == "string"]
    width = _observation_bytes(path, metadata.variable_storage_width.values()) if texts else 0
    if kind not in ("sav/zsav", "xport") or not width:
        return 0
    return _zeros_at_end(path) // width


def lacks_its_end(path: Path) -> bool:
    """Whether a Stata file of version 13 or later ends before its closing mark."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content[: len(STATA_BEGINS)] == STATA_BEGINS and content.rfind(STATA_ENDS) < 0


def rows_with_zeros(path: Path, rows: int, metadata: Any) -> list[int]:
    """The rows, from 1, with a zero byte within a text, where texts are padded with blanks: of uncompressed
    SPSS files, whose rows are the last that is in them, with texts of up to 255 bytes."""
    widths = metadata.variable_storage_width
    texts = {name for name, stored in metadata.readstat_variable_types.items() if stored == "string"}
    if path.suffix.lower() != ".sav" or not texts or max(widths.values()) > LONGEST_TEXT or not rows:
        return []
    parts = [(name in texts, -(-widths[name] // SPSS_WIDTH)) for name in metadata.column_names]
    is_text = np.repeat([text for text, _ in parts], [SPSS_WIDTH * count for _, count in parts])
    width = _observation_bytes(path, widths.values())
    if width != len(is_text) or path.stat().st_size < rows * width:
        return []
    stored = np.memmap(path, dtype=np.uint8, mode="r", offset=path.stat().st_size - rows * width)
    found = (stored.reshape(rows, width)[:, is_text] == 0).any(axis=1)
    return (np.flatnonzero(found) + 1).tolist()


def _observation_bytes(path: Path, widths: Iterable[int]) -> int:
    """Bytes of an observation; 0 where the file is compressed, whose reader counts what is there."""
    with path.open("rb") as file:
        head = file.read(76)
    if head[:4] != b"$FL2":
        return 0 if head[:4] == b"$FL3" else sum(widths)
    for order in "<>":
        layout, size, compression = struct.unpack(f"{order}iii", head[64:76])
        if layout in (2, 3):
            return size * SPSS_WIDTH if compression == UNCOMPRESSED and size > 0 else 0
    return 0


def _zeros_at_end(path: Path) -> int:
    """The zero bytes that a file ends with."""
    block = 1 << 16
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        end = len(content)
        for start in range(max(end - block, 0), -1, -block) if end else ():
            kept = content[start : start + block].rstrip(b"\0")
            if kept:
                return end - start - len(kept)
        return end
