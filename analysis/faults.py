"""What a user can put right: the one kind of error that ends in a message instead of a traceback."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping
from pathlib import Path

_OPEN_IT = "Change its permissions, or run as whoever may use it"
_MAKE_ROOM = "Make room on that disk"
WAYS_OUT = {
    errno.EACCES: _OPEN_IT,
    errno.EPERM: _OPEN_IT,
    errno.ENOSPC: _MAKE_ROOM,
    errno.EDQUOT: _MAKE_ROOM,
    errno.EROFS: "Take another folder with --root",
    errno.ENAMETOOLONG: "Give a shorter name",
    errno.EIO: "The disk may be failing: copy what stands there to another",
}
"""What to do where the system refuses a file."""
LONGEST = 120
"""Letters of one name that a message shows."""


class Fault(ValueError):  # noqa: N818
    """The definitions, the data or a report are at fault; the message says the way out.

    A notebook shows the message alone, without the way it came.
    """

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Misuse(Fault):
    """What was asked for cannot be meant: a name that names nothing, an input that is lacking."""


class Unwritten(Fault):
    """The system would not let a file be written; nothing was, and what was there before is untouched."""


class DefinitionError(Fault):
    """A definition that is not valid TOML or contradicts itself; the message lists every fault."""

    def __init__(self, path: Path, faults: list[str]) -> None:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"{path}: {count}\n" + "\n".join(f"  - {fault}" for fault in faults))
        self.path, self.faults = path, faults

    def __reduce__(self) -> tuple[type[DefinitionError], tuple[Path, list[str]]]:
        return type(self), (self.path, self.faults)


def refused_by_system(error: OSError, place: object = "", outcome: str = "") -> str:
    """What the system refused and why, what came of it, and the way out where there is one.

    `place` is named where the error names no file.
    """
    where = error.filename or place
    reason = f"{f'{where}: ' if where else ''}{error.strerror or error}{f'; {outcome}' if outcome else ''}"
    way = WAYS_OUT.get(error.errno or 0)
    return f"{reason}. {way}" if way else reason


def some(names: Iterable[object], most: int = 15) -> str:
    """The first names of a message, each by its first letters, and how many more there are."""
    texts = [name if len(name) <= LONGEST else f"{name[:LONGEST]}…" for name in map(str, names)]
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return ", ".join(texts[:most]) + more


def several(count: int, what: str) -> str:
    """A count with its noun: 1 value, 3 values."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def listed(names: Iterable[object]) -> str:
    """The first names of those that are known, or none."""
    return some(names, 12) or "none"


def unknown(name: str, known: Mapping[str, object]) -> str:
    """That no variable has this name, with those that are there."""
    return f"no question or derived variable {name!r}; known: {listed(known)}"
