"""The report of one territory of an edition: an edition's parts, beside the rest of the survey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.questionnaire import Edition, Survey
from analysis.reporting.blocks import Contents, Cover, Definitions, Heading, Paragraph, Section
from analysis.reporting.chapters import anchor_of
from analysis.reporting.contrasted import Contrasted
from analysis.reporting.contrasts import SMALLEST_GROUP
from analysis.reporting.cover import cover_of
from analysis.reporting.methodology import brief_methodology
from analysis.reporting.names import Names
from analysis.reporting.notewords import glossary
from analysis.reporting.records import Records
from analysis.reporting.sentences import Writer
from analysis.reporting.territory_chapters import chapter, differences, key_figures
from analysis.reporting.territory_words import TerritoryWriter
from analysis.reporting.wording import respondents, word


@dataclass(frozen=True)
class TerritoryReport:
    """What a territory's report shows, one method per part.

    `territory` is (variable, code). Where too few respondents answered, it is a short page that says so.
    """

    survey: Survey
    edition: Edition
    language: str
    territory: tuple[str, str]
    rows: Sequence[Contrasted]
    records: Records

    @cached_property
    def names(self) -> Names:
        """The labels of the survey in the report's language."""
        return Names(self.survey, self.language)

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

    def cover(self) -> Cover:
        """Title, territory, edition, dates, respondents, producer; and whether the data are simulated."""
        subtitle = f"{self.place} – {self.names.text(self.edition.title)}"
        return cover_of(self.names, self.edition, subtitle, self.respondents)

    def contents(self) -> Contents:
        """The table of contents."""
        first = "too_few" if self.is_short else "key_figures"
        entries = [(first, "key-figures"), *([] if self.is_short else [("apart", "apart")])]
        shown = [(word(key, self.language), anchor) for key, anchor in entries]
        shown += [(self.names.text(self.survey.themes[t].title), anchor_of("theme", t)) for t in self.themes]
        ends = [("methodology", "methodology"), ("glossary", "glossary")]
        shown += [(word(key, self.language), anchor) for key, anchor in ends]
        return Contents(word("contents", self.language), shown)

    def key_figures(self) -> Section:
        """The key figures beside the rest, then what sets the territory apart; or why there is none."""
        if self.is_short:
            title = Heading(word("too_few", self.language), 2, "key-figures")
            return Section("page", [title, Paragraph(self._too_few(), "finding")])
        shown = key_figures(self.writer, self.rows)
        return Section("page", [shown, differences(self.writer, self.rows)])

    def _too_few(self) -> str:
        least = self.survey.publication.confidential_below
        counted = self.respondents
        if counted is None:
            return self.writer.writer.say(
                "Trop peu de répondants {within} : aucun chiffre n'est publié, pour que personne ne puisse "
                "être reconnu (moins de {least} répondants, ou un chiffre qui en révélerait un autre).",
                "Too few respondents {within}: no figure is published, so that nobody can be recognised "
                "(fewer than {least} respondents, or a figure that would give another away).",
                least=str(least),
                within=self.writer.within,
            )
        return self.writer.writer.say(
            "{counted} {within} : c'est trop peu pour un rapport. Les chiffres d'ensemble sont dans le "
            "rapport de l'édition.",
            "{counted} {within}: too few for a report. The figures of the whole survey are in the "
            "report of the edition.",
            counted=respondents(counted, self.language),
            within=self.writer.within,
        )

    def chapter(self, theme: str) -> Section:
        """The chapter of one theme."""
        return chapter(self.writer, self.rows, theme)

    def chapters(self) -> Iterator[Section]:
        """The chapters, in the questionnaire's order."""
        return (self.chapter(theme) for theme in self.themes)

    def evolution(self) -> None:
        """Nothing: trends are those of the whole survey."""

    def quality(self) -> None:
        """Nothing: the report of the edition has it."""

    def backtest(self) -> None:
        """Nothing: the report of the edition has it."""

    def testimonies(self) -> None:
        """Nothing: the report of the edition has them."""

    def methodology(self) -> Section:
        """How the survey was made and weighted, and how the territory is compared."""
        return brief_methodology(self.names, self.edition, self.records, self.place)

    def glossary(self) -> Section:
        """The technical words, explained."""
        title = Heading(word("glossary", self.language), 2, "glossary")
        return Section("page", [title, Definitions(glossary(self.survey, self.language))])
