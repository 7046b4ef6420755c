"""Rows whose cells stand under the heading of a neighbour: a cell was lost or added before them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.questionnaire.kinds.cells import factorized
from analysis.sources.bounds.table_rows import TableRows
from analysis.sources.received import in_runs

ROWS_LOOKED_AT, COLUMNS_LOOKED_AT = 5_000, 400
LEAST_MET, PART_MET = 3, 0.05
"""Times, and the part of the rows, from which on a word is an answer of a column."""
RARER = 2
"""How many times more often an answer stands at home than where it strayed."""
MOSTLY = 0.6
"""The part of its cells that a column fills with answers of its own, or with numbers."""
MOST_NAMED = 40
"""Rows that are named one by one; more are counted."""
MOST_COLUMNS = 2
"""Columns in which an answer that strayed may stand: its own and the neighbour."""
MOST_SHARED = 0.02
"""The part of one column's cells that may be answers of the other: more, and they are asked alike."""


@dataclass(frozen=True)
class _Column:
    """Where each distinct text of a column stands, and how often."""

    positions: np.ndarray
    times: dict[str, int]

    @cached_property
    def met_often(self) -> set[str]:
        """Texts met again and again."""
        least = max(LEAST_MET, PART_MET * len(self.positions))
        return {text for text, n in self.times.items() if text and n >= least}

    @cached_property
    def answers(self) -> set[str]:
        """Words met again and again."""
        return {text for text in self.met_often if _is_word(text)}

    def rows_of(self, words: set[str]) -> np.ndarray:
        """Mask (n,) of the rows whose text is one of the words."""
        return self._rows_where([text in words for text in self.times])

    @cached_property
    def is_filled(self) -> np.ndarray:
        """Mask (n,) of the rows with a text."""
        return self._rows_where([text != "" for text in self.times])

    @cached_property
    def are_figures(self) -> np.ndarray:
        """Mask (n,) of the rows with a number or a date."""
        return self._rows_where([text != "" and not _is_word(text) for text in self.times])

    def _rows_where(self, is_meant: list[bool]) -> np.ndarray:
        return np.asarray(np.array(is_meant, dtype=bool)[self.positions])


def remarks_on_shifted_rows(rows: TableRows) -> list[str]:
    """A remark that names the rows in which an answer of one column stands in the next or the one before,
    and its own place holds something else."""
    if rows.width > COLUMNS_LOOKED_AT or not rows.n:
        return []
    looked_at = rows.answers.head(ROWS_LOOKED_AT)
    columns = [_column(looked_at.iloc[:, place]) for place in range(rows.width)]
    columns_with = Counter(text for column in columns for text in column.times)
    is_shifted = np.zeros(len(looked_at), dtype=bool)
    for left, right in pairwise(columns):
        is_shifted |= _strayed(left, right, columns_with) | _strayed(right, left, columns_with)
    places = np.flatnonzero(is_shifted).tolist()
    if not places:
        return []
    numbers = rows.table.numbers(places)
    where = f"rows {in_runs(numbers, MOST_NAMED)}"
    if len(numbers) > MOST_NAMED:
        where = f"{len(numbers)} of {len(looked_at)} rows, from row {numbers[0]} to {numbers[-1]},"
    return [
        f"in {where} answers stand under the heading of a neighbour: "
        "a cell may have been lost or added before them"
    ]


def _column(values: pd.Series) -> _Column:
    """The column; a number and its text, 20 and "20 ", are one."""
    positions, texts = factorized(values)
    distinct = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    together = np.array([distinct[text] for text in texts])[positions]
    times = np.bincount(together, minlength=len(distinct)).tolist()
    return _Column(together, dict(zip(distinct, times, strict=True)))


def _is_word(text: str) -> bool:
    return text[:1].isalpha()


def _strayed(home: _Column, other: _Column, columns_with: Mapping[str, int]) -> np.ndarray:
    """Mask (n,) of the rows with an answer of `home` in `other`, whose own place holds nothing usual.

    None where the two columns have answers alike, or either has few of its own. A word that stands in
    three columns, such as NA or "don't know", is no column's own, nor is one alone a list of answers.
    """
    strays = {
        text
        for text in home.answers
        if RARER * other.times.get(text, 0) < home.times[text] and columns_with[text] <= MOST_COLUMNS
    }
    met, own = other.rows_of(strays), other.answers - strays
    is_own = ~met & (other.rows_of(own) | other.are_figures)
    is_home = home.rows_of(home.answers)
    are_apart = (
        is_own.sum() >= MOSTLY * other.is_filled.sum() and is_home.sum() >= MOSTLY * home.is_filled.sum()
    )
    are_apart &= len(home.answers) > 1
    if not met.any() or not are_apart or home.rows_of(own).mean() > MOST_SHARED:
        return np.zeros(len(met), dtype=bool)
    return np.asarray(met & ~home.rows_of(home.met_often))
