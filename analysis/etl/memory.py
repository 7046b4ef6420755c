"""Memory that is free again, given back to the system."""

from __future__ import annotations

import ctypes
import sys

import pyarrow as pa


def give_back() -> None:
    """Give back what was freed; else allocators keep it, between what is still used, for the next need."""
    pa.default_memory_pool().release_unused()
    # Only the C library of GNU has it; others give back by themselves.
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform.startswith("linux") else None
    if trim is not None:
        trim(0)
