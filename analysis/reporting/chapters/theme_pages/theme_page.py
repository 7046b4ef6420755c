"""The page of a theme: what is found, its charts, the other figures in a line each, what does not differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.questionnaire import Indicator
from analysis.questionnaire.editorial_marks import is_reported
from analysis.reporting.blocks import Block, Lines, Paragraph
from analysis.reporting.chapter_record import Chapter, EachTheme
from analysis.reporting.chapters.theme_pages.grid_figures import outside_grids
from analysis.reporting.chapters.theme_pages.profile_page import profile_page
from analysis.reporting.chapters.theme_pages.said_with_figures import said_with_figures
from analysis.reporting.chapters.theme_pages.standing_titles import standing_title
from analysis.reporting.chapters.theme_pages.theme_figures import theme_figures
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.findings.finding_titles import OFTEN
from analysis.reporting.language.indicator_sentences import has_both_sides, statement
from analysis.reporting.language.typography import NARROW, NO_BREAK, asks, capitalised, decapitalised, ended
from analysis.reporting.language.voice import Voice
from analysis.reporting.report_content import EditionContent
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import FORMS

SIDED = ("favourable", "unfavourable")
"""Verdicts on a balance of which one side outnumbers the other."""
COLON = ": " + NO_BREAK + NARROW
"""What a question put row by row may end with."""


def theme_page(content: EditionContent, theme: str) -> list[Block]:
    """What is known of the theme: its findings, its charts, its other figures, what does not differ."""
    voice = content.voice
    record = voice.survey.themes[theme]
    indicators = [i for i in voice.survey.indicators.values() if i.theme == theme]
    measured = [i for i in indicators if any(r.mark != "empty" for r in content.estimates.whole(i.name))]
    if not measured:
        return [Paragraph(voice.say("theme_empty"))]
    lead = [Paragraph(voice.text(record.lead), "lead")] if record.lead else []
    if record.profile:
        return [*lead, *profile_page(content, theme, measured)]
    by_itself, _ = standing = standing_title(content, theme)
    figures = list(theme_figures(content, theme, measured))
    claim, shown = said_with_figures(content, theme, figures, standing)
    others = [indicator for indicator in measured if indicator.name != by_itself]
    lines = _others(content, outside_grids(content, theme, others))
    same = _alike(content, measured)
    return [*claim, *lead, *shown, *lines, *same]


def _others(content: EditionContent, indicators: Sequence[Indicator]) -> list[Block]:
    """A line for each figure that is no share and that the survey is about: headlines, medians, balances.

    Of those that are said in the same way the first few: the annex has all.
    """
    voice = content.voice
    told = [
        i for i in indicators if i.headline or FORMS[i.statistic].is_balance or FORMS[i.statistic].is_half
    ]
    rows = [(i, row) for i in told for row in content.estimates.whole(i.name) if not row.item]
    shown = [(i, row) for i, row in rows if row.is_shown and not row.form.is_share]
    alike = [_way(row) for _, row in shown]
    lines = [
        (_about(voice, i, row), capitalised(ended(statement(voice, row, again=said % 2 == 1))))
        for place, (i, row) in enumerate(shown)
        if (said := alike[:place].count(alike[place])) < (2 * OFTEN if row.form.is_balance else OFTEN)
    ]
    return [Lines(lines, voice.colon)] if lines else []


def _way(row: IndicatorRow) -> str:
    """In which way a figure is said: balances alike, whichever side outnumbers the other."""
    return "balance" if row.verdict in SIDED else row.verdict or row.statistic


def _about(voice: Voice, indicator: Indicator, row: IndicatorRow) -> str:
    """What a line is about; nothing where its sentence says so with the verb of the indicator."""
    is_said = voice.verb(indicator) and (row.verdict in ("", *SIDED) or has_both_sides(voice, indicator))
    title = voice.text(indicator.title)
    return "" if is_said else voice.quoted(title) if asks(title) else title


def _alike(content: EditionContent, indicators: Sequence[Indicator]) -> list[Block]:
    """One sentence for the figures that no test tells apart between any groups."""
    voice = content.voice
    alike = [i for i in indicators if _is_alike(content, i)]
    if not alike:
        return []
    names = voice.series(list(names_told(voice, alike)))
    return [Paragraph(voice.say_counted("theme_alike", len(alike), names=names), "same")]


def names_told(voice: Voice, indicators: Sequence[Indicator]) -> Iterator[str]:
    """The names of indicators; rows of one grid, or what is told apart behind a dash, in brackets behind what
    was asked of all of them."""
    told = [indicator.variable for indicator in indicators]
    of_grids = {
        item: (decapitalised(voice.text(grid.label)).rstrip(COLON), decapitalised(voice.variable(item)))
        for grid in voice.survey.grids.values()
        for item in grid.items
        if len({*told} & {*grid.items}) > 1
    }
    parts = [of_grids.get(each.variable) or _behind_dash(voice, each) for each in indicators]
    asked = [of_all for of_all, _ in parts]
    for place, (of_all, item) in enumerate(parts):
        if not of_all or asked.count(of_all) == 1:
            yield voice.mention(voice.text(indicators[place].short or indicators[place].title))
        elif asked.index(of_all) == place:
            items = dict.fromkeys(item for each, item in parts if each == of_all)
            yield f"{of_all} ({', '.join(items)})"


def _behind_dash(voice: Voice, indicator: Indicator) -> tuple[str, str]:
    """(what was asked, of what) of a title with a dash between the two; ("", "") of another."""
    of_all, dash, item = voice.text(indicator.title).rpartition(" – ")
    return (decapitalised(of_all).rstrip(COLON), decapitalised(item)) if dash else ("", "")


def _is_alike(content: EditionContent, indicator: Indicator) -> bool:
    """Whether every reported breakdown was tested as a whole, and none of the tests finds a difference."""
    survey, level = content.voice.survey, content.voice.level
    by = [name for name in content.estimates.by_group(indicator.name) if is_reported(survey, indicator, name)]
    tables = [content.estimates.comparisons.table(indicator.name, name) for name in by]
    return bool(tables) and all(table is not None and table.denies(level) for table in tables)


def _page(theme: str) -> Chapter[EditionContent]:
    return Chapter(
        title=lambda content: content.voice.text(content.voice.survey.themes[theme].title),
        anchor=anchor_of("theme", theme),
        shows=lambda content: theme_page(content, theme),
    )


THEMES = EachTheme[EditionContent](lambda content: content.themes, _page)
