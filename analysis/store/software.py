"""The software that makes results: this package's own files and the libraries it needs."""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import requires, version
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
DISTRIBUTION = "assoscope"


def versions(names: Iterable[str]) -> dict[str, str]:
    """The version of Python and of each distribution named."""
    return {"python": platform.python_version(), **{name: version(name) for name in names}}


@cache
def software() -> dict[str, str]:
    """The checksum of this package's files under `code`, and the versions of Python and its libraries."""
    return {"code": _code_checksum(), **versions([DISTRIBUTION, *_libraries()])}


def _libraries() -> list[str]:
    needed = [text for text in requires(DISTRIBUTION) or [] if "extra ==" not in text]
    return sorted(re.split(r"[^A-Za-z0-9._-]", text, maxsplit=1)[0] for text in needed)


def _code_checksum() -> str:
    """Of every file of the package: sources, tables of codes, templates, styles."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.relative_to(PACKAGE).as_posix()} {content}\n".encode())
    return digest.hexdigest()
