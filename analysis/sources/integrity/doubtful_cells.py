"""Cells that no respondent is likely to have filled so: a quotation mark within a word, a text of no end."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from analysis.faults import some
from analysis.questionnaire.kinds.cells import factorized
from analysis.sources.bounds.file_table import FileTable

QUOTED_WITHIN = re.compile(r'\w"\w|^"\w|\w"$')
LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet can hold."""
MOST_TOLD = 5


def remarks_on_cells(table: FileTable) -> list[str]:
    """A remark on answers with a stray quotation mark, and one on cells longer than any spreadsheet has."""
    strays: list[str] = []
    endless: list[str] = []
    for name, column in ((str(name), values) for name, values in table.answers.items()):
        if column.dtype == "str":  # nearly every row has a text of its own: no list of answers
            endless += _endless(table, name, np.asarray(column.str.len().fillna(0)))
            continue
        positions, texts = factorized(column)
        strays += _stray_quotes(table, name, positions, texts)
        endless += _endless(table, name, np.array([len(text) for text in texts])[positions])
    remarks = []
    if strays:
        remarks.append(f"a quotation mark stands within answers: {some(strays, MOST_TOLD)}")
    if endless:
        remarks.append(
            f"cells longer than a spreadsheet holds, as where rows ran together: {some(endless, MOST_TOLD)}"
        )
    return remarks


def _stray_quotes(table: FileTable, name: str, positions: np.ndarray, texts: list[str]) -> Iterator[str]:
    """The answers with a quotation mark that are met in the same column without it."""
    known = set(texts)
    for place, text in enumerate(texts):
        if '"' in text and (whole := text.replace('"', "")) in known and QUOTED_WITHIN.search(text):
            yield f"{text} for {whole} ({_where(table, name, positions == place)})"


def _endless(table: FileTable, name: str, lengths: np.ndarray) -> Iterator[str]:
    is_long = lengths > LONGEST_CELL
    if is_long.any():
        yield f"{int(lengths.max()):,} characters ({_where(table, name, is_long)})"


def _where(table: FileTable, name: str, is_meant: np.ndarray) -> str:
    numbers = table.numbers(table.answers.index[is_meant].tolist())
    return f"{name}, row {some(list(numbers), 3)}"
