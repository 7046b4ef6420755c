"""Answers as received, before anything is interpreted, with what is known of their files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.faults import Fault, some
from analysis.runs.memory import memory_given_back

MOST_RUNS = 15
"""Numbers of rows, or runs of them, that are named where a message does not say otherwise."""
WIDE = 200
"""Columns up to which each is let go of as soon as it is read."""
LEAST_SHARE = 1 / 50
"""Share of the columns of a wider file from which those read are let go of, together."""


class DataError(Fault):
    """A fault in the answers, the margins or their file; the message says how to put it right."""


@dataclass(frozen=True)
class LeftOut:
    """Rows or a sheet of a file that hold no respondent: which, and why.

    `rows` are counted from 1, as a spreadsheet counts them; () of a sheet that was not read. `begins` is how
    the first of them begins: for whoever reads the file, in no result.
    """

    reason: str
    rows: tuple[int, ...] = ()
    sheet: str = ""
    begins: str = ""

    def __str__(self) -> str:
        rows = f"row{'s' if len(self.rows) > 1 else ''} {in_runs(self.rows)}" if self.rows else ""
        sheet = f"sheet {self.sheet!r}" if self.sheet else ""
        words = f" ({self.begins})" if self.begins else ""
        return f"left out: {' of '.join(filter(None, (rows, sheet)))}{words}, {self.reason}"


def in_runs(numbers: Iterable[int], most: int = MOST_RUNS) -> str:
    """Numbers in ascending order, those that follow each other as one, and how many more than `most` there
    are: 1..3, 7."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return some([str(first) if first == last else f"{first}..{last}" for first, last in runs], most)


@dataclass(frozen=True)
class Source:
    """Where the answers came from, and how the file was read: its heading rows, and what was left out."""

    name: str
    sha256: str
    bytes: int
    format: str
    encoding: str | None = None
    separator: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    remarks: tuple[str, ...] = ()
    blank_rows: int = 0
    header_rows: int | None = None
    left_out: tuple[LeftOut, ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """What whoever reads the file should know of how it was read."""
        return (*map(str, self.left_out), *self.remarks)


@dataclass(frozen=True)
class ColumnWording:
    """What the heading rows of a file say of a column beside its name.

    `question` is the wording of its question, which several columns may share; `item` is what the column is
    of it, an answer or a row of a grid, "" where the question is of one column.
    """

    question: str
    item: str = ""


@dataclass(frozen=True)
class ColumnDescription:
    """What an SPSS, Stata or SAS file says of one of its columns.

    `measure` is "ordinal", "nominal", "scale", or "" where nothing is said.
    """

    label: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    measure: str = ""


@dataclass(frozen=True)
class AnswerSet:
    """A multiple-response set: several columns that hold the answers to one question."""

    name: str
    label: str
    columns: tuple[str, ...]
    counted: str | None


@dataclass
class Received:
    """One row per respondent, one column per column of the files, values as received.

    The index of `answers` is the place of a row in its file, 0 first; of several files, the file and the
    place. `lacking` has the columns that some files do not have, with the positions of those files.
    `conflicts` has the columns to whose codes the files give different labels, and which. `categories` has
    the answers of columns that list them, in their order. `wordings` has what further heading rows say of
    columns. `released` has the names of the columns that were let go of, `waiting` of those that will be
    together: with `answers`, all that changes.
    """

    answers: pd.DataFrame
    sources: tuple[Source, ...]
    columns: Mapping[str, ColumnDescription] = field(default_factory=dict)
    answer_sets: tuple[AnswerSet, ...] = ()
    lacking: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    conflicts: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wordings: Mapping[str, ColumnWording] = field(default_factory=dict)
    released: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)

    def release(self, columns: Iterable[str]) -> None:
        """Let go of columns that have been read, to save memory; their names stay known.

        In a wide file some are let go of together: taking one out passes over all the others.
        """
        self.waiting.update(columns)
        width = len(self.answers.columns)
        if width > WIDE and len(self.waiting) < LEAST_SHARE * width:
            self.released.update(self.waiting)
            return
        read = [column for column in self.answers.columns if column in self.waiting]
        self.released.update(self.waiting)
        self.waiting.clear()
        with memory_given_back():
            self._let_go(read)

    def _let_go(self, columns: list[str]) -> None:
        if len(self.answers.columns) > WIDE:
            self.answers = self.answers.drop(columns=columns)
            return
        for column in columns:
            del self.answers[column]

    @property
    def headers(self) -> set[str]:
        """The names of all columns received, of those let go of too."""
        return {*map(str, self.answers.columns), *self.released}

    @property
    def source(self) -> Source:
        """The first of the sources."""
        return self.sources[0]

    @property
    def names(self) -> tuple[str, ...]:
        """What each file is called: its name, with the sheet where two sheets of one workbook are read."""
        return names_of(self.sources)

    @property
    def files(self) -> np.ndarray:
        """The position (n,) among the sources of each respondent's file."""
        if not isinstance(self.answers.index, pd.MultiIndex):
            return np.zeros(len(self.answers), dtype=np.intp)
        return pd.Index(self.names).get_indexer(self.answers.index.get_level_values(0))

    @property
    def decimals(self) -> np.ndarray | str:
        """The decimal mark of every file, or of each respondent's (n,) where files have different ones."""
        marks = [source.decimal or "." for source in self.sources]
        return marks[0] if len(set(marks)) == 1 else np.array(marks)[self.files]

    def has_column(self, column: str) -> np.ndarray:
        """Mask (n,) of the respondents whose file has `column`, a column of one of the files."""
        if column not in self.lacking:
            return np.ones(len(self.answers), dtype=bool)
        return ~np.isin(self.files, self.lacking[column])


def names_of(sources: tuple[Source, ...]) -> tuple[str, ...]:
    """The name of each file, with its sheet where another sheet of the same workbook is read too."""
    times = Counter(source.name for source in sources)
    return tuple(s.name if times[s.name] == 1 else f"{s.name} {s.sheet}" for s in sources)
