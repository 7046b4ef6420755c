"""The rows of indicators.csv and territories.csv as records, without what may not be shown."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import groupby
from math import ceil, log10
from pathlib import Path
from typing import Any

from analysis.results.comparison_rows import Comparisons
from analysis.results.csv_files import figure_of, written


def decimals_for(value: float, se: float = 0.0) -> int:
    """Decimals that a mean, a median, a total or a ratio deserves: about three figures.

    More, up to two decimals, where its standard error is so small that the interval would otherwise
    round to one number.
    """
    size = abs(value)
    decimals = 2 if size < 1 else 1 if size < 100 else 0
    return max(decimals, min(2, ceil(-log10(2 * se)))) if se > 0 else decimals


COLUMNS = (
    *("indicator", "item", "population", "breakdown", "group", "statistic", "unit", "value", "se"),
    *("ci_low", "ci_high", "ci_level", "n", "status", "confidentiality", "direction", "verdict"),
)
SHOWN = ("shown", "footnote", "caution")
"""Statuses with which a value is published; any other hides it."""

IN_POINTS = ("share", "balance")
"""Statistics in hundredths of the respondents: rounded to the unit in sentences, to the tenth in tables."""
FIXED = 1e-4
"""Standard error, in points, below which a share is one that the calibration fixes (1e-6 of the whole)."""


@dataclass(frozen=True)
class IndicatorRow:
    """One figure with its precision and its base; what is confidential or suppressed is None."""

    indicator: str
    item: str = ""
    population: str = "all"
    breakdown: str = "all"
    group: str = "all"
    statistic: str = "share"
    unit: str = "%"
    value: float | None = None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    n: int | None = None
    status: str = "shown"
    confidential: bool = False
    direction: str = "neutral"
    decimals: int = 1
    verdict: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether there is a value, and it may be published."""
        return self.value is not None

    @property
    def tone(self) -> str:
        """The colour of a figure: the verdict of a balance, else the indicator's direction."""
        return self.direction if self.statistic != "balance" else self.verdict or "neutral"

    @property
    def is_fixed(self) -> bool:
        """Whether the weighting fixes the share or balance: no error, yet neither nobody nor everybody."""
        if self.statistic not in IN_POINTS or self.value is None or self.se is None:
            return False
        is_between = FIXED < abs(self.value) < 100 - FIXED
        return self.se < FIXED and is_between

    @property
    def mark(self) -> str:
        """Why the value is absent or to be read with care: a key of wording.MARKS, or nothing."""
        if self.confidential:
            return "confidential"
        if self.is_shown:
            return self.status if self.status in ("footnote", "caution") else ""
        return "empty" if self.status in ("empty", *SHOWN) else "suppressed"


def read_indicator_rows(path: Path) -> list[IndicatorRow]:
    """The rows of `path`, an indicators.csv, in its order; codes stay text."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = [
            indicator_row({name: written(row.get(name)) for name in COLUMNS}) for row in csv.DictReader(lines)
        ]
    return with_decimals(rows)


def with_decimals(rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """`rows` with the decimals that an indicator's figure for the whole sample deserves, in all its rows."""
    decimals: dict[str, int] = {}
    for row in rows:
        if row.value is not None and row.statistic not in IN_POINTS:
            decimals.setdefault(row.indicator, decimals_for(row.value, row.se or 0.0))
    return [
        replace(row, decimals=decimals[row.indicator]) if row.indicator in decimals else row for row in rows
    ]


def indicator_row(row: Mapping[str, str]) -> IndicatorRow:
    """The record of one row; value and precision are dropped where the row is not to be published."""
    confidential = bool(row.get("confidentiality"))
    status = row.get("status") or "shown"
    published = not confidential and status in SHOWN
    figures: Any = {
        name: figure_of(row.get(column)) if published else None
        for name, column in (("value", "value"), ("se", "se"), ("low", "ci_low"), ("high", "ci_high"))
    }
    respondents = None if confidential else figure_of(row.get("n"))
    return IndicatorRow(
        indicator=row["indicator"],
        item=row.get("item") or "",
        population=row.get("population") or "all",
        breakdown=row.get("breakdown") or "all",
        group=row.get("group") or "all",
        statistic=row.get("statistic") or "share",
        unit=row.get("unit") or "",
        level=figure_of(row.get("ci_level")) or 0.95,
        n=None if respondents is None else round(respondents),
        status=status,
        confidential=confidential,
        direction=row.get("direction") or "neutral",
        verdict=(row.get("verdict") or "") if published else "",
        **figures,
    )


@dataclass(frozen=True)
class IndicatorRows:
    """The figures of one edition, found by indicator, and how they compare."""

    rows: tuple[IndicatorRow, ...]
    comparisons: Comparisons = field(default_factory=Comparisons)

    def of(self, indicator: str) -> list[IndicatorRow]:
        """Every row of `indicator`."""
        return self._by_indicator.get(indicator, [])

    @cached_property
    def _by_indicator(self) -> dict[str, list[IndicatorRow]]:
        found: dict[str, list[IndicatorRow]] = {}
        for row in self.rows:
            found.setdefault(row.indicator, []).append(row)
        return found

    def whole(self, indicator: str) -> list[IndicatorRow]:
        """The rows of `indicator` for the whole sample: one, or one per answer."""
        return [row for row in self.of(indicator) if row.breakdown == "all"]

    def by_group(self, indicator: str) -> dict[str, list[IndicatorRow]]:
        """breakdown -> the rows of `indicator` for its groups."""
        return grouped(row for row in self.of(indicator) if row.breakdown != "all")


def grouped(rows: Iterable[IndicatorRow]) -> dict[str, list[IndicatorRow]]:
    """breakdown -> rows, in the order met."""
    by_breakdown: dict[str, list[IndicatorRow]] = {}
    for row in rows:
        by_breakdown.setdefault(row.breakdown, []).append(row)
    return by_breakdown


CONTRAST = ("rest", "difference", "p_adjusted")


@dataclass(frozen=True)
class TerritoryRow:
    """An estimate in a territory; `rest`, `difference` and adjusted `p` are None where not compared."""

    estimate: IndicatorRow
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


def read_territory_rows(path: Path, variable: str, code: str) -> Sequence[TerritoryRow]:
    """The rows of one territory in `path`, a territories.csv; none where the file has no such territory.

    The file is read once, and again when it changes: a process that forks one child per report has it
    before.
    """
    state = path.stat()
    return _read(path, state.st_mtime_ns, state.st_size).get((variable, code), ())


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int, _size: int) -> Mapping[tuple[str, str], Sequence[TerritoryRow]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = [
            {name: written(row.get(name)) for name in (*COLUMNS, *CONTRAST)} for row in csv.DictReader(lines)
        ]
    estimates = with_decimals([indicator_row(row) for row in rows])
    found = [
        TerritoryRow(estimate, *(figure_of(row[name]) if estimate.is_shown else None for name in CONTRAST))
        for estimate, row in zip(estimates, rows, strict=True)
    ]

    def territory(row: TerritoryRow) -> tuple[str, str]:
        return row.estimate.breakdown, row.estimate.group

    return {
        place: tuple(of_place) for place, of_place in groupby(sorted(found, key=territory), key=territory)
    }
