"""The parent of the tasks' processes: starts them, waits for them, ends those that do not end."""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

from analysis.batch.children import Child, Forked, Spawned
from analysis.batch.tasks import Limits, Outcome, Task

LOOK_SECONDS = 0.01
"""How often the processes are looked after."""
ABANDONED_SECONDS = 3600
FOLDER = "assoscope-batch-"
"""How the folder begins in which the processes of a batch say how they ended; then comes the batch's own."""


def run_tasks(
    tasks: Sequence[Task], workers: int, limits: Limits | None = None, fork: bool | None = None
) -> Iterator[Outcome]:
    """The outcome of each task, as they end, `workers` processes at a time.

    With `fork` (the default where this process can be copied) a process has all that this one has imported
    and read; without, each starts anew and tasks must be picklable. When the caller stops or is interrupted,
    the processes are ended.
    """
    limits = limits or Limits()
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


def _has_ended(child: Child, limits: Limits) -> bool:
    """Whether the process is over; one that takes too long is ended first."""
    if time.monotonic() - child.started > limits.seconds and not child.is_late:
        child.is_late = True
        child.end()
    return child.has_ended()


def _reaped(child: Child, limits: Limits) -> Outcome:
    """How the task ended. What it had started ends with it, before the process group loses its name."""
    child.end()
    status = child.status()
    seconds = time.monotonic() - child.started
    said = _said(child)
    if child.is_late:
        message = f"not finished after {limits.seconds:g} seconds"
        return Outcome(child.task, "timeout", message, seconds)
    if said:
        return Outcome(child.task, seconds=seconds, **said)
    ending = f"signal {signal.Signals(-status).name}" if status < 0 else f"status {status}"
    return Outcome(child.task, "died", f"the process ended with {ending} before the end", seconds)


def _said(child: Child) -> dict[str, Any]:
    """What the process said of its end; nothing where it was ended before."""
    try:
        return dict(pickle.loads(child.said.read_bytes()))
    except (OSError, EOFError, pickle.UnpicklingError):
        return {}
