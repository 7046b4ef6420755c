"""The key figures of a report: at most six, in the same order each year, each beside its earlier value."""

from __future__ import annotations

from analysis.questionnaire import Edition, Indicator
from analysis.questionnaire.editorial_marks import follows_from_margins
from analysis.reporting.blocks import Block, Card, Cards, Paragraph
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.finding_sentences import card_standing
from analysis.reporting.language.typography import capitalised, leading
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.schema import FORMS

MOST_CARDS = 6


def key_figures(voice: Voice, edition: Edition, estimates: IndicatorRows, changes: Changes) -> list[Block]:
    """Cards of the indicators marked `headline`; without any, of the first figure of each theme.

    What the weighting fixes is no result and has no card.
    """
    chosen = [i for i in key_indicators(voice) if not follows_from_margins(voice.survey, edition, i)]
    rows = [(i, row) for i in chosen if (row := _key_row(estimates, i))]
    cards = [card for i, row in rows if (card := _card(voice, changes, i, row))][:MOST_CARDS]
    return [Cards(cards) if cards else Paragraph(voice.say("no_key_figure"))]


def key_indicators(voice: Voice) -> list[Indicator]:
    """The indicators marked `headline`; without any, the first figure of each theme."""
    indicators = voice.survey.indicators.values()
    return [indicator for indicator in indicators if indicator.headline] or _first_of_each_theme(voice)


def _key_row(estimates: IndicatorRows, indicator: Indicator) -> IndicatorRow | None:
    """The figure for the whole sample; of an indicator that shows every answer, the leading one."""
    return max(estimates.whole(indicator.name), key=lambda row: row.shown_value, default=None)


def _first_of_each_theme(voice: Voice) -> list[Indicator]:
    first: dict[str, Indicator] = {}
    for indicator in voice.survey.indicators.values():
        if indicator.answers or not FORMS[indicator.statistic].is_share:
            first.setdefault(indicator.theme, indicator)
    return list(first.values())


def _card(voice: Voice, changes: Changes, indicator: Indicator, row: IndicatorRow) -> Card | None:
    if not row.is_shown:
        return None
    who = voice.population(row.population)
    opinion = voice.say(f"opinion.{row.verdict}") if row.verdict else ""
    standing = card_standing(voice, changes, indicator.name, row.item)
    precision = [standing] if standing else [written(voice, row).interval, voice.respondents(row.respondents)]
    details = [capitalised(part) for part in (opinion, who, *precision) if part]
    anchor = anchor_of("indicator", indicator.name)
    unit = "" if row.unit == "%" else written(voice, row).agreeing_unit
    value = written(voice, row).figure if row.unit == "%" else written(voice, row).brief
    title = voice.text(indicator.title)
    if row.item:
        answer = voice.quoted(voice.item(indicator, row.item))
        title = leading(title, voice.colon) + answer
    return Card(value, title, details, row.tone, anchor, unit)
