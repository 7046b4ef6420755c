"""The cover of a report."""

from __future__ import annotations

from analysis.questionnaire import Edition
from analysis.reporting.blocks import Cover
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
