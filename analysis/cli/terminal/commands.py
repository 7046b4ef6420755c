"""The commands as a group that ends with a message, whatever the terminal, the disk or the memory lack."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any

import click

from analysis.cli.terminal.retelling import retold
from analysis.cli.terminal.spoken_help import SpokenContext, first_sentence, speak_through_catalogue
from analysis.cli.terminal.words import said
from analysis.faults import refused_by_system

NO_ROOM = ("failed to map segment", "cannot allocate memory", "Cannot allocate memory")
"""What the system says of a library that the memory has no room for."""


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
        try:
            return self._ended(*args, **kwargs)
        except MemoryError:
            reason = said("not enough memory")
        except ImportError as error:
            if not any(words in str(error) for words in NO_ROOM):
                raise
            reason = said("not enough memory ({error})", error=error)
        except OSError as error:
            reason = retold(refused_by_system(error, said("what is printed could not be written")))
        tell(reason)
        sys.exit(1)

    def _ended(self, *args: Any, **kwargs: Any) -> Any:
        """The command done, and what it printed written: a full disk is told while it can be."""
        try:
            return super().main(*args, **kwargs)
        finally:
            sys.stdout.flush()


def one_thread_where_memory_is_limited() -> None:
    """Have OpenBLAS start no thread of its own under a limit of memory.

    Where it finds no room for one it ends the process without a word, or sends it the signal of Ctrl-C.
    """
    with contextlib.suppress(ImportError):
        import resource

        if resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY:
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
