"""What changed since an earlier edition: the rows of trend.csv, the editions' figures, others' figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from analysis.questionnaire import Edition, Label, Survey, read_edition
from analysis.results import INDICATORS, POINTS, TREND
from analysis.results.indicator_rows import IndicatorRow, read_indicator_rows
from analysis.results.schema import WHOLE
from analysis.results.trend_rows import Change, FigureKey, Published, read_changes, read_points
from analysis.workspace import RELEASED, Place, places


@dataclass(frozen=True)
class Changes:
    """What a chapter on the trend rests on.

    `changes` are those up to the report's edition, in order; `editions` name -> title, in order of time,
    with the year of each; `dates` edition -> its fieldwork, as a year with its fraction; `figures` edition ->
    cell -> estimate; `published` cell -> figures of others.
    """

    edition: str
    changes: Sequence[Change] = ()
    titles: Mapping[str, Label] = field(default_factory=dict)
    years: Mapping[str, int] = field(default_factory=dict)
    dates: Mapping[str, float] = field(default_factory=dict)
    figures: Mapping[str, Mapping[FigureKey, IndicatorRow]] = field(default_factory=dict)
    published: Mapping[FigureKey, Sequence[Published]] = field(default_factory=dict)

    def when(self, edition: str) -> float:
        """The date of an edition's fieldwork, else its year."""
        return self.dates.get(edition, float(self.years.get(edition, 0)))

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


def changes_of(root: Path, survey: Survey, edition: str) -> Changes:
    """What trend.csv says of `edition`; nothing where it has no earlier edition to compare with."""
    changes = read_changes(root / "data" / "processed" / survey.name / RELEASED / TREND.name)
    if not any(change.later == edition for change in changes):
        return Changes(edition)
    raw = root / "data" / "raw" / survey.name
    compared = {name for change in changes for name in (change.earlier, change.later)}
    waves = [read_edition(raw / name / "edition.toml", survey) for name in sorted(compared)]
    waves = _up_to(edition, waves)
    names = [wave.name for wave in waves]
    tables = {name: read_indicator_rows(_released(root, survey, name) / INDICATORS.name) for name in names}
    return Changes(
        edition,
        [change for change in changes if change.later in names],
        {wave.name: wave.title for wave in waves},
        {wave.name: _year(wave.name, wave.reference_year) for wave in waves},
        {wave.name: year_of_fieldwork(wave) for wave in waves},
        {name: _whole(rows) for name, rows in tables.items()},
        _published(root, survey),
    )


def _up_to(edition: str, waves: Sequence[Edition]) -> list[Edition]:
    """The editions up to `edition` in order of time, those without a date last."""
    ordered = sorted(waves, key=lambda wave: (wave.end or wave.start or date.max, wave.name))
    place = next(place for place, wave in enumerate(ordered) if wave.name == edition)
    return ordered[: place + 1]


def _year(name: str, reference: int | None) -> int:
    return int(name[:4]) if name[:4].isdigit() else reference or 0


def year_of_fieldwork(wave: Edition) -> float:
    """The middle of the fieldwork as a year with its fraction; the middle of the year without dates."""
    days = [day for day in (wave.start, wave.end) if day]
    if not days:
        return _year(wave.name, wave.reference_year) + 0.5
    middle = date.fromordinal(round(sum(day.toordinal() for day in days) / len(days)))
    return middle.year + (middle.timetuple().tm_yday - 1) / 366


def _whole(rows: Sequence[IndicatorRow]) -> dict[FigureKey, IndicatorRow]:
    return {(row.indicator, row.item): row for row in rows if row.breakdown == WHOLE}


def _released(root: Path, survey: Survey, edition: str) -> Path:
    return Place(root, survey.name, edition).released


def _published(root: Path, survey: Survey) -> dict[FigureKey, list[Published]]:
    """What the editions' points.csv have of the whole sample, each figure once, in order of time."""
    known = set(survey.indicators)
    folders = [place.released for place in places(root, (survey.name,))]
    own_years = {path.parent.name for path in folders if (path / INDICATORS.name).is_file()}
    found: dict[FigureKey, dict[Published, None]] = {}
    for folder in folders:
        for figure in read_points(folder / POINTS.name):
            is_own = str(figure.year) in own_years and not figure.period
            if figure.indicator in known and not is_own:
                found.setdefault(figure.cell, {})[figure] = None
    return {cell: sorted(figures, key=lambda f: f.year) for cell, figures in found.items()}
