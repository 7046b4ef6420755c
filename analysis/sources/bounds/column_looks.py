"""How the cells of a column look, and what a further cell says: is it one of them, or does it head them?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

CellKind = Literal["blank", "number", "date", "e-mail", "word"]

NUMBER = re.compile(
    r"[-+(]?[€$£]?\s?\d[\d.,\s\u00a0\u202f'’]*\s?(?:[%€$£)]|k€|eur|ans?|h|min|km|kg)?", re.IGNORECASE
)
DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:\D.*)?|\d{1,2}[:hH]\d{2}(?:\D.*)?|\d{4}-\d\d(?:-.*)?")
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
LETTERS, DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
MOSTLY = 0.9
LEAST_ALIKE = 3
LONGEST = 200
"""Letters of a cell that are looked at."""
REMEMBERED = 2**16
"""Cells whose kind is kept: the same ones are asked for by each look at the table."""
ABSENT = frozenset(("", "na", "n/a", "nan", "null", "none", "-", "--", ".", "?", "nsp", "nr", "nc", "#n/a"))
"""Cells that stand for no answer, in lower case: they tell nothing of the others."""


@lru_cache(REMEMBERED)
def kind_of_cell(text: str) -> CellKind:
    """What a cell looks like."""
    text = text[:LONGEST].strip()
    if text.casefold() in ABSENT:
        return "blank"
    if DATE.fullmatch(text):
        return "date"
    if text.startswith("=") or NUMBER.fullmatch(text):
        return "number"
    return "e-mail" if EMAIL.fullmatch(text) else "word"


def shape(text: str) -> str:
    """The pattern of a cell: letters are a, figures 9, whatever their number."""
    return DIGITS.sub("9", LETTERS.sub("a", text[:LONGEST].strip()))


def letters_of(text: str) -> str:
    """The letters of a cell, in lower case."""
    return "".join(LETTERS.findall(text[:LONGEST])).casefold()


@dataclass(frozen=True)
class ColumnLook:
    """How the cells of a column look: the kind that nearly all are of, and the texts that are met.

    `kind` is "" where there are too few cells or they are of several kinds. `pattern` is the shape that all
    cells share where it has figures or signs, as codes of respondents do; `letters` those that all of them
    have, as the A of A1 and A2.
    """

    kind: CellKind | Literal[""]
    texts: frozenset[str]
    filled: int
    pattern: str = ""
    letters: str = ""

    @property
    def is_figures(self) -> bool:
        """Whether its cells are numbers, dates or addresses, which no heading is."""
        return self.kind in ("number", "date", "e-mail")

    @property
    def repeats(self) -> bool:
        """Whether a few texts are met again and again, as answers of a list are."""
        return 2 <= len(self.texts) <= self.filled / 2


def look_of(cells: Sequence[str]) -> ColumnLook:
    """How the cells of one column look."""
    met = Counter(cell.strip() for cell in cells)
    kind_of = {text: kind for text in met if (kind := kind_of_cell(text)) != "blank"}
    if not kind_of:
        return ColumnLook("", frozenset(), 0)
    kinds: Counter[CellKind] = Counter()
    for text, each in kind_of.items():
        kinds[each] += met[text]
    filled = kinds.total()
    kind, times = kinds.most_common(1)[0]
    shapes, letters = {shape(text) for text in kind_of}, {letters_of(text) for text in kind_of}
    same = shapes.pop() if len(shapes) == 1 and filled >= LEAST_ALIKE else ""
    return ColumnLook(
        kind if times >= MOSTLY * filled else "",
        frozenset(kind_of),
        filled,
        same if kind == "word" and "9" in same and " " not in same else "",
        letters.pop() if len(letters) == 1 else "",
    )


def is_like(cell: str, look: ColumnLook) -> bool:
    """Whether a cell is of the kind of a column of numbers, or has the pattern of its codes."""
    return (
        kind_of_cell(cell) == look.kind
        if look.is_figures
        else bool(look.pattern) and shape(cell) == look.pattern
    )


def looks_of(rows: Sequence[Sequence[str]], width: int) -> list[ColumnLook]:
    """How each of the first `width` columns looks in the rows."""
    return [look_of([row[place] for row in rows if place < len(row)]) for place in range(width)]


@dataclass(frozen=True)
class Evidence:
    """How many cells of a row speak for a heading: surely, or a little; and how many for a respondent."""

    surely: int
    perhaps: int
    against: int


def evidence_of(row: Sequence[str], looks: Sequence[ColumnLook]) -> Evidence:
    """What the cells of a row say, each beside the column under it."""
    found = Counter(_says(cell.strip(), look) for cell, look in zip(row, looks, strict=False))
    return Evidence(found["surely"], found["perhaps"], found["against"])


def _says(cell: str, look: ColumnLook) -> Literal["surely", "perhaps", "against", "nothing"]:
    """A word over figures heads them, a figure is one of them, a word that is met below is an answer.

    A column that holds one word alone may be headed by it, as the ticks of some tools are. Q1 over A1 and A2
    has their shape, but not their letters: it may be the one or the other.
    """
    kind = kind_of_cell(cell)
    if kind == "blank" or not look.filled:
        return "nothing"
    if look.is_figures:
        if cell in look.texts or kind == look.kind:
            return "against"
        return "surely" if kind == "word" and look.filled > 1 else "nothing"
    if look.pattern:
        if shape(cell) != look.pattern:
            return "surely"
        return "against" if look.letters in ("", letters_of(cell)) else "nothing"
    if len(look.texts) > 1 and cell in look.texts:
        return "against"
    return "perhaps" if look.repeats else "nothing"
