"""Which tests run given lines of the package, and whether any of them fails: each run in a fork."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

OPTIONS = ("-x", "-q", "-n", "0", "-m", "not slow", "-p", "no:cacheprovider")
Line = tuple[str, int]
"""A file of the package and the number of a line that is run; the first of a function where it is called."""
Tracing = Callable[[FrameType, str, Any], Any]


@dataclass(frozen=True)
class NoticingTest:
    """A test: which of the lines asked for it runs, itself or in a fixture of its file, and its seconds."""

    file: str
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


@dataclass(frozen=True)
class Only:
    """A plugin of pytest: of all tests collected those of these names, in their order."""

    names: Sequence[str]

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave the others out."""
        place = {name: number for number, name in enumerate(self.names)}
        items[:] = sorted(
            (item for item in items if item.nodeid in place), key=lambda item: place[item.nodeid]
        )


def fails(tests: Iterable[NoticingTest], copy: Path, seconds: float) -> bool:
    """Whether one of the tests fails, or does not end; file by file, the quickest first."""
    by_file: dict[str, list[NoticingTest]] = {}
    for test in sorted(tests, key=lambda test: test.seconds):
        by_file.setdefault(test.file, []).append(test)
    files = sorted(by_file, key=lambda file: sum(test.seconds for test in by_file[file]))
    only = Only([test.name for file in files for test in by_file[file]])
    return in_fork(lambda: pytest.main([*OPTIONS, *files], plugins=[only]), copy, seconds) != 0


def run_by(file: str, copy: Path, asked: Iterable[Line], seconds: float) -> list[NoticingTest]:
    """The tests of a file, with which of the lines `asked` each runs; none where one of them fails as it is.

    What is kept from one test to the next is run by the first of them alone.
    """
    target = copy / ".lines.json"
    if in_fork(lambda: _traced(file, copy, asked, target), copy, seconds) != 0:
        return []
    found, shared = json.loads(target.read_text())
    of_all = {(str(name), int(line)) for name, line in shared}
    return [
        NoticingTest(file, name, frozenset({(str(of), int(line)) for of, line in lines} | of_all), taken)
        for name, (lines, taken) in found.items()
    ]


def _traced(file: str, copy: Path, asked: Iterable[Line], target: Path) -> int:
    record = Record(copy, asked)
    threading.settrace(record.enter)
    sys.settrace(record.enter)
    code = pytest.main([*OPTIONS, file], plugins=[record])
    sys.settrace(None)
    target.write_text(json.dumps([record.tests, sorted(record.shared)]))
    return int(code)


class Record:
    """A plugin of pytest that notes which of the lines `asked` each test runs.

    Functions without such a line are not followed, nor those of which a test has run them all: what is left
    takes little longer than the tests do.
    """

    def __init__(self, copy: Path, asked: Iterable[Line]) -> None:
        self.start = len(str(copy)) + 1
        self.asked = frozenset(asked)
        self.lines: dict[int, frozenset[Line]] = {}
        self.codes: list[CodeType] = []  # kept, so that no other is at the place of one that is gone
        self.tests: dict[str, tuple[list[Line], float]] = {}
        self.shared: set[Line] = set()
        self.run = self.shared

    def of(self, code: CodeType) -> frozenset[Line]:
        """The lines of a function that are asked for, its first among them; none of a module or a class, in
        which that line is run when it is defined."""
        known = self.lines.get(id(code))
        if known is None:
            file = code.co_filename[self.start :]
            lines = {code.co_firstlineno, *(line for _, _, line in code.co_lines() if line)}
            lines = lines if code.co_flags & CO_OPTIMIZED else set()
            known = self.lines[id(code)] = self.asked & {(file, line) for line in lines}
            self.codes.append(code)
        return known

    def enter(self, frame: FrameType, _event: str, _of: Any) -> Tracing | None:
        """Note a call."""
        lines = self.of(frame.f_code)
        if not lines or lines <= self.run:
            return None
        self._add(lines, frame.f_code.co_firstlineno)
        return self.note

    def note(self, frame: FrameType, event: str, _of: Any) -> Tracing | None:
        """Note a line."""
        lines = self.of(frame.f_code)
        if event == "line":
            self._add(lines, frame.f_lineno)
        return None if lines <= self.run else self.note

    def _add(self, lines: frozenset[Line], number: int) -> None:
        self.run |= {line for line in lines if line[1] == number}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Keep the lines of each test apart."""
        start, self.run = time.monotonic(), set()
        result = yield
        self.tests[item.nodeid] = (sorted(self.run), time.monotonic() - start)
        self.run = self.shared
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
        """Note what is made once for all tests of a file as run by each of them."""
        before, self.run = self.run, self.run if fixturedef.scope == "function" else self.shared
        result = yield
        self.run = before
        return result
