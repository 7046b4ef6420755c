"""The help of commands, and what the library of the command line says, in the language of the system."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from inspect import cleandoc
from textwrap import shorten

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

from analysis.cli.terminal.words import firm, said, system_language, translated

CLICK = "click"
"""The context of click's own sentences in the catalogue."""
NAMED = re.compile(r"(?<![a-z-])[A-Z]{4,}(?: RANGE)?")
"""What stands for a value in a line of usage: FILE, SURVEY, INTEGER RANGE."""
REMARKED = re.compile(r"(?P<help>.*?)(?P<remarks>(?:  \[[^\]]*\])?)", re.DOTALL)
"""A help and what click writes after it: [required], the limits of a number."""


def speak_through_catalogue() -> None:
    """Have click say its own sentences by our catalogue.

    It asks gettext, which knows compiled catalogues alone, and offers no other way in.
    """
    for module in (core, decorators, exceptions, formatting, parser, termui, types):
        for name, says in (("_", _said), ("ngettext", _counted)):
            if hasattr(module, name):
                setattr(module, name, says)


def _said(sentence: str) -> str:
    return translated(sentence, CLICK)


def _counted(one: str, many: str, count: int) -> str:
    return _said(one if count == 1 else many)


class SpokenFormatter(click.HelpFormatter):
    """A page of help whose paragraphs, options and names of values are in the language of the system."""

    def write_text(self, text: str) -> None:
        """A text, paragraph by paragraph."""
        super().write_text("\n\n".join(map(translated, paragraphs(text))))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line of usage."""
        super().write_usage(prog, _named(args), prefix)

    def write_heading(self, heading: str) -> None:
        """The heading of a part."""
        self.write(f"{'':>{self.current_indent}}{said('{heading}:', heading=heading)}\n")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """A part of the page under its heading."""
        with super().section(_said(name)):
            yield

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """The options, or the commands, each with its help."""
        super().write_dl([(_named(name), _helped(text)) for name, text in rows], col_max, col_spacing)


class SpokenContext(click.Context):
    """What a command is run in: its help is spoken."""

    formatter_class = SpokenFormatter


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a docstring, each on a line."""
    return [" ".join(part.split()) for part in cleandoc(text).split("\n\n")]


def first_sentence(text: str, width: int) -> str:
    """The beginning of a help in the language of the system, for a list of commands."""
    return firm(shorten(translated(paragraphs(text)[0]), width, placeholder=" …"))


def _named(text: str) -> str:
    """The names of values in a line of usage."""
    return text if system_language() == "en" else NAMED.sub(lambda found: _said(found[0]), text)


def _helped(text: str) -> str:
    found = REMARKED.fullmatch(text)
    return _said(translated(found["help"])) + found["remarks"] if found else text
