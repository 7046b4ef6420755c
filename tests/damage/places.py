"""What may stand in the place of a file and is none."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

IN_PLACE: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "a folder": lambda path: path.mkdir(),
    "a pipe": os.mkfifo,
    "a link to itself": lambda path: path.symlink_to(path),
    "a link to nothing": lambda path: path.symlink_to(path.with_name("nowhere")),
    "a link to a folder above": lambda path: path.symlink_to(path.parents[2]),
    "a device without end": lambda path: path.symlink_to("/dev/zero"),
}
