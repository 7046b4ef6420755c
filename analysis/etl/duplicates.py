"""Respondents whose answers are all those of an earlier one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from pandas.util import hash_array

from analysis.etl.answered import Answers

LEAST_ANSWERS = 10
"""With fewer answers two sincere respondents agree by chance."""
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def same_answers(
    answers: Mapping[str, Answers], questions: tuple[str, ...], in_scope: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Mask (n,) of those in scope with all the answers of an earlier one, and how many answers each gave.

    Compared are coded questions and numbers; dates and open answers are not. Who gave fewer than
    `LEAST_ANSWERS` is compared with nobody. Rows are compared by a 64-bit hash: among a million of them
    two that differ are taken for the same with a chance of 3 in 100 million.
    """
    n = len(in_scope)
    digest, given = np.zeros(n, dtype=np.uint64), np.zeros(n, dtype=np.int32)
    compared = [answers[name] for name in questions if answers[name].question.type != "date"]
    for column in _columns(compared):
        digest = (digest ^ hash_array(column, categorize=False)) * MULTIPLIER
        digest ^= digest >> np.uint64(29)
    for answer in compared:
        given += answer.was_answered
    places = np.flatnonzero(in_scope & (given >= LEAST_ANSWERS))
    is_same = np.zeros(n, dtype=bool)
    is_same[places] = pd.Series(digest[places]).duplicated().to_numpy()
    return is_same, given


def _columns(answers: Sequence[Answers]) -> Iterator[np.ndarray]:
    """The values as columns of numbers: codes eight to a column, the ticks of a multiple question too."""
    codes = [part for answer in answers for part in _small(answer)]
    for start in range(0, len(codes), 8):
        together = np.zeros((len(codes[0]), 8), dtype=np.int8)
        for place, column in enumerate(codes[start : start + 8]):
            together[:, place] = column
        yield together.view(np.uint64)[:, 0]
    for answer in answers:
        if answer.question.type != "multiple" and answer.values.dtype != np.int8:
            yield answer.values


def _small(answer: Answers) -> list[np.ndarray]:
    """Codes, or ticks eight to a number, that take one byte for each respondent; none for other answers."""
    if answer.question.type == "multiple":
        return list(np.packbits(answer.values, axis=1).view(np.int8).T)
    return [answer.values] if answer.values.dtype == np.int8 else []
