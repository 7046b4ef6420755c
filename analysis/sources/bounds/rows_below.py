"""Rows under the headings that hold no respondent: totals, notes, headings met again, a second table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.questionnaire.kinds.cells import factorized, text_of
from analysis.questionnaire.reading.written_numbers import number_of
from analysis.sources.bounds.column_looks import ColumnLook, kind_of_cell, looks_of
from analysis.sources.bounds.file_table import FileTable
from analysis.sources.bounds.heading_rows import RowKeys, beginning, sample_size
from analysis.sources.bounds.summary_rows import (
    IS_NOTE,
    IS_SUMMARY,
    SUMMARY,
    Stated,
    agreements,
    is_foreign,
    words_beside,
)
from analysis.sources.received import DataError, LeftOut

AT_THE_END = 30
"""Rows at the end of a table that are looked at one by one."""
COLUMNS_COMPARED = 5
COLUMNS_ADDED = 50
LEAST_AGREEING = 3
"""So many numbers that each may be a mean or an extreme of those above are no accident."""
MOST_CANDIDATES = 1_000
RARELY = 0.05
"""The share of rows in which a column that is no tick may hold its own heading."""
MOSTLY = 0.6
FIGURES = "[0-9]"
WAY_OUT = "skip_rows = [{row}] in [file] of edition.toml leaves it out, skip_rows = [] keeps every row"


def without_rows_below(table: FileTable, keys: RowKeys) -> FileTable:
    """The table without the rows that hold no respondent, which are named.

    Where `keys` say which rows are left out, those are, and no others. Raises DataError for a row that may
    be a respondent or not, and for the heading of a second table.
    """
    if keys.skip_rows is not None:
        return _without_skipped(table, keys)
    if table.answers.empty or not len(table.answers.columns):
        return table
    rows = _Rows(table)
    reasons = {**rows.headings_again(), **rows.summaries(), **rows.last_rows()}
    rows.refuse_second_table(reasons)
    return _without(table, reasons)


def _without_skipped(table: FileTable, keys: RowKeys) -> FileTable:
    if not keys.skip_rows:
        return table
    numbers = table.numbers(range(len(table.answers)))
    last = numbers[-1] if numbers else max(table.head.rows, default=0) + 1
    places = [place for place, number in enumerate(numbers) if keys.skips(number)]
    skipped = sorted({row for rows in keys.skip_rows for row in range(rows.start, min(rows.stop, last + 1))})
    left_out = LeftOut("as skip_rows says", tuple(skipped))
    kept = table.answers.drop(index=table.answers.index[places])
    return replace(table, answers=kept, left_out=(*table.left_out, *([left_out] if skipped else [])))


def _without(table: FileTable, reasons: dict[int, str]) -> FileTable:
    if not reasons:
        return table
    places = sorted(reasons)
    rows = dict(zip(places, table.numbers(places), strict=True))
    left_out = []
    for reason in dict.fromkeys(reasons[place] for place in places):
        alike = [place for place in places if reasons[place] == reason]
        begins = beginning(_texts(table.answers.iloc[alike[:1]])[0])
        left_out.append(LeftOut(reason, tuple(rows[place] for place in alike), begins=begins))
    answers = table.answers.drop(index=table.answers.index[places])
    return replace(table, answers=answers, left_out=(*table.left_out, *left_out))


def _texts(frame: pd.DataFrame) -> list[list[str]]:
    return [[text_of(value) for value in row] for row in frame.to_numpy(dtype=object)]


class _Rows:
    """The rows of a table with how its columns look, each looked at once."""

    def __init__(self, table: FileTable) -> None:
        self.table, self.answers = table, table.answers
        self.n, self.width = self.answers.shape
        self.names = [str(name) for name in self.answers.columns]

    @cached_property
    def looks(self) -> list[ColumnLook]:
        """How the columns look in the first rows, the last apart."""
        most = min(sample_size(self.width), self.n - min(10, self.n // 3))
        return looks_of(_texts(self.answers.head(most)), self.width)

    def row(self, place: int) -> list[str]:
        return _texts(self.answers.iloc[[place]])[0]

    def number(self, place: int) -> int:
        return self.table.numbers([place])[0]

    def headings_again(self) -> dict[int, str]:
        """Rows that repeat the headings, as where files were pasted one under the other.

        Raises DataError where they name the columns in another order.
        """
        said = [set(self.table.head.cells.get(name, ())) - {""} for name in self.names]
        named = pa.array(sorted(set().union(*said)), pa.string())
        candidates: set[int] = set()
        for column in range(min(COLUMNS_COMPARED, self.width)):
            candidates |= set(self._places(column, partial(pc.is_in, value_set=named)))
            if len(candidates) > MOST_CANDIDATES:
                return {}
        found = {}
        for place in sorted(candidates):
            row = self.row(place)
            if self._is_heading(row, said):
                found[place] = "the headings again"
            elif len({*row} - {""}) > 2 and {*row} - {""} <= set().union(*said) and self._are_rare(row):
                raise DataError(self._refused(place, "names the columns in another order"))
        return found

    def _is_heading(self, row: Sequence[str], said: list[set[str]]) -> bool:
        filled = [column for column, cell in enumerate(row) if cell]
        same = [column for column in filled if row[column] in said[column]]
        return len(same) > 1 and len(same) >= MOSTLY * len(filled) and self._are_rare(row, same)

    def _are_rare(self, row: Sequence[str], columns: Sequence[int] | None = None) -> bool:
        """Whether most of the cells are met in few rows: a column of ticks may hold its own heading."""
        looked_at = [c for c in (range(self.width) if columns is None else columns) if row[c]][
            :COLUMNS_COMPARED
        ]
        rare = [column for column in looked_at if self._times(column, row[column]) <= max(2, RARELY * self.n)]
        return 2 * len(rare) > len(looked_at)

    def summaries(self) -> dict[int, str]:
        """Rows that are called a total or a mean in the first column that is filled, wherever they stand."""
        candidates = list(
            dict.fromkeys(
                place
                for column in range(min(2, self.width))
                for place in self._places(column, lambda met: pc.match_substring_regex(met, SUMMARY))
            )
        )
        if len(candidates) > MOST_CANDIDATES:
            return {}
        return {place: reason for place in candidates if (reason := self._summary(place, self.row(place)))}

    def _summary(self, place: int, row: Sequence[str]) -> str:
        """Why the row is a summary by its name; "" where it is none. Raises DataError where it may be."""
        first = next((column for column, cell in enumerate(row) if cell), self.width)
        if self.width < 2 or first >= self.width or not IS_SUMMARY.match(row[first]):
            return ""
        if words_beside(row, first):
            return ""
        reason = "a total or a mean, by its name"
        if is_foreign(row[first], self.looks[first]):
            return reason
        numbers = [column for column in range(first + 1, self.width) if row[column]]
        agreeing, sure = self._agreements(place, row, numbers)
        if 2 * agreeing >= len(numbers) and (sure or agreeing >= LEAST_AGREEING):
            return reason
        if not numbers and place >= self.n - AT_THE_END and place == self._last:
            raise DataError(self._undecided(place, row, "a total"))
        return ""

    @cached_property
    def _last(self) -> int:
        """The place of the last row that holds anything."""
        for place in range(self.n - 1, -1, -1):
            if any(self.row(place)):
                return place
        return -1

    def last_rows(self) -> dict[int, str]:
        """Rows at the end that are notes or totals, from the last upwards to the first respondent."""
        start = max(1, self.n - AT_THE_END)
        rows = _texts(self.answers.iloc[start:])
        found: dict[int, str] = {}
        for place in range(self.n - 1, start - 1, -1):
            row = rows[place - start]
            if not any(row):
                continue
            reason = self._reason(place, row)
            if not reason:
                break
            found[place] = reason
        return found

    def _reason(self, place: int, row: Sequence[str]) -> str:
        if place in self.table.computed and not words_beside(row, 0) and not self._is_respondent(row[0]):
            return "computed of the rows above"
        return self._summary(place, row) or self._note(place, row) or self._sums(place, row)

    def _is_respondent(self, cell: str) -> bool:
        """Whether a first cell is filled as those of respondents are."""
        look = self.looks[0]
        return bool(cell) and (kind_of_cell(cell) == look.kind if look.is_figures else cell in look.texts)

    def _note(self, place: int, row: Sequence[str]) -> str:
        """Why the row is a note; "" where it is none. Raises DataError where it may be."""
        filled = [column for column, cell in enumerate(row) if cell]
        cell = row[filled[0]]
        is_note = IS_NOTE.fullmatch(cell) is not None
        if self.width < 2 or len(filled) > (2 if is_note else 1) or kind_of_cell(cell) != "word":
            return ""
        if is_foreign(cell, self.looks[filled[0]]) and (is_note or not self.looks[filled[0]].repeats):
            return "a note below the table"
        if not self._is_apart(place):
            return ""
        if is_note or is_foreign(cell, self.looks[filled[0]]):
            return "a note below the table"
        raise DataError(self._undecided(place, row, "a note"))

    def _is_apart(self, place: int) -> bool:
        """Whether a blank row stands right above the row or the others that are alone in theirs."""
        for above in range(place - 1, max(-1, place - AT_THE_END), -1):
            row = self.row(above)
            if not any(row):
                return True
            first, second = self.table.numbers([above, above + 1])
            if second - first > 1:
                return True
            if sum(map(bool, row)) > 1:
                return False
        return False

    def _sums(self, place: int, row: Sequence[str]) -> str:
        """Why a row without a name is a total: no code and no word stand in it, and its numbers are sums."""
        filled = [column for column, cell in enumerate(row) if cell]
        if any(kind_of_cell(row[column]) != "number" for column in filled):
            return ""
        agreeing, sure = self._agreements(place, row, filled)
        is_unnamed = not row[0] and self.looks[0].filled > 1
        if 2 * agreeing >= len(filled) and sure > (0 if is_unnamed else 1):
            return "sums or means of the rows above"
        return ""

    def _agreements(self, place: int, row: Sequence[str], columns: Sequence[int]) -> tuple[int, int]:
        found = []
        for column in columns[:COLUMNS_ADDED]:
            mark = "," if "," in row[column] else "."
            value = _number(row[column], mark)
            if np.isfinite(value):
                positions, texts = factorized(self.answers.iloc[:place, column])
                marks = "," if any("," in text for text in texts) else mark
                above = np.array([_number(text, marks) for text in texts])[positions]
                digits = (
                    len(row[column].strip(" %€$\u00a0").rpartition(mark)[2]) if mark in row[column] else 0
                )
                found.append(Stated(value, 0.5 * 10.0**-digits + 1e-9 * abs(value), above))
        return agreements(found)

    def refuse_second_table(self, known: dict[int, str]) -> None:
        """Refuse words under columns of numbers, each met once: they head another table."""
        figures = [column for column, look in enumerate(self.looks) if look.is_figures and look.filled > 1]
        met: dict[int, int] = {}
        for column in figures[:COLUMNS_COMPARED]:
            for place in self._places(column, _are_words):
                met[place] = met.get(place, 0) + 1
        if len(met) > MOST_CANDIDATES:
            return
        for place, times in sorted(met.items()):
            if place in known or times < min(2, len(figures)) or not self._heads_another(place, times):
                continue
            raise DataError(self._refused(place, "heads another table"))

    def _refused(self, place: int, what: str) -> str:
        number = self.number(place)
        return (
            f"row {number} ({beginning(self.row(place))}) {what}: put each table in a file or a sheet of its "
            f'own, or leave out what is no answer: skip_rows = ["{number}.."] in [file] of edition.toml; '
            "skip_rows = [] keeps every row"
        )

    def _heads_another(self, place: int, times: int) -> bool:
        row = self.row(place)
        filled = [cell for cell in row if cell]
        are_words = all(kind_of_cell(cell) == "word" for cell in filled)
        if len(filled) < 2 or not are_words or len(set(filled)) < len(filled) or place == self._last:
            return False
        if times < 2 and not self._is_apart(place):
            return False
        return all(self._times(column, cell) == 1 for column, cell in enumerate(row) if cell)

    def _times(self, column: int, text: str) -> int:
        return len(self._places(column, lambda met: pc.equal(met, text)))

    def _places(self, column: int, test: Callable[[pa.Array], pa.Array]) -> list[int]:
        """Where the distinct texts of a column meet a test."""
        positions, texts = factorized(self.answers.iloc[:, column])
        meets = np.asarray(test(pa.array(texts, pa.string())))
        if not meets.any():
            return []
        return np.flatnonzero(meets[positions]).tolist()

    def _undecided(self, place: int, row: Sequence[str], what: str) -> str:
        number = self.number(place)
        return f"row {number} ({beginning(row)}) may be {what} or a respondent: {WAY_OUT.format(row=number)}"


def _are_words(texts: pa.Array) -> pa.Array:
    return pc.and_(
        pc.invert(pc.match_substring_regex(texts, FIGURES)), pc.match_substring_regex(texts, r"\pL")
    )


def _number(text: str, mark: str) -> float:
    return number_of(text.strip(" \u00a0%€$"), mark)
