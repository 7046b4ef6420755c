"""Files written whole or not at all, and text cells that no spreadsheet evaluates."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?")
EVALUATED = ("=", "+", "-", "@", "\t", "\r")


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write several files so that each appears whole or not at all.

    Everything is first written beside its place; only when all of it is on the disk are the files put
    in place. Raises OSError (a full disk, a folder that cannot be written) with the former files intact.
    """
    waiting: list[tuple[str, Path]] = []
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            waiting.append((_written_beside(path, content), path))
        while waiting:
            Path(waiting[0][0]).replace(waiting[0][1])
            waiting.pop(0)
    finally:
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


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The frame as CSV for others: UTF-8, comma, decimal point, no index, no cell that evaluates."""
    texts = [name for name in frame.columns if frame[name].dtype.kind not in "biufM"]
    safe = frame.assign(**{name: frame[name].map(inert, na_action="ignore") for name in texts})
    safe.columns = pd.Index([inert(str(name)) for name in frame.columns])
    return safe.to_csv(index=False, lineterminator="\n", float_format="%.12g").encode("utf-8")


def inert(value: object) -> object:
    """The cell with an apostrophe before text that a spreadsheet would evaluate; numbers untouched."""
    if isinstance(value, str) and value.startswith(EVALUATED) and not NUMBER.fullmatch(value):
        return f"'{value}"
    return value
