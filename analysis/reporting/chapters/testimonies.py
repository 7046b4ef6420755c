"""The chapter of testimonies: words that people gave for the report, never taken from answers."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.questionnaire import Survey, Testimony
from analysis.reporting.blocks import Block, Heading, Paragraph, Quotation
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.language.typography import Typesetter, ended
from analysis.reporting.language.voice import Voice
from analysis.reporting.report_content import EditionContent


def testimony_chapter(voice: Voice, testimonies: Sequence[Testimony]) -> list[Block]:
    """Each testimony with its author and consent, those of a theme under its title."""
    blocks: list[Block] = [Paragraph(voice.say("testimonies_lead"), "lead")]
    for theme in _themes(voice.survey, testimonies):
        if theme:
            title = voice.text(voice.survey.themes[theme].title)
            blocks.append(Heading(title, 3, anchor_of("testimonies", theme)))
        blocks += [_quotation(voice, each) for each in testimonies if each.theme == theme]
    return blocks


def _themes(survey: Survey, testimonies: Sequence[Testimony]) -> list[str]:
    """Those of no theme first, then the themes in the order of the survey."""
    used = {testimony.theme for testimony in testimonies}
    return [theme for theme in ("", *survey.themes) if theme in used]


def _quotation(voice: Voice, testimony: Testimony) -> Quotation:
    spoken = Typesetter(testimony.language)
    words = spoken.quoted(spoken.typeset(testimony.text))
    consent = voice.say("consent", consent=voice.typeset(testimony.consent))
    foreign = "" if testimony.language == voice.language else testimony.language
    return Quotation(words, voice.text(testimony.author), ended(consent), foreign)


TESTIMONIES = Chapter[EditionContent](
    title=lambda content: content.voice.say("testimonies"),
    anchor="testimonies",
    shows=lambda content: testimony_chapter(content.voice, content.told),
    applies=lambda content: bool(content.told),
)
