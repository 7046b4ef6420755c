"""Processes at work on a task: forked from this one, or started anew where that cannot be."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from pathlib import Path

from analysis.batch.child import do_task
from analysis.batch.descendants import end_descendants
from analysis.batch.tasks import Limits, Task


class Child(ABC):
    """A process at work on `task`; it writes how it ended to the file `said`."""

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

    def __init__(self, task: Task, said: Path, limits: Limits) -> None:
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


class Spawned(Child):
    """A new Python that reads the task from its standard input; the task must be picklable."""

    def __init__(self, task: Task, said: Path, limits: Limits) -> None:
        super().__init__(task, said)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "analysis.batch"], stdin=subprocess.PIPE, start_new_session=True
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
