"""Derived variables: years since, classes of a number, groups of codes, number of answers ticked."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.etl.answered import INVALID, Answers
from analysis.etl.coding import is_outside, limits_of
from analysis.etl.problems import ProblemLog
from analysis.questionnaire import Edition, Question


def derived(
    variable: Question, answers: Mapping[str, Answers], edition: Edition, problems: ProblemLog
) -> Answers:
    """The variable of each respondent from the answers to its source; absent where the source is.

    A number outside the variable's min and max is a problem and becomes invalid.
    """
    if variable.derivation is None:
        raise ValueError(f"{variable.name} is a question, not a derived variable")
    kind, source = variable.derivation.kind, answers[variable.derivation.source]
    if kind == "groups_of":
        return Answers(variable, _groups(variable, source), source.status)
    if kind == "classes_of":
        return _classes(variable, source, problems)
    numbers = _years(source, edition) if kind == "years_since" else _count(source)
    return _checked(Answers(variable, numbers, source.status), problems)


def _years(source: Answers, edition: Edition) -> np.ndarray:
    assert edition.reference_year is not None
    return float(edition.reference_year) - source.values


def _count(source: Answers) -> np.ndarray:
    """The number of answers ticked; "none of these" is none."""
    counted = [code not in source.question.exclusive for code in source.question.codes]
    return np.where(source.was_answered, source.values[:, counted].sum(axis=1), np.nan)


def _groups(variable: Question, source: Answers) -> np.ndarray:
    assert variable.derivation is not None
    groups = list(variable.derivation.groups.values())
    belongs = {code: position for position, codes in enumerate(groups) for code in codes}
    table = np.array([belongs[code] for code in source.question.codes] + [-1], dtype=np.int32)
    return table[source.values]


def _classes(variable: Question, source: Answers, problems: ProblemLog) -> Answers:
    assert variable.derivation is not None
    classes = np.full(len(source.values), -1, dtype=np.int32)
    for position, (low, high) in enumerate(variable.derivation.bounds.values()):
        classes[(source.values >= low) & (source.values < high)] = position
    between = source.was_answered & (classes < 0)
    problems.note(between, variable.name, source.values.astype(str), "in no class", source.question.name)
    return Answers(variable, classes, np.where(between, INVALID, source.status).astype(np.int8))


def _checked(answers: Answers, problems: ProblemLog) -> Answers:
    variable = answers.question
    outside = is_outside(variable, answers.values) & answers.was_answered
    problems.note(outside, variable.name, answers.values.astype(str), "out of range", limits_of(variable))
    return answers.withdrawn(outside, INVALID)
