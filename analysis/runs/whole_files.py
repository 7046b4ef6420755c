"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import glob
import hashlib
import os
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from analysis.faults import Unwritten, refused_by_system

STALE_SECONDS = 3600


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write several files so that each appears whole or not at all.

    Everything is first written beside its place; only when all of it is on the disk are the files put
    in place, in the order given. Raises Unwritten (a full disk, a folder that cannot be written, a folder in
    a file's place) with the former files intact.
    """
    waiting: list[tuple[str, Path]] = []
    try:
        for path, content in contents.items():
            _make_room(path)
            waiting.append((_written_beside(path, content), path))
    except OSError as error:
        _discard(waiting)
        raise nothing_written(error, path) from None
    except BaseException:
        _discard(waiting)
        raise
    for temporary, path in waiting:
        Path(temporary).replace(path)


def nothing_written(error: OSError, place: Path) -> Unwritten:
    """What is said where the system would not let `place` be written."""
    outcome = "nothing was written, what was there before is untouched"
    return Unwritten(refused_by_system(error, place, outcome))


def _make_room(path: Path) -> None:
    """The folder of the file, without what runs killed over an hour ago left half-written beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(21, "a folder stands where the file should be", str(path))
    if path.exists() and not path.is_file():
        raise OSError(22, "a device or a pipe stands where the file should be", str(path))
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        with contextlib.suppress(OSError):
            if left.stat().st_mtime < time.time() - STALE_SECONDS:
                left.unlink()


def _discard(waiting: list[tuple[str, Path]]) -> None:
    for temporary, _ in waiting:
        Path(temporary).unlink(missing_ok=True)


def _written_beside(path: Path, content: bytes) -> str:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return name
