"""How many respondents of each population gave each answer: shares of answers that are groups tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from analysis.etl.weighting import Weighted
from analysis.indicators.estimation import breakdowns_of
from analysis.indicators.measures.measure import counted_among_all
from analysis.questionnaire import Survey
from analysis.questionnaire.editorial_marks import lineage
from analysis.questionnaire.fixed_words import alternatives_of
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import Answers

Counts = Mapping[tuple[str | None, str], Mapping[str, int]]
InGroups = Mapping[tuple[str | None, str, str], np.ndarray]
"""(population, variable, breakdown) -> respondents (groups, answers)."""


@dataclass(frozen=True)
class AnswerCounts:
    """Respondents of a weight over 0: all of them, and (population, variable) -> answer -> who gave it.

    Counted are the variables of indicators in their populations, and those of breakdowns in all. uneven: the
    designs, None for that of everyone, in which some have weight 0 who count in another. in_groups: who gave
    each answer in each group of a breakdown, of the variables whose answers are groups elsewhere.
    """

    respondents: int = 0
    of: Counts = field(default_factory=dict)
    uneven: frozenset[str | None] = frozenset()
    in_groups: InGroups = field(default_factory=dict)

    def __add__(self, other: AnswerCounts) -> AnswerCounts:
        both = {
            key: {code: n + other.of[key][code] for code, n in own.items()} for key, own in self.of.items()
        }
        in_groups = {key: own + other.in_groups[key] for key, own in self.in_groups.items()}
        return AnswerCounts(self.respondents + other.respondents, both, self.uneven | other.uneven, in_groups)


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
    in_groups = {
        (population, name, breakdown): _in_groups(
            answers[name], answers[breakdown], everyone if population is None else masks[population]
        )
        for population, name, breakdown in _crossed(survey)
    }
    return AnswerCounts(int(everyone.sum()), found, in_groups=in_groups)


def _crossed(survey: Survey) -> dict[tuple[str | None, str, str], None]:
    """The tables in which an answer of a group may be a group elsewhere: a population's, or a pair.

    Tables by territory are left out: counting their answers too hid one figure in twelve of a survey by
    department, and took more than a minute.
    """
    conditions = [each for one in survey.populations.values() for each in alternatives_of(one.among)]
    told = [*survey.territories, *(name for condition in conditions for name in condition)]
    found: dict[tuple[str | None, str, str], None] = {}
    for each in survey.indicators.values():
        told += breakdowns_of(each, survey)
        for breakdown in breakdowns_of(each, survey):
            is_group = breakdown != each.variable and breakdown not in survey.territories
            if survey.questions[each.variable].codes and is_group:
                found[each.population, each.variable, breakdown] = None
    named = set[str]().union(*(lineage(survey, name) for name in dict.fromkeys(told)))
    return {key: None for key in found if lineage(survey, key[1]) & named}


def _in_groups(answers: Answers, groups: Answers, where: np.ndarray) -> np.ndarray:
    """Respondents (groups, answers) of a mask who gave each answer and are in each group."""
    numbers = range(len(groups.question.codes))
    given, inside = (_places(each, where) for each in (answers, groups))
    if given.ndim == 1 and inside.ndim == 1:
        codes = len(answers.question.codes)
        both = (given >= 0) & (inside >= 0)
        flat = np.bincount(inside[both] * codes + given[both], minlength=len(numbers) * codes)
        return flat.reshape(len(numbers), codes)
    masks = (inside == at if inside.ndim == 1 else inside[:, at] > 0 for at in numbers)
    return np.array([_sizes(given[mask], len(answers.question.codes)) for mask in masks])


def _places(answers: Answers, where: np.ndarray) -> np.ndarray:
    """The place of each answer (n,), -1 for none; of several, the ticks (n, answers)."""
    if kind_of(answers.question).takes_several:
        return np.asarray(answers.values[where] * answers.was_answered[where][:, None])
    return np.asarray(answers.values[where], dtype=np.intp)


def _sizes(given: np.ndarray, codes: int) -> np.ndarray:
    return np.asarray(
        given.sum(axis=0) if given.ndim == 2 else np.bincount(given[given >= 0], minlength=codes)
    )


def _counted(answers: Answers, where: np.ndarray) -> dict[str, int]:
    codes = list(answers.question.codes)
    n = _sizes(_places(answers, where), len(codes))
    return {code: int(count) for code, count in zip(codes, n.tolist(), strict=True)}
