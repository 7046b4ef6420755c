"""What the pipeline wrote beside the indicators, read for a report: one list of rows per file."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.reporting.estimates import written

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
