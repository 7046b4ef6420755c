"""What is to be done in a process of its own, within which limits, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from analysis.faults import Fault

State = Literal["done", "failed", "timeout", "died"]


@dataclass(frozen=True)
class Task:
    """Something to do: `run` returns what to say of it, or bytes that it made; what it prints goes to the
    file `log`, if any."""

    name: str
    log: Path | None
    run: Callable[[], str | bytes]


@dataclass(frozen=True)
class Limits:
    """Seconds a task may take, and bytes of memory beyond those the parent had (None: no limit)."""

    seconds: float = 600.0
    memory: int | None = None


@dataclass(frozen=True)
class Outcome:
    """How a task ended: its message, seconds, greatest memory in bytes where known, the fault it met, and the
    bytes it made."""

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
