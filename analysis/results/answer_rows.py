"""The rows of released distributions.csv: every answer to a question, of all respondents."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from analysis.results.csv_files import read_rows
from analysis.results.indicator_rows import IndicatorRow, indicator_row

AnswerRows = Mapping[str, list[IndicatorRow]]
"""Question -> its answers in their order, each a share whose item is its code and which has no indicator."""


def read_answer_rows(path: Path) -> dict[str, list[IndicatorRow]]:
    """The answers in `path`, a released distributions.csv; nothing where the file is not there."""
    found: dict[str, list[IndicatorRow]] = {}
    for row in read_rows(path):
        found.setdefault(row["variable"], []).append(indicator_row({**row, "indicator": ""}))
    return found
