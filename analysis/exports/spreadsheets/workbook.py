"""A workbook as records that know no format: sheets of one table each, made for people who see it or hear it.

The rules are those of the UK Analysis Function for spreadsheets: a title in A1, one table a sheet, marked up
as one, with one row of headings and no merged cell; a contents page with links; signs and notes explained.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from textwrap import wrap
from typing import Literal

from analysis.exports.harmless_texts import harmless

NO_DATE = datetime(1980, 1, 1)
"""In place of the moment at which a file was written, so that the same tables are the same bytes."""
LONGEST_TAB = 31
"""Characters of the name of a sheet in Excel."""
LONGEST_HEADING = 200
"""Characters of a heading; a table of Excel takes 255."""
LINE = 110
"""Characters of a line above a table, which no cell may be merged to hold."""
MOST_LINES = 4
_NARROW, _WIDE = frozenset(" fijlrtI.,;:!|()[]'’-\u00a0\u202f"), frozenset("mwMW%@œæŒÆ—")
WIDEST = 2.0
"""The room of the widest sign, where that of a digit is 1."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class SheetNumber:
    """A number as a cell has it, shown with so many decimals; one that `is_p` is a p-value."""

    value: float
    decimals: int = 0
    is_p: bool = False


@dataclass(frozen=True)
class SheetLink:
    """A text that leads to another sheet of the workbook, by the name of its tab."""

    text: str
    tab: str


SheetContent = str | SheetNumber | SheetLink
"""What a cell holds; an empty text is an empty cell."""


@dataclass(frozen=True)
class SheetColumn:
    """The heading of a column, its width in characters, and where its cells stand: numbers, and the signs in
    their place, to the right."""

    heading: str
    width: int
    aligned: Literal["left", "center", "right"] = "left"

    def lines(self, cell: SheetContent) -> int:
        """How many lines a cell needs in the column."""
        if isinstance(cell, SheetNumber):
            return 1
        text = cell.text if isinstance(cell, SheetLink) else cell
        return 1 if WIDEST * len(text) <= self.width else text_lines(harmless(text), self.width)


@lru_cache(maxsize=10_000)
def text_lines(text: str, width: int) -> int:
    """How many lines a text needs in so many characters; a label stands on many sheets."""
    room = sum(map(_room, text))
    return 1 if room <= width else len(wrap(text, max(1, int(width * len(text) / room)))) or 1


def _room(sign: str) -> float:
    """How wide a sign is, about, beside a digit, which is what Excel measures columns by."""
    if sign in _NARROW:
        return 0.6
    if sign in _WIDE:
        return 1.5
    return WIDEST if sign >= "\u1100" and sign.isalnum() else 1.2 if sign.isupper() else 1.0


@dataclass(frozen=True)
class TableSheet:
    """A sheet: the name of its tab, its title, lines of text, then one table.

    `name` is that of the table to programs and those who hear the sheet; the first `stubs` columns name the
    rows.
    """

    tab: str
    title: str
    lines: Sequence[str | SheetLink]
    name: str
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[SheetContent]]
    stubs: int = 1

    @property
    def headings(self) -> list[str]:
        """The headings, no two alike to a program that does not tell capitals."""
        return distinct([harmless(each.heading)[:LONGEST_HEADING] for each in self.columns])

    def height(self, cells: Sequence[SheetContent]) -> int:
        """The lines that a row needs, so that nothing in it is cut."""
        return max(column.lines(cell) for column, cell in zip(self.columns, cells, strict=True))

    @property
    def first_row(self) -> int:
        """The row of the headings, counted from 0: title, lines, headings."""
        return 1 + len(self.lines)


@dataclass(frozen=True)
class TablesWorkbook:
    """The sheets of a file in their order, what it is called, who made it, and the language it is in.

    `small_p` is what is shown of a p-value under 0.001.
    """

    title: str
    author: str
    language: str
    small_p: str
    sheets: Sequence[TableSheet]


def distinct(names: Sequence[str], longest: int = LONGEST_HEADING + 20) -> list[str]:
    """The names, those that stand before already with a number, so that no two are alike."""
    taken: set[str] = set()
    found = []
    for name in names:
        unlike, number = name, 1
        while unlike.casefold() in taken or not unlike:
            number += 1
            ending = f" ({number})"
            unlike = name[: longest - len(ending)] + ending
        taken.add(unlike.casefold())
        found.append(unlike)
    return found


def tab_name(label: str) -> str:
    """A label as the name of a tab: 31 characters, none that Excel refuses."""
    found = _FORBIDDEN.sub(" ", harmless(label)).strip("' ")
    cut = " ".join(found.split())[:LONGEST_TAB].strip("' ")
    return f"{cut}_"[:LONGEST_TAB] if cut.casefold() == "history" else cut or "_"


def tab_names(labels: Sequence[str]) -> list[str]:
    """The labels as names of tabs, no two alike."""
    return distinct([tab_name(label) for label in labels], LONGEST_TAB)


def wrapped(text: str) -> list[str]:
    """A text as lines above a table, few and short."""
    return wrap(harmless(text), LINE, max_lines=MOST_LINES, placeholder=" …", break_on_hyphens=False)
