"""Which test files call which function of the package, and whether any of them fails: each run in a fork."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

OPTIONS = ("-x", "-q", "-n", "0", "-m", "not slow", "-p", "no:cacheprovider")
Function = tuple[str, int]
"""A file of the package and the first line of a function in it."""


@dataclass(frozen=True)
class TestFile:
    """A file of tests: the functions that it calls, and how many seconds it takes."""

    __test__ = False
    name: str
    functions: frozenset[Function]
    seconds: float


def in_fork(work: Callable[[], int], copy: Path, seconds: float) -> int | None:
    """The exit code of some work in a process of its own that imports the package from `copy`, says nothing
    and is ended after so many seconds; None where it was."""
    child = os.fork()
    if child == 0:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        os.chdir(copy)
        sys.path.insert(0, str(copy))
        os.environ |= {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
        sys.dont_write_bytecode = True
        code = 1
        try:
            code = int(work())
        finally:
            os._exit(code)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def fails(files: Iterable[str], copy: Path, seconds: float) -> bool:
    """Whether a test of the files fails, or does not end."""
    return in_fork(lambda: pytest.main([*OPTIONS, *files]), copy, seconds) != 0


def called_by(name: str, copy: Path, seconds: float) -> TestFile | None:
    """What a file of tests calls; None where it fails as it is, or has no fast test."""
    target = copy / ".called.json"
    start = time.monotonic()
    code = in_fork(lambda: _traced(name, copy, target), copy, seconds)
    if code != 0:
        return None
    functions = frozenset((str(file), int(line)) for file, line in json.loads(target.read_text()))
    return TestFile(name, functions, time.monotonic() - start)


def _traced(name: str, copy: Path, target: Path) -> int:
    called: set[Function] = set()
    package = f"{copy / 'analysis'}{os.sep}"

    def note(frame: FrameType, _event: str, _of: Any) -> None:
        code = frame.f_code
        if code.co_filename.startswith(package):
            called.add((code.co_filename[len(str(copy)) + 1 :], code.co_firstlineno))

    threading.settrace(note)
    sys.settrace(note)
    code = pytest.main([*OPTIONS, name])
    sys.settrace(None)
    target.write_text(json.dumps(sorted(called)))
    return int(code)
