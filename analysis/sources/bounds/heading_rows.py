"""The first rows of a file: titles above the table, the rows that head it, or no heading at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from analysis.sources.bounds.column_looks import (
    ColumnLook,
    Evidence,
    evidence_of,
    kind_of_cell,
    looks_of,
)
from analysis.sources.bounds.column_names import GENERIC, headed, unnamed
from analysis.sources.received import ColumnWording, DataError, LeftOut

MOST_TITLES = 30
"""Rows among which the first heading row is looked for."""
MOST_HEADINGS = 4
LOOKED_AT = 200
MOST_CELLS = 100_000
IMPORT_ID = ('{"importid"', "{'importid'", '{""importid""')
LONGEST_BEGINNING = 60
LEAST_SURE = 2
"""Words over figures that make a second heading row: one may be an answer written out."""

WAY_OUT = (
    "Say it under [file] of edition.toml: header_rows = {rows} where {what}; skip_rows = [1, 2] leaves out "
    "rows of the file"
)


@dataclass(frozen=True)
class RowKeys:
    """What edition.toml says of the rows of a file: how many head it, which are left out; None: is found."""

    header_rows: int | None = None
    skip_rows: tuple[range, ...] | None = None

    def skips(self, row: int) -> bool:
        """Whether the row of this number, from 1, is to be left out."""
        return any(row in rows for rows in self.skip_rows or ())


PLAIN = RowKeys(1, ())
"""The first row names the columns and all others hold answers, as in files that are ours."""


@dataclass(frozen=True)
class TableHead:
    """Where the answers begin: names, what further heading rows say, and what stands above.

    `first` is the position, from 0, of the first row under the headings, `rows` those of the headings.
    `cells` has what they say of each column, by its name.
    """

    names: tuple[str, ...]
    rows: tuple[int, ...]
    first: int
    wordings: Mapping[str, ColumnWording] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()
    cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


Merged = Mapping[tuple[int, int], tuple[int, int]]
"""The first cell of merged ones, by row and column from 0, and the last."""


def sample_size(width: int) -> int:
    """How many rows of a table so wide tell what its first rows are."""
    return max(4 * MOST_HEADINGS, min(LOOKED_AT, MOST_CELLS // max(1, width)))


def head_of(
    rows: Sequence[Sequence[str]],
    keys: RowKeys,
    merged: Merged | None = None,
    offset: int = 0,
) -> TableHead:
    """The head of the table whose first rows are `rows`, [] where one is blank.

    `keys` decide where they say anything; `offset` rows stand before these in the file. Raises DataError
    where it cannot be told which rows are headings.
    """
    cells = [[cell.strip() for cell in row] for row in rows]
    filled = [place for place, row in enumerate(cells) if any(row) and not keys.skips(place + 1 + offset)]
    if keys.header_rows is not None:
        headings = filled[: keys.header_rows]
        first = headings[-1] + 1 if headings else next(iter(filled), len(cells))
        return _head(cells, headings, [], first, merged or {}, offset)
    if not filled:
        return TableHead((), (), len(cells))
    start, titles = (filled[0], []) if keys.skip_rows is not None else _start(cells, filled)
    below = [place for place in filled if place >= start and place not in titles]
    groups, top = _top(cells, below, offset)
    headings, first, import_ids = _headings(cells, below, top, offset)
    titles += [place for place in below if place < top and place not in groups]
    found = _head(cells, [*groups, *headings] if headings else [], titles, first, merged or {}, offset)
    ids = tuple(LeftOut("import identifiers of Qualtrics", (place + 1 + offset,)) for place in import_ids)
    return replace(found, left_out=(*found.left_out, *ids))


def _count(row: Sequence[str]) -> int:
    return sum(map(bool, row))


def _start(rows: list[list[str]], filled: list[int]) -> tuple[int, list[int]]:
    """(the first row of the table, the rows above it): those before a blank row that head nothing."""
    blocks: list[list[int]] = [[filled[0]]]
    for before, place in pairwise(filled):
        if place > before + 1:
            blocks.append([])
        blocks[-1].append(place)
    titles: list[int] = []
    for block, following in pairwise(blocks):
        widest = max(_count(rows[place]) for place in block)
        next_row = following[0]
        if next_row >= MOST_TITLES or widest >= _count(rows[next_row]):
            break
        if _is_heading(_evidence(rows, next_row, filled)) or widest == 1:
            titles += block
        else:
            break
    start = next(place for place in filled if place not in titles)
    return start, titles


def _evidence(rows: list[list[str]], place: int, filled: Sequence[int]) -> Evidence:
    """What the row says, beside the rows below it."""
    below = [rows[each] for each in filled if each > place and rows[each] != rows[place]]
    return evidence_of(rows[place], _looks(below))


def _looks(rows: list[list[str]]) -> list[ColumnLook]:
    """How the columns look, the first rows apart where there are enough others: they may be headings."""
    width = max((len(row) for row in rows), default=0)
    rest = rows[MOST_HEADINGS:] if len(rows) >= 2 * MOST_HEADINGS else rows
    return looks_of(rest[: sample_size(width)], width)


def _is_heading(evidence: Evidence) -> bool:
    return evidence.surely > evidence.against or (not evidence.against and evidence.perhaps > 1)


def _top(rows: list[list[str]], places: list[int], offset: int) -> tuple[list[int], int]:
    """(rows of groups above, the first row that may name the columns).

    A row of groups has cells over some columns only, right above the headings, and none over the first alone.
    """
    typical = median(_count(rows[place]) for place in places)
    least = max(min(2, typical), typical / 2)
    near = [place for place in places if place < places[0] + MOST_TITLES]
    top = next((place for place in near if _count(rows[place]) >= least), places[0])
    sparse = [place for place in near if place < top]
    if sparse and not _is_heading(evidence := _evidence(rows, top, places)) and evidence.against:
        _refuse_few_names(rows, sparse[-1], top, offset)
        return [], sparse[-1]
    groups: list[int] = []
    for place in reversed(sparse):
        if place != top - len(groups) - 1 or not any(rows[place][1:]) or _has_figures(rows[place]):
            break
        groups.insert(0, place)
    return groups, top


def _has_figures(row: Sequence[str]) -> bool:
    return any(kind_of_cell(cell) in ("number", "date") for cell in row)


def _refuse_few_names(rows: list[list[str]], sparse: int, top: int, offset: int) -> None:
    """Refuse a row that names one column of many, over a row of answers: it may be a title."""
    if _count(rows[sparse]) > 1 or _count(rows[top]) < 3:
        return
    raise DataError(
        f"row {sparse + 1 + offset} ({beginning(rows[sparse])}) fills 1 of {_count(rows[top])} columns and "
        f"row {top + 1 + offset} holds answers: the first may name the columns or be a title. "
        + WAY_OUT.format(rows=0, what="no row names them, 1 where that row does")
    )


def _headings(
    rows: list[list[str]], places: list[int], top: int, offset: int
) -> tuple[list[int], int, list[int]]:
    """(heading rows from `top` on, the first row under them, rows of import identifiers among them)."""
    below = [place for place in places if place > top]
    near = [place for place in below if place <= top + MOST_HEADINGS]
    ids = [place for place in near if _are_import_ids(rows[place])]
    if ids:
        last = ids[-1]
        headings = [top, *(place for place in near if place < last and place not in ids)]
        return headings, last + 1, ids
    if _names_nothing(rows, top, places, offset):
        return [], top, []
    headings = [top]
    for place in near:
        further = place + 1 in near and _stands_between(rows, place, headings, places)
        if place != headings[-1] + 1 or not (further or _heads_too(rows, place, headings, places)):
            break
        headings.append(place)
    return headings, headings[-1] + 1, []


def _are_import_ids(row: Sequence[str]) -> bool:
    said = [cell for cell in row if cell]
    return bool(said) and 2 * sum(cell.casefold().startswith(IMPORT_ID) for cell in said) > len(said)


def _names_nothing(rows: list[list[str]], top: int, places: list[int], offset: int) -> bool:
    """Whether the row is a respondent: all of its cells are like those below.

    Raises DataError where it may be one or the other.
    """
    if sum(place > top for place in places) < 2:
        return False
    evidence = _evidence(rows, top, places)
    if not evidence.against:
        return False
    said = evidence.surely + evidence.perhaps
    if _are_numbered(rows[top]):
        if said:
            return False
    elif not said:
        return True
    elif evidence.against <= said or 2 * evidence.against < _count(rows[top]):
        return False
    raise DataError(
        f"row {top + 1 + offset} ({beginning(rows[top])}) may name the columns or hold the first answers: "
        "its cells are like those below. " + WAY_OUT.format(rows=1, what="it names them, 0 where no row does")
    )


def _are_numbered(row: Sequence[str]) -> bool:
    """Whether columns are headed by numbers or years that follow each other."""
    numbers = [int(cell) for cell in row if cell.isdecimal() and len(cell) < 6]
    return len(numbers) > 2 and all(second == first + 1 for first, second in pairwise(numbers))


def _heads_too(rows: list[list[str]], place: int, headings: list[int], places: list[int]) -> bool:
    """Whether a row under a heading row is one too: it fills gaps above, or has words over figures."""
    if sum(each > place for each in places) < 2:
        return False
    evidence = _evidence(rows, place, places)
    if evidence.against:
        return False
    row, above = rows[place], rows[headings[-1]]
    padded = [*above, *[""] * (len(row) - len(above))]
    fills = any(cell and not over for cell, over in zip(row, padded, strict=False))
    generic = any(cell.casefold() in GENERIC for cell in row)
    choices = _choices(rows, place, headings, places) if fills else 0
    sure = evidence.surely + (LEAST_SURE if generic else 0) + (1 if fills else 0) + choices
    return sure >= LEAST_SURE or (sure > 0 and evidence.perhaps > 1)


def _stands_between(rows: list[list[str]], place: int, headings: list[int], places: list[int]) -> bool:
    """Whether a row that nothing speaks against stands above one that heads: of choices, over keys."""
    if _evidence(rows, place, places).against or not _heads_too(rows, place + 1, [*headings, place], places):
        return False
    return all(rows[place + 1][column] for column, cell in enumerate(rows[place]) if cell)


def _choices(rows: list[list[str]], place: int, headings: list[int], places: list[int]) -> int:
    """How many cells of a row are the one word that their column holds, as the choices over ticks are.

    None is that stands over its column already, or in several: a mark of ticks.
    """
    row, above = rows[place], {cell for each in headings for cell in rows[each]}
    looks = _looks([rows[each] for each in places if each > place])
    return sum(
        row.count(cell) == 1 and look.texts == {cell} and cell not in above
        for cell, look in zip(row, looks, strict=False)
        if cell
    )


def _head(
    rows: list[list[str]], headings: list[int], titles: list[int], first: int, merged: Merged, offset: int
) -> TableHead:
    """The head with its columns named, titles named as left out."""
    body = [row for row in rows[first:] if any(row)]
    width = max((len(row) for row in [*(rows[place] for place in headings), *body]), default=0)
    looks = looks_of(body[: sample_size(width)], width)
    cells, spans = _heading_cells(rows, headings, width, merged)
    named = headed(cells, spans, lambda left, right: _alike(looks, left, right))
    names = named.names
    remarks: tuple[str, ...] = ()
    if not headings:
        names = tuple(unnamed(position) for position in range(1, width + 1))
        remark = (
            f"row {first + 1 + offset} holds answers and no row names the columns: they are called column 1 "
            f"to column {width}; header_rows = 1 in [file] of edition.toml where it does name them"
        )
        remarks = (remark,)
    left_out = tuple(
        LeftOut("a title above the headings", (place + 1 + offset,), begins=beginning(rows[place]))
        for place in sorted(titles)
    )
    said = {name: tuple(row[place] for row in cells) for place, name in enumerate(named.names)}
    return TableHead(names, tuple(headings), first, named.wordings, left_out, remarks, said)


def _alike(looks: list[ColumnLook], left: int, right: int) -> bool:
    """Whether two columns hold the same answers: those of one are of the other, or ticks of their own."""
    one, other = looks[left], looks[right]
    if one.kind != other.kind or not (one.texts and other.texts):
        return not (one.texts and other.texts)
    return bool(one.texts & other.texts) or len(one.texts) == len(other.texts) == 1


def _heading_cells(
    rows: list[list[str]], headings: list[int], width: int, merged: Merged
) -> tuple[list[list[str]], dict[tuple[int, int], int]]:
    """The heading rows, each as wide as the table, merged cells told downwards; and those told sidewards."""
    cells = [[*rows[place], *[""] * (width - len(rows[place]))][:width] for place in headings]
    spans: dict[tuple[int, int], int] = {}
    for (top, left), (bottom, right) in merged.items():
        if top not in headings or left >= width:
            continue
        for place in range(top, bottom + 1):
            if place in headings:
                cells[headings.index(place)][left] = cells[headings.index(top)][left]
        spans[headings.index(top), left] = right
    return cells, spans


def beginning(row: Sequence[str]) -> str:
    """How a row begins, for a message."""
    words = " ".join(cell for cell in row if cell)
    return words if len(words) <= LONGEST_BEGINNING else f"{words[:LONGEST_BEGINNING]}…"
