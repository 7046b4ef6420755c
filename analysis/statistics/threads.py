"""Matrix products on one thread: small ones are slower on several, and the last digit depends on how many."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import Any


@cache
def controller() -> Any:
    """The libraries whose threads can be limited, found once."""
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

    return ThreadpoolController()


def one_thread() -> AbstractContextManager[Any]:
    """A context in which matrix products use one thread."""
    limited: AbstractContextManager[Any] = controller().limit(limits=1)
    return limited
