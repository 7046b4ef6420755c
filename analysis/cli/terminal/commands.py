"""The commands as a group that ends with a message, whatever the terminal, the disk or the memory lack."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from typing import Any

import click

from analysis.cli.terminal.retelling import retold
from analysis.cli.terminal.spoken_help import SpokenContext, first_sentence, speak_through_catalogue
from analysis.cli.terminal.words import said
from analysis.faults import refused_by_system
from analysis.runs.memory import memory_allowed

NO_ROOM = re.compile(
    r"failed to map segment|cannot allocate memory|launch worker thread|start new thread|"
    r"error return without exception set",
    re.IGNORECASE,
)
"""What the system, a library or Python says of what the memory has no room for."""


MEGABYTE = 1_000_000
LEAST_MEMORY = 520 * MEGABYTE
"""What the libraries take by themselves: with less they end the process, which none can catch, or OpenBLAS
asks for room for ever, near 500."""


class Commands(click.Group):
    """A group of commands that leaves no traceback where nothing can be printed or kept in memory, and whose
    help is in the language of the system."""

    context_class = SpokenContext

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Take a command; its help is spoken too."""
        cmd.context_class = SpokenContext
        super().add_command(cmd, name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with what it does."""
        names = self.list_commands(ctx)
        width = formatter.width - 6 - max(map(len, names))
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, first_sentence(self.commands[name].help or "", width)) for name in names]
            )

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """The exit of the command; 1 after a message where the system stopped it."""
        open_streams()
        one_thread_where_memory_is_limited()
        speak_through_catalogue()
        no_memory = said("not enough memory")  # while there is some: the words are read from a file
        try:
            return self._ended(*args, **kwargs)
        except Exception as error:
            if wants_memory(error):
                tell_last(no_memory)
            elif isinstance(error, OSError):
                tell(retold(refused_by_system(error, said("what is printed could not be written"))))
            else:
                raise
        sys.exit(1)

    def invoke(self, ctx: click.Context) -> Any:
        """What the command gives, where the libraries that it imports have room."""
        allowed = memory_allowed()
        if allowed is not None and allowed < LEAST_MEMORY:
            reason = said(
                "not enough memory: {allowed} MB are allowed (ulimit -v), {least} are needed at least",
                allowed=allowed // MEGABYTE,
                least=LEAST_MEMORY // MEGABYTE,
            )
            tell(reason)
            ctx.exit(1)
        return super().invoke(ctx)

    def _ended(self, *args: Any, **kwargs: Any) -> Any:
        """The command done, and what it printed written: a full disk is told while it can be."""
        try:
            return super().main(*args, **kwargs)
        finally:
            sys.stdout.flush()


def wants_memory(error: BaseException) -> bool:
    """Whether a command broke off for want of memory, as it says itself or in the words of a library."""
    return isinstance(error, MemoryError) or NO_ROOM.search(str(error)) is not None


def one_thread_where_memory_is_limited() -> None:
    """Have OpenBLAS start no thread of its own under a limit of memory.

    Where it finds no room for one it ends the process without a word, or sends it the signal of Ctrl-C.
    """
    if memory_allowed() is not None:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def open_streams() -> None:
    """Standard streams that were closed take what is printed nowhere.

    A file that is opened would get their number otherwise, and what is printed after would go into it.
    """
    was_closed = sys.stdout is None
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the least number that is free, which is this one
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
    if was_closed:
        tell(said("standard output is closed: what would be printed is lost"))


def tell(reason: str) -> None:
    """The reason on standard error, where that can be written; what waits for a full disk is given up."""
    with contextlib.suppress(OSError):
        os.write(2, f"{said('assoscope: {message}', message=reason)}\n".encode("utf-8", "backslashreplace"))
    with contextlib.suppress(OSError):
        void = os.open(os.devnull, os.O_WRONLY)
        os.dup2(void, 1)
        os.close(void)


def tell_last(reason: str) -> None:
    """The reason as the last that is said: without memory, Python tells of each object that it drops."""
    tell(reason)
    with contextlib.suppress(OSError):
        os.dup2(1, 2)
