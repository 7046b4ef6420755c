"""The rows of released indicators.csv and territories.csv as records, without what may not be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import groupby
from math import ceil, log10, sqrt
from pathlib import Path
from typing import Any

from analysis.results.comparison_rows import Comparisons
from analysis.results.csv_files import figure_of, rows_of
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
    significance,
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


@dataclass(frozen=True)
class PossibleRanks:
    """The ranks that a territory may have among `ranked`, 1 for the highest value; the codes of those that
    are surely above and surely below."""

    first: int
    last: int
    ranked: int
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @property
    def is_any(self) -> bool:
        """Whether every rank is possible, so that none can be told."""
        return self.first == 1 and self.last == self.ranked


@dataclass(frozen=True)
class TerritoryRow:
    """An estimate in a territory; `rest`, `difference`, its interval and adjusted `p` are None where not
    compared. `p_alone` is not corrected.

    `detectable` is the smallest difference that the test finds four times in five; `ranks` are None where the
    territory has none: under 100 respondents, or no figure.
    """

    estimate: IndicatorRow
    rest: float | None = None
    difference: float | None = None
    p: float | None = None
    low: float | None = None
    high: float | None = None
    detectable: float | None = None
    ranks: PossibleRanks | None = None
    p_alone: float | None = None

    @property
    def shown_difference(self) -> float:
        """The difference from the rest; 0 where there is none to show."""
        return self.difference or 0.0

    @property
    def is_compared(self) -> bool:
        """Whether the difference was tested."""
        return self.p is not None

    @property
    def is_found(self) -> bool:
        """Whether the test finds a difference, be it too small for the figures to show."""
        return self.p is not None and self.p < significance(self.estimate.level)

    @property
    def is_apart(self) -> bool:
        """Whether the territory is known to be above or below the rest."""
        return self.is_found and self.shown_difference != 0

    @property
    def is_denied(self) -> bool:
        """Whether the test finds no difference, even uncorrected: only then may it be said that there is
        none."""
        p = self.p if self.p_alone is None else self.p_alone
        return not self.is_found and p is not None and p >= significance(self.estimate.level)


def read_territory_rows(path: Path, variable: str, code: str) -> Sequence[TerritoryRow]:
    """The rows of one territory in `path`, a territories.csv; none where the file has no such territory.

    The file is read once, and again when it changes: a process that forks one child per report has it
    before.
    """
    return _territories(path).get((variable, code), ())


def read_territories(path: Path, variable: str) -> Mapping[str, Sequence[TerritoryRow]]:
    """Code -> the rows of each territory of `variable` in `path`, a territories.csv, read as above."""
    return {code: rows for (name, code), rows in _territories(path).items() if name == variable}


def inhabited(path: Path) -> set[tuple[str, str]]:
    """(variable, code) of the territories in `path`, a territories.csv, that someone answered from, or may
    have: a number that is hidden is not known to be none."""
    state = path.stat()
    return _inhabited(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _inhabited(path: Path, _changed: int, _size: int) -> set[tuple[str, str]]:
    return {(row["breakdown"], row["group"]) for row in rows_of(path) if row["n"] != "0"}


def _territories(path: Path) -> Mapping[tuple[str, str], Sequence[TerritoryRow]]:
    state = path.stat()
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int, _size: int) -> Mapping[tuple[str, str], Sequence[TerritoryRow]]:
    rows = list(rows_of(path))
    estimates = with_decimals([indicator_row(row) for row in rows])
    found = [_territory_row(*both) for both in zip(estimates, rows, strict=True)]

    def territory(row: TerritoryRow) -> tuple[str, str]:
        return row.estimate.breakdown, row.estimate.group

    return {
        place: tuple(of_place) for place, of_place in groupby(sorted(found, key=territory), key=territory)
    }


def _territory_row(estimate: IndicatorRow, row: Mapping[str, str]) -> TerritoryRow:
    if not estimate.is_shown:
        return TerritoryRow(estimate)
    rest, difference, p, low, high, detectable, p_alone = (figure_of(row[name]) for name in BESIDE_REST)
    return TerritoryRow(estimate, rest, difference, p, low, high, detectable, _ranks(row), p_alone)


BESIDE_REST = (
    *("rest", "difference", "p_adjusted", "difference_low", "difference_high", "detectable"),
    "p_value",
)
"""The columns that set a territory beside the rest, in the order of the record."""


def _ranks(row: Mapping[str, str]) -> PossibleRanks | None:
    first, last, ranked = (figure_of(row[name]) for name in ("rank_first", "rank_last", "ranked"))
    if first is None or last is None or ranked is None:
        return None
    above, below = (tuple(filter(None, row[name].split(";"))) for name in ("above", "below"))
    return PossibleRanks(int(first), int(last), int(ranked), above, below)
