"""Which test files run which lines of the package, and whether any of them fails: each run in a fork."""

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
from types import CodeType, FrameType
from typing import Any

import pytest

OPTIONS = ("-x", "-q", "-n", "0", "-m", "not slow", "-p", "no:cacheprovider")
Line = tuple[str, int]
"""A file of the package and the number of a line that is run; the first of a function where it is called."""


Tracing = Callable[[FrameType, str, Any], Any]


@dataclass(frozen=True)
class TestFile:
    """A file of tests: the lines that it runs, and how many seconds it takes."""

    __test__ = False
    name: str
    lines: frozenset[Line]
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


def run_by(name: str, copy: Path, seconds: float) -> TestFile | None:
    """What a file of tests runs; None where it fails as it is, or has no fast test."""
    target = copy / ".lines.json"
    start = time.monotonic()
    code = in_fork(lambda: _traced(name, copy, target), copy, seconds)
    if code != 0:
        return None
    lines = frozenset((str(file), int(line)) for file, line in json.loads(target.read_text()))
    return TestFile(name, lines, time.monotonic() - start)


def _traced(name: str, copy: Path, target: Path) -> int:
    package = f"{copy / 'analysis'}{os.sep}"
    run: dict[CodeType, set[int]] = {}
    left: dict[CodeType, set[int]] = {}

    def enter(frame: FrameType, _event: str, _of: Any) -> Tracing | None:
        code = frame.f_code
        if not code.co_filename.startswith(package):
            return None
        if code not in run:
            run[code] = {code.co_firstlineno}
            left[code] = {line for _, _, line in code.co_lines() if line} - run[code]
        return note if left[code] else None  # a function of which every line was run is followed no more

    def note(frame: FrameType, event: str, _of: Any) -> Tracing | None:
        if event == "line":
            run[frame.f_code].add(frame.f_lineno)
            left[frame.f_code].discard(frame.f_lineno)
        return note if left[frame.f_code] else None

    threading.settrace(enter)
    sys.settrace(enter)
    code = pytest.main([*OPTIONS, name])
    sys.settrace(None)
    start = len(str(copy)) + 1
    lines = {(code.co_filename[start:], line) for code, lines in run.items() for line in lines}
    target.write_text(json.dumps(sorted(lines)))
    return int(code)
