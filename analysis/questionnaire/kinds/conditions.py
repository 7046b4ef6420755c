"""Who meets a condition: those who gave one of the answers it names, or none of those it excludes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.questionnaire.fixed_words import Condition, NoneOf, alternatives_of
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import Answers


def answered_one_of(condition: Condition, coded: Mapping[str, Answers], n: int) -> np.ndarray:
    """Mask (n,) of those who answered every question of the condition as it says, or of one of its
    alternatives.

    Who did not answer a question is neither among its answers nor among the others.
    """
    masks = [_answered_all(each, coded, n) for each in alternatives_of(condition)]
    return np.asarray(np.logical_or.reduce(masks))


def _answered_all(condition: Condition, coded: Mapping[str, Answers], n: int) -> np.ndarray:
    holds = np.ones(n, dtype=bool)
    for name, codes in condition.items():
        holds &= _is_met(codes, coded[name])
    return holds


def _is_met(codes: tuple[str, ...], answers: Answers) -> np.ndarray:
    among = kind_of(answers.question).among(answers, codes)
    return np.asarray(answers.was_answered & ~among if isinstance(codes, NoneOf) else among)


def answered_otherwise(condition: Condition, coded: Mapping[str, Answers], n: int) -> np.ndarray:
    """Mask (n,) of those of whom it is known that they do not meet the condition: an answer says so, of each
    of its alternatives."""
    masks = [_failed_one(each, coded, n) for each in alternatives_of(condition)]
    return np.asarray(np.logical_and.reduce(masks))


def _failed_one(condition: Condition, coded: Mapping[str, Answers], n: int) -> np.ndarray:
    fails = np.zeros(n, dtype=bool)
    for name, codes in condition.items():
        fails |= coded[name].was_answered & ~_is_met(codes, coded[name])
    return fails


def in_codes(condition: Condition) -> str:
    """The condition in its codes, for records: sex = F and age = 18.. and mode not test; alternatives in
    brackets."""
    found = [
        " and ".join(
            f"{name} {'not' if isinstance(codes, NoneOf) else '='} {' or '.join(codes)}"
            for name, codes in each.items()
        )
        for each in alternatives_of(condition)
    ]
    return found[0] if len(found) == 1 else " or ".join(f"({each})" for each in found)
