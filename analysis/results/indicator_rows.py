"""The rows of released indicators.csv and distributions.csv as records, without what may not be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from math import ceil, log10, sqrt
from pathlib import Path
from typing import Any

from analysis.results.comparison_rows import Comparisons
from analysis.results.csv_files import figure_of, read_rows, rows_of
from analysis.results.schema import (
    DIRECTIONS,
    FIXED,
    FORMS,
    HIDDEN,
    SHOWN,
    STATISTICS,
    STATUSES,
    VERDICTS,
    WHOLE,
    Direction,
    Form,
    Mark,
    Statistic,
    Status,
    Verdict,
    decimals_of,
    one_of,
)


def decimals_for(value: float, se: float = 0.0) -> int:
    """The number of decimals for a mean, a median, a total or a ratio: about three figures.

    More, up to two decimals, where its standard error is so small that the interval would otherwise
    round to one number.
    """
    size = abs(value)
    decimals = 2 if size < 1 else 1 if size < 100 else 0
    return max(decimals, min(2, ceil(-log10(2 * se)))) if se > 0 else decimals


@dataclass(frozen=True)
class IndicatorRow:
    """One figure with its precision and its base; what is confidential or suppressed is None."""

    indicator: str
    item: str = ""
    population: str = WHOLE
    breakdown: str = WHOLE
    group: str = WHOLE
    statistic: Statistic = "share"
    unit: str = "%"
    value: float | None = None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    n: int | None = None
    status: Status = "shown"
    confidential: bool = False
    direction: Direction = "neutral"
    decimals: int = 1
    step: float | None = None
    verdict: Verdict = ""
    counted_with: tuple[str, ...] = ()
    """Codes of the groups that are counted in that of the row."""

    @property
    def form(self) -> Form:
        """The form of its statistic's figures: share, balance, sum or number."""
        return FORMS[self.statistic]

    @property
    def is_shown(self) -> bool:
        """Whether there is a value, and it may be published."""
        return self.value is not None

    @property
    def shown_value(self) -> float:
        """The value, to order and draw rows by; 0 where none may be shown."""
        return self.value or 0.0

    @property
    def respondents(self) -> int:
        """How many respondents it rests on; 0 where that is confidential."""
        return self.n or 0

    def no_finer(self, decimals: int) -> int:
        """As many decimals, or fewer where the figure is no multiple of so small a number."""
        return decimals if self.step is None else min(decimals, decimals_of(self.step))

    @property
    def tone(self) -> str:
        """The colour of a figure: the verdict of a balance, else the indicator's direction."""
        return (self.verdict or "neutral") if self.form.is_balance else self.direction

    @property
    def is_fixed(self) -> bool:
        """Whether the weighting fixes the share or balance, so that it has no error without being 0 or
        100 %."""
        if not self.form.in_points or self.value is None or self.se is None:
            return False
        is_between = FIXED < abs(self.value) < 100 - FIXED
        return self.se < FIXED and is_between

    @property
    def deviation(self) -> float:
        """The standard deviation of the answers behind a mean, from its standard error: at least that, as
        weights make the error larger."""
        return (self.se or 0.0) * sqrt(self.n or 0)

    @property
    def mark(self) -> Mark:
        """The reason why the value is absent or to be read with care; nothing where there is none."""
        if self.confidential:
            return "confidential"
        if self.is_shown:
            return "" if self.status == "shown" else self.status
        return "suppressed" if self.status == "suppressed" else "empty"


def read_indicator_rows(path: Path) -> Sequence[IndicatorRow]:
    """The rows of `path`, an indicators.csv, in its order; codes stay text.

    The file is read once, and again when it changes: a report that is opened for several formats, or for its
    trend, has it before.
    """
    state = path.stat()
    return _read_rows(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4)
def _read_rows(path: Path, _changed: int, _size: int) -> Sequence[IndicatorRow]:
    return tuple(with_decimals([indicator_row(row) for row in rows_of(path)]))


def with_decimals(rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """The rows, all with the decimals that the indicator's figure for the whole sample deserves, or with
    fewer where the figure's own step is coarser."""
    decimals: dict[str, int] = {}
    for row in rows:
        if row.value is not None and not row.form.in_points:
            decimals.setdefault(row.indicator, decimals_for(row.value, row.se or 0.0))
    return [_with(row, decimals.get(row.indicator, row.decimals)) for row in rows]


def _with(row: IndicatorRow, decimals: int) -> IndicatorRow:
    found = row.no_finer(decimals)
    return row if found == row.decimals else replace(row, decimals=found)


def status_of(text: str) -> Status:
    """The status that a file gives, "shown" where it gives none; a figure with an unknown word is hidden."""
    return next((status for status in STATUSES if status == (text or "shown")), "suppressed")


def indicator_row(row: Mapping[str, str]) -> IndicatorRow:
    """The record of one row; value and precision are dropped where the row is not to be published."""
    confidential = row.get("status") == HIDDEN
    status = status_of(row.get("status", ""))
    published = status in SHOWN
    figures: Any = {
        name: figure_of(row.get(column)) if published else None
        for name, column in (("value", "value"), ("se", "se"), ("low", "ci_low"), ("high", "ci_high"))
    }
    respondents = None if confidential else figure_of(row.get("n"))
    verdict = row.get("verdict") if published else ""
    return IndicatorRow(
        indicator=row["indicator"],
        item=row.get("item", ""),
        population=row.get("population") or WHOLE,
        breakdown=row.get("breakdown") or WHOLE,
        group=row.get("group") or WHOLE,
        statistic=one_of(STATISTICS, row.get("statistic") or "share"),
        unit=row.get("unit", ""),
        level=figure_of(row.get("ci_level")) or 0.95,
        n=None if respondents is None else round(respondents),
        status=status,
        confidential=confidential,
        direction=one_of(DIRECTIONS, row.get("direction") or "neutral"),
        step=figure_of(row.get("step")) if published else None,
        verdict=one_of(VERDICTS, verdict) if verdict else "",
        counted_with=tuple(filter(None, row.get("with", "").split(";"))),
        **figures,
    )


def counted_together(rows: Iterable[IndicatorRow]) -> dict[str, dict[str, str]]:
    """Breakdown -> code -> the code whose group it is counted in, of the groups that have no row of their
    own."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        for code in row.counted_with:
            found.setdefault(row.breakdown, {})[code] = row.group
    return found


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
        return [row for row in self.of(indicator) if row.breakdown == WHOLE]

    def by_group(self, indicator: str) -> dict[str, list[IndicatorRow]]:
        """breakdown -> the rows of `indicator` for its groups."""
        return grouped(row for row in self.of(indicator) if row.breakdown != WHOLE)


def grouped(rows: Iterable[IndicatorRow]) -> dict[str, list[IndicatorRow]]:
    """breakdown -> rows, in the order met."""
    by_breakdown: dict[str, list[IndicatorRow]] = {}
    for row in rows:
        by_breakdown.setdefault(row.breakdown, []).append(row)
    return by_breakdown


AnswerRows = Mapping[str, list[IndicatorRow]]
"""Question -> its answers in their order, each a share whose item is its code and which has no indicator."""


def read_answer_rows(path: Path) -> dict[str, list[IndicatorRow]]:
    """The answers in `path`, a released distributions.csv; nothing where the file is not there."""
    found: dict[str, list[IndicatorRow]] = {}
    for row in read_rows(path):
        found.setdefault(row["variable"], []).append(indicator_row({**row, "indicator": ""}))
    return found
