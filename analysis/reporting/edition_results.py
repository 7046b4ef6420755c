"""What changed since an earlier edition: the rows of trend.csv, the editions' figures, others' figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from analysis.questionnaire import Edition, Label, Survey, read_edition
from analysis.results.csv_files import read_rows
from analysis.results.indicator_rows import IndicatorRow, figure_of, read_indicator_rows

FigureKey = tuple[str, str]
"""(indicator, item) of the whole sample."""


@dataclass(frozen=True)
class Change:
    """A figure of the whole sample in two editions, and what can be said of their difference.

    `status` is that of trend.csv: "tested", "small", "fixed", "hidden", "break" or "not_asked".
    """

    indicator: str
    item: str
    earlier: str
    later: str
    value_from: float | None
    value_to: float | None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    status: str = "tested"
    reason: Label = field(default_factory=lambda: Label("", ""))

    @property
    def cell(self) -> FigureKey:
        """What the figure is of."""
        return self.indicator, self.item

    def holds(self, level: float) -> bool:
        """Whether the test supports a change."""
        return self.status == "tested" and self.p is not None and self.p < 1 - level


@dataclass(frozen=True)
class Published:
    """A figure that others published for another year."""

    year: int
    period: str
    value: float
    source: str
    note: str = ""


@dataclass(frozen=True)
class Changes:
    """What a chapter on the trend rests on.

    `changes` are those up to the report's edition, in order; `editions` name -> title, in order of time, with
    the year of each; `figures` edition -> cell -> estimate; `published` cell -> figures of others.
    """

    edition: str
    changes: Sequence[Change] = ()
    titles: Mapping[str, Label] = field(default_factory=dict)
    years: Mapping[str, int] = field(default_factory=dict)
    figures: Mapping[str, Mapping[FigureKey, IndicatorRow]] = field(default_factory=dict)
    published: Mapping[FigureKey, Sequence[Published]] = field(default_factory=dict)

    @property
    def latest(self) -> list[Change]:
        """The changes that the report's edition brings, in the order of the survey."""
        return [change for change in self.changes if change.later == self.edition]

    def figure(self, change: Change, edition: str) -> IndicatorRow:
        """The figure of `change` as `edition` published it; an empty one where it did not."""
        found = self.figures.get(edition, {}).get(change.cell)
        return found or IndicatorRow(change.indicator, change.item, status="suppressed")

    def before(self, change: Change) -> list[Change]:
        """The changes of the same figure that lead to `change`, the earliest first, `change` last."""
        found = [change]
        while True:
            last = found[0]
            earlier = [c for c in self.changes if c.cell == last.cell and c.later == last.earlier]
            if not earlier or last.earlier == last.later:
                return found
            found.insert(0, earlier[0])


def read_changes(root: Path, survey: Survey, edition: str) -> Changes:
    """What trend.csv says of `edition`; nothing where it has no earlier edition to compare with."""
    processed = root / "data" / "processed" / survey.name
    changes = [_change(row) for row in read_rows(processed / "trend.csv") if row["breakdown"] == "all"]
    if not any(change.later == edition for change in changes):
        return Changes(edition)
    raw = root / "data" / "raw" / survey.name
    compared = {name for change in changes for name in (change.earlier, change.later)}
    waves = [read_edition(raw / name / "edition.toml", survey) for name in sorted(compared)]
    waves = _up_to(edition, waves)
    names = [wave.name for wave in waves]
    tables = {name: read_indicator_rows(processed / name / "indicators.csv") for name in names}
    return Changes(
        edition,
        [change for change in changes if change.later in names],
        {wave.name: wave.title for wave in waves},
        {wave.name: _year(wave.name, wave.reference_year) for wave in waves},
        {name: _whole(rows) for name, rows in tables.items()},
        _published(processed, survey),
    )


def _up_to(edition: str, waves: Sequence[Edition]) -> list[Edition]:
    """The editions up to `edition` in order of time, those without a date last."""
    ordered = sorted(waves, key=lambda wave: (wave.end or wave.start or date.max, wave.name))
    place = next(place for place, wave in enumerate(ordered) if wave.name == edition)
    return ordered[: place + 1]


def _change(row: Mapping[str, str]) -> Change:
    numbers = ("value_from", "value_to", "difference", "ci_low", "ci_high", "p_adjusted")
    value_from, value_to, difference, low, high, p = (figure_of(row[name]) for name in numbers)
    return Change(
        row["indicator"],
        row["item"],
        row["edition_from"],
        row["edition_to"],
        value_from,
        value_to,
        difference,
        low,
        high,
        p,
        row["status"],
        Label(row["break_fr"], row["break_en"]),
    )


def _year(name: str, reference: int | None) -> int:
    return int(name[:4]) if name[:4].isdigit() else reference or 0


def _whole(rows: Sequence[IndicatorRow]) -> dict[FigureKey, IndicatorRow]:
    return {(row.indicator, row.item): row for row in rows if row.breakdown == "all"}


def _published(processed: Path, survey: Survey) -> dict[FigureKey, list[Published]]:
    """What the editions' points.csv have of the whole sample, each figure once, in order of time."""
    known = set(survey.indicators)
    own_years = {path.parent.name for path in processed.glob("*/indicators.csv")}
    found: dict[FigureKey, dict[Published, None]] = {}
    for path in sorted(processed.glob("*/points.csv")):
        for row in read_rows(path):
            value = figure_of(row["value"])
            is_own = row["year"] in own_years and not row["period"]
            if row["indicator"] in known and row["breakdown"] == "all" and value is not None and not is_own:
                figure = Published(int(row["year"]), row["period"], value, row["source"], row["note"])
                found.setdefault((row["indicator"], row["item"]), {})[figure] = None
    return {cell: sorted(figures, key=lambda f: f.year) for cell, figures in found.items()}
