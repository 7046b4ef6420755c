"""The report of one edition, as a notebook shows it: open it, then show its parts in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from analysis.faults import some
from analysis.questionnaire import Edition, Survey, Testimony, read_edition, read_survey, read_testimonies
from analysis.reporting.blocks import Contents, Cover, Definitions, Heading, Section
from analysis.reporting.chapters.backtest import backtest_page
from analysis.reporting.chapters.evolution import evolution
from analysis.reporting.chapters.methodology import methodology
from analysis.reporting.chapters.opening import cover_of, key_figures
from analysis.reporting.chapters.quality import quality
from analysis.reporting.chapters.testimonies import testimony_chapter
from analysis.reporting.chapters.themes import anchor_of, chapter, indicator_section
from analysis.reporting.chapters.with_and_without import with_and_without
from analysis.reporting.edition_results import Changes, read_changes
from analysis.reporting.language.indicator_sentences import Writer
from analysis.reporting.language.note_words import glossary
from analysis.reporting.language.quality_words import said
from analysis.reporting.language.voice import Names, word
from analysis.reporting.territory_report import TerritoryReport
from analysis.results.comparison_rows import read_comparisons
from analysis.results.csv_files import Records, read_records
from analysis.results.indicator_rows import IndicatorRows, read_indicator_rows, read_territory_rows


@dataclass(frozen=True)
class EditionReport:
    """What a report shows, one method per part; each returns a block that shows itself."""

    survey: Survey
    edition: Edition
    language: str
    estimates: IndicatorRows
    records: Records
    changes: Changes
    told: Sequence[Testimony] = ()

    @cached_property
    def names(self) -> Names:
        """The labels of the survey in the report's language."""
        return Names(self.survey, self.language)

    @cached_property
    def writer(self) -> Writer:
        """What writes the sentences of this report."""
        return Writer(self.names)

    @property
    def themes(self) -> list[str]:
        """The themes that have a chapter, in the questionnaire's order."""
        used = {indicator.theme for indicator in self.survey.indicators.values()}
        return [theme for theme in self.survey.themes if theme in used]

    def cover(self) -> Cover:
        """Title, edition, dates, respondents, producer; and whether the data are simulated."""
        kept = self.records.counted("counts").get("kept")
        return cover_of(self.names, self.edition, self.names.text(self.edition.title), kept)

    def key_figures(self) -> Section:
        """The indicators marked `headline`, as cards."""
        return key_figures(self.writer, self.estimates)

    def contents(self) -> Contents:
        """The table of contents."""
        language = self.language
        entries = [(word("key_figures", language), "key-figures")]
        entries += [(word("evolution", language), "evolution")] if self.changes.latest else []
        entries += [
            (self.names.text(self.survey.themes[theme].title), anchor_of("theme", theme))
            for theme in self.themes
        ]
        entries += [(said("quality", language), "quality")] if self.records.quality else []
        entries += [(said("backtest", language), "backtest")] if self.backtest() else []
        entries += [(said("testimonies", language), "testimonies")] if self.told else []
        entries += [(word("methodology", language), "methodology"), (word("glossary", language), "glossary")]
        return Contents(word("contents", language), entries)

    def evolution(self) -> Section | None:
        """What changed since the earlier edition; None where there is none."""
        return evolution(self.writer, self.changes)

    def chapter(self, theme: str) -> Section:
        """The chapter of one theme."""
        return chapter(self.writer, self.estimates, theme)

    def chapters(self) -> Iterator[Section]:
        """The chapters, in the questionnaire's order."""
        return (self.chapter(theme) for theme in self.themes)

    def indicator(self, name: str) -> Section:
        """Sentence, chart and table of one indicator.

        Raises KeyError when the survey or the edition has none of that name.
        """
        found = indicator_section(self.writer, self.estimates, self.survey.indicators[name])
        if found is None:
            raise KeyError(f"no row of the indicator {name!r} in this edition")
        return found

    def quality(self) -> Section | None:
        """How good the answers are, the main figures with and without; None where nothing was looked at."""
        variants = with_and_without(self.writer, self.estimates, self.records.sensitivity)
        return quality(self.names, self.records, variants)

    def backtest(self) -> Section | None:
        """Our figures beside those that others published for the edition; None where there are none."""
        return backtest_page(self.writer, self.records.backtest)

    def testimonies(self) -> Section | None:
        """What people gave to be quoted; None where the edition has no testimonies."""
        return testimony_chapter(self.names, self.told)

    def methodology(self) -> Section:
        """How the data were made, weighted and published; the questions; where the file comes from."""
        return methodology(self.names, self.edition, self.records)

    def glossary(self) -> Section:
        """The technical words, explained."""
        title = Heading(word("glossary", self.language), 2, "glossary")
        return Section("page", [title, Definitions(glossary(self.survey, self.language))])


def open_report(
    root: Path | str, survey: str, edition: str, language: str = "fr", territory: str = ""
) -> EditionReport | TerritoryReport:
    """The report of an edition built under `root`, or of one of its territories, named "region=84".

    Raises FileNotFoundError, with the way out, when the edition has not been built, and ValueError for a
    territory that the survey does not have.
    """
    root = Path(root)
    folder = root / "data" / "raw" / survey
    definition = read_survey(folder / "survey.toml")
    wave = read_edition(folder / edition / "edition.toml", definition)
    processed = root / "data" / "processed" / survey / edition
    if not (processed / "indicators.csv").exists():
        raise FileNotFoundError(
            f"no indicators.csv for {survey}/{edition}; run `assoscope build {survey}/{edition}`"
        )
    language = "en" if language == "en" else "fr"
    records = read_records(processed)
    if territory:
        place = territory_of(definition, territory)
        rows = read_territory_rows(processed / "territories.csv", *place)
        return TerritoryReport(definition, wave, language, place, rows, records)
    comparisons = read_comparisons(processed / "comparisons.csv")
    estimates = IndicatorRows(tuple(read_indicator_rows(processed / "indicators.csv")), comparisons)
    changes = read_changes(root, definition, edition)
    told = read_testimonies(folder / edition / "testimonies.toml", definition)
    return EditionReport(definition, wave, language, estimates, records, changes, told)


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
