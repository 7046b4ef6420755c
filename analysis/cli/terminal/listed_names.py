"""Options that take several names: given several times, with commas between, or both."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

import click

from analysis.cli.terminal.console import not_among

Decorated = TypeVar("Decorated", bound=Callable[..., Any] | click.Command)


def listed_names(given: Sequence[str]) -> tuple[str, ...]:
    """The names in the values of one option, each once and in the order given."""
    return tuple(dict.fromkeys(name.strip() for text in given for name in text.split(",")))


def known_names(given: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """The names in the values of one option, in small letters and in the order of `known`.

    Raises click.BadParameter, which names every one that is not known.
    """
    named = listed_names([text.lower() for text in given])
    unknown = sorted(set(named) - set(known))
    if unknown:
        raise not_among(unknown, known)
    return tuple(name for name in known if name in named)


def several_names(
    *names: str, known: Callable[[], Collection[str]] | None = None, **rest: Any
) -> Callable[[Decorated], Decorated]:
    """An option whose repetitions and commas add up, of the names that `known` gives where it is given."""

    def read(_: click.Context, __: click.Parameter, given: Sequence[str]) -> tuple[str, ...]:
        return listed_names(given) if known is None else known_names(given, known())

    return click.option(*names, multiple=True, callback=read, **rest)
