"""Open answers."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.etl.clean.problems import ProblemLog
from analysis.questionnaire.kinds.answers import ANSWERED, Answers
from analysis.questionnaire.kinds.cells import Column, absences
from analysis.questionnaire.questions import Question


def code_text(question: Question, columns: Mapping[str, Column], _problems: ProblemLog) -> Answers:
    column = columns[""]
    status = column.spread(absences(question, column.texts))
    texts = column.values
    texts[status != ANSWERED] = None
    return Answers(question, texts, status)
