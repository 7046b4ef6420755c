"""SAS transport files: whether the observations that the file declares are all there."""

from __future__ import annotations

import mmap
import re
from pathlib import Path

RECORD = 80
"""Bytes of a record of SAS transport files, of which there are whole ones only."""
COUNTED = re.compile(rb"HEADER RECORD\*{7}OBSV8   HEADER RECORD!{7}\s*(\d+)\s")
"""What stands before the observations of version 8, with their number."""
UNCOUNTED = b"HEADER RECORD*******OBS     HEADER RECORD!!!!!!!"
"""The same of version 5, which does not count them."""
NEXT = b"HEADER RECORD*******MEMB"
"""Where another data set begins."""


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
