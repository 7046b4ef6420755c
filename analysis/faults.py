"""What a user can put right: the one kind of error that ends in a message instead of a traceback."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 120
"""Letters of one name that a message shows."""


class Fault(ValueError):  # noqa: N818
    """The definitions, the data or a report are at fault; the message says the way out."""


def some(names: Iterable[object], most: int = 15) -> str:
    """The first names of a message, each by its first letters, and how many more there are."""
    texts = [name if len(name) <= LONGEST else f"{name[:LONGEST]}…" for name in map(str, names)]
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return ", ".join(texts[:most]) + more


def listed(names: Iterable[object]) -> str:
    """The names that are known, as far as a message has room for them."""
    return some(names, 12) or "none"


def several(count: int, what: str) -> str:
    """A count with its noun: 1 value, 3 values."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
