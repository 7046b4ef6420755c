"""Sentences about the key figures that stand alone: whoever quotes one needs no heading above it."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.questionnaire import Indicator
from analysis.questionnaire.editorial_marks import follows_from_margins
from analysis.reporting.chapters.opening_pages.key_figures import MOST_CARDS, key_indicators
from analysis.reporting.language.indicator_sentences import headline, opinion_sides, predicate
from analysis.reporting.language.typography import ended, leading
from analysis.reporting.report_content import EditionContent


def key_sentences(report: EditionContent) -> list[str]:
    """A sentence for each key figure that is published and that the weighting does not fix, at most six."""
    return list(_sentences(report))[:MOST_CARDS]


def _sentences(report: EditionContent) -> Iterator[str]:
    survey, edition = report.voice.survey, report.edition
    for indicator in key_indicators(report.voice):
        is_shown = any(row.is_shown for row in report.estimates.whole(indicator.name))
        is_result = is_shown and not follows_from_margins(survey, edition, indicator)
        if is_result and (sentence := _sentence(report, indicator)):
            yield sentence


def _sentence(report: EditionContent, indicator: Indicator) -> str:
    """What the report says of the figure, after its title where no verb says what it is of."""
    voice, estimates = report.voice, report.estimates
    whole = estimates.whole(indicator.name)
    sides = opinion_sides(voice.survey, estimates, indicator)
    said = headline(voice, indicator, whole, estimates.comparisons, sides)
    has_verb = not whole[0].item and bool(predicate(voice, whole[0]))
    if not said or has_verb:
        return ended(said) if said else ""
    return ended(leading(voice.text(indicator.title), voice.colon) + said)
