"""The cover of a report, and the line that says where its figures come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.questionnaire import Edition
from analysis.reporting.blocks import Cover
from analysis.reporting.language.typography import ended
from analysis.reporting.language.voice import Voice


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


def sheet_cover(
    voice: Voice, edition: Edition, place: str, title: str, facts: Sequence[tuple[str, str]]
) -> Cover:
    """The head of a territory's sheet: what it says, of which survey, territory and edition."""
    named = (voice.text(voice.survey.title), place, voice.text(edition.title))
    return replace(cover_of(voice, edition, " · ".join(named), None), title=title, facts=facts)


def source_of(voice: Voice, edition: Edition) -> str:
    """Where the figures come from; and that they are simulated, where they are."""
    survey, named = voice.text(voice.survey.title), voice.text(edition.title)
    source = ended(f"{voice.say('source')} {survey}, {named}")
    return f"{source} {ended(voice.say('simulated'))}" if edition.simulated else source
