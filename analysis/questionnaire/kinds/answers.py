"""The coded answers to one question: values, and for each respondent whether there is one or why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.questionnaire.fixed_words import ABSENCES, Condition
from analysis.questionnaire.questions import Question

STATUSES = ("answered", *ABSENCES)
ANSWERED = STATUSES.index("answered")
NOT_ASKED = STATUSES.index("not_asked")
NO_ANSWER = STATUSES.index("no_answer")
LEFT = STATUSES.index("left")
INVALID = STATUSES.index("invalid")


@dataclass(frozen=True)
class Answers:
    """Answers of n respondents to one question.

    `values` is positions (n,) in the question's codes, -1 for none (single, scale); a matrix of ticks
    (n, codes) (multiple); numbers (n,) with NaN (numeric); objects (n,) with None (date, text).
    `status` is positions (n,) in STATUSES.
    """

    question: Question
    values: NDArray[Any]
    status: NDArray[np.int8]

    @property
    def was_answered(self) -> np.ndarray:
        """Mask (n,) of the respondents who gave an answer."""
        return self.status == ANSWERED

    @property
    def was_asked(self) -> NDArray[np.bool_]:
        """Mask (n,) of the respondents the question was put to."""
        return self.status != NOT_ASKED

    def withdrawn(self, where: np.ndarray, status: int) -> Answers:
        """The same answers with those of the mask `where` taken back, for the reason `status`."""
        if not where.any():
            return self
        values = self.values.copy()
        values[where] = _nothing(self.question)
        return Answers(self.question, values, np.where(where, status, self.status).astype(np.int8))

    def among(self, where: np.ndarray) -> Answers:
        """The answers of the respondents in the mask `where`."""
        if where.all():
            return self
        return Answers(self.question, self.values[where], self.status[where])

    def part(self, rows: slice) -> Answers:
        """The answers of the respondents in some rows; nothing is copied."""
        return Answers(self.question, self.values[rows], self.status[rows])

    def columns(self) -> dict[str, pd.Series]:
        """Columns of the respondents frame: the value or one column per answer, and the status."""
        status = pd.Categorical.from_codes(self.status, categories=pd.Index(STATUSES))
        return {**self._value_columns(), f"{self.question.name}.status": pd.Series(status)}

    def _value_columns(self) -> dict[str, pd.Series]:
        name, codes = self.question.name, list(self.question.codes)
        if self.question.type == "multiple":
            unknown = ~self.was_answered
            return {
                f"{name}.{code}": pd.Series(pd.arrays.BooleanArray(self.values[:, position], unknown.copy()))
                for position, code in enumerate(codes)
            }
        if self.question.is_coded:
            ordered = self.question.type == "scale"
            return {
                name: pd.Series(
                    pd.Categorical.from_codes(self.values, categories=pd.Index(codes), ordered=ordered)
                )
            }
        if self.question.type == "date":
            return {name: pd.Series(pd.to_datetime(pd.Series(self.values), errors="coerce"))}
        return {name: pd.Series(self.values)}


def _nothing(question: Question) -> object:
    if question.type == "multiple":
        return False
    if question.is_coded:
        return -1
    return np.nan if question.type == "numeric" else None


def answered_one_of(condition: Condition, coded: Mapping[str, Answers], n: int) -> np.ndarray:
    """Mask (n,) of those who gave one of the named answers to every question of the condition."""
    holds = np.ones(n, dtype=bool)
    for name, codes in condition.items():
        answers = coded[name]
        wanted = [list(answers.question.codes).index(code) for code in codes]
        if answers.question.type == "multiple":
            holds &= answers.values[:, wanted].any(axis=1)
        else:
            is_wanted = np.zeros(len(answers.question.codes) + 1, dtype=bool)
            is_wanted[wanted] = True
            holds &= is_wanted[answers.values]
    return holds
