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
        os.environ |= {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": ""}
        sys.dont_write_bytecode = False
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


def fails(tests: Sequence[NoticingTest], copy: Path, seconds: float) -> bool:
    """Whether one of the tests fails, or does not end; file by file, in the order given."""
    files = list(dict.fromkeys(test.file for test in tests))
    only = Only([test.name for file in files for test in tests if test.file == file])
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
        self.asked: dict[str, set[int]] = {}
        for file, line in asked:
            self.asked.setdefault(file, set()).add(line)
        self.lines: dict[int, dict[int, Line]] = {}
        self.codes: list[CodeType] = []  # kept, so that no other is at the place of one that is gone
        self.left: dict[int, int] = {}
        self.tests: dict[str, tuple[list[Line], float]] = {}
        self.shared: set[Line] = set()
        self.run = self.shared

    def of(self, code: CodeType) -> dict[int, Line]:
        """The lines of a function that are asked for, its first among them; none of a module or a class, in
        which that line is run when it is defined."""
        known = self.lines.get(id(code))
        if known is None:
            file = code.co_filename[self.start :]
            asked = self.asked.get(file, set()) if code.co_flags & CO_OPTIMIZED else set()
            lines = {code.co_firstlineno, *(line for _, _, line in code.co_lines() if line)} & asked
            known = self.lines[id(code)] = {line: (file, line) for line in lines}
            self.codes.append(code)
        return known

    def enter(self, frame: FrameType, _event: str, _of: Any) -> Tracing | None:
        """Note a call."""
        code = frame.f_code
        lines = self.of(code)
        if not lines or self.left.get(id(code)) == 0:
            return None
        self._add(code, lines, code.co_firstlineno)
        return self.note

    def note(self, frame: FrameType, event: str, _of: Any) -> Tracing | None:
        """Note a line."""
        if event == "line":
            self._add(frame.f_code, self.of(frame.f_code), frame.f_lineno)
        return None if self.left.get(id(frame.f_code)) == 0 else self.note

    def _add(self, code: CodeType, lines: dict[int, Line], number: int) -> None:
        line = lines.get(number)
        if line is not None and line not in self.run:
            self.run.add(line)
            self.left[id(code)] = sum(each not in self.run for each in lines.values())

    def _note_in(self, run: set[Line]) -> None:
        self.run = run
        self.left.clear()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Keep the lines of each test apart."""
        start = time.monotonic()
        self._note_in(set())
        result = yield
        self.tests[item.nodeid] = (sorted(self.run), time.monotonic() - start)
        self._note_in(self.shared)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
        """Note what is made once for all tests of a file as run by each of them."""
        before = self.run
        if fixturedef.scope != "function":
            self._note_in(self.shared)
        result = yield
        if self.run is not before:
            self._note_in(before)
        return result
