"""The report of one edition, as a notebook shows it: open it, then show its parts in order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.faults import some
from analysis.questionnaire import Survey, read_edition, read_survey, read_testimonies
from analysis.reporting.chapters import EDITION_CHAPTERS
from analysis.reporting.chapters.opening_pages.cover import cover_of
from analysis.reporting.chapters.theme_pages.theme_page import THEMES
from analysis.reporting.chapters.themes import indicator_section
from analysis.reporting.edition_results import changes_of
from analysis.reporting.findings.own_findings import FILE, read_own_findings
from analysis.reporting.language.catalogue_reading import catalogue_of
from analysis.reporting.language.voice import Voice
from analysis.reporting.page.html import ShownBlock
from analysis.reporting.report_content import EditionContent
from analysis.reporting.shown_report import ShownReport
from analysis.reporting.territory_report import TerritoryReport
from analysis.results import COMPARISONS, DISTRIBUTIONS, INDICATORS, TERRITORIES
from analysis.results.comparison_rows import read_comparisons
from analysis.results.indicator_rows import (
    IndicatorRows,
    counted_together,
    read_answer_rows,
    read_indicator_rows,
)
from analysis.results.record_rows import read_records
from analysis.results.territory_rows import read_territories
from analysis.workspace import LANGUAGE, Place


@dataclass(frozen=True)
class EditionReport(EditionContent, ShownReport):
    """What the report of an edition shows, part by part; each part shows itself in a notebook."""

    registry = EDITION_CHAPTERS
    of_themes = THEMES

    def cover(self) -> ShownBlock:
        """Title, edition, dates, respondents, producer; and whether the data are simulated."""
        kept = self.records.counted("counts").get("kept")
        return ShownBlock(cover_of(self.voice, self.edition, self.voice.text(self.edition.title), kept))

    def indicator(self, name: str) -> ShownBlock:
        """Sentence, chart and table of one indicator.

        Raises KeyError when the survey or the edition has none of that name.
        """
        found = indicator_section(self.voice, self.estimates, self.voice.survey.indicators[name])
        if found is None:
            raise KeyError(f"no row of the indicator {name!r} in this edition")
        return ShownBlock(found)


def open_report(
    root: Path | str, survey: str, edition: str, language: str = LANGUAGE, territory: str = ""
) -> EditionReport | TerritoryReport:
    """The report of an edition built under `root`, or of one of its territories, named "region=84".

    Raises FileNotFoundError, with the way out, when the edition has not been built, ValueError for a
    territory that the survey does not have, and Fault for a language that has no catalogue.
    """
    catalogue_of(language)  # a language there is none of is refused at once
    root = Path(root)
    folder = root / "data" / "raw" / survey
    definition = read_survey(folder / "survey.toml")
    wave = read_edition(folder / edition / "edition.toml", definition)
    released = Place(root, survey, edition).released
    if not (released / INDICATORS.name).exists():
        raise FileNotFoundError(
            f"no indicators.csv for {survey}/{edition}; run `assoscope build {survey}/{edition}`"
        )
    figures = read_indicator_rows(released / INDICATORS.name)
    definition = definition.named_together(counted_together(figures))
    voice = Voice(language, definition)
    records = read_records(released)
    if territory:
        place = territory_of(definition, territory)
        rows = read_territories(released / TERRITORIES.name, place[0])
        return TerritoryReport(voice, wave, records, place, rows, IndicatorRows(tuple(figures)))
    comparisons = read_comparisons(released / COMPARISONS.name)
    estimates = IndicatorRows(tuple(figures), comparisons)
    changes = changes_of(root, definition, edition)
    told = read_testimonies(folder / edition / "testimonies.toml", definition)
    own = read_own_findings(folder / edition / FILE)
    answers = read_answer_rows(released / DISTRIBUTIONS.name)
    return EditionReport(voice, wave, records, estimates, changes, told, own, answers)


def territory_of(survey: Survey, named: str) -> tuple[str, str]:
    """The variable and code of a territory named "region=84".

    Raises ValueError where the survey has no such territory.
    """
    variable, _, code = named.partition("=")
    if variable not in survey.territories:
        known = ", ".join(survey.territories) or "none"
        raise ValueError(f"no territories {variable!r}; `territories` of survey.toml has: {known}")
    codes = survey.questions[variable].codes
    if code not in codes:
        raise ValueError(f"no {variable} {code!r}; expected one of {some(codes)}")
    return variable, code
