"""The rows of released territories.csv as records: figures of territories, beside the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from analysis.results.csv_files import figure_of, rows_of
from analysis.results.indicator_rows import IndicatorRow, indicator_row, with_decimals
from analysis.results.schema import significance


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
