"""The report of one territory of an edition: its parts, and what sets it apart from the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.questionnaire import Edition, Survey
from analysis.reporting.blocks import (
    Block,
    Card,
    Cards,
    Contents,
    Cover,
    Definitions,
    Heading,
    Lines,
    Paragraph,
    Section,
)
from analysis.reporting.chapters.methodology import brief_methodology
from analysis.reporting.chapters.opening import cover_of, key_indicators
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.evidence.territory_figures import Subject, chart, table
from analysis.reporting.language import typography as typo
from analysis.reporting.language.indicator_sentences import Writer
from analysis.reporting.language.note_words import glossary
from analysis.reporting.language.territory_sentences import TerritoryWriter
from analysis.reporting.language.voice import Names, respondents, word
from analysis.results.indicator_rows import TerritoryRow
from analysis.results.record_rows import Records
from analysis.results.schema import SMALLEST_GROUP

MOST_LINES = 12
"""Differences that the first page names: the largest beside their error."""
CHAPTER_LINES = 6
"""Differences that a chapter names, beside its leading figures."""
LEADING = 3
"""Figures that a chapter says in words."""
FEWEST_DRAWN = 3
"""Key figures from which a chart of them says more than their cards."""


def key_figures(writer: TerritoryWriter, rows: Sequence[TerritoryRow]) -> Section:
    """The survey's key figures in the territory, each beside the rest: as cards, and together in a chart."""
    names = [indicator.name for indicator in key_indicators(writer.writer)]
    found = [row for name in names if (row := _leading(_of(rows, name))) and row.estimate.is_shown]
    text = word("key_figures", writer.language)
    title = Heading(text, 2, "key-figures")
    if not found:
        return Section("key-figures", [title, Paragraph(word("no_key_figure", writer.language))])
    shares = [row for row in found if row.estimate.form.is_share]
    drawn = chart(writer, Subject("key-figures", text, shares)) if len(shares) >= FEWEST_DRAWN else None
    cards = Cards([_card(writer, row) for row in found])
    return Section("key-figures", [title, cards, *([drawn] if drawn else [])])


def _of(rows: Sequence[TerritoryRow], indicator: str) -> list[TerritoryRow]:
    return [row for row in rows if row.estimate.indicator == indicator]


def _leading(rows: Sequence[TerritoryRow]) -> TerritoryRow | None:
    """The figure, or of one figure per answer the one given most elsewhere."""
    return max(rows, key=lambda row: row.rest or 0.0, default=None)


def _card(writer: TerritoryWriter, row: TerritoryRow) -> Card:
    estimate = row.estimate
    base = respondents(estimate.n or 0, writer.language)
    details = [
        typo.capitalised(writer.writer.interval(estimate)),
        f"{writer.elsewhere}{typo.colon(writer.language)}{writer.rest(row)}" if row.rest is not None else "",
        writer.standing(row),
        base,
    ]
    is_share = estimate.unit == "%"
    value = writer.writer.bare(estimate)
    return Card(
        writer.writer.figure(estimate) if is_share else value,
        writer.title(row),
        [detail for detail in details if detail],
        estimate.tone,
        anchor_of("theme", writer.theme_of(row)),
        "" if is_share else writer.writer.unit_of_figure(estimate),
    )


def differences(writer: TerritoryWriter, rows: Sequence[TerritoryRow]) -> Section:
    """What sets the territory apart: the differences that the tests support, the clearest first."""
    title = Heading(word("apart", writer.language), 2, "apart")
    lines = _lines(writer, _apart(writer, rows)[:MOST_LINES])
    return Section(
        "page", [title, Paragraph(writer.summary(rows), "headline" if lines else "finding"), *lines]
    )


def _apart(writer: TerritoryWriter, rows: Sequence[TerritoryRow]) -> list[tuple[str, str]]:
    """(the figure, how it differs) of each that does, the clearest first."""
    apart = sorted((row for row in rows if row.is_apart), key=lambda row: row.p or 0.0)
    return [(writer.title(row), writer.apart(row)) for row in apart]


def _lines(writer: TerritoryWriter, lines: Sequence[tuple[str, str]]) -> list[Block]:
    return [Lines(lines, typo.colon(writer.language))] if lines else []


def chapter(writer: TerritoryWriter, rows: Sequence[TerritoryRow], theme: str) -> Section:
    """The chapter of `theme`: its leading figures in words, how many differ, charts and tables of all."""
    record = writer.writer.names.survey.themes[theme]
    text = writer.writer.names.text(record.title)
    of_theme = [row for row in rows if writer.theme_of(row) == theme and row.estimate.mark != "empty"]
    title = Heading(text, 2, anchor_of("theme", theme))
    if not any(row.estimate.is_shown for row in of_theme):
        return Section("chapter", [title, Paragraph(word("nothing_shown", writer.language))])
    leading = _leading_figures(writer, of_theme)
    said = [(writer.title(row), writer.placed(row)) for row in leading]
    others = [row for row in of_theme if not any(row is one for one in leading)]
    lines = _lines(writer, [*said, *_apart(writer, others)[:CHAPTER_LINES]])
    lead = Paragraph(writer.writer.names.text(record.lead), "lead")
    head = [title, *([lead] if lead.text else []), Paragraph(writer.summary(of_theme), "headline")]
    return Section("chapter", [*head, *lines, *_evidence(writer, text, theme, of_theme)])


def _leading_figures(writer: TerritoryWriter, rows: Sequence[TerritoryRow]) -> list[TerritoryRow]:
    """The key figures of a chapter; without any, its first published figures that stand alone."""
    keys = {indicator.name for indicator in key_indicators(writer.writer)}
    single = [row for row in rows if not row.estimate.item and row.estimate.is_shown]
    return ([row for row in single if row.estimate.indicator in keys] or single)[:LEADING]


def _evidence(writer: TerritoryWriter, title: str, theme: str, rows: Sequence[TerritoryRow]) -> list[Block]:
    """A chart and a table of the figures, and a pair of their own for balances, which have another axis."""
    balances = [row for row in rows if row.estimate.form.is_balance]
    others = [row for row in rows if not row.estimate.form.is_balance]
    subjects = [
        Subject(anchor_of(theme), title, others),
        Subject(anchor_of(theme, "balances"), _balances_title(writer, title), balances, True),
    ]
    return [_pair(writer, subject) for subject in subjects if subject.rows]


def _balances_title(writer: TerritoryWriter, title: str) -> str:
    return f"{title}, {typo.decapitalised(word('balances', writer.language))}"


def _pair(writer: TerritoryWriter, subject: Subject) -> Section:
    drawn = chart(writer, subject)
    return Section("evidence", [*([drawn] if drawn else []), table(writer, subject)])


@dataclass(frozen=True)
class TerritoryReport:
    """What a territory's report shows, one method per part.

    `territory` is (variable, code). Where too few respondents answered, it is a short page that says so.
    """

    survey: Survey
    edition: Edition
    language: str
    territory: tuple[str, str]
    rows: Sequence[TerritoryRow]
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
