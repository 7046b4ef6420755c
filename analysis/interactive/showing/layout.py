"""A table as texts: what stands in its heads and cells, and what its notes say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from analysis.interactive.showing.notes import notes_of, title_of
from analysis.interactive.showing.shown_facts import Facts, Request
from analysis.reporting.blocks import ReportTable, RowGroup, TableCell, TableRow
from analysis.reporting.language.voice import Voice

DASH = "–"


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
        return _shown(frame, tests, request, facts, voice, edition_rows(frame, voice))
    cells = _cells(frame, request, voice, facts)
    one = len(cells.lines) == 1
    if one and not turned:
        heads, groups = _single(cells, frame, request)
    else:
        down = len(cells.groups) <= len(cells.lines)
        if len({(within, by) for within, by, _ in cells.groups}) > 2:
            down = False
        heads, groups = (_lines_down if down != turned else _groups_down)(cells)
    return _shown(frame, tests, request, facts, voice, (heads, groups))


def _shown(
    frame: pd.DataFrame,
    tests: pd.DataFrame | None,
    request: Request,
    facts: Facts,
    voice: Voice,
    body: tuple[list[str], list[RowGroup]],
) -> ShownTable:
    heads, groups = body
    notes = notes_of(frame, tests, request, facts, voice)
    table = ReportTable("", title_of(frame, request, voice), "", heads, groups, notes)
    return ShownTable(table, voice.say("library.exploring") if facts.is_explored else "")


def _cells(frame: pd.DataFrame, request: Request, voice: Voice, facts: Facts) -> Cells:
    records = frame.to_dict("records")
    lines = list(dict.fromkeys((row["line"], row["item"]) for row in records))
    groups = list(dict.fromkeys((row["within_code"], row["by"], row["group"]) for row in records))
    rows = {((r["line"], r["item"]), (r["within_code"], r["by"], r["group"])): r for r in records}
    letters = group_letters(frame) if "pairs" in request.against.values() else {}
    return Cells(voice, rows, lines, groups, letters, decimals_of(records), facts.is_explored)  # type: ignore[arg-type]


def _single(cells: Cells, frame: pd.DataFrame, request: Request) -> tuple[list[str], list[RowGroup]]:
    """One figure per group: figure, interval, count, difference, p, respondents across."""
    voice = cells.voice
    first = next(iter(cells.rows.values()))
    unit = cells.written(first).unit
    named = voice.say(f"statistic.{first['statistic']}") + (f" ({unit})" if unit else "")
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


def _groups_down(cells: Cells) -> tuple[list[str], list[RowGroup]]:
    """Groups down, lines across; each cell has its interval below."""
    labels = _line_labels(cells)
    heads = [*labels, cells.voice.say("respondents")]

    def row_of(group: Group) -> list[TableCell]:
        found = [cells.rows.get((line, group)) for line in cells.lines]
        return [*(_full(cells, row) for row in found), TableCell(largest_base(cells, found))]

    return heads, _row_groups(cells, row_of)


def _lines_down(cells: Cells) -> tuple[list[str], list[RowGroup]]:
    """Lines down, groups across; the respondents of each line, or of each group, at the end."""
    labels = _line_labels(cells)
    heads = [_group_label(cells, group) for group in cells.groups]
    voice, several = cells.voice, len({cells.rows[line, cells.groups[0]]["line"] for line in cells.lines}) > 1
    rows = []
    for line, label in zip(cells.lines, labels, strict=True):
        found = [cells.rows.get((line, group)) for group in cells.groups]
        row = [_full(cells, each) for each in found]
        rows.append(TableRow(label, [*row, TableCell(largest_base(cells, found[:1]))] if several else row))
    if several:
        return [*heads, voice.say("respondents")], [RowGroup("", rows)]
    bases = [
        TableCell(largest_base(cells, [cells.rows.get((line, group)) for line in cells.lines]))
        for group in cells.groups
    ]
    return heads, [RowGroup("", [*rows, TableRow(voice.say("respondents"), bases)])]


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


def _line_labels(cells: Cells) -> list[str]:
    """The answer, or the question of each line; both where there are several of both."""
    rows = [cells.rows[line, cells.groups[0]] for line in cells.lines]
    questions = len({row["question"] for row in rows}) > 1
    items = len({row["item_label"] for row in rows}) > 1
    statistics = len({row["statistic"] for row in rows}) > 1
    if statistics and not questions:
        return [cells.voice.say(f"statistic.{row['statistic']}") for row in rows]
    if questions and not items:
        return [str(row["question_label"]) for row in rows]
    if questions:
        same = all(row["item_label"] == row["question_label"] for row in rows)
        if same:
            return [str(row["question_label"]) for row in rows]
        return [f"{row['question_label']}{cells.voice.colon}{row['item_label']}" for row in rows]
    return [str(row["item_label"]) for row in rows]


def _full(cells: Cells, row: dict[str, object] | None) -> TableCell:
    """A figure with its interval below, its letters and its difference."""
    if row is None:
        return TableCell("")
    if row["by"] == row["question"] and row["group"] == row["item"]:
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


def _difference_in_cell(cells: Cells, row: Mapping[str, object]) -> str:
    difference = row.get("difference")
    if difference is None or pd.isna(difference):  # type: ignore[call-overload]
        return ""
    p = corrected_p(cells.voice, row)
    said = signed_text(cells, row, float(difference))  # type: ignore[arg-type]
    return f"Δ {said}" + (f" (p {p})" if p else "")
