"""The report of one territory of an edition: its parts, and what sets it apart from the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.questionnaire import Edition
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
from analysis.reporting.contrasts import SMALLEST_GROUP
from analysis.reporting.evidence.territory_figures import Subject, chart, table
from analysis.reporting.language.in_words import within_place
from analysis.reporting.language.method_sentences import glossary
from analysis.reporting.language.territory_sentences import (
    apart_sentence,
    figure_sentence,
    figure_title,
    rest_figure,
    standing_of,
    territory_summary,
    theme_of,
)
from analysis.reporting.language.typography import capitalised, decapitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.csv_files import Records
from analysis.results.indicator_rows import TerritoryRow

MOST_LINES = 12
"""Differences that the first page names: the largest beside their error."""
CHAPTER_LINES = 6
"""Differences that a chapter names, beside its leading figures."""
LEADING = 3
"""Figures that a chapter says in words."""
FEWEST_DRAWN = 3
"""Key figures from which a chart of them says more than their cards."""


def key_figures(voice: Voice, place: str, rows: Sequence[TerritoryRow]) -> Section:
    """The survey's key figures in the territory, each beside the rest: as cards, and together in a chart."""
    names = [indicator.name for indicator in key_indicators(voice)]
    found = [row for name in names if (row := _leading(_of(rows, name))) and row.estimate.is_shown]
    text = voice.say("key_figures")
    title = Heading(text, 2, "key-figures")
    if not found:
        return Section("key-figures", [title, Paragraph(voice.say("no_key_figure"))])
    shares = [row for row in found if row.estimate.statistic == "share"]
    drawn = chart(voice, place, Subject("key-figures", text, shares)) if len(shares) >= FEWEST_DRAWN else None
    cards = Cards([_card(voice, row) for row in found])
    return Section("key-figures", [title, cards, *([drawn] if drawn else [])])


def _of(rows: Sequence[TerritoryRow], indicator: str) -> list[TerritoryRow]:
    return [row for row in rows if row.estimate.indicator == indicator]


def _leading(rows: Sequence[TerritoryRow]) -> TerritoryRow | None:
    """The figure, or of one figure per answer the one given most elsewhere."""
    return max(rows, key=lambda row: row.rest or 0.0, default=None)


def _card(voice: Voice, row: TerritoryRow) -> Card:
    estimate = row.estimate
    base = voice.respondents(estimate.n or 0)
    details = [
        capitalised(written(voice, estimate).interval),
        f"{voice.say('elsewhere')}{voice.colon}{rest_figure(voice, row)}" if row.rest is not None else "",
        standing_of(voice, row),
        base,
    ]
    is_share = estimate.unit == "%"
    value = written(voice, estimate).bare
    return Card(
        written(voice, estimate).figure if is_share else value,
        figure_title(voice, row),
        [detail for detail in details if detail],
        estimate.tone,
        anchor_of("theme", theme_of(voice, row)),
        "" if is_share else written(voice, estimate).agreeing_unit,
    )


def differences(voice: Voice, place: str, rows: Sequence[TerritoryRow]) -> Section:
    """What sets the territory apart: the differences that the tests support, the clearest first."""
    title = Heading(voice.say("apart"), 2, "apart")
    lines = _lines(voice, _apart(voice, place, rows)[:MOST_LINES])
    return Section(
        "page", [title, Paragraph(territory_summary(voice, rows), "headline" if lines else "finding"), *lines]
    )


def _apart(voice: Voice, place: str, rows: Sequence[TerritoryRow]) -> list[tuple[str, str]]:
    """(the figure, how it differs) of each that does, the clearest first."""
    apart = sorted((row for row in rows if row.is_apart), key=lambda row: row.p or 0.0)
    return [(figure_title(voice, row), apart_sentence(voice, place, row)) for row in apart]


def _lines(voice: Voice, lines: Sequence[tuple[str, str]]) -> list[Block]:
    return [Lines(lines, voice.colon)] if lines else []


def chapter(voice: Voice, place: str, rows: Sequence[TerritoryRow], theme: str) -> Section:
    """The chapter of `theme`: its leading figures in words, how many differ, charts and tables of all."""
    record = voice.survey.themes[theme]
    text = voice.text(record.title)
    of_theme = [row for row in rows if theme_of(voice, row) == theme and row.estimate.mark != "empty"]
    title = Heading(text, 2, anchor_of("theme", theme))
    if not any(row.estimate.is_shown for row in of_theme):
        return Section("chapter", [title, Paragraph(voice.say("nothing_shown"))])
    leading = _leading_figures(voice, of_theme)
    said = [(figure_title(voice, row), figure_sentence(voice, row)) for row in leading]
    others = [row for row in of_theme if not any(row is one for one in leading)]
    lines = _lines(voice, [*said, *_apart(voice, place, others)[:CHAPTER_LINES]])
    lead = Paragraph(voice.text(record.lead), "lead")
    head = [title, *([lead] if lead.text else []), Paragraph(territory_summary(voice, of_theme), "headline")]
    return Section("chapter", [*head, *lines, *_evidence(voice, place, text, theme, of_theme)])


def _leading_figures(voice: Voice, rows: Sequence[TerritoryRow]) -> list[TerritoryRow]:
    """The key figures of a chapter; without any, its first published figures that stand alone."""
    keys = {indicator.name for indicator in key_indicators(voice)}
    single = [row for row in rows if not row.estimate.item and row.estimate.is_shown]
    return ([row for row in single if row.estimate.indicator in keys] or single)[:LEADING]


def _evidence(voice: Voice, place: str, title: str, theme: str, rows: Sequence[TerritoryRow]) -> list[Block]:
    """A chart and a table of the figures, and a pair of their own for balances, which have another axis."""
    balances = [row for row in rows if row.estimate.statistic == "balance"]
    others = [row for row in rows if row.estimate.statistic != "balance"]
    subjects = [
        Subject(anchor_of(theme), title, others),
        Subject(anchor_of(theme, "balances"), _balances_title(voice, title), balances, True),
    ]
    return [_pair(voice, place, subject) for subject in subjects if subject.rows]


def _balances_title(voice: Voice, title: str) -> str:
    return f"{title}, {decapitalised(voice.say('balances'))}"


def _pair(voice: Voice, place: str, subject: Subject) -> Section:
    drawn = chart(voice, place, subject)
    return Section("evidence", [*([drawn] if drawn else []), table(voice, place, subject)])


@dataclass(frozen=True)
class TerritoryReport:
    """What a territory's report shows, one method per part.

    `territory` is (variable, code). Where too few respondents answered, it is a short page that says so.
    """

    voice: Voice
    edition: Edition
    territory: tuple[str, str]
    rows: Sequence[TerritoryRow]
    records: Records

    @cached_property
    def place(self) -> str:
        """What the territory is called."""
        return self.voice.answer(*self.territory)

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
        used = {theme_of(self.voice, row) for row in self.rows}
        return [] if self.is_short else [theme for theme in self.voice.survey.themes if theme in used]

    def cover(self) -> Cover:
        """Title, territory, edition, dates, respondents, producer; and whether the data are simulated."""
        subtitle = f"{self.place} – {self.voice.text(self.edition.title)}"
        return cover_of(self.voice, self.edition, subtitle, self.respondents)

    def contents(self) -> Contents:
        """The table of contents."""
        first = "too_few" if self.is_short else "key_figures"
        entries = [(first, "key-figures"), *([] if self.is_short else [("apart", "apart")])]
        shown = [(self.voice.say(key), anchor) for key, anchor in entries]
        shown += [
            (self.voice.text(self.voice.survey.themes[t].title), anchor_of("theme", t)) for t in self.themes
        ]
        ends = [("methodology", "methodology"), ("glossary", "glossary")]
        shown += [(self.voice.say(key), anchor) for key, anchor in ends]
        return Contents(self.voice.say("contents"), shown)

    def key_figures(self) -> Section:
        """The key figures beside the rest, then what sets the territory apart; or why there is none."""
        if self.is_short:
            title = Heading(self.voice.say("too_few"), 2, "key-figures")
            return Section("page", [title, Paragraph(self._too_few(), "finding")])
        shown = key_figures(self.voice, self.place, self.rows)
        return Section("page", [shown, differences(self.voice, self.place, self.rows)])

    def _too_few(self) -> str:
        least = self.voice.survey.publication.confidential_below
        counted = self.respondents
        within = within_place(self.voice, self.place)
        if counted is None:
            return self.voice.say("territory.too_few_hidden", least=str(least), within=within)
        of_whom = self.voice.respondents(counted)
        return self.voice.say("territory.too_few_for_report", counted=of_whom, within=within)

    def chapter(self, theme: str) -> Section:
        """The chapter of one theme."""
        return chapter(self.voice, self.place, self.rows, theme)

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
        return brief_methodology(self.voice, self.edition, self.records, self.place)

    def glossary(self) -> Section:
        """The technical words, explained."""
        title = Heading(self.voice.say("glossary"), 2, "glossary")
        return Section("page", [title, Definitions(glossary(self.voice))])
