"""The chapters of a territory's report: its key figures, what sets it apart from the rest, its themes."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.reporting.blocks import Block, Card, Cards, Heading, Lines, Paragraph, Section
from analysis.reporting.chapter_record import Chapter, EachTheme
from analysis.reporting.chapters.methodology import brief_methodology
from analysis.reporting.chapters.opening_pages.key_figures import key_indicators
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.evidence.territory_figures import Subject, chart, table
from analysis.reporting.language.in_words import within_place
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
from analysis.reporting.report_content import TerritoryContent
from analysis.results.indicator_rows import TerritoryRow

MOST_LINES = 12
"""Differences that the first page names: the largest beside their error."""
CHAPTER_LINES = 6
"""Differences that a chapter names, beside its leading figures."""
LEADING = 3
"""Figures that a chapter says in words."""
FEWEST_DRAWN = 3
"""Key figures from which a chart of them says more than their cards."""


def territory_figures(voice: Voice, place: str, rows: Sequence[TerritoryRow]) -> list[Block]:
    """The survey's key figures in the territory, each beside the rest: as cards, and together in a chart."""
    names = [indicator.name for indicator in key_indicators(voice)]
    found = [row for name in names if (row := _leading(_of(rows, name))) and row.estimate.is_shown]
    if not found:
        return [Paragraph(voice.say("no_key_figure"))]
    text = voice.say("key_figures")
    shares = [row for row in found if row.estimate.form.is_share]
    drawn = chart(voice, place, Subject("key-figures", text, shares)) if len(shares) >= FEWEST_DRAWN else None
    cards = Cards([_card(voice, row) for row in found])
    return [cards, *([drawn] if drawn else [])]


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


def territory_lines(voice: Voice, place: str, rows: Sequence[TerritoryRow]) -> Section:
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


def theme_chapter(voice: Voice, place: str, rows: Sequence[TerritoryRow], theme: str) -> list[Block]:
    """The chapter of `theme`: its leading figures in words, how many differ, charts and tables of all."""
    record = voice.survey.themes[theme]
    text = voice.text(record.title)
    of_theme = [row for row in rows if theme_of(voice, row) == theme and row.estimate.mark != "empty"]
    if not any(row.estimate.is_shown for row in of_theme):
        return [Paragraph(voice.say("nothing_shown"))]
    leading = _leading_figures(voice, of_theme)
    said = [(figure_title(voice, row), figure_sentence(voice, row)) for row in leading]
    others = [row for row in of_theme if not any(row is one for one in leading)]
    lines = _lines(voice, [*said, *_apart(voice, place, others)[:CHAPTER_LINES]])
    lead = Paragraph(voice.text(record.lead), "lead")
    head = [*([lead] if lead.text else []), Paragraph(territory_summary(voice, of_theme), "headline")]
    return [*head, *lines, *_evidence(voice, place, text, theme, of_theme)]


def _leading_figures(voice: Voice, rows: Sequence[TerritoryRow]) -> list[TerritoryRow]:
    """The key figures of a chapter; without any, its first published figures that stand alone."""
    keys = {indicator.name for indicator in key_indicators(voice)}
    single = [row for row in rows if not row.estimate.item and row.estimate.is_shown]
    return ([row for row in single if row.estimate.indicator in keys] or single)[:LEADING]


def _evidence(voice: Voice, place: str, title: str, theme: str, rows: Sequence[TerritoryRow]) -> list[Block]:
    """A chart and a table of the figures, and a pair of their own for balances, which have another axis."""
    balances = [row for row in rows if row.estimate.form.is_balance]
    others = [row for row in rows if not row.estimate.form.is_balance]
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


def _first_page(content: TerritoryContent) -> list[Block]:
    """The key figures beside the rest, then what sets the territory apart; or why there is none."""
    if content.is_short:
        return [Paragraph(_too_few(content), "finding")]
    shown = Section("key-figures", territory_figures(content.voice, content.place, content.rows))
    return [shown, territory_lines(content.voice, content.place, content.rows)]


def _too_few(content: TerritoryContent) -> str:
    voice, counted = content.voice, content.respondents
    within = within_place(voice, content.place)
    if counted is None:
        least = str(voice.survey.publication.confidential_below)
        return voice.say("territory.too_few_hidden", least=least, within=within)
    of_whom = voice.respondents(counted)
    return voice.say("territory.too_few_for_report", counted=of_whom, within=within)


def _apart_entry(content: TerritoryContent) -> list[tuple[str, str]]:
    return [] if content.is_short else [(content.voice.say("apart"), "apart")]


def _theme(theme: str) -> Chapter[TerritoryContent]:
    return Chapter(
        title=lambda content: content.voice.text(content.voice.survey.themes[theme].title),
        anchor=anchor_of("theme", theme),
        shows=lambda content: theme_chapter(content.voice, content.place, content.rows, theme),
    )


KEY_FIGURES = Chapter[TerritoryContent](
    title=lambda content: content.voice.say("too_few" if content.is_short else "key_figures"),
    anchor="key-figures",
    shows=_first_page,
    kind="page",
    within=_apart_entry,
)
THEMES = EachTheme[TerritoryContent](lambda content: content.themes, _theme)
METHODOLOGY = Chapter[TerritoryContent](
    title=lambda content: content.voice.say("methodology"),
    anchor="methodology",
    shows=lambda content: brief_methodology(content.voice, content.edition, content.records, content.place),
    kind="page",
)
