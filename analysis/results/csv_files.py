"""CSV as results are written and read back: text that no spreadsheet evaluates, tables, side files."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.results.indicator_columns import COLUMNS, NUMBERS

NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?")
EVALUATED = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The frame as CSV for others: UTF-8, comma, decimal point, no index, no cell that evaluates."""
    texts = [name for name in frame.columns if frame[name].dtype.kind not in "biufM"]
    safe = frame.assign(**{name: frame[name].map(inert_cell, na_action="ignore") for name in texts})
    safe.columns = [inert_cell(str(name)) for name in frame.columns]
    return safe.to_csv(index=False, lineterminator="\n", float_format="%.12g").encode("utf-8")


def inert_cell(value: object) -> object:
    """The cell with an apostrophe before text that a spreadsheet would evaluate; numbers untouched.

    A carriage return is a line feed, as readers of CSV take it for the end of a row.
    """
    if not isinstance(value, str):
        return value
    evaluates = value.startswith(EVALUATED) and not NUMBER.fullmatch(value)
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if evaluates else text


def written(text: str | None) -> str:
    """`text` without the apostrophe that keeps spreadsheets from evaluating it."""
    text = text or ""
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@\t\r") else text


def figure_of(text: str | None) -> float | None:
    """The number in a cell; None where there is none."""
    try:
        value = float(text) if text else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None


RowOfText = Mapping[str, str]


@dataclass(frozen=True)
class Records:
    """The rows of weighting.csv, quality.csv, sensitivity.csv and backtest.csv, and provenance.json."""

    weighting: Sequence[RowOfText]
    provenance: Mapping[str, Any]
    quality: Sequence[RowOfText] = ()
    sensitivity: Sequence[RowOfText] = ()
    backtest: Sequence[RowOfText] = ()

    def counted(self, key: str) -> dict[str, Any]:
        """A table of the provenance; empty where it is absent."""
        found = self.provenance.get(key)
        return dict(found) if isinstance(found, Mapping) else {}


def read_records(folder: Path) -> Records:
    """The records in `folder`; a file that is not there leaves its part empty."""
    path = folder / "provenance.json"
    provenance = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    named = {name: read_rows(folder / f"{name}.csv") for name in ("quality", "sensitivity", "backtest")}
    return Records(read_rows(folder / "weighting.csv"), provenance, **named)


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of `path`, a CSV that the pipeline wrote, as text; none where it is not there."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [{name: written(text) for name, text in row.items()} for row in csv.DictReader(lines)]


ESCAPED = ("'=", "'+", "'-", "'@", "'\t")


def read_indicators(path: Path) -> pd.DataFrame:
    """The published rows of one edition: codes as text, figures as numbers, NaN where one is hidden."""
    texts = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    rows = texts.reindex(columns=list(COLUMNS), fill_value="")
    for name in COLUMNS:
        column = rows[name]
        if name in NUMBERS:
            rows[name] = pd.to_numeric(column.replace("", None))
        else:
            rows[name] = column.where(~column.str.startswith(ESCAPED), column.str[1:])
    return rows
