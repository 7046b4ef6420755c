"""A table as texts: what stands in its heads and cells, and what its notes say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.interactive.figures.labelled_frame import group_letters
from analysis.interactive.showing.cell_texts import (
    Cells,
    Group,
    corrected_p,
    decimals_of,
    difference_text,
    interval_text,
    largest_base,
    signed_text,
    value_cell,
    whole_text,
)
from analysis.interactive.showing.edition_columns import edition_rows
from analysis.interactive.showing.line_labels import are_of_a_grid, line_labels
from analysis.interactive.showing.notes import notes_of, title_of
from analysis.interactive.showing.shown_facts import Facts, Request
from analysis.reporting.blocks import ReportTable, RowGroup, TableCell, TableRow
from analysis.reporting.language.voice import Voice

DASH = "–"
Body = tuple[list[str], list[RowGroup]]
"""The heads and the rows of a table."""


@dataclass(frozen=True, eq=False)
class ShownTable:
    """A table as texts, with the band that says its rules were off, "" where they were on."""

    table: ReportTable
    band: str = ""


def laid_out(
    frame: pd.DataFrame,
    tests: pd.DataFrame | None,
    request: Request,
    facts: Facts,
    voice: Voice,
    turned: bool,
) -> ShownTable:
    """The table as it is displayed: groups down where each has one figure, else the longer side down."""
    if "edition" in frame:
        body = edition_rows(frame, voice, request.counts)
        return _shown(frame, tests, request, facts, voice, exchanged(*body) if turned else body)
    cells = _cells(frame, request, voice, facts)
    if len(cells.lines) == 1 and not turned:
        body = _single(cells, frame, request)
    elif len(cells.groups) == 1 and are_of_a_grid(_first_rows(cells)) and not turned:
        body = _questions_down(cells)
    else:
        down = len(cells.groups) <= len(cells.lines) and not request.within
        body = (_lines_down if down != turned else _groups_down)(cells)
    return _shown(frame, tests, request, facts, voice, body)


def _shown(
    frame: pd.DataFrame,
    tests: pd.DataFrame | None,
    request: Request,
    facts: Facts,
    voice: Voice,
    body: Body,
) -> ShownTable:
    heads, groups = body
    notes = notes_of(frame, tests, request, facts, voice)
    table = ReportTable("", title_of(frame, request, voice), "", heads, groups, notes)
    return ShownTable(table, voice.say("library.exploring") if facts.is_explored else "")


def _cells(frame: pd.DataFrame, request: Request, voice: Voice, facts: Facts) -> Cells:
    columns = [frame[name].tolist() for name in frame.columns]
    records = [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]
    lines = list(dict.fromkeys((row["line"], row["item"]) for row in records))
    groups = list(dict.fromkeys((row["within_code"], row["by"], row["group"]) for row in records))
    rows = {((r["line"], r["item"]), (r["within_code"], r["by"], r["group"])): r for r in records}
    letters = group_letters(frame) if "pairs" in request.against.values() else {}
    return Cells(voice, rows, lines, groups, letters, decimals_of(records), facts.is_explored)


def _single(cells: Cells, frame: pd.DataFrame, request: Request) -> Body:
    """One figure per group: figure, interval, count, difference, p, respondents across."""
    voice = cells.voice
    first = next(iter(cells.rows.values()))
    unit = cells.written(first).unit
    named = f"{first['statistic_label']} ({unit})" if unit else str(first["statistic_label"])
    heads = [named, voice.interval_name]
    has_count = request.counts
    has_letters = bool(cells.letters)
    compared = "difference" in frame and frame["difference_state"].notna().any()
    if has_count:
        heads.append(voice.say("library.count"))
    if has_letters:
        heads.append(voice.say("library.letters_head"))
    if compared:
        heads += [voice.say("library.difference"), "p"]
    heads.append(voice.say("respondents"))

    def row_of(group: Group) -> list[TableCell]:
        row = cells.rows[cells.lines[0], group]
        found = [value_cell(cells, row), TableCell(interval_text(cells, row))]
        if has_count:
            found.append(TableCell(whole_text(voice, row["count"])))
        if has_letters:
            found.append(TableCell(str(row["letters"])))
        if compared:
            found += [TableCell(difference_text(cells, row)), TableCell(corrected_p(voice, row))]
        return [*found, TableCell(whole_text(voice, row["n"]))]

    return heads, _row_groups(cells, row_of)


def _groups_down(cells: Cells) -> Body:
    """Groups down, lines across; each cell has its interval below."""
    labels = _line_labels(cells)
    heads = [*labels, cells.voice.say("respondents")]

    def row_of(group: Group) -> list[TableCell]:
        found = [cells.rows.get((line, group)) for line in cells.lines]
        return [*(_full(cells, row) for row in found), TableCell(largest_base(cells, found))]

    return heads, _row_groups(cells, row_of)


def _lines_down(cells: Cells) -> Body:
    """Lines down, those of a grid under their question; groups across; their respondents at the end."""
    voice, firsts = cells.voice, _first_rows(cells)
    several, of_a_grid = len({line for line, _ in cells.lines}) > 1, are_of_a_grid(firsts)
    labels = [str(row["item_label"]) for row in firsts] if of_a_grid else _line_labels(cells)
    parts: dict[str, list[TableRow]] = {}
    for line, label, first in zip(cells.lines, labels, firsts, strict=True):
        found = [cells.rows.get((line, group)) for group in cells.groups]
        row = [_full(cells, each) for each in found]
        base = [TableCell(largest_base(cells, found[:1]))] if several else []
        heading = str(first["question_label"]) if of_a_grid else ""
        parts.setdefault(heading, []).append(TableRow(label, [*row, *base]))
    heads = _group_heads(cells)
    groups = [RowGroup(heading, rows) for heading, rows in parts.items()]
    if several:
        return [*heads, voice.say("respondents")], groups
    bases = [
        TableCell(largest_base(cells, [cells.rows.get((line, group)) for line in cells.lines]))
        for group in cells.groups
    ]
    return heads, [RowGroup("", [*groups[0].rows, TableRow(voice.say("respondents"), bases)])]


def _questions_down(cells: Cells) -> Body:
    """The questions of a grid down, their answers across, the respondents of each question at the end."""
    group, firsts = cells.groups[0], _first_rows(cells)
    parts: dict[str, list[dict[str, object]]] = {}
    for line, first in zip(cells.lines, firsts, strict=True):
        parts.setdefault(str(first["question_label"]), []).append(cells.rows[line, group])
    answers = list(dict.fromkeys(str(row["item_label"]) for row in firsts))
    rows = [
        TableRow(question, [*(_full(cells, row) for row in found), TableCell(largest_base(cells, found))])
        for question, found in parts.items()
    ]
    return [*answers, cells.voice.say("respondents")], [RowGroup("", rows)]


def exchanged(heads: Sequence[str], groups: Sequence[RowGroup]) -> Body:
    """A table with its sides exchanged: the heads down, the rows across under their heading and label."""
    rows = [(group.label, row) for group in groups for row in group.rows]
    across = [f"{heading} · {row.label}" if heading else row.label for heading, row in rows]
    down = [TableRow(head, [row.cells[place] for _, row in rows]) for place, head in enumerate(heads)]
    return across, [RowGroup("", down)]


def _row_groups(cells: Cells, row_of: Callable[[Group], list[TableCell]]) -> list[RowGroup]:
    """The groups under the name of their variable, and under each group of `within`."""
    parts: dict[tuple[str, str], list[Group]] = {}
    for group in cells.groups:
        parts.setdefault(group[:2], []).append(group)
    return [
        RowGroup(
            _heading(cells, groups[0]),
            [TableRow(_group_label(cells, group), row_of(group)) for group in groups],
        )
        for groups in parts.values()
    ]


def _heading(cells: Cells, group: Group) -> str:
    row = cells.rows[cells.lines[0], group]
    if row["within_label"]:
        within = cells.voice.variable(str(row["within"]))
        return f"{within}{cells.voice.colon}{row['within_label']}"
    return str(row["by_label"])


def _group_label(cells: Cells, group: Group) -> str:
    row = cells.rows[cells.lines[0], group]
    letter = cells.letters.get((group[1], group[2]))
    return f"{letter} · {row['group_label']}" if letter else str(row["group_label"])


def _group_heads(cells: Cells) -> list[str]:
    """The groups as heads, with their variable where there are several."""
    several = len({by for _, by, _ in cells.groups if by}) > 1
    labels = []
    for group in cells.groups:
        by = cells.rows[cells.lines[0], group]["by_label"]
        label = _group_label(cells, group)
        labels.append(f"{by}{cells.voice.colon}{label}" if several and by else label)
    return labels


def _first_rows(cells: Cells) -> list[dict[str, object]]:
    """The row of each line for the first group."""
    return [cells.rows[line, cells.groups[0]] for line in cells.lines]


def _line_labels(cells: Cells) -> list[str]:
    return line_labels(_first_rows(cells), cells.voice.colon)


def _full(cells: Cells, row: dict[str, object] | None) -> TableCell:
    """A figure with its interval below, its letters and its difference."""
    if row is None:
        return TableCell("")
    if row["by"] == row["question"] and _is_settled(cells, row):
        return TableCell(DASH)
    cell = value_cell(cells, row)
    count = whole_text(cells.voice, row["count"])
    parts = [
        interval_text(cells, row),
        f"({count})" if count else "",
        str(row.get("letters") or ""),
        _difference_in_cell(cells, row),
    ]
    return TableCell(cell.text, " ".join(part for part in parts if part), cell.sign, cell.meaning)


def _is_settled(cells: Cells, row: Mapping[str, object]) -> bool:
    """Whether an answer beside another says nothing: it is the same, or one of them goes with no other."""
    exclusive = cells.voice.survey.questions[str(row["question"])].exclusive
    return row["group"] == row["item"] or row["group"] in exclusive or row["item"] in exclusive


def _difference_in_cell(cells: Cells, row: Mapping[str, object]) -> str:
    difference = row.get("difference")
    if difference is None or pd.isna(difference):  # type: ignore[call-overload]
        return ""
    p = corrected_p(cells.voice, row)
    said = signed_text(cells, row, float(difference))  # type: ignore[arg-type]
    return f"Δ {said}" + (f" (p {p})" if p else "")
