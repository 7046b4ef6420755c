"""The figures of a survey as it was built: how many gave each answer, and the means of its numbers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.questionnaire.kinds import kind_of
from analysis.steps.results_files import Built


def counts(found: Built, *kinds: str) -> list[list[int]]:
    """How many gave each answer, 0 left out, lowest first, of the questions of these types, or of all."""
    return [
        sorted(count for count in kind_of(answers.question).ticks(answers).sum(axis=0).tolist() if count)
        for answers in found.weighted.cleaned.answers.values()
        if answers.question.codes and (not kinds or answers.question.type in kinds)
    ]


def means(found: Built) -> Iterator[float]:
    """The mean of each number that anyone gave."""
    for answers in found.weighted.cleaned.answers.values():
        if kind_of(answers.question).is_quantity and answers.was_answered.any():
            yield float(np.nanmean(kind_of(answers.question).numbers(answers)))


def labelled(found: Built, name: str) -> dict[str, int]:
    """How many gave each answer to one question, by its French label."""
    answers = found.weighted.cleaned.answers[name]
    ticks = kind_of(answers.question).ticks(answers).sum(axis=0).tolist()
    return {label.fr: count for label, count in zip(answers.question.codes.values(), ticks, strict=True)}
