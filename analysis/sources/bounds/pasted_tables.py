"""Tables pasted under the first: their headings met again, in another order, or of another table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.faults import some
from analysis.sources.bounds.column_looks import kind_of_cell
from analysis.sources.bounds.heading_rows import beginning
from analysis.sources.bounds.table_rows import TableRows
from analysis.sources.received import DataError

COLUMNS_COMPARED = 5
MOST_CANDIDATES = 1_000
RARELY = 0.05
"""The share of rows in which a column that is no tick may hold its own heading."""
MOSTLY = 0.6
FIGURES = "[0-9]"
COLUMNS_IN_ORDER = 400
LEAST_ROWS = 5
"""Rows above and below from which a column that holds other answers from one on is no accident."""


def headings_again(rows: TableRows) -> dict[int, str]:
    """Rows that repeat the headings, as where files were pasted one under the other.

    Raises DataError where they name the columns in another order.
    """
    said = [set(rows.table.head.cells.get(name, ())) - {""} for name in rows.names]
    named = pa.array(sorted(set().union(*said)), pa.string())
    candidates: set[int] = set()
    for column in range(min(COLUMNS_COMPARED, rows.width)):
        candidates |= set(rows.places(column, partial(pc.is_in, value_set=named)))
        if len(candidates) > MOST_CANDIDATES:
            return {}
    found = {}
    for place in sorted(candidates):
        row = rows.row(place)
        if _is_heading(rows, row, said):
            found[place] = "the headings again"
        elif len({*row} - {""}) > 2 and {*row} - {""} <= set().union(*said) and _are_rare(rows, row):
            raise DataError(_refused(rows, place, "names the columns in another order"))
    return found


def _is_heading(rows: TableRows, row: Sequence[str], said: list[set[str]]) -> bool:
    filled = [column for column, cell in enumerate(row) if cell]
    same = [column for column in filled if row[column] in said[column]]
    return len(same) > 1 and len(same) >= MOSTLY * len(filled) and _are_rare(rows, row, same)


def _are_rare(rows: TableRows, row: Sequence[str], columns: Sequence[int] | None = None) -> bool:
    """Whether most of the cells are met in few rows: a column of ticks may hold its own heading."""
    looked_at = [c for c in (range(rows.width) if columns is None else columns) if row[c]][:COLUMNS_COMPARED]
    rare = [column for column in looked_at if rows.times(column, row[column]) <= max(2, RARELY * rows.n)]
    return 2 * len(rare) > len(looked_at)


def refuse_second_table(rows: TableRows, known: dict[int, str]) -> None:
    """Refuse words under columns of numbers, each met once: they head another table."""
    figures = [column for column, look in enumerate(rows.looks) if look.is_figures and look.filled > 1]
    met: dict[int, int] = {}
    for column in figures[:COLUMNS_COMPARED]:
        for place in rows.places(column, _are_words):
            met[place] = met.get(place, 0) + 1
    if len(met) > MOST_CANDIDATES:
        return
    for place, times in sorted(met.items()):
        are_enough = times >= min(2, len(figures)) or rows.is_apart(place)
        if place in known or not are_enough or not _heads_another(rows, place, times):
            continue
        raise DataError(_refused(rows, place, "heads another table"))


def _refused(rows: TableRows, place: int, what: str) -> str:
    number = rows.number(place)
    return (
        f"row {number} ({beginning(rows.row(place))}) {what}: put each table in a file or a sheet of its "
        f'own, or leave out what is no answer: skip_rows = ["{number}.."] in [file] of edition.toml; '
        "skip_rows = [] keeps every row"
    )


def _heads_another(rows: TableRows, place: int, times: int) -> bool:
    row = rows.row(place)
    filled = [cell for cell in row if cell]
    are_words = all(kind_of_cell(cell) == "word" for cell in filled)
    if len(filled) < 2 or not are_words or len(set(filled)) < len(filled) or place == rows.last:
        return False
    if times < 2 and not rows.is_apart(place):
        return False
    return all(rows.times(column, cell) == 1 for column, cell in enumerate(row) if cell)


def _are_words(texts: pa.Array) -> pa.Array:
    return pc.and_(
        pc.invert(pc.match_substring_regex(texts, FIGURES)), pc.match_substring_regex(texts, r"\pL")
    )


def refuse_other_order(rows: TableRows) -> None:
    """Refuse rows in which columns hold the answers of each other from one row on to the end: those of a
    file whose columns stand in another order."""
    ends = {
        column: place
        for column in range(min(rows.width, COLUMNS_IN_ORDER))
        if (place := _answers_end(rows, column))
    }
    for first in sorted(set(ends.values())):
        turned = [column for column, place in ends.items() if place == first]
        homes = {
            column: home for column in turned if (home := _home(rows, column, turned, first)) is not None
        }
        if len(homes) > 1:
            raise DataError(_refused_order(rows, first, homes))


def _answers_end(rows: TableRows, column: int) -> int:
    """The first of the last rows in which a column has none of the answers that it had before; 0 where it has
    no such rows. Numbers are one answer, as they all may differ."""
    positions, texts = rows.distinct(column)
    if positions is None:
        return 0
    kinds = _kinds(texts)
    met = kinds[positions]
    filled = np.flatnonzero(met >= 0)
    if len(filled) < 2 * LEAST_ROWS or len({*met[filled]}) < 2 or len({*met[filled]}) > len(filled) // 3:
        return 0
    last = np.full(met.max() + 1, -1)
    last[met[filled]] = filled
    seen_until = np.maximum.accumulate(last[met[filled]])
    breaks = [place for place in range(len(filled) - 1) if seen_until[place] == filled[place]]
    sure = [filled[place + 1] for place in breaks if place + 1 >= LEAST_ROWS <= len(filled) - place - 1]
    return int(sure[0]) if len(sure) == 1 else 0


def _kinds(texts: pa.Array) -> np.ndarray:
    """A number for each distinct text, the same for all that are numbers or dates; -1 for a blank."""
    met = texts.to_pylist()
    return np.array(
        [-1 if not text else 0 if text[:1].isdigit() else place + 1 for place, text in enumerate(met)]
    )


def _home(rows: TableRows, column: int, turned: Sequence[int], first: int) -> int | None:
    """The column that had above the answers that `column` has from `first` on, and none that it had."""
    above, below = _said(rows, column, 0, first), _said(rows, column, first, rows.n)
    for other in turned:
        known = _said(rows, other, 0, first)
        if other != column and below <= known and not above & known:
            return other
    return None


def _said(rows: TableRows, column: int, start: int, stop: int) -> set[int | str]:
    """The answers of some rows of a column; 0 for any number."""
    positions, texts = rows.distinct(column)
    met = texts.to_pylist()
    places = range(start, stop) if positions is None else np.unique(positions[start:stop]).tolist()
    return {0 if met[place][:1].isdigit() else met[place] for place in places if met[place]}


def _refused_order(rows: TableRows, first: int, homes: dict[int, int]) -> str:
    number = rows.number(first)
    held = [f"{rows.names[column]} holds answers of {rows.names[home]}" for column, home in homes.items()]
    return (
        f"from row {number} on, {some(held, 5)}: rows of a file whose columns stand in another order were "
        "pasted below. Put them in a file of their own, each under [[files]] of edition.toml, or leave them "
        f'out: skip_rows = ["{number}.."] in [file]; skip_rows = [] keeps every row'
    )
