"""The title that says a figure by itself: a share beside one published elsewhere, or a median."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.questionnaire import Indicator
from analysis.reporting.chapters.theme_pages.figure_titles import in_turn
from analysis.reporting.edition_results import Changes, year_of_fieldwork
from analysis.reporting.findings.candidates import is_opinion, is_substantive
from analysis.reporting.findings.title_ways import Way
from analysis.reporting.language.indicator_sentences import (
    SMALL_BASE,
    in_words,
    predicate,
    predicate_of_many,
    those,
)
from analysis.reporting.language.typography import capitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.reporting.report_content import MOST_SAID, EditionContent
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import ChangeStatus, decimals_of
from analysis.results.trend_rows import Published

Standing = tuple[str, str]
"""An indicator, and the title that says its figure; both are "" where none does."""
IN_LETTERS = range(2, 11)
"""Whole numbers that a title has in letters, before a unit that is a word."""
_WORD = re.compile(r"[^\W\d]{3}\D*")
APART: tuple[ChangeStatus, ...] = ("break", "fixed", "profile")
"""Changes of which a figure of before is not held to that of now."""


def standing_title(content: EditionContent, theme: str) -> Standing:
    """The figure that the page of a theme says by itself, without a full stop, as the themes before leave
    ways of saying it: one a page."""
    until = content.themes[: content.themes.index(theme) + 1]
    found = [list(_standing(content, name)) for name in until]
    title = in_turn([[way for _, way in each] for each in found])[-1]
    return next(((name, said) for name, (_, said) in found[-1] if said == title), ("", ""))


def _standing(content: EditionContent, theme: str) -> Iterator[tuple[str, Way]]:
    """What may be said of the theme's figures: those beside others' first, then the medians."""
    voice, edition = content.voice, content.edition
    if voice.survey.themes[theme].profile:
        return
    of_theme = [each for each in voice.survey.indicators.values() if each.theme == theme]
    told = {finding.indicator.name for finding in content.found_of(theme)[:MOST_SAID]}
    rows = [
        (indicator, row)
        for indicator in of_theme
        if indicator.name not in told and is_opinion(voice.survey, edition, indicator)
        for row in content.estimates.whole(indicator.name)
        if row.is_shown and not row.is_fixed and row.respondents >= SMALL_BASE
    ]
    for indicator, row in rows:
        if is_substantive(voice.survey, indicator.variable, row.item):
            figure = published_before(content.changes, row, year_of_fieldwork(edition))
            for way in beside_published(voice, row, figure) if figure else ():
                yield indicator.name, way
    for indicator, row in rows:
        for way in of_half(voice, indicator, row):
            yield indicator.name, way


def published_before(changes: Changes, row: IndicatorRow, when: float) -> Published | None:
    """The last figure that others published for a whole year before that of `when`; None where there is
    none, or where the series of the survey's own figures says that then and now do not compare."""
    cell = (row.indicator, row.item)
    found = [
        figure for figure in changes.published.get(cell, ()) if figure.year < int(when) and not figure.period
    ]
    own = [change for change in changes.changes if change.cell == cell]
    if not found or any(change.status in APART for change in own):
        return None
    return max(found, key=lambda figure: figure.year)


def beside_published(voice: Voice, row: IndicatorRow, figure: Published) -> Iterator[Way]:
    """Huit bénévoles sur dix jugent une formation nécessaire, comme en 2011 (80 %, publié par ailleurs).

    "As" is said only where both are printed alike and the interval holds the other; figures that are printed
    otherwise stand beside each other, and nothing is said of the rest.
    """
    places = 0 if figure.value == round(figure.value) else 1
    if not row.form.is_share or not predicate(voice, row) or row.low is None or row.high is None:
        return
    if places and row.step is not None and decimals_of(row.step) < places:
        return
    now, then = (voice.percent(value, places) for value in (row.shown_value, figure.value))
    values = {"then": then, "year": str(figure.year), "elsewhere": voice.say("trend_other")}
    if now != then:
        said = {"now": now, "who": those(voice, row.population), "verb": predicate_of_many(voice, row)}
        yield "published_then", capitalised(voice.say("standing.then", **said, **values))
    elif row.low <= figure.value <= row.high and voice.is_named(row.population):
        said = {"words": in_words(voice, row), "verb": predicate(voice, row)}
        yield "published_same", capitalised(voice.say("standing.same", **said, **values))


def of_half(voice: Voice, indicator: Indicator, row: IndicatorRow) -> Iterator[Way]:
    """La moitié des bénévoles donnent neuf heures par mois ou moins, where the survey says what they do."""
    verb = voice.verb(indicator)
    if row.form.is_half and verb:
        who = those(voice, row.population)
        yield (
            "half",
            capitalised(voice.say("standing.half", who=who, verb=verb.many, figure=_in_title(voice, row))),
        )


def _in_title(voice: Voice, row: IndicatorRow) -> str:
    """neuf heures, of a small whole number of what has a name; else in digits, 9,5 heures."""
    text, value = written(voice, row), row.shown_value
    unit = voice.unit_of(value, text.unit, 0)
    if value in IN_LETTERS and _WORD.fullmatch(unit):
        return f"{voice.in_letters(int(value))} {unit}"
    return text.number(value, min(text.decimals_of(value), 1))
