"""Scores of several items: their sums, means and points, and how well the items hold together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analysis.questionnaire import Derivation, Question, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import ANSWERED, NOT_ASKED, Answers
from analysis.runs.memory import stretches
from analysis.statistics import alpha_of_parts

ROWS_AT_ONCE = 2**16
"""Respondents whose items are numbers at once: those of everyone would outweigh the answers themselves."""


class Reliability(NamedTuple):
    """Cronbach's alpha of a score: its name, `alpha`, the number of `items`, the `n` who answered all."""

    name: str
    alpha: float
    items: int
    n: int


def score(variable: Question, items: Sequence[Answers]) -> Answers:
    """The sum, mean or points of the items, for respondents who answered as many as it needs.

    For the others the score is absent as the first item that they were asked and did not answer, or not
    asked where there is none such.
    """
    parts = [_score(variable, part) for part in _in_stretches(items)]
    values, status = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Answers(variable, values, status)


def _in_stretches(items: Sequence[Answers]) -> Iterator[list[Answers]]:
    for rows in stretches(len(items[0].status), ROWS_AT_ONCE):
        yield [item.part(rows) for item in items]


def _score(variable: Question, items: Sequence[Answers]) -> tuple[np.ndarray, np.ndarray]:
    """(score, status) of each respondent (n,)."""
    derivation = variable.derivation
    assert derivation is not None
    numbers = item_numbers(derivation, items)
    given = ~np.isnan(numbers)
    has_enough = given.sum(axis=1) >= (derivation.at_least or len(items))
    numbers[~given] = 0.0
    totals = numbers.sum(axis=1)
    if derivation.kind == "mean_of":
        totals = totals / np.maximum(given.sum(axis=1), 1)
    status = np.where(has_enough, ANSWERED, _first_absence(items))
    return np.where(has_enough, totals, np.nan), status.astype(np.int8)


def item_numbers(derivation: Derivation, items: Sequence[Answers]) -> np.ndarray:
    """The number (n, items) that each item adds to the score, the reversed ones turned round; NaN where not
    answered."""
    # Item by item in memory, as they are filled in and added up.
    numbers = np.empty((len(items[0].status), len(items)), order="F")
    for place, item in enumerate(items):
        name = item.question.name
        if derivation.kind == "points_of":
            numbers[:, place] = _points(item, derivation.points[name])
        else:
            numbers[:, place] = _turned(item, name in derivation.reversed)
    return numbers


def scores_reliability(answers: Mapping[str, Answers], survey: Survey) -> list[Reliability]:
    """Cronbach's alpha of every sum and mean of items, unweighted, in the order of the questionnaire.

    Only respondents who answered every item count. A score that the edition asked directly, or whose items it
    did not ask, has none.
    """
    found = []
    for name, variable in survey.derived.items():
        derivation = variable.derivation
        if derivation and derivation.kind in ("sum_of", "mean_of"):
            items = [answers[source] for source in derivation.sources]
            n = int(np.logical_and.reduce([item.was_answered for item in items]).sum())
            if n > 1:
                parts = (_whole(item_numbers(derivation, part)) for part in _in_stretches(items))
                alpha = alpha_of_parts((whole, np.ones(len(whole))) for whole in parts)
                found.append(Reliability(name, alpha, len(items), n))
    return found


def _whole(numbers: np.ndarray) -> np.ndarray:
    """The rows without a missing number."""
    return numbers.T[:, ~np.isnan(numbers).any(axis=1)].T


def _first_absence(items: Sequence[Answers]) -> np.ndarray:
    """Per respondent (n,) the status of the first item asked and not answered; not_asked where none is."""
    status = np.full(len(items[0].status), NOT_ASKED, dtype=np.int8)
    for item in reversed(items):
        is_absent = item.was_asked & ~item.was_answered
        status[is_absent] = item.status[is_absent]
    return status


def _turned(item: Answers, is_reversed: bool) -> np.ndarray:
    """The number (n,) of each respondent; reversed, the lowest becomes the highest."""
    kind = kind_of(item.question)
    numbers = np.where(item.was_answered, kind.numbers(item), np.nan)
    return sum(kind.ends(item.question)) - numbers if is_reversed else numbers


def _points(item: Answers, points: Mapping[str, float]) -> np.ndarray:
    """The points (n,) of each respondent's answer or, together, answers; an answer not named has none."""
    worth = np.array([points.get(code, 0.0) for code in item.question.codes])
    return kind_of(item.question).points(item, worth)
