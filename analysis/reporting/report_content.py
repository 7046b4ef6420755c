"""What the chapters of a report are written from: definitions, results, and the voice of a language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.questionnaire import Edition, Survey, Testimony
from analysis.reporting.edition_results import Changes
from analysis.reporting.language.indicator_sentences import Writer
from analysis.reporting.language.territory_sentences import TerritoryWriter
from analysis.reporting.language.voice import Names
from analysis.results.indicator_rows import IndicatorRows, TerritoryRow
from analysis.results.record_rows import Records
from analysis.results.schema import SMALLEST_GROUP


@dataclass(frozen=True)
class ReportContent:
    """What every report has: the survey, the edition, what the pipeline recorded, and a language."""

    survey: Survey
    edition: Edition
    language: str
    records: Records

    @cached_property
    def names(self) -> Names:
        """The labels of the survey in the report's language."""
        return Names(self.survey, self.language)


@dataclass(frozen=True)
class EditionContent(ReportContent):
    """What the report of a whole edition is written from."""

    estimates: IndicatorRows
    changes: Changes
    told: Sequence[Testimony] = ()

    @cached_property
    def writer(self) -> Writer:
        """What writes the sentences of this report."""
        return Writer(self.names)

    @property
    def themes(self) -> list[str]:
        """The themes that have a chapter, in the questionnaire's order."""
        used = {indicator.theme for indicator in self.survey.indicators.values()}
        return [theme for theme in self.survey.themes if theme in used]


@dataclass(frozen=True)
class TerritoryContent(ReportContent):
    """What the report of a territory, (variable, code), is written from."""

    territory: tuple[str, str]
    rows: Sequence[TerritoryRow]

    @cached_property
    def place(self) -> str:
        """What the territory is called."""
        return self.names.answer(*self.territory)

    @cached_property
    def writer(self) -> TerritoryWriter:
        """What writes the sentences of this report."""
        return TerritoryWriter(Writer(self.names), self.place)

    @property
    def respondents(self) -> int | None:
        """The largest base of the report's figures; None where every one is confidential."""
        return max((row.estimate.n for row in self.rows if row.estimate.n is not None), default=None)

    @property
    def is_short(self) -> bool:
        """Whether too few answered for chapters: under the least size compared, or nothing to show."""
        too_few = (self.respondents or 0) < SMALLEST_GROUP
        return too_few or not any(row.estimate.is_shown for row in self.rows)

    @property
    def themes(self) -> list[str]:
        """The themes that have a chapter, in the questionnaire's order."""
        used = {self.writer.theme_of(row) for row in self.rows}
        return [] if self.is_short else [theme for theme in self.survey.themes if theme in used]
