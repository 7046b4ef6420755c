"""Answers as the statistics take them: groups, counted answers, sides of an opinion, domains."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from analysis.etl.weighting import Weighted
from analysis.questionnaire import Indicator, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import Answers
from analysis.questionnaire.kinds.conditions import answered_one_of
from analysis.statistics import Categories, Ticks


def as_classes(answers: Answers) -> Categories | Ticks:
    """A breakdown's groups: one code per respondent, or several that overlap."""
    if kind_of(answers.question).takes_several:
        return Ticks(answers.values, answers.was_answered)
    return Categories(answers.values, len(answers.question.codes))


def counted(indicator: Indicator, answers: Answers) -> Categories | Ticks:
    """What a share counts: every answer, or those named; among who answered, or all who were asked."""
    if not indicator.answers and indicator.base == "answered":
        return as_classes(answers)
    named = indicator.answers
    chosen = gave(answers, named)[:, None] if named else kind_of(answers.question).ticks(answers)
    return Ticks(chosen, base_of(indicator, answers))


def numbers_of(answers: Answers) -> np.ndarray:
    """The number (n,) each respondent gave, a scale's score, NaN where there is none."""
    return kind_of(answers.question).numbers(answers)


def measured(indicator: Indicator, answers: Answers) -> Categories | Ticks | np.ndarray:
    """What an indicator counts or adds up: answers, the sides of an opinion, or numbers."""
    if indicator.statistic == "share":
        return counted(indicator, answers)
    return sides_of(indicator, answers) if indicator.statistic == "balance" else numbers_of(answers)


def sides_of(indicator: Indicator, answers: Answers) -> np.ndarray:
    """The side (n,) of each respondent: 1 favourable, -1 unfavourable, 0 neither or both, NaN outside."""
    sides = gave(answers, indicator.favourable).astype(float) - gave(answers, indicator.unfavourable)
    return np.where(base_of(indicator, answers), sides, np.nan)


def gave(answers: Answers, codes: Iterable[str]) -> np.ndarray:
    """Mask (n,) of those who gave one of the answers."""
    return kind_of(answers.question).among(answers, codes)


def base_of(indicator: Indicator, answers: Answers) -> np.ndarray:
    """Mask (n,) of those in the base: who answered, or all who were asked."""
    return answers.was_answered if indicator.base == "answered" else answers.was_asked


def domains_of(weighted: Weighted, survey: Survey) -> dict[str | None, np.ndarray | None]:
    """Population of the indicators -> mask (n,) of those who count in it, None where all do."""
    used = dict.fromkeys(indicator.population for indicator in survey.indicators.values())
    return {name: _domain(name, weighted, survey) for name in used}


def _domain(population: str | None, weighted: Weighted, survey: Survey) -> np.ndarray | None:
    """A respondent of weight 0 counts in no estimate, and so in no base: n protects those who count."""
    counts = weighted.design.weights > 0
    if population is not None:
        among = survey.populations[population].among
        counts &= answered_one_of(among, weighted.cleaned.answers, len(counts))
    return None if counts.all() else counts
