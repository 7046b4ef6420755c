"""Answers to questions with one answer: single answers and scales."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.etl.clean.problems import ProblemLog
from analysis.questionnaire.kinds.answers import ANSWERED, INVALID, Answers
from analysis.questionnaire.kinds.cells import Column, absences, known_codes, positions_of
from analysis.questionnaire.kinds.ranking import code_rank
from analysis.questionnaire.questions import Question


def code_single(question: Question, columns: Mapping[str, Column], problems: ProblemLog) -> Answers:
    column = columns[""]
    if question.delimiter is not None:
        return code_rank(question, column, problems)
    status = absences(question, column.texts)
    codes = positions_of(question, column.texts)
    unknown = (codes < 0) & (status == ANSWERED)
    status[unknown] = INVALID
    if unknown.any():
        where = column.spread(unknown)
        problems.note(where, question.name, column, "unknown code", known_codes(question))
    return Answers(question, column.spread(codes), column.spread(status))
