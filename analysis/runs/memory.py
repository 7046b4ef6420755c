"""Memory that is free again, given back to the system; rows a stretch at a time."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator

import pyarrow as pa


def give_back() -> None:
    """Give back what was freed; else allocators keep it, between what is still used, for the next need."""
    pa.default_memory_pool().release_unused()
    # Only the C library of GNU has it; others give back by themselves.
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform.startswith("linux") else None
    if trim is not None:
        trim(0)


def stretches(n: int, rows: int) -> Iterator[slice]:
    """The places of n respondents in stretches of at most `rows`, one stretch at least."""
    for start in range(0, max(n, 1), rows):
        yield slice(start, min(start + rows, n))
