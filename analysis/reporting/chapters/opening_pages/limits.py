"""What these data do not allow to say: sentences between quotation marks, and why not."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.questionnaire.editorial_marks import follows_from_margins, is_profile, is_reported
from analysis.reporting.blocks import Block, Lines
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.findings.candidates import is_substantive
from analysis.reporting.findings.group_phrases import within_group
from analysis.reporting.language.typography import capitalised
from analysis.reporting.report_content import EditionContent
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import SMALLEST_GROUP

SMALL = 200
"""Respondents under which a group is named only with its size."""


def limits(content: EditionContent) -> list[Block]:
    """A line for each thing that a reader might say and should not."""
    voice = content.voice
    lines = [(voice.quoted(said), why) for said, why in _limits(content)]
    return [Lines(lines, voice.colon)]


def _limits(content: EditionContent) -> Iterator[tuple[str, str]]:
    """(what might be said, why not), of those that hold for the edition."""
    voice = content.voice
    if content.edition.simulated:
        yield voice.say("limit.simulated"), voice.say("limit.simulated_why")
    if voice.survey.sampling == "volunteer":
        yield voice.say("limit.exact"), voice.say("limit.exact_why")
    yield voice.say("limit.cause"), voice.say("limit.cause_why")
    if any(_is_of_profile(content, change.indicator) for change in content.changes.latest):
        yield voice.say("limit.profile"), voice.say("limit.profile_why")
    fixed = _fixed(content)
    if fixed:
        yield voice.say("limit.fixed"), voice.say("limit.fixed_why", names=voice.listing(fixed))
    smallest = _smallest_group(content)
    if smallest:
        within, count = smallest
        yield (
            voice.say("limit.group", group=capitalised(within)),
            voice.say("limit.group_why", n=voice.respondents(count)),
        )


def _is_of_profile(content: EditionContent, name: str) -> bool:
    survey = content.voice.survey
    return is_profile(survey, survey.indicators[name])


def _fixed(content: EditionContent) -> list[str]:
    """The figures, of those that are shown, that the weighting fixes."""
    voice = content.voice
    return [
        voice.mention(voice.text(indicator.short or indicator.title))
        for indicator in voice.survey.indicators.values()
        if follows_from_margins(voice.survey, content.edition, indicator)
        and any(row.is_fixed for row in content.estimates.whole(indicator.name))
    ]


def _smallest_group(content: EditionContent) -> tuple[str, int] | None:
    """The group of fewest respondents that is shown and small, with the most that answered a question; as a
    complement."""
    voice = content.voice
    sizes: dict[tuple[str, str], IndicatorRow] = {}
    for indicator in voice.survey.indicators.values():
        for breakdown, rows in content.estimates.by_group(indicator.name).items():
            if not indicator.population and is_reported(voice.survey, indicator, breakdown):
                for row in rows:
                    if row.n and is_substantive(voice.survey, breakdown, row.group):
                        key = (breakdown, row.group)
                        sizes[key] = max(sizes.get(key, row), row, key=lambda each: each.respondents)
    small = [row for row in sizes.values() if SMALLEST_GROUP <= row.respondents < SMALL]
    least = min(small, key=lambda row: row.respondents, default=None)
    return (within_group(voice, least), least.respondents) if least else None


LIMITS = Chapter[EditionContent](
    title=lambda content: content.voice.say("limits"),
    anchor="limits",
    shows=limits,
)
