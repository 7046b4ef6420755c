"""The coded answers to one question: values, and for each respondent whether there is one or why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.questionnaire.fixed_words import ABSENCES
from analysis.questionnaire.questions import Question

STATUSES = ("answered", *ABSENCES)
ANSWERED = STATUSES.index("answered")
NOT_ASKED = STATUSES.index("not_asked")
NO_ANSWER = STATUSES.index("no_answer")
LEFT = STATUSES.index("left")
INVALID = STATUSES.index("invalid")
NOTHING: dict[str, object] = {"b": False, "i": -1, "f": np.nan, "O": None, "M": np.datetime64("NaT")}
"""What an array of ticks, codes, numbers, texts or dates holds for no answer."""


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

    def __repr__(self) -> str:
        return f"answers of {len(self.status)} respondents to {self.question.name}, not displayed"

    @property
    def was_answered(self) -> np.ndarray:
        """Mask (n,) of the respondents who gave an answer."""
        return np.asarray(self.status == ANSWERED)

    @property
    def was_asked(self) -> NDArray[np.bool_]:
        """Mask (n,) of the respondents the question was put to."""
        return np.asarray(self.status != NOT_ASKED)

    def withdrawn(self, where: np.ndarray, status: int) -> Answers:
        """The same answers with those of the mask `where` taken back, for the reason `status`."""
        if not where.any():
            return self
        values = self.values.copy()
        values[where] = NOTHING[values.dtype.kind]
        return Answers(self.question, values, np.where(where, status, self.status).astype(np.int8))

    def among(self, where: np.ndarray) -> Answers:
        """The answers of the respondents in the mask `where`."""
        if where.all():
            return self
        return Answers(self.question, self.values[where], self.status[where])

    def part(self, rows: slice) -> Answers:
        """The answers of the respondents in some rows; nothing is copied."""
        return Answers(self.question, self.values[rows], self.status[rows])
