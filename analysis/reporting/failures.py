"""What is said when a report cannot be made."""

from __future__ import annotations

import re
from typing import Any

from analysis.faults import Fault

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)


class ReportError(Fault):
    """A cell of the notebook failed: its heading and the message, without the traceback."""

    def __init__(self, heading: str, message: str) -> None:
        super().__init__(f"the report failed in “{heading}”: {message}")
        self.heading = heading
        self.message = message

    def __reduce__(self) -> tuple[type[ReportError], tuple[str, str]]:
        return type(self), (self.heading, self.message)


def heading_before(nb: Any, place: int) -> str:
    """The last heading written before the cell at `place`; else the number of the cell."""
    for cell in reversed(nb.cells[: place + 1]):
        if cell.cell_type == "markdown":
            found = _HEADING.findall(cell.source)
            if found:
                return str(found[-1])
    return f"cell {place + 1}"
