"""The first page of a report."""

from __future__ import annotations

from analysis.questionnaire import Edition
from analysis.reporting import typography as typo
from analysis.reporting.blocks import Cover
from analysis.reporting.names import Names
from analysis.reporting.wording import word


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
