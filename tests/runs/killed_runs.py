"""Runs that are killed before each change of a file, and what they leave."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


def files_of(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def killed_at(event: int, act: Callable[[], None], folder: Path) -> bool:
    """Whether `act`, in a process of its own, was killed before the file system's `event`-th change there."""
    child = os.fork()
    if child == 0:
        count = 0

        def watch(name: str, args: tuple[object, ...]) -> None:
            nonlocal count
            changes = name.startswith(("open", "os.", "shutil.", "ctypes.call", "ctypes.get_errno"))
            if changes and (name.startswith("ctypes") or str(folder) in str(args)):
                count += 1
                if count > event:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        try:
            act()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.runs.result_folders.exchanged", lambda *_: False)
