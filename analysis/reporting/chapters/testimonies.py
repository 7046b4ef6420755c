"""The chapter of testimonies: words that people gave for the report, never taken from answers."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.questionnaire import Survey, Testimony
from analysis.reporting.blocks import Block, Heading, Paragraph, Quotation
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.language import typography as typo
from analysis.reporting.language.quality_words import said
from analysis.reporting.language.voice import Names
from analysis.reporting.report_content import EditionContent


def testimony_chapter(names: Names, testimonies: Sequence[Testimony]) -> list[Block]:
    """Each testimony with its author and consent, those of a theme under its title."""
    blocks: list[Block] = [Paragraph(said("testimonies_lead", names.language), "lead")]
    for theme in _themes(names.survey, testimonies):
        if theme:
            title = names.text(names.survey.themes[theme].title)
            blocks.append(Heading(title, 3, f"testimonies-{len(blocks) + 1}"))
        blocks += [_quotation(names, each) for each in testimonies if each.theme == theme]
    return blocks


def _themes(survey: Survey, testimonies: Sequence[Testimony]) -> list[str]:
    """Those of no theme first, then the themes in the order of the survey."""
    used = {testimony.theme for testimony in testimonies}
    return [theme for theme in ("", *survey.themes) if theme in used]


def _quotation(names: Names, testimony: Testimony) -> Quotation:
    words = typo.quoted(typo.typeset(testimony.text, testimony.language), testimony.language)
    consent = said("consent", names.language, consent=typo.typeset(testimony.consent, names.language))
    foreign = "" if testimony.language == names.language else testimony.language
    return Quotation(words, names.text(testimony.author), typo.ended(consent), foreign)


TESTIMONIES = Chapter[EditionContent](
    title=lambda content: said("testimonies", content.language),
    anchor="testimonies",
    shows=lambda content: testimony_chapter(content.names, content.told),
    applies=lambda content: bool(content.told),
)
