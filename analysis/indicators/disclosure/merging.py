"""Groups of few respondents that are counted with another group, whose name says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.etl.weighting import Weighted
from analysis.indicators.disclosure.answer_counts import AnswerCounts
from analysis.indicators.estimation import breakdowns_of
from analysis.questionnaire import NEEDS, Question, Survey
from analysis.questionnaire.editorial_marks import lineage
from analysis.questionnaire.fixed_words import Merges, alternatives_of
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import Answers


def merges_of(survey: Survey, counts: AnswerCounts) -> Merges:
    """The groups of an edition that are counted with another: those of few respondents that have a `with` in
    the definitions, and leftovers that would hide a large group.

    Leftovers are counted with the largest group, in an order with the nearest, where all groups of few
    respondents are under the limit together, and no population, net or derived variable tells them from it.
    """
    limit = survey.publication.confidential_below
    found: dict[str, Mapping[str, str]] = {}
    for (population, variable), sizes in counts.of.items():
        question = survey.questions[variable]
        if population is None and not kind_of(question).takes_several:
            few = [code for code, n in sizes.items() if 0 < n < limit]
            declared = {code: question.counted_with[code] for code in few if code in question.counted_with}
            together = sizes_together(sizes, declared)
            leftover = [code for code, n in together.items() if 0 < n < limit]
            others = _with_others(question, leftover, together, survey)
            merged = {code: others.get(other, other) for code, other in declared.items()} | others
            if merged:
                found[variable] = merged
    return found


def sizes_together(sizes: Mapping[str, int], merged: Mapping[str, str]) -> dict[str, int]:
    """The sizes of groups once some are counted with others."""
    found = {code: 0 if code in merged else n for code, n in sizes.items()}
    for code, other in merged.items():
        found[other] += sizes[code]
    return found


def _with_others(
    question: Question, leftover: Sequence[str], sizes: Mapping[str, int], survey: Survey
) -> dict[str, str]:
    together = sum(sizes[code] for code in leftover)
    limit = survey.publication.confidential_below
    large = [code for code, n in sizes.items() if n >= limit]
    if not 0 < together < limit or not large or not _is_breakdown(question.name, survey):
        return {}
    found = {code: _receiving(question, code, large, sizes) for code in leftover}
    told_apart = has_other_names({*found, *found.values()}, question, survey)
    return {} if told_apart else found


def _receiving(question: Question, code: str, others: Sequence[str], sizes: Mapping[str, int]) -> str:
    """The largest of other groups; where the groups are in an order, of those nearest."""
    codes = list(question.codes)
    apart = {other: abs(codes.index(other) - codes.index(code)) for other in others}
    nearest = min(apart.values())
    near = [other for other in others if apart[other] == nearest or not question.is_in_order]
    return max(near, key=lambda other: sizes[other])


def _is_breakdown(variable: str, survey: Survey) -> bool:
    """Whether tables are broken down by a variable. A territory is the place that its name says: none is
    counted with another."""
    broken_down = {name for each in survey.indicators.values() for name in breakdowns_of(each, survey)}
    return variable in broken_down and variable not in survey.territories


def has_other_names(codes: set[str], question: Question, survey: Survey) -> bool:
    """Whether some of the codes, and not all, are told apart by a population, a net, a routing, a variable
    that shares their source, or by the numbers that they stand for."""
    own = lineage(survey, question.name)
    related = any(
        other.codes and name != question.name and lineage(survey, name) & own
        for name, other in survey.questions.items()
    )
    conditions = [each.among for each in survey.populations.values()]
    conditions += [each.asked_if for each in survey.asked.values()]
    related |= any((own - {question.name}) & set(each) for each in conditions)
    nets = [
        set(chosen)
        for each in survey.indicators.values()
        if each.variable == question.name
        for chosen in (each.answers, each.favourable, each.unfavourable)
        if chosen
    ]
    named = [
        set(condition[question.name])
        for each in conditions
        for condition in alternatives_of(each)
        if question.name in condition
    ]
    numbered = any(
        each.variable == question.name and not NEEDS[each.statistic].of_codes
        for each in survey.indicators.values()
    )
    return related or numbered or any(codes & told and not codes <= told for told in (*nets, *named))


def counted_together(weighted: Weighted, merges: Merges) -> Weighted:
    """The respondents, each of those counted with another group in that group."""
    if not merges:
        return weighted
    answers = recoded(weighted.cleaned.answers, merges)
    of_some = {name: counted_together(each, merges) for name, each in weighted.of_some.items()}
    return replace(weighted, cleaned=replace(weighted.cleaned, answers=answers), of_some=of_some)


def recoded(answers: Mapping[str, Answers], merges: Merges) -> dict[str, Answers]:
    """The answers, each of those counted with another in place of it."""
    merged = {name: _recoded(answers[name], found) for name, found in merges.items() if name in answers}
    return {name: merged[name] if name in merged else answers[name] for name in answers}


def _recoded(answers: Answers, merged: Mapping[str, str]) -> Answers:
    codes = list(answers.question.codes)
    places = np.array([codes.index(merged.get(code, code)) for code in codes] + [-1])
    return replace(answers, values=places.astype(answers.values.dtype)[answers.values])


def counted_in(rows: pd.DataFrame, merges: Merges) -> np.ndarray:
    """The codes (rows,) that are counted in the group of each row besides its own, joined by ";"."""
    found = np.full(len(rows), "", dtype=object)
    for variable, merged in merges.items():
        for receiving in dict.fromkeys(merged.values()):
            codes = ";".join(code for code, other in merged.items() if other == receiving)
            found[((rows["breakdown"] == variable) & (rows["group"] == receiving)).to_numpy()] = codes
    return found


def is_counted_elsewhere(rows: pd.DataFrame, merges: Merges, survey: Survey) -> np.ndarray:
    """Mask (rows,) of the groups, and of the answers, whose respondents are counted with another."""
    found = np.zeros(len(rows), dtype=bool)
    if not merges:
        return found
    variables = rows["indicator"].map({name: each.variable for name, each in survey.indicators.items()})
    for variable, merged in merges.items():
        codes = list(merged)
        found |= ((rows["breakdown"] == variable) & rows["group"].isin(codes)).to_numpy()
        found |= ((variables == variable) & rows["item"].isin(codes)).to_numpy()
    return found
