"""The quality report under the headings of SIMS, the structure that European statistics share.

European Statistical System, Single Integrated Metadata Structure, version 2.0. What a heading asks and no
definition or result tells is named as not stated: nothing is filled in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analysis.questionnaire import Edition, Indicator
from analysis.questionnaire.contradictions.note_gaps import stated
from analysis.questionnaire.fixed_words import NEEDS
from analysis.reporting.blocks import Block, Definitions, Heading, Paragraph
from analysis.reporting.chapters.break_off import Measures, is_open
from analysis.reporting.chapters.method_pages.weighting_told import WeightingOfDesign, weightings
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice
from analysis.results.record_rows import Records
from analysis.results.schema import WITHIN_95


@dataclass(frozen=True)
class Documented:
    """What a quality report is written from."""

    voice: Voice
    edition: Edition
    records: Records

    @property
    def measures(self) -> Measures:
        """The rows of quality.csv."""
        return Measures(self.voice, self.records.quality)

    def note(self, *fields: str) -> list[tuple[str, str]]:
        """Fields of the methodology note that are stated, with what they are called."""
        said = {field: self.voice.text(stated(field, self.edition, self.voice.survey)) for field in fields}
        return [(self.voice.say(f"note.{field}"), text) for field, text in said.items() if text]

    @property
    def weightings(self) -> list[WeightingOfDesign]:
        """How respondents are weighted, in each design."""
        return weightings(self.voice, self.edition, self.records)

    def entry(self, key: str, text: str) -> list[tuple[str, str]]:
        """A term of this report and its text; nothing where there is no text."""
        return [(self.voice.say(f"sims.{key}"), text)] if text else []


Told = list[tuple[str, str]]


def quality_report(voice: Voice, edition: Edition, records: Records) -> list[Block]:
    """Each heading with what is known, then in one line the headings of which nothing is."""
    content = Documented(voice, edition, records)
    found = {key: tell(content) for key, tell in HEADINGS.items()}
    blocks: list[Block] = []
    for key, told in found.items():
        if told:
            blocks += [Heading(_heading(voice, key), 3, f"sims-{key[1:]}"), Definitions(told)]
    absent = [_heading(voice, key) for key, told in found.items() if not told]
    return [
        *blocks,
        *([Paragraph(f"{voice.say('not_stated')}{voice.colon}{voice.series(absent)}")] if absent else []),
    ]


def _heading(voice: Voice, key: str) -> str:
    return f"S.{key[1:]} {voice.say(f'sims.{key}')}"


def _presentation(content: Documented) -> Told:
    survey = content.voice.survey
    scope = content.voice.say(
        "sims.scope_text",
        figures=content.voice.number(len(survey.indicators)),
        questions=content.voice.number(len(survey.asked)),
    )
    return [*content.note("population", "excluded"), *content.entry("scope", scope)]


def _units(content: Documented) -> Told:
    """The units of the figures, in the order of the survey: a statistic's own, else its question's."""
    voice = content.voice
    units = dict.fromkeys(_unit(voice, each) for each in voice.survey.indicators.values())
    return content.entry("units", voice.listing([unit for unit in units if unit]))


def _unit(voice: Voice, indicator: Indicator) -> str:
    question = voice.survey.questions.get(indicator.variable)
    return voice.typeset(NEEDS[indicator.statistic].unit) or voice.text(question.unit if question else None)


def _period(content: Documented) -> Told:
    edition, voice = content.edition, content.voice
    year = str(edition.reference_year) if edition.reference_year else ""
    days = voice.days(edition.start, edition.end)
    return [*content.entry("fieldwork", days), *content.entry("reference_year", year)]


def _confidentiality(content: Documented) -> Told:
    least = str(content.voice.survey.publication.confidential_below)
    return content.entry("rule", content.voice.say("sims.rule_text", least=least))


def _management(content: Documented) -> Told:
    counts = content.records.counted("counts")
    names = ("received", "kept", "removed")
    if any(counts.get(name) is None for name in names):
        return []
    told = {name: content.voice.number(counts[name]) for name in names}
    return content.entry("checks", content.voice.say("sims.checks_text", **told))


def _accuracy(content: Documented) -> Told:
    voice = content.voice
    sampling = voice.say(
        f"sims.sampling_{voice.survey.sampling}", interval=decapitalised(voice.interval_name)
    )
    weighted = [_of_design(voice, each, _effects(voice, each)) for each in content.weightings]
    return [
        *content.entry("sampling", sampling),
        *content.entry("weights", " ".join(filter(None, weighted))),
        *_response(content),
        *_item_nonresponse(content),
        *content.note("excluded"),
    ]


def _response(content: Documented) -> Told:
    """The rate of response where the invited are known, else that of completion."""
    measures, voice = content.measures, content.voice
    for measure, item in (
        ("response_rate", "completed / invited"),
        ("completion_rate", "completed / started"),
    ):
        value = measures.value("response", measure, item=item)
        if value is not None:
            return [(voice.say(measure), voice.percent(value))]
    return []


def _item_nonresponse(content: Documented) -> Told:
    """Half of the questions have less than the median; the worst one is named."""
    measures, voice = content.measures, content.voice
    rates = {
        row.question: row.value
        for row in measures.rows
        if row.section == "nonresponse"
        and row.measure == "rate"
        and row.value is not None
        and not is_open(measures, row.question)
    }
    if not rates:
        return []
    worst = max(rates, key=lambda name: rates[name])
    text = voice.say(
        "sims.item_text",
        median=voice.percent(sorted(rates.values())[len(rates) // 2]),
        worst=voice.percent(rates[worst]),
        question=voice.quoted(measures.variable(worst)),
    )
    return content.entry("item", text)


def _timeliness(content: Documented) -> Told:
    survey, edition, voice = content.voice.survey, content.edition, content.voice
    published = edition.citation.published or survey.citation.published
    if published is None:
        return []
    told = voice.day(published)
    if edition.end is not None and published >= edition.end:
        days = (published - edition.end).days
        told = voice.say_counted("sims.delay_text", days, day=told, days=voice.number(days))
    return content.entry("published", told)


def _coherence(content: Documented) -> Told:
    voice = content.voice
    breaks = [
        (f"{voice.say('sims.break')} – {_named(voice, name)}", voice.text(why))
        for name, why in content.edition.breaks.items()
    ]
    compared = [row for row in content.records.backtest if row.z is not None]
    far = sum(abs(row.z) > WITHIN_95 for row in compared if row.z is not None)
    beside = (
        voice.say("sims.backtest_text", n=voice.number(len(compared)), far=voice.number(far))
        if compared
        else ""
    )
    return [*breaks, *content.entry("backtest", beside)]


def _named(voice: Voice, name: str) -> str:
    return voice.indicator(name) if name in voice.survey.indicators else voice.variable(name)


def _burden(content: Documented) -> Told:
    voice, question = content.voice, content.voice.survey.quality.duration
    value = content.measures.value("speed", "median_duration", question or "")
    if question is None or value is None:
        return []
    unit = voice.text(voice.survey.questions[question].unit)
    return content.entry("duration", voice.amount(value, unit))


def _effects(voice: Voice, of: WeightingOfDesign) -> str:
    weights = {
        name: voice.number(value, 2)
        for name in ("kish_deff", "weight_min", "weight_max")
        if (value := of.diagnostics.get(name)) is not None
    }
    return voice.say("sims.weights_text", **weights) if len(weights) == 3 else ""


def _of_design(voice: Voice, of: WeightingOfDesign, text: str) -> str:
    """A text, after the name of the design that it is of, where it is of some."""
    return f"{of.title}{voice.colon}{decapitalised(text)}" if text and of.title else text


def _processing(content: Documented) -> Told:
    voice, said = content.voice, []
    for each in content.weightings:
        method = each.weighting.calibration
        key = method if method != "none" else ("given" if each.design.weight is not None else "none")
        said.append(_of_design(voice, each, voice.say(f"sims.weighting_{key}")))
    return [*content.entry("method", " ".join(said)), *content.note("weighting")]


HEADINGS: dict[str, Callable[[Documented], Told]] = {
    "S1": lambda content: content.note("contact"),
    "S2": lambda content: content.note("updated"),
    "S3": _presentation,
    "S4": _units,
    "S5": _period,
    "S6": lambda content: content.note("sponsor", "producer"),
    "S7": _confidentiality,
    "S8": lambda content: content.note("licence"),
    "S9": lambda content: content.note("frequency"),
    "S10": lambda content: content.note("availability", "languages"),
    "S11": _management,
    "S12": lambda content: content.note("purpose"),
    "S13": _accuracy,
    "S14": _timeliness,
    "S15": _coherence,
    "S16": _burden,
    "S17": lambda content: content.entry("revision", content.voice.say("sims.revision_text")),
    "S18": _processing,
    "S19": lambda content: content.note("simulation") if content.edition.simulated else [],
}
"""Each heading of SIMS, by its number, and what of it is known."""
