"""What the chapters of a report are written from: definitions, results, and the voice of a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from analysis.questionnaire import Edition, Testimony
from analysis.reporting.drawing.tile_grids import TileGrid, grid_of
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.candidates import candidates
from analysis.reporting.findings.choice import best_of_questions, chosen
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.finding_titles import finding_titles, says_how
from analysis.reporting.findings.own_findings import OwnFindings
from analysis.reporting.findings.territory_findings import opinions, territory_findings
from analysis.reporting.language.territory_sentences import theme_of
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import AnswerRows, IndicatorRows
from analysis.results.record_rows import Records
from analysis.results.schema import SMALLEST_GROUP
from analysis.results.territory_rows import TerritoryRow

MOST_SAID, MOST_TOLD = 2, 5
"""Findings that the page of a theme says, and with those that are said beside a figure that shows them."""


@dataclass(frozen=True)
class ReportContent:
    """What every report has: a language bound to the survey, the edition, and what the pipeline recorded."""

    voice: Voice
    edition: Edition
    records: Records


@dataclass(frozen=True)
class EditionContent(ReportContent):
    """What the report of a whole edition is written from."""

    estimates: IndicatorRows
    changes: Changes
    told: Sequence[Testimony] = ()
    own: OwnFindings = field(default_factory=OwnFindings)
    answers: AnswerRows = field(default_factory=dict)

    @cached_property
    def findings(self) -> list[Finding]:
        """Every difference that is a finding, in the order of the survey."""
        return candidates(self.voice.survey, self.edition, self.estimates, self.changes)

    def found_of(self, theme: str) -> list[Finding]:
        """The findings of a theme, the best of each question, the heaviest first."""
        return best_of_questions(finding for finding in self.findings if finding.theme == theme)

    @cached_property
    def titles(self) -> dict[str, list[tuple[Finding, str]]]:
        """Theme -> its findings, the heaviest first, each with its title, said in a way that the report has
        not used up: the first of every theme have their choice before the others."""
        opening = chosen(self.findings, self.own)
        spans = (slice(MOST_SAID), slice(MOST_SAID, MOST_TOLD))
        of_themes = [each for span in spans for theme in self.themes for each in self.found_of(theme)[span]]
        told = finding_titles(self.voice, [*opening, *of_themes], self.changes)[len(opening) :]
        titles: dict[str, list[tuple[Finding, str]]] = {theme: [] for theme in self.themes}
        for finding, title in zip(of_themes, told, strict=True):
            is_first = not titles[finding.theme]
            if title and (is_first or says_how(self.voice, finding, title, self.changes)):
                titles[finding.theme].append((finding, title))
        return titles

    @property
    def themes(self) -> list[str]:
        """The themes that have a chapter, in the questionnaire's order."""
        used = {indicator.theme for indicator in self.voice.survey.indicators.values()}
        return [theme for theme in self.voice.survey.themes if theme in used]


@dataclass(frozen=True)
class TerritoryContent(ReportContent):
    """What the report of a territory, (variable, code), is written from: its rows, those of every territory
    of the variable by code, and the figures of the whole sample."""

    territory: tuple[str, str]
    territories: Mapping[str, Sequence[TerritoryRow]]
    whole: IndicatorRows

    @cached_property
    def rows(self) -> Sequence[TerritoryRow]:
        """The figures of the territory."""
        return self.territories.get(self.territory[1], ())

    @cached_property
    def place(self) -> str:
        """What the territory is called."""
        return self.voice.answer(*self.territory)

    @cached_property
    def grid(self) -> TileGrid | None:
        """Where the tiles of the territories stand; None where no map has them."""
        return grid_of(self.voice.survey.questions[self.territory[0]].codes)

    @cached_property
    def findings(self) -> list[TerritoryRow]:
        """What sets the territory apart by the rule, the heaviest first."""
        return territory_findings(self.voice.survey, self.edition, self.rows)

    @cached_property
    def opinions(self) -> list[TerritoryRow]:
        """The figures that are compared of what people do or think."""
        found = opinions(self.voice.survey, self.edition, self.rows)
        return [row for row in found if row.is_compared]

    def everywhere(self, row: TerritoryRow) -> dict[str, TerritoryRow]:
        """The figure of `row` in every territory that has a row of it, by code."""
        cell = row.estimate.indicator, row.estimate.item
        found = {}
        for code, rows in self.territories.items():
            same = (each for each in rows if (each.estimate.indicator, each.estimate.item) == cell)
            if (first := next(same, None)) is not None:
                found[code] = first
        return found

    @property
    def respondents(self) -> int | None:
        """The largest base of the report's figures; None where every one that anybody answered is
        confidential."""
        return max((row.estimate.n for row in self.rows if row.estimate.n), default=None)

    @property
    def is_short(self) -> bool:
        """Whether too few answered for chapters: under the least size compared, or of what people do or think
        no share is shown and no figure compared."""
        if (self.respondents or 0) < SMALLEST_GROUP:
            return True
        found = [row.estimate for row in opinions(self.voice.survey, self.edition, self.rows)]
        return not self.opinions and not any(row.is_shown and row.form.is_share for row in found)

    @property
    def themes(self) -> list[str]:
        """The themes that have a chapter, in the questionnaire's order."""
        used = {theme_of(self.voice, row) for row in self.rows}
        return [] if self.is_short else [theme for theme in self.voice.survey.themes if theme in used]
