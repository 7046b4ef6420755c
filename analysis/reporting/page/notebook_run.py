"""A notebook run in this process by IPython, its outputs as a kernel would have stored them."""

from __future__ import annotations

import contextlib
import mmap
import os
import re
import sys
from pathlib import Path
from typing import Any

from analysis.faults import Fault

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)

STARTED = "cell: "
LONGEST = 1000
"""Bytes of a heading that are read."""
INLINE = "module://matplotlib_inline.backend_inline"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")

WAYS = "assoscope_ways"
"""What an executed notebook calls the addresses of what goes with its page, in its metadata."""


class ReportError(Fault):
    """A cell of the notebook failed: its heading and the message, without the traceback."""

    def __init__(self, heading: str, message: str) -> None:
        super().__init__(f"the report failed in “{heading}”: {message}")
        self.heading = heading
        self.message = message

    def __reduce__(self) -> tuple[type[ReportError], tuple[str, str]]:
        return type(self), (self.heading, self.message)


def run_notebook(nb: Any, folder: Path) -> Any:
    """`nb` with the outputs of its cells, run in `folder`; each cell's heading is printed as it starts.

    Raises ReportError for the first cell that fails, MemoryError where it wants memory; the traceback that a
    cell shows is not kept.
    """
    from analysis.reporting.page.notebook_shell import OutputRecord, shell_for, streams_into

    os.environ["MPLBACKEND"] = INLINE
    record, log = OutputRecord(), sys.stdout
    shell = shell_for(record)
    with contextlib.chdir(folder), streams_into(record):
        for place, cell in enumerate(nb.cells):
            if cell.cell_type != "code":
                continue
            print(f"{STARTED}{heading_before(nb, place)}", file=log, flush=True)
            record.begin(cell)
            result = shell.run_cell(cell.source, store_history=True)
            cell.execution_count = shell.execution_count - 1
            error = result.error_before_exec or result.error_in_exec
            if isinstance(error, MemoryError):
                raise error
            if error is not None:
                raise ReportError(heading_before(nb, place), _said(error))
    return nb


def _said(error: BaseException) -> str:
    """The kind of error, its message, and what was noted on its way: the chapter that it comes from."""
    notes = "".join(f" ({note})" for note in getattr(error, "__notes__", ()))
    return f"{type(error).__name__}: {_COLOUR.sub('', str(error))}{notes}"


def heading_before(nb: Any, place: int) -> str:
    """The last heading written before the cell at `place`; else the number of the cell."""
    for cell in reversed(nb.cells[: place + 1]):
        if cell.cell_type == "markdown":
            found = _HEADING.findall(cell.source)
            if found:
                return str(found[-1])
    return f"cell {place + 1}"


def last_started(log: Path) -> str:
    """The heading of the cell that started last, by the log of the process; empty where none did."""
    sign = b"\n" + STARTED.encode()
    try:
        with log.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
            place = lines.rfind(sign)
            if place < 0 and lines[: len(sign) - 1] != sign[1:]:
                return ""
            lines.seek(place + 1)
            line = lines.read(LONGEST).partition(b"\n")[0].decode("utf-8", "replace")
            return line.strip().removeprefix(STARTED)
    except (OSError, ValueError):  # an empty file cannot be mapped
        return ""
