"""Received values to answers: each value is a code, a number, an absence with its kind, or a problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from analysis.etl.clean.problems import ProblemLog
from analysis.questionnaire.kinds.answers import Answers
from analysis.questionnaire.kinds.cells import Column
from analysis.questionnaire.kinds.date import code_date
from analysis.questionnaire.kinds.multiple import code_multiple
from analysis.questionnaire.kinds.numeric import code_numeric
from analysis.questionnaire.kinds.single import code_single
from analysis.questionnaire.kinds.text import code_text
from analysis.questionnaire.questions import Question


def coded(question: Question, columns: Mapping[str, Column], problems: ProblemLog) -> Answers:
    """The answers to a question from its columns: {"": column}, or one column per answer.

    Values that the questionnaire does not know are rows in `problems` and become invalid.
    """
    return CODERS[question.type](question, columns, problems)


CODERS: dict[str, Callable[[Question, Mapping[str, Column], ProblemLog], Answers]] = {
    "single": code_single,
    "scale": code_single,
    "multiple": code_multiple,
    "numeric": code_numeric,
    "date": code_date,
    "text": code_text,
}
