"""The first pages of a report: its cover and its key figures."""

from __future__ import annotations

from analysis.questionnaire import Edition, Indicator
from analysis.reporting.blocks import Card, Cards, Cover, Heading, Paragraph, Section
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.language import typography as typo
from analysis.reporting.language.indicator_sentences import Writer
from analysis.reporting.language.typography import capitalised, colon, quoted
from analysis.reporting.language.voice import Names, respondents, word
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.schema import FORMS


def cover_of(names: Names, edition: Edition, subtitle: str, respondents: int | None) -> Cover:
    """Title, subtitle, dates, respondents, producer; and whether the data are simulated."""
    language = names.language
    producer = edition.note.producer or names.survey.note.producer
    facts = [
        (word("fieldwork", language), typo.days(edition.start, edition.end, language)),
        (word("respondents", language), "" if respondents is None else typo.number(respondents, language)),
        (word("producer", language), names.text(producer)),
    ]
    return Cover(
        title=names.text(names.survey.title),
        subtitle=subtitle,
        facts=[fact for fact in facts if fact[1]],
        language=language,
        simulated=word("simulated_long", language) if edition.simulated else "",
        banner=word("simulated", language) if edition.simulated else "",
        skip=word("skip", language),
    )


def key_figures(writer: Writer, estimates: IndicatorRows) -> Section:
    """Cards of the indicators marked `headline`; without any, of the first figure of each theme."""
    chosen = key_indicators(writer)
    cards = [card for i in chosen if (row := _key_row(estimates, i)) and (card := _card(writer, i, row))]
    title = Heading(word("key_figures", writer.language), 2, "key-figures")
    shown = Cards(cards) if cards else Paragraph(word("no_key_figure", writer.language))
    return Section("key-figures", [title, shown])


def key_indicators(writer: Writer) -> list[Indicator]:
    """The indicators marked `headline`; without any, the first figure of each theme."""
    indicators = writer.names.survey.indicators.values()
    return [indicator for indicator in indicators if indicator.headline] or _first_of_each_theme(writer)


def _key_row(estimates: IndicatorRows, indicator: Indicator) -> IndicatorRow | None:
    """The figure for the whole sample; of an indicator that shows every answer, the leading one."""
    return max(estimates.whole(indicator.name), key=lambda row: row.value or 0.0, default=None)


def _first_of_each_theme(writer: Writer) -> list[Indicator]:
    first: dict[str, Indicator] = {}
    for indicator in writer.names.survey.indicators.values():
        if indicator.answers or not FORMS[indicator.statistic].is_share:
            first.setdefault(indicator.theme, indicator)
    return list(first.values())


def _card(writer: Writer, indicator: Indicator, row: IndicatorRow) -> Card | None:
    if not row.is_shown:
        return None
    base = respondents(row.n or 0, writer.language)
    who = writer.names.population(row.population)
    opinion = word(f"opinion_{row.verdict}", writer.language) if row.verdict else ""
    details = [capitalised(part) for part in (opinion, who, writer.interval(row), base) if part]
    anchor = anchor_of("indicator", indicator.name)
    unit = "" if row.unit == "%" else writer.unit_of_figure(row)
    value = writer.figure(row) if row.unit == "%" else writer.bare(row)
    title = writer.names.text(indicator.title)
    if row.item:
        answer = quoted(writer.names.item(indicator, row.item), writer.language)
        title = f"{title}{colon(writer.language)}{answer}"
    return Card(value, title, details, row.tone, anchor, unit)
