"""Editions side by side: a column for each, then the change between the last two and its p-value."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.interactive.showing.cell_texts import (
    Cells,
    decimals_of,
    interval_text,
    p_text,
    value_cell,
    whole_text,
)
from analysis.interactive.showing.line_labels import line_labels
from analysis.reporting.blocks import RowGroup, TableCell, TableRow
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice
from analysis.results.schema import significance

Row = Mapping[str, object]
Key = tuple[str, str, str, str]
"""A line, its answer, a variable and a group of it."""


def edition_rows(frame: pd.DataFrame, voice: Voice, counts: bool) -> tuple[list[str], list[RowGroup]]:
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
    labels = _labels(rows, voice)
    several = len(labels) > 1
    parts: dict[str, list[TableRow]] = {}
    for key, of in rows.items():
        first = next(iter(of.values()))
        found = [_figure(cells, of.get(name), counts) for name, _ in editions]
        if "difference_state" in frame:
            found += _change(cells, list(of.values())[-1])
        line = labels[key[:2]]
        label = line if several and not key[2] else str(first["group_label"])
        by = voice.variable(key[2]) if key[2] else ""
        heading = f"{line}, {decapitalised(by)}" if several and by else by
        parts.setdefault(heading, []).append(TableRow(label, found))
    return heads, [RowGroup(heading, listed) for heading, listed in parts.items()]


def _labels(rows: Mapping[Key, Mapping[str, Row]], voice: Voice) -> dict[tuple[str, str], str]:
    """What each line is called: by question, answer or statistic."""
    firsts: dict[tuple[str, str], Row] = {}
    for key, of in rows.items():
        firsts.setdefault(key[:2], next(iter(of.values())))
    return dict(zip(firsts, line_labels(list(firsts.values()), voice.colon), strict=True))


def _figure(cells: Cells, row: Row | None, counts: bool) -> TableCell:
    if row is None or row["state"] == "not_asked":
        return TableCell(cells.voice.say("library.not_asked_short"))
    cell = value_cell(cells, row)
    count = whole_text(cells.voice, row["count"]) if counts else ""
    detail = " ".join(filter(None, (interval_text(cells, row), f"({count})" if count else "")))
    return TableCell(cell.text, detail, cell.sign, cell.meaning)


def _change(cells: Cells, row: Row) -> list[TableCell]:
    """The difference and p, or why there is none: a break, a figure that is fixed, few respondents."""
    voice, state = cells.voice, row.get("difference_state")
    if state is None or pd.isna(state):  # type: ignore[call-overload]
        return [TableCell(""), TableCell("")]
    difference = row["difference"]
    told = pd.notna(difference)  # type: ignore[call-overload]
    said = voice.signed(float(difference), cells.written(row).decimals_in_table) if told else ""  # type: ignore[arg-type]
    if state == "tested":
        return [TableCell(said), TableCell(p_text(voice, row["p_adjusted"], significance(voice.level)))]
    return [TableCell(said), TableCell(voice.say(f"library.change.{state}"))]
