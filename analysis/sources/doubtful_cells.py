"""Cells that no respondent is likely to have filled so: a quotation mark within a word, a text of no end."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pyarrow.compute as pc

from analysis.faults import some
from analysis.sources.bounds.table_rows import TableRows

QUOTED_WITHIN = re.compile(r'\w"\w|^"\w|\w"$')
LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet can hold."""
MOST_TOLD = 5


def remarks_on_cells(rows: TableRows) -> list[str]:
    """A remark on answers with a stray quotation mark, and one on cells longer than any spreadsheet has."""
    strays = [said for column in range(rows.width) for said in _stray_quotes(rows, column)]
    endless = [said for column in range(rows.width) for said in _endless(rows, column)]
    remarks = []
    if strays:
        remarks.append(f"a quotation mark stands within answers: {some(strays, MOST_TOLD)}")
    if endless:
        remarks.append(
            f"cells longer than a spreadsheet holds, as where rows ran together: {some(endless, MOST_TOLD)}"
        )
    return remarks


def _stray_quotes(rows: TableRows, column: int) -> Iterator[str]:
    """The answers with a quotation mark that are met in the same column without it."""
    positions, texts = rows.distinct(column)
    if positions is None or not pc.any(pc.match_substring(texts, '"')).as_py():
        return
    met = texts.to_pylist()
    known = set(met)
    for place, text in enumerate(met):
        whole = text.replace('"', "")
        if whole != text and whole in known and QUOTED_WITHIN.search(text):
            yield f"{text} for {whole} ({_where(rows, column, positions == place)})"


def _endless(rows: TableRows, column: int) -> Iterator[str]:
    positions, texts = rows.distinct(column)
    lengths = np.asarray(pc.utf8_length(texts).fill_null(0))
    is_long = lengths > LONGEST_CELL
    if is_long.any():
        mask = is_long if positions is None else is_long[positions]
        yield f"{lengths.max():,} characters ({_where(rows, column, mask)})"


def _where(rows: TableRows, column: int, mask: np.ndarray) -> str:
    numbers = rows.table.numbers(np.flatnonzero(mask).tolist())
    return f"{rows.names[column]}, row {some(list(numbers), 3)}"
