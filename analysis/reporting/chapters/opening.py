"""The first pages of a report: its cover and its key figures."""

from __future__ import annotations

from analysis.questionnaire import Edition, Indicator
from analysis.reporting.blocks import Block, Card, Cards, Cover, Paragraph
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.language.typography import capitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.reporting.report_content import EditionContent
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.schema import FORMS


def cover_of(voice: Voice, edition: Edition, subtitle: str, respondents: int | None) -> Cover:
    """Title, subtitle, dates, respondents, producer; and whether the data are simulated."""
    producer = edition.note.producer or voice.survey.note.producer
    facts = [
        (voice.say("fieldwork"), voice.days(edition.start, edition.end)),
        (voice.say("respondents"), "" if respondents is None else voice.number(respondents)),
        (voice.say("producer"), voice.text(producer)),
    ]
    return Cover(
        title=voice.text(voice.survey.title),
        subtitle=subtitle,
        facts=[fact for fact in facts if fact[1]],
        language=voice.language,
        simulated=voice.say("simulated_long") if edition.simulated else "",
        banner=voice.say("simulated") if edition.simulated else "",
        skip=voice.say("skip"),
    )


def key_figures(voice: Voice, estimates: IndicatorRows) -> list[Block]:
    """Cards of the indicators marked `headline`; without any, of the first figure of each theme."""
    chosen = key_indicators(voice)
    cards = [card for i in chosen if (row := _key_row(estimates, i)) and (card := _card(voice, i, row))]
    return [Cards(cards) if cards else Paragraph(voice.say("no_key_figure"))]


def key_indicators(voice: Voice) -> list[Indicator]:
    """The indicators marked `headline`; without any, the first figure of each theme."""
    indicators = voice.survey.indicators.values()
    return [indicator for indicator in indicators if indicator.headline] or _first_of_each_theme(voice)


def _key_row(estimates: IndicatorRows, indicator: Indicator) -> IndicatorRow | None:
    """The figure for the whole sample; of an indicator that shows every answer, the leading one."""
    return max(estimates.whole(indicator.name), key=lambda row: row.value or 0.0, default=None)


def _first_of_each_theme(voice: Voice) -> list[Indicator]:
    first: dict[str, Indicator] = {}
    for indicator in voice.survey.indicators.values():
        if indicator.answers or not FORMS[indicator.statistic].is_share:
            first.setdefault(indicator.theme, indicator)
    return list(first.values())


def _card(voice: Voice, indicator: Indicator, row: IndicatorRow) -> Card | None:
    if not row.is_shown:
        return None
    base = voice.respondents(row.n or 0)
    who = voice.population(row.population)
    opinion = voice.say(f"opinion.{row.verdict}") if row.verdict else ""
    details = [capitalised(part) for part in (opinion, who, written(voice, row).interval, base) if part]
    anchor = anchor_of("indicator", indicator.name)
    unit = "" if row.unit == "%" else written(voice, row).agreeing_unit
    value = written(voice, row).figure if row.unit == "%" else written(voice, row).bare
    title = voice.text(indicator.title)
    if row.item:
        answer = voice.quoted(voice.item(indicator, row.item))
        title = f"{title}{voice.colon}{answer}"
    return Card(value, title, details, row.tone, anchor, unit)


KEY_FIGURES = Chapter[EditionContent](
    title=lambda content: content.voice.say("key_figures"),
    anchor="key-figures",
    shows=lambda content: key_figures(content.voice, content.estimates),
    kind="key-figures",
)
