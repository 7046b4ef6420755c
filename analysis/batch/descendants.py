"""What a process started, and what that started, in sessions of their own too (Linux)."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
MOST_ROUNDS = 10
"""How often it is looked whether those that were ended started others meanwhile."""


def adopt_orphans() -> None:
    """What this process started stays below it, even when the process between the two has ended."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def end_descendants(pid: int) -> None:
    """End every process below `pid`; elsewhere than on Linux, none."""
    for _ in range(MOST_ROUNDS):
        ended = [below for below in _descendants(pid) if _is_ended(below)]
        if not ended:
            return


def _descendants(pid: int) -> list[int]:
    found, waiting = [], [pid]
    while waiting:
        for listed in Path("/proc", str(waiting.pop()), "task").glob("*/children"):
            with contextlib.suppress(OSError):
                children = [int(child) for child in listed.read_text(encoding="ascii").split()]
                found += children
                waiting += children
    return found


def _is_ended(pid: int) -> bool:
    """Whether the process could be ended now: one that is over and not reaped cannot."""
    with contextlib.suppress(OSError):
        if Path("/proc", str(pid), "stat").read_text(encoding="utf-8").rpartition(") ")[2][0] == "Z":
            return False
        os.kill(pid, signal.SIGKILL)
        return True
    return False
