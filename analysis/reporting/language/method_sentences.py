"""Precision, tests and rules of publication in sentences, and the technical words explained."""

from __future__ import annotations

import math

from analysis.questionnaire import Survey
from analysis.questionnaire.fixed_words import QuantileRule
from analysis.reporting.language.voice import SIGNS, Voice
from analysis.results.schema import SMALLEST_GROUP

QUANTILE_RULES: dict[QuantileRule, str] = {"school": "quantiles_school", "math": "quantiles_math"}
"""What is said of each rule for medians and other quantiles."""
METHODS = ("variance", "words", "rounding", "tests", "confidential")
"""What is said of every survey, after its sample and before its rule of reliability."""
GLOSSARY = ("base", "weighting", "direction", "effective_size", "significant")
"""Words explained, after that for the interval."""


def method_sentences(voice: Voice) -> list[str]:
    """Precision, tests, rules of publication and the signs of tables, as paragraphs."""
    signs = voice.series([f"{sign}, {voice.mark_meaning(mark)}" for mark, sign in SIGNS.items()])
    return [*rule_sentences(voice), voice.say("method.signs", signs=signs)]


def rule_sentences(voice: Voice) -> list[str]:
    """Precision, tests and rules of publication, as paragraphs."""
    survey = voice.survey
    rules = survey.publication
    values = {
        "level": voice.percent(100 * rules.level),
        "level95": voice.percent(95),
        "alpha": voice.percent(100 * (1 - rules.level)),
        "method": rules.interval,
        "least": str(rules.confidential_below),
        "smallest": str(SMALLEST_GROUP),
    }
    said = (survey.sampling, *METHODS, *_quantiles(survey), _reliability(survey))
    return [voice.say(f"method.{method}", **values) for method in said]


def _quantiles(survey: Survey) -> list[str]:
    """The rule of medians and other quantiles, where the survey has any."""
    has_some = any(not math.isnan(each.order) for each in survey.indicators.values())
    return [QUANTILE_RULES[survey.publication.quantile_rule]] if has_some else []


def _reliability(survey: Survey) -> str:
    return "no_reliability" if survey.publication.reliability == "none" else "reliability"


def glossary(voice: Voice) -> list[tuple[str, str]]:
    """The technical words of the report, explained."""
    interval = (voice.interval_name, voice.say("glossary.interval_means"))
    others = [(voice.say(f"glossary.{word}"), voice.say(f"glossary.{word}_means")) for word in GLOSSARY]
    return [interval, *others]
