"""The rows of a table, with how its columns look and where texts stand in them, each looked at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.questionnaire.kinds.cells import factorized, text_of
from analysis.sources.bounds.column_looks import ColumnLook, looks_of
from analysis.sources.bounds.file_table import FileTable
from analysis.sources.bounds.heading_rows import sample_size
from analysis.sources.bounds.summary_rows import is_called_summary

AT_THE_END = 30
"""Rows at the end of a table that are looked at one by one."""


class TableRows:
    """The rows under the headings of a file, by their places, 0 first."""

    def __init__(self, table: FileTable) -> None:
        self.table, self.answers = table, table.answers
        self.n, self.width = self.answers.shape
        self.names = [str(name) for name in self.answers.columns]
        self._read: dict[int, tuple[np.ndarray | None, pa.Array]] = {}

    @cached_property
    def looks(self) -> list[ColumnLook]:
        """How the columns look in the first rows, the last apart, and those that are called a summary."""
        most = min(sample_size(self.width), self.n - min(10, self.n // 3))
        rows = texts_of_rows(self.answers.head(most))
        return looks_of([row for row in rows if not is_called_summary(row)], self.width)

    def row(self, place: int) -> list[str]:
        """The cells of a row as texts."""
        return texts_of_rows(self.answers.iloc[[place]])[0]

    def number(self, place: int) -> int:
        """The number of a row in the file, from 1."""
        return self.table.numbers([place])[0]

    @cached_property
    def last(self) -> int:
        """The place of the last row that holds anything; -1 where none does."""
        return next((place for place in range(self.n - 1, -1, -1) if any(self.row(place))), -1)

    def places(self, column: int, test: Callable[[pa.Array], pa.Array]) -> list[int]:
        """Where the texts of a column meet a test; each distinct text is tested once."""
        positions, texts = self.distinct(column)
        meets = np.asarray(test(texts).fill_null(False))
        if not meets.any():
            return []
        found: list[int] = np.flatnonzero(meets if positions is None else meets[positions]).tolist()
        return found

    def times(self, column: int, text: str) -> int:
        """In how many rows a column holds a text."""
        return len(self.places(column, lambda met: pc.equal(met, text)))

    def distinct(self, column: int) -> tuple[np.ndarray | None, pa.Array]:
        """(position (n,) of each text, the distinct ones); of texts that nearly all differ, (None, all)."""
        if column not in self._read:
            values = self.answers.iloc[:, column]
            if values.dtype == "str":
                self._read[column] = None, pa.array(values, pa.string())
            else:
                positions, texts = factorized(values)
                self._read[column] = positions, pa.array(texts, pa.string())
        return self._read[column]

    def start_of_block(self, place: int) -> int:
        """The place of the first of the rows above, down to this one, that no blank row parts from it."""
        while place > 0 and any(self.row(place - 1)):
            above, here = self.table.numbers([place - 1, place])
            if here - above > 1:
                break
            place -= 1
        return place

    def is_apart(self, place: int) -> bool:
        """Whether a blank row stands right above the row or the others that are alone in theirs."""
        for above in range(place - 1, max(-1, place - AT_THE_END), -1):
            row = self.row(above)
            if not any(row):
                return True
            first, second = self.table.numbers([above, above + 1])
            if second - first > 1:
                return True
            if 2 * sum(map(bool, row)) > max(2, self.width):
                return False
        return False


def texts_of_rows(frame: pd.DataFrame) -> list[list[str]]:
    """The cells of some rows as texts."""
    return [[text_of(value) for value in row] for row in frame.to_numpy(dtype=object)]
