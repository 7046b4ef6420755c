"""How many respondents of each population gave each answer: shares of answers that are groups tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from analysis.etl.weighting import Weighted
from analysis.indicators.estimation import breakdowns_of
from analysis.indicators.measures.measure import counted_among_all
from analysis.questionnaire import Survey
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import Answers

Counts = Mapping[tuple[str | None, str], Mapping[str, int]]


@dataclass(frozen=True)
class AnswerCounts:
    """Respondents of a weight over 0: all of them, and (population, variable) -> answer -> who gave it.

    Counted are the variables of indicators in their populations, and those of breakdowns in all. uneven: the
    designs, None for that of everyone, in which some have weight 0 who count in another.
    """

    respondents: int = 0
    of: Counts = field(default_factory=dict)
    uneven: frozenset[str | None] = frozenset()

    def __add__(self, other: AnswerCounts) -> AnswerCounts:
        both = {
            key: {code: n + other.of[key][code] for code, n in own.items()} for key, own in self.of.items()
        }
        return AnswerCounts(self.respondents + other.respondents, both, self.uneven | other.uneven)


def answer_counts(weighted: Weighted, survey: Survey) -> AnswerCounts:
    """The counts of an edition's respondents."""
    everyone = weighted.design.weights > 0
    masks = counted_among_all(weighted, survey)
    found = counts_of(weighted.cleaned.answers, masks, everyone, survey)
    return replace(found, uneven=_uneven(weighted))


def _uneven(weighted: Weighted) -> frozenset[str | None]:
    names: list[str | None] = [None, *weighted.members]
    counting = {name: weighted.counts_in(name) for name in names}
    somewhere = np.logical_or.reduce(list(counting.values()))
    everyone = np.ones(len(somewhere), dtype=bool)
    inside = {name: everyone if name is None else weighted.members[name] for name in names}
    return frozenset(name for name in names if (somewhere & inside[name] & ~counting[name]).any())


def counts_of(
    answers: Mapping[str, Answers],
    masks: Mapping[str | None, np.ndarray],
    everyone: np.ndarray,
    survey: Survey,
) -> AnswerCounts:
    """The counts of some respondents; masks (n,): who is in each population and has a weight over 0."""
    pairs = {(each.population, each.variable): None for each in survey.indicators.values()}
    groups = [name for each in survey.indicators.values() for name in breakdowns_of(each, survey)]
    pairs |= {(None, name): None for name in (*groups, *survey.territories)}
    merged = [
        name for name, question in survey.questions.items() if question.counted_with and name in answers
    ]
    pairs |= {(None, name): None for name in merged}
    found = {
        (population, name): _counted(answers[name], everyone if population is None else masks[population])
        for population, name in pairs
        if survey.questions[name].codes
    }
    return AnswerCounts(int(everyone.sum()), found)


def _counted(answers: Answers, where: np.ndarray) -> dict[str, int]:
    codes = list(answers.question.codes)
    if kind_of(answers.question).takes_several:
        n = answers.values[where & answers.was_answered].sum(axis=0)
    else:
        given = answers.values[where]
        n = np.bincount(given[given >= 0], minlength=len(codes))
    return {code: int(count) for code, count in zip(codes, n.tolist(), strict=True)}
