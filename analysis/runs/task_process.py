"""A task done in a process of its own, within limits, with a log and an outcome that is always known."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from analysis.faults import Fault, Unwritten, refused_by_system
from analysis.runs.whole_files import nothing_written

State = Literal["done", "failed", "timeout", "died"]

PR_SET_CHILD_SUBREAPER = 36
MOST_ROUNDS = 10
"""How often it is looked whether those that were ended started others meanwhile."""

LONGEST = 8000
"""Characters of a message that are kept; the log has the rest."""
LARGEST_FILE = 256 * 2**20
"""Bytes of a file, its log too, that a task with a log may write: what a cell prints does not fill a disk."""
PR_SET_PDEATHSIG = 1
SELDOM = 50_000, 20, 50
"""When the collector looks for circles: a task makes few, and tables of a million cells that it would go
through again and again."""
NO_ROOM = "failed to map segment"
"""What the system says of a library that finds no room in memory."""


@dataclass(frozen=True)
class Task:
    """Something to do: `run` returns its message, or the bytes it made; what it prints goes to the file
    `log`, if any."""

    name: str
    log: Path | None
    run: Callable[[], str | bytes]


@dataclass(frozen=True)
class TaskLimits:
    """The limits of a task: its seconds, and its bytes of memory beyond those the parent had (None: no
    limit)."""

    seconds: float = 600.0
    memory: int | None = None


@dataclass(frozen=True)
class TaskOutcome:
    """How a task ended: message, seconds, greatest memory in bytes where known, the fault it met, the bytes
    it made."""

    task: Task
    state: State
    message: str
    seconds: float
    memory: int = 0
    error: Fault | None = None
    content: bytes = b""

    @property
    def is_done(self) -> bool:
        """Whether the task did what it should."""
        return self.state == "done"


def do_task(task: Task, limits: TaskLimits, said: Path) -> int:
    """Do the task, write its state and message to the file `said`, and return the exit status."""
    parent = os.getppid()
    with contextlib.suppress(OSError, AttributeError):
        os.setpgid(0, 0)
    _die_with_parent(parent)
    adopt_orphans()
    gc.set_threshold(*SELDOM)
    ending = _unlogged(task) or _ending(task, limits)
    if ending["state"] == "failed" and task.log is not None and not isinstance(ending["error"], Unwritten):
        print(ending["message"], file=sys.stderr)
    _flush()
    ending |= {"message": ending["message"][:LONGEST], "memory": _greatest_memory()}
    with contextlib.suppress(OSError):
        said.write_bytes(pickle.dumps(ending))
    end_descendants(os.getpid())
    return 0 if ending["state"] == "done" else 1


def _unlogged(task: Task) -> dict[str, Any]:
    """How a task ends whose log cannot be written; nothing where it can, and is."""
    if task.log is None:
        return {}
    try:
        _write_to(task.log)
    except OSError as error:
        fault = nothing_written(error, task.log)
        return {"state": "failed", "message": str(fault), "error": fault, "content": b""}
    return {}


def _ending(task: Task, limits: TaskLimits) -> dict[str, Any]:
    """How the task, done here, ends: state, message, what it made, and the fault where a user is at fault."""
    fault: Fault | None = None
    try:
        if task.log is not None:
            _limit_files()
        _limit_memory(limits.memory)
        made = task.run()
        message, content = (made, b"") if isinstance(made, str) else ("", made)
        return {"state": "done", "message": message, "error": None, "content": content}
    except Fault as error:
        message, fault = str(error), error
    except OSError as error:
        if task.log is not None:
            traceback.print_exc()
        message = refused_by_system(error)
    except MemoryError:
        allowed = f"more memory than the {_mebibytes(limits.memory)} allowed" if limits.memory else ""
        message = allowed or "not enough memory"
    except KeyboardInterrupt:
        message = "interrupted"
    except ImportError as error:
        message = "not enough memory"
        if NO_ROOM not in str(error):
            traceback.print_exc()
            message = f"{type(error).__name__}: {error}"
    except BaseException as error:  # SystemExit of a cell, too, is a report that was not made
        traceback.print_exc()
        message = f"{type(error).__name__}: {error}"
    return {"state": "failed", "message": message, "error": fault, "content": b""}


def _die_with_parent(parent: int) -> None:
    """The kernel ends this process when its parent is killed (Linux); elsewhere it finishes its task."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _write_to(log: Path) -> None:
    """Everything printed from here on goes to the log, that of programs started from here too."""
    log.parent.mkdir(parents=True, exist_ok=True)
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for descriptor, target in ((nothing, 0), (written, 1), (written, 2)):
        os.dup2(descriptor, target)
    for descriptor in (nothing, written):
        if descriptor > 2:
            os.close(descriptor)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def _limit_files() -> None:
    """No file beyond LARGEST_FILE; a program that goes on writing is ended, a cell meets an OSError."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        least = LARGEST_FILE if most == resource.RLIM_INFINITY else min(LARGEST_FILE, most)
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))


def _limit_memory(memory: int | None) -> None:
    """No more address space than what is used now and `memory` bytes, nor than this process may have."""
    if memory is None or sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * os.sysconf("SC_PAGE_SIZE") + memory
    _, allowed = resource.getrlimit(resource.RLIMIT_AS)
    most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _greatest_memory() -> int:
    """The greatest resident memory of this process so far, in bytes; 0 where it is not known."""
    if sys.platform != "linux":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _mebibytes(memory: int | None) -> str:
    return f"{(memory or 0) / 2**20:.0f} MiB"


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()


def adopt_orphans() -> None:
    """Become the parent of every process started below this one whose own parent has ended."""
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
