"""Bounded memory: what the system allows, freed memory that goes back to it, rows a stretch at a time."""

from __future__ import annotations

import contextlib
import ctypes
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def memory_given_back() -> Iterator[None]:
    """A context, or a decorator of a function, at whose end freed memory goes back to the system.

    Else allocators keep it, between what is still used, for the next need.
    """
    try:
        yield
    finally:
        _give_back()


def _give_back() -> None:
    if "pyarrow" in sys.modules:  # a process that has loaded none of it holds none of its memory
        from pyarrow import default_memory_pool

        default_memory_pool().release_unused()
    # Only the C library of GNU has it; others give back by themselves.
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform.startswith("linux") else None
    if trim is not None:
        trim(0)


def memory_allowed() -> int | None:
    """The bytes that the system lets the process take, None where it sets no limit."""
    with contextlib.suppress(ImportError):
        import resource

        limit = resource.getrlimit(resource.RLIMIT_AS)[0]
        return None if limit == resource.RLIM_INFINITY else limit
    return None


def stretches(n: int, rows: int) -> Iterator[slice]:
    """Slices that cover n respondents, of at most `rows` each; one slice at least."""
    for start in range(0, max(n, 1), rows):
        yield slice(start, min(start + rows, n))
