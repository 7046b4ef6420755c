"""The texts of the cells of a table: figures, intervals, differences and p-values, as reports write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.reporting.blocks import TableCell
from analysis.reporting.language.voice import Voice, mark_sign
from analysis.reporting.language.written_values import WrittenValue
from analysis.results.indicator_rows import IndicatorRow, decimals_for
from analysis.results.schema import FORMS, SHOWN, SMALLEST_GROUP, significance

Line = tuple[str, str]
"""The name of an indicator and the code of an answer, "" where there is one figure."""
Group = tuple[str, str, str]
"""A group of `within`, a variable, and a group of it."""


@dataclass(frozen=True, eq=False)
class Cells:
    """The rows of a table by line and group, each with its texts."""

    voice: Voice
    rows: Mapping[tuple[Line, Group], dict[str, object]]
    lines: Sequence[Line]
    groups: Sequence[Group]
    letters: Mapping[tuple[str, str], str]
    decimals: Mapping[str, int]
    explored: bool

    def written(self, row: Mapping[str, object]) -> WrittenValue:
        """The texts of a row, as a report writes them."""
        return WrittenValue(self.voice, indicator_row_of(row, self.decimals.get(str(row["line"]), 1)))


def decimals_of(records: Sequence[Mapping[Any, Any]]) -> dict[str, int]:
    """The decimals of the figures of each line that are not in points, as the first of them deserves."""
    decimals: dict[str, int] = {}
    for row in records:
        if not FORMS[row["statistic"]].in_points and not pd.isna(row["value"]):
            decimals.setdefault(row["line"], decimals_for(row["value"], row["se"] or 0.0))
    return decimals


def indicator_row_of(row: Mapping[str, object], decimals: int) -> IndicatorRow:
    """A row of a table as the record that texts and charts are made of."""

    def number(name: str) -> float | None:
        value = row[name]
        return None if value is None or pd.isna(value) else float(value)  # type: ignore[call-overload,arg-type]

    shown = number("value") is not None
    n = number("n")
    return IndicatorRow(
        indicator=str(row["line"]),
        item=str(row["item"]),
        breakdown=str(row["by"]) or "all",
        group=str(row["group"]),
        statistic=row["statistic"],  # type: ignore[arg-type]
        unit=str(row["unit"]),
        value=number("value"),
        se=number("se"),
        low=number("ci_low"),
        high=number("ci_high"),
        level=number("ci_level") or 0.95,
        n=None if n is None else round(n),
        status=row["status"] if shown or row["status"] not in SHOWN else "suppressed",  # type: ignore[arg-type]
        confidential=bool(row["confidentiality"]),
        decimals=decimals,
    )


def value_cell(cells: Cells, row: Mapping[str, object]) -> TableCell:
    """The figure of a row, with the sign of its absence or of the care that it asks for."""
    text = cells.written(row)
    return TableCell(text.in_table, "", text.sign, text.meaning)


def interval_text(cells: Cells, row: Mapping[str, object]) -> str:
    """The interval of a row; that the weighting fixes the figure; nothing where there is none."""
    text = cells.written(row)
    if text.row.is_fixed:
        return cells.voice.say("fixed")
    if text.row.low is None or text.row.high is None:
        return ""
    if text.row.low == text.row.high:
        return cells.voice.say("interval.zero")
    low, high = (text.number_in_table(value) for value in (text.row.low, text.row.high))
    return cells.voice.say("library.interval", low=low, high=high)


def signed_text(cells: Cells, row: Mapping[str, object], value: float) -> str:
    """A difference with its sign, in the decimals of the row."""
    return cells.voice.signed(value, cells.written(row).decimals_in_table)


def difference_text(cells: Cells, row: Mapping[str, object]) -> str:
    """The difference of a row with its interval; nothing where there is none."""
    value = row["difference"]
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    said = signed_text(cells, row, float(value))  # type: ignore[arg-type]
    low, high = row["difference_low"], row["difference_high"]
    if pd.isna(low):  # type: ignore[call-overload]
        return said
    ends = (signed_text(cells, row, float(each)) for each in (low, high))  # type: ignore[arg-type]
    return f"{said} {cells.voice.say('library.interval', **dict(zip(('low', 'high'), ends, strict=True)))}"


def corrected_p(voice: Voice, row: Mapping[str, object]) -> str:
    """The corrected p-value of a difference, or why it was not tested."""
    if row["difference_state"] in ("small", "hidden"):
        return _why_untested(row)
    return p_text(voice, row["p_adjusted"], significance(float(row["ci_level"])))  # type: ignore[arg-type]


def _why_untested(row: Mapping[str, object]) -> str:
    """Few respondents, in this group or in the one it is compared with; or the sign of a figure not shown."""
    own, other = row["n"], row["against_n"]
    if any(n is not None and not pd.isna(n) and float(n) < SMALLEST_GROUP for n in (own, other)):  # type: ignore[arg-type,call-overload]
        return f"n < {SMALLEST_GROUP}"
    return mark_sign("suppressed")


def p_text(voice: Voice, p: object, alpha: float = 0.0) -> str:
    """A p-value with three decimals, and the mark of those under alpha; "" where there is none."""
    if p is None or pd.isna(p):  # type: ignore[call-overload]
        return ""
    value = float(p)  # type: ignore[arg-type]
    said = f"< {voice.number(0.001, 3)}" if value < 0.001 else voice.number(value, 3)
    return f"{said} ✱" if value < alpha else said


def whole_text(voice: Voice, value: object) -> str:
    """A whole number; nothing where there is none."""
    return "" if value is None or pd.isna(value) else voice.number(float(value))  # type: ignore[call-overload,arg-type]


def largest_base(cells: Cells, rows: Sequence[Mapping[str, object] | None]) -> str:
    """The greatest number of respondents of some rows; nothing where none is known."""
    bases = [row["n"] for row in rows if row is not None]
    known = [float(n) for n in bases if n is not None and not pd.isna(n)]  # type: ignore[call-overload,arg-type]
    return cells.voice.number(float(np.max(known))) if known else ""
