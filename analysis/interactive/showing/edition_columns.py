"""Editions side by side: a column for each, then the change between the last two and its p-value."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.interactive.showing.cell_texts import Cells, decimals_of, interval_text, p_text, value_cell
from analysis.reporting.blocks import RowGroup, TableCell, TableRow
from analysis.reporting.language.voice import Voice

Row = Mapping[str, object]
Key = tuple[str, str, str, str]
"""A line, its answer, a variable and a group of it."""


def edition_rows(frame: pd.DataFrame, voice: Voice) -> tuple[list[str], list[RowGroup]]:
    """The heads and rows: the figure in each edition with its interval, the change, its p-value."""
    records = frame.to_dict("records")
    cells = Cells(voice, {}, (), (), {}, decimals_of(records), False)
    editions = dict.fromkeys((str(row["edition"]), str(row["edition_label"])) for row in records)
    rows: dict[Key, dict[str, Row]] = {}
    for row in records:
        key = (str(row["line"]), str(row["item"]), str(row["by"]), str(row["group"]))
        rows.setdefault(key, {})[str(row["edition"])] = row  # type: ignore[assignment]
    heads = [label for _, label in editions]
    if "difference_state" in frame:
        heads += [voice.say("library.difference"), "p"]
    several = len({key[:2] for key in rows}) > 1
    parts: dict[tuple[str, ...], list[TableRow]] = {}
    for key, of in rows.items():
        first = next(iter(of.values()))
        heading = (*key[:2], key[2]) if several else (key[2],)
        found = [_figure(cells, of.get(name)) for name, _ in editions]
        if "difference_state" in frame:
            found += _change(cells, list(of.values())[-1])
        parts.setdefault(heading, []).append(TableRow(_label(first, several and not key[2]), found))
    return heads, [RowGroup(_heading(key, rows, voice), listed) for key, listed in parts.items()]


def _label(row: Row, is_line: bool) -> str:
    if not is_line:
        return str(row["group_label"])
    question, item = str(row["question_label"]), str(row["item_label"])
    return item if item != question else question


def _heading(key: tuple[str, ...], rows: Mapping[Key, Mapping[str, Row]], voice: Voice) -> str:
    """The variable of the groups, and of which answer where there are several."""
    if not key[-1]:
        return ""
    by = voice.variable(key[-1])
    if len(key) == 1:
        return by
    line = next(next(iter(of.values())) for each, of in rows.items() if each[:2] == key[:2])
    return f"{line['item_label']}, {by}"


def _figure(cells: Cells, row: Row | None) -> TableCell:
    if row is None or row["state"] == "not_asked":
        return TableCell(cells.voice.say("library.not_asked_short"))
    cell = value_cell(cells, row)
    return TableCell(cell.text, interval_text(cells, row), cell.sign, cell.meaning)


def _change(cells: Cells, row: Row) -> list[TableCell]:
    """The difference and p, or why there is none: a break, a figure that is fixed, few respondents."""
    voice, state = cells.voice, row.get("difference_state")
    if state is None or pd.isna(state):  # type: ignore[call-overload]
        return [TableCell(""), TableCell("")]
    difference = row["difference"]
    told = pd.notna(difference)  # type: ignore[call-overload]
    said = voice.signed(float(difference), cells.written(row).decimals_in_table) if told else ""  # type: ignore[arg-type]
    if state == "tested":
        return [TableCell(said), TableCell(p_text(voice, row["p_adjusted"], 1 - voice.level))]
    return [TableCell(said), TableCell(voice.say(f"library.change.{state}"))]
