"""The rows of territories.csv as records: an estimate in one territory, and how far it is from the rest."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from analysis.reporting.estimates import COLUMNS, Estimate, estimate_from, figure_of, with_decimals, written

CONTRAST = ("rest", "difference", "p_adjusted")


@dataclass(frozen=True)
class Contrasted:
    """An estimate in a territory; `rest`, `difference` and adjusted `p` are None where not compared."""

    estimate: Estimate
    rest: float | None = None
    difference: float | None = None
    p: float | None = None

    @property
    def is_compared(self) -> bool:
        """Whether the difference was tested."""
        return self.p is not None

    @property
    def is_apart(self) -> bool:
        """Whether the territory differs significantly from the rest."""
        return self.p is not None and self.p < 1 - self.estimate.level


def read_contrasted(path: Path, variable: str, code: str) -> Sequence[Contrasted]:
    """The rows of one territory in `path`, a territories.csv; none where the file has no such territory.

    The file is read once, and again when it changes: a process that forks one child per report has it
    before.
    """
    state = path.stat()
    return _read(path, state.st_mtime_ns, state.st_size).get((variable, code), ())


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int, _size: int) -> Mapping[tuple[str, str], Sequence[Contrasted]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = [
            {name: written(row.get(name)) for name in (*COLUMNS, *CONTRAST)} for row in csv.DictReader(lines)
        ]
    estimates = with_decimals([estimate_from(row) for row in rows])
    found = [
        Contrasted(estimate, *(figure_of(row[name]) if estimate.is_shown else None for name in CONTRAST))
        for estimate, row in zip(estimates, rows, strict=True)
    ]

    def territory(row: Contrasted) -> tuple[str, str]:
        return row.estimate.breakdown, row.estimate.group

    return {
        place: tuple(of_place) for place, of_place in groupby(sorted(found, key=territory), key=territory)
    }
