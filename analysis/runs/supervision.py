"""Supervision of tasks in processes: the parent starts them, waits for them, ends those that do not end."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

from analysis.runs.memory import memory_allowed
from analysis.runs.task_process import Task, TaskLimits, TaskOutcome, do_task, end_descendants

LOOK_SECONDS = 0.01
"""How often the processes are looked after."""
ABANDONED_SECONDS = 3600
GIVEN_UP = 1
"""The status with which OpenBLAS ends a process that has no room for it, which nothing in it can catch."""
FOLDER = "assoscope-batch-"
"""How the folder begins in which the processes of a batch say how they ended; then comes the batch's own."""


class Child(ABC):
    """A process that is doing `task`; it writes how it ended to the file `said`."""

    def __init__(self, task: Task, said: Path) -> None:
        self.task, self.said = task, said
        self.is_late = False
        self.started = time.monotonic()

    @abstractmethod
    def has_ended(self) -> bool:
        """Whether the process is over."""

    @abstractmethod
    def end(self) -> None:
        """End the process and, where the system knows groups of processes, those it started."""

    @abstractmethod
    def status(self) -> int:
        """The exit status of a process that has ended, below 0 the signal that ended it."""


class Forked(Child):
    """A copy of this process, with all that it has imported and read."""

    def __init__(self, task: Task, said: Path, limits: TaskLimits) -> None:
        super().__init__(task, said)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        self._status: int | None = None
        self._pid = os.fork()
        if self._pid == 0:
            status = 1
            try:
                status = do_task(task, limits, said)
            finally:
                os._exit(status)
        with contextlib.suppress(OSError):
            os.setpgid(self._pid, self._pid)

    def has_ended(self) -> bool:
        """Whether the process is over; it keeps its name for `end`, where the system can say so without."""
        if self._status is not None:
            return True
        if hasattr(os, "waitid"):
            return os.waitid(os.P_PID, self._pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
        pid, status = os.waitpid(self._pid, os.WNOHANG)
        self._status = status if pid else None
        return bool(pid)

    def end(self) -> None:
        """End the process, its group, and what it started in other groups."""
        end_descendants(self._pid)
        for end in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                end(self._pid, signal.SIGKILL)

    def status(self) -> int:
        """The exit status, once the process is reaped."""
        if self._status is None:
            self._status = os.waitpid(self._pid, 0)[1]
        return os.waitstatus_to_exitcode(self._status)


START = "import runpy, sys; sys.path[:] = {}; runpy.run_module('analysis.runs', run_name='__main__')"
"""What a new Python does: it finds the modules of this one, and runs `analysis.runs`."""


def module_folders() -> list[str]:
    """The folders in which this process looks for modules, the current one last if at all."""
    here = Path.cwd()
    given = [folder for folder in sys.path if folder]
    return sorted(given, key=lambda folder: Path(folder).resolve() == here)


class Spawned(Child):
    """A new Python that reads the task from its standard input; the task must be picklable.

    Modules are looked for in the current folder last, whose json.py is not the one that is meant.
    """

    def __init__(self, task: Task, said: Path, limits: TaskLimits) -> None:
        super().__init__(task, said)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", START.format(module_folders())],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError), self._process.stdin as stdin:
            stdin.write(pickle.dumps((task, limits, said)))

    def has_ended(self) -> bool:
        """Whether the process is over."""
        return self._process.poll() is not None

    def end(self) -> None:
        """End the process, its group where there are groups, and what it started in others."""
        end_descendants(self._process.pid)
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()

    def status(self) -> int:
        """The exit status."""
        return self._process.wait()


def run_tasks(
    tasks: Sequence[Task], workers: int, limits: TaskLimits | None = None, fork: bool | None = None
) -> Iterator[TaskOutcome]:
    """The outcome of each task, in the order in which they end, with `workers` processes at a time.

    With `fork` (the default where this process can be copied) a process has all that this one has imported
    and read; without, each starts anew and tasks must be picklable. When the caller stops or is interrupted,
    the processes are ended.
    """
    limits = limits or TaskLimits()
    start = Forked if (can_be_copied() if fork is None else fork) else Spawned
    waiting, running = deque(enumerate(tasks)), list[Child]()
    gc.collect()
    gc.freeze()  # what stands in memory now is shared with the children and not moved by the collector
    _discard_abandoned()
    with TemporaryDirectory(prefix=f"{FOLDER}{os.getpid()}-") as folder:
        try:
            while waiting or running:
                while waiting and len(running) < max(1, workers):
                    number, task = waiting.popleft()
                    running.append(start(task, Path(folder, str(number)), limits))
                ended = [child for child in running if _has_ended(child, limits)]
                for child in ended:
                    running.remove(child)
                    yield _reaped(child, limits)
                if not ended:
                    time.sleep(LOOK_SECONDS)
        finally:
            for child in running:
                _reaped(child, limits)
            gc.unfreeze()


def _discard_abandoned() -> None:
    """Remove the folders that batches killed over an hour ago could not: their process is no more."""
    if not Path("/proc/self").exists():
        return
    for folder in Path(gettempdir()).glob(f"{FOLDER}*-*"):
        pid = folder.name.removeprefix(FOLDER).partition("-")[0]
        with suppress(OSError):
            is_old = folder.stat().st_mtime < time.time() - ABANDONED_SECONDS
            if is_old and not Path("/proc", pid).exists():
                shutil.rmtree(folder, ignore_errors=True)


def can_be_copied() -> bool:
    """Whether a copy of this process would run: it has one thread, and Typst, whose threads are hidden, is
    not loaded. A copy of a process with several may wait for ever for a lock that one of them held."""
    return hasattr(os, "fork") and threading.active_count() == 1 and "typst" not in sys.modules


def _has_ended(child: Child, limits: TaskLimits) -> bool:
    """Whether the process is over; one that takes too long is ended first."""
    if time.monotonic() - child.started > limits.seconds and not child.is_late:
        child.is_late = True
        child.end()
    return child.has_ended()


def _reaped(child: Child, limits: TaskLimits) -> TaskOutcome:
    """How the task ended. What it had started ends with it, before the process group loses its name."""
    child.end()
    status = child.status()
    seconds = time.monotonic() - child.started
    said = _said(child)
    if child.is_late:
        message = f"not finished after {limits.seconds:g} seconds"
        return TaskOutcome(child.task, "timeout", message, seconds)
    if said:
        return TaskOutcome(child.task, seconds=seconds, **said)
    if status == GIVEN_UP and memory_allowed() is not None:
        return TaskOutcome(child.task, "died", "not enough memory", seconds)
    ending = f"signal {signal.Signals(-status).name}" if status < 0 else f"status {status}"
    return TaskOutcome(child.task, "died", f"the process ended with {ending} before the end", seconds)


def _said(child: Child) -> dict[str, Any]:
    """What the process said of its end; nothing where it was ended before."""
    try:
        return dict(pickle.loads(child.said.read_bytes()))
    except (OSError, EOFError, pickle.UnpicklingError):
        return {}
