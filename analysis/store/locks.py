"""One run at a time for each folder of results; the lock dies with the process that holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.faults import Fault
from analysis.store.folders import recover

Say = Callable[[str], None]


@contextmanager
def alone(folder: Path, say: Say = lambda _: None) -> Iterator[None]:
    """Hold the lock of `folder`, a file beside it; wait, saying so, while another run holds it.

    What a killed run left is put right first. Raises Fault where no file can be written there.
    """
    from filelock import FileLock, Timeout

    path = folder.with_name(f".{folder.name}.lock")
    lock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            say(f"waiting for another run that writes {folder}")
            lock.acquire()
    except OSError as error:
        reason = f"{error.filename or path}: {error.strerror or error}"
        raise Fault(f"{reason}; nothing was written, what was there before is untouched") from None
    try:
        recover(folder)
        yield
    finally:
        lock.release()
