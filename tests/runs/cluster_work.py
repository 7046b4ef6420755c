"""What the tests of a cluster let its workers do; imports little, as every task starts a process."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from analysis.faults import Fault


def text(number: int) -> str:
    print(f"printed {number}")
    return f"made {number}"


def content(number: int) -> bytes:
    return bytes([number]) * 3


def broken() -> str:
    raise Fault("le fichier est vide")


def mad() -> str:
    raise ZeroDivisionError("1/0")


def hangs() -> str:
    time.sleep(60)
    return ""


def killed() -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def square(number: int) -> int:
    return number**2


def signed(folder: Path, number: int) -> tuple[int, int]:
    """Says in the folder that it has begun, and takes a moment."""
    (folder / f"{number}.{os.getpid()}").touch()
    time.sleep(0.15)
    return number, os.getpid()
