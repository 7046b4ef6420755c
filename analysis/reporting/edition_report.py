"""The report of one edition, as a notebook shows it: open it, then show its parts in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from analysis.reporting.language.catalogue_reading import catalogue_of
from analysis.reporting.language.method_sentences import glossary
from analysis.reporting.language.voice import Voice
from analysis.reporting.territory_report import TerritoryReport
from analysis.results.csv_files import Records, read_records
from analysis.results.indicator_rows import IndicatorRows, read_indicator_rows, read_territory_rows
from analysis.workspace import LANGUAGE


@dataclass(frozen=True)
class EditionReport:
    """What a report shows, one method per part; each returns a block that shows itself."""

    voice: Voice
    edition: Edition
    estimates: IndicatorRows
    records: Records
    changes: Changes
    told: Sequence[Testimony] = ()

    @property
    def themes(self) -> list[str]:
        """The themes that have a chapter, in the questionnaire's order."""
        used = {indicator.theme for indicator in self.voice.survey.indicators.values()}
        return [theme for theme in self.voice.survey.themes if theme in used]

    def cover(self) -> Cover:
        """Title, edition, dates, respondents, producer; and whether the data are simulated."""
        kept = self.records.counted("counts").get("kept")
        return cover_of(self.voice, self.edition, self.voice.text(self.edition.title), kept)

    def key_figures(self) -> Section:
        """The indicators marked `headline`, as cards."""
        return key_figures(self.voice, self.estimates)

    def contents(self) -> Contents:
        """The table of contents."""
        voice = self.voice
        entries = [(voice.say("key_figures"), "key-figures")]
        entries += [(voice.say("evolution"), "evolution")] if self.changes.latest else []
        entries += [
            (voice.text(voice.survey.themes[theme].title), anchor_of("theme", theme)) for theme in self.themes
        ]
        entries += [(voice.say("quality"), "quality")] if self.records.quality else []
        entries += [(voice.say("backtest"), "backtest")] if self.backtest() else []
        entries += [(voice.say("testimonies"), "testimonies")] if self.told else []
        entries += [(voice.say("methodology"), "methodology"), (voice.say("glossary"), "glossary")]
        return Contents(voice.say("contents"), entries)

    def evolution(self) -> Section | None:
        """What changed since the earlier edition; None where there is none."""
        return evolution(self.voice, self.changes)

    def chapter(self, theme: str) -> Section:
        """The chapter of one theme."""
        return chapter(self.voice, self.estimates, theme)

    def chapters(self) -> Iterator[Section]:
        """The chapters, in the questionnaire's order."""
        return (self.chapter(theme) for theme in self.themes)

    def indicator(self, name: str) -> Section:
        """Sentence, chart and table of one indicator.

        Raises KeyError when the survey or the edition has none of that name.
        """
        found = indicator_section(self.voice, self.estimates, self.voice.survey.indicators[name])
        if found is None:
            raise KeyError(f"no row of the indicator {name!r} in this edition")
        return found

    def quality(self) -> Section | None:
        """How good the answers are, the main figures with and without; None where nothing was looked at."""
        variants = with_and_without(self.voice, self.estimates, self.records.sensitivity)
        return quality(self.voice, self.records, variants)

    def backtest(self) -> Section | None:
        """Our figures beside those that others published for the edition; None where there are none."""
        return backtest_page(self.voice, self.records.backtest)

    def testimonies(self) -> Section | None:
        """What people gave to be quoted; None where the edition has no testimonies."""
        return testimony_chapter(self.voice, self.told)

    def methodology(self) -> Section:
        """How the data were made, weighted and published; the questions; where the file comes from."""
        return methodology(self.voice, self.edition, self.records)

    def glossary(self) -> Section:
        """The technical words, explained."""
        title = Heading(self.voice.say("glossary"), 2, "glossary")
        return Section("page", [title, Definitions(glossary(self.voice))])


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
    processed = root / "data" / "processed" / survey / edition
    if not (processed / "indicators.csv").exists():
        raise FileNotFoundError(
            f"no indicators.csv for {survey}/{edition}; run `assoscope build {survey}/{edition}`"
        )
    voice = Voice(language, definition)
    records = read_records(processed)
    if territory:
        place = territory_of(definition, territory)
        rows = read_territory_rows(processed / "territories.csv", *place)
        return TerritoryReport(voice, wave, place, rows, records)
    estimates = IndicatorRows(tuple(read_indicator_rows(processed / "indicators.csv")))
    changes = read_changes(root, definition, edition)
    told = read_testimonies(folder / edition / "testimonies.toml", definition)
    return EditionReport(voice, wave, estimates, records, changes, told)


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
