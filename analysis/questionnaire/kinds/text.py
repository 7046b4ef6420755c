"""Open questions: respondents answer in their own words."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.questionnaire.kinds.answers import ANSWERED, Answers
from analysis.questionnaire.kinds.cells import Column, absences
from analysis.questionnaire.kinds.kind import Kind, Problems
from analysis.questionnaire.questions import Question


class TextKind(Kind):
    """Words. Values: texts (n,), None for none."""

    derivations = ("region_of", "bridged_region_of")
    is_open = True
    may_identify = True
    shows_copying = False

    def coded(self, question: Question, columns: Mapping[str, Column], problems: Problems) -> Answers:
        column = columns[""]
        status = column.spread(absences(question, column.texts))
        texts = column.values
        texts[status != ANSWERED] = None
        return Answers(question, texts, status)

    def nothing(self, question: Question, n: int) -> np.ndarray:
        return np.full(n, None, dtype=object)

    def codes_given(self, answers: Answers) -> tuple[list[str], np.ndarray]:
        positions, texts = pd.factorize(answers.values)
        return [str(text) for text in texts], positions


TEXT = TextKind()
