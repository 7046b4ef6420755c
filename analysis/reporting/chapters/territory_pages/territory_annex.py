"""The annex of a territory's sheet: for each theme how many figures differ, which, and a table of all."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.reporting.blocks import Block, Heading, Lines, Paragraph, Section
from analysis.reporting.chapter_record import Chapter, EachTheme
from analysis.reporting.chapters.glossary import GLOSSARY
from analysis.reporting.chapters.methodology import brief_methodology
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.evidence.territory_figures import Subject, table
from analysis.reporting.language.territory_sentences import apart_lines, territory_summary, theme_of
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.report_content import TerritoryContent
from analysis.results.territory_rows import TerritoryRow

MOST_LINES = 6
"""Differences that a theme names: the clearest."""


def theme_tables(voice: Voice, place: str, rows: Sequence[TerritoryRow], theme: str) -> list[Block]:
    """How many figures of `theme` differ, those that do, and a table of all; balances have their own."""
    text = voice.text(voice.survey.themes[theme].title)
    of_theme = [row for row in rows if theme_of(voice, row) == theme and row.estimate.mark != "empty"]
    if not any(row.estimate.is_shown for row in of_theme):
        return [Paragraph(voice.say("nothing_shown"))]
    lines = apart_lines(voice, place, of_theme)[:MOST_LINES]
    told = [Lines(lines, voice.colon)] if lines else []
    return [
        Paragraph(territory_summary(voice, of_theme)),
        *told,
        *_tables(voice, place, text, theme, of_theme),
    ]


def _tables(voice: Voice, place: str, title: str, theme: str, rows: Sequence[TerritoryRow]) -> list[Block]:
    balances = [row for row in rows if row.estimate.form.is_balance]
    others = [row for row in rows if not row.estimate.form.is_balance]
    named = f"{title}, {decapitalised(voice.say('balances'))}"
    subjects = [
        Subject(anchor_of(theme), title, others),
        Subject(anchor_of(theme, "balances"), named, balances),
    ]
    return [table(voice, place, subject) for subject in subjects if subject.rows]


def _annex(content: TerritoryContent) -> list[Block]:
    return [_folded(content, theme) for theme in content.themes]


def _folded(content: TerritoryContent, theme: str) -> Section:
    title = content.voice.text(content.voice.survey.themes[theme].title)
    heading = Heading(title, 3, anchor_of("annex", theme))
    return Section("folded", [heading, *theme_tables(content.voice, content.place, content.rows, theme)])


def _theme(theme: str) -> Chapter[TerritoryContent]:
    return Chapter(
        title=lambda content: content.voice.text(content.voice.survey.themes[theme].title),
        anchor=anchor_of("theme", theme),
        shows=lambda content: theme_tables(content.voice, content.place, content.rows, theme),
    )


def is_whole(content: TerritoryContent) -> bool:
    """Whether enough answered for more than the third of a page."""
    return not content.is_short


TERRITORY_ANNEX = Chapter[TerritoryContent](
    title=lambda content: content.voice.say("annex"),
    anchor="annex",
    shows=_annex,
    applies=is_whole,
    kind="page",
)
TERRITORY_THEMES = EachTheme[TerritoryContent](lambda content: content.themes, _theme)
"""The themes one by one, as a notebook may ask for them."""
TERRITORY_METHODOLOGY = Chapter[TerritoryContent](
    title=lambda content: content.voice.say("methodology"),
    anchor="methodology",
    shows=lambda content: brief_methodology(content.voice, content.edition, content.records, content.place),
    applies=is_whole,
    kind="page",
)
GLOSSARY_OF_SHEET = Chapter[TerritoryContent](
    title=GLOSSARY.title,
    anchor=GLOSSARY.anchor,
    shows=GLOSSARY.shows,
    applies=is_whole,
    kind=GLOSSARY.kind,
)
