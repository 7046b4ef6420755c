"""Cells of a column as texts, and what a text is to a question: one of its codes, or an absence."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.etl.answered import ANSWERED, STATUSES
from analysis.etl.texts import code_type, factorized, without_decimals
from analysis.faults import some
from analysis.questionnaire import Question


class Column:
    """One column as received: the position (n,) of each value in the list of its distinct texts.

    `decimals` is the decimal mark of each respondent's file (n,), or of all; a text received under two marks
    is two texts.
    """

    def __init__(
        self, values: pd.Series, recode: Mapping[str, str], decimals: np.ndarray | str = "."
    ) -> None:
        self.positions, self.received = factorized(values)
        self.decimals = [str(decimals)] * len(self.received)
        if not isinstance(decimals, str):
            self._tell_marks_apart(decimals)
        self.recode = recode
        self.texts = [self.recoded(text) for text in self.received]

    def _tell_marks_apart(self, decimals: np.ndarray) -> None:
        marks, kinds = np.unique(decimals.astype("U1"), return_inverse=True)
        pairs, self.positions = np.unique(self.positions * len(marks) + kinds, return_inverse=True)
        self.decimals = [str(marks[pair % len(marks)]) for pair in pairs]
        self.received = [self.received[pair // len(marks)] for pair in pairs]

    def recoded(self, text: str) -> str:
        """The questionnaire's code for a received text, the text itself where the edition has none."""
        return self.recode.get(text, self.recode.get(without_decimals(text), text))

    def spread(self, meanings: np.ndarray) -> np.ndarray:
        """What each distinct text means, for each respondent (n, …)."""
        return meanings.take(self.positions, axis=0)

    def __getitem__(self, where: np.ndarray) -> np.ndarray:
        """The received texts of the respondents in the mask `where` (n,)."""
        return np.array(self.received, dtype=object)[self.positions[where]]

    @property
    def values(self) -> np.ndarray:
        """The received text of each respondent (n,)."""
        return np.array(self.received, dtype=object)[self.positions]


def absences(question: Question, texts: list[str]) -> np.ndarray:
    """The status of each text: an absence where the question declares one, else answered."""
    kinds = {code: kind for kind, codes in question.missing.items() for code in codes}
    status = np.full(len(texts), ANSWERED, dtype=np.int8)
    for position, text in enumerate(texts):
        kind = kinds.get(text, kinds.get(without_decimals(text), "" if text else "no_answer"))
        if kind:
            status[position] = STATUSES.index(kind)
    return status


def positions_of(question: Question, texts: list[str]) -> np.ndarray:
    """The position of each text among the question's codes, -1 where it is none of them."""
    codes = {code: position for position, code in enumerate(question.codes)}
    stripped = {code.strip(): position for code, position in codes.items()}
    found = [codes.get(text, stripped.get(without_decimals(text), -1)) for text in texts]
    return np.array(found, dtype=code_type(len(question.codes)))


def known_codes(question: Question) -> str:
    """What the questionnaire knows for `question`, in words: its codes and those of absence."""
    absent = [code for codes in question.missing.values() for code in codes]
    return f"the questionnaire knows {some([*question.codes, *absent])}"
