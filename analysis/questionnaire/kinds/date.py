"""Questions whose answer is a date."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.questionnaire.kinds.answers import ANSWERED, INVALID, Answers
from analysis.questionnaire.kinds.cells import Column, absences
from analysis.questionnaire.kinds.kind import Kind, Problems
from analysis.questionnaire.questions import Question
from analysis.questionnaire.reading.written_dates import dates_in


class DateKind(Kind):
    """A day. Values: dates (n,), NaT for none."""

    keys = ("date_format",)
    derivations = ("age_on", "year_of")
    shows_copying = False

    def coded(self, question: Question, columns: Mapping[str, Column], problems: Problems) -> Answers:
        column = columns[""]
        status = absences(question, column.texts)
        written = pd.Series(column.texts, dtype="object").where(status == ANSWERED)
        dates = dates_in(written, question.date_format)
        unread = np.asarray(dates.isna()) & (status == ANSWERED)
        status[unread] = INVALID
        expected = f"expected the form {question.date_format or '2009-03-10'}"
        problems.note(column.spread(unread), question.name, column, "not a date", expected)
        days = np.asarray(dates, dtype="datetime64[s]")
        return Answers(question, column.spread(days), column.spread(status))

    def nothing(self, question: Question, n: int) -> np.ndarray:
        return np.full(n, None, dtype="datetime64[s]")

    def columns(self, answers: Answers) -> dict[str, pd.Series]:
        dates = pd.to_datetime(pd.Series(answers.values), errors="coerce")
        return {answers.question.name: pd.Series(dates)}


DATE = DateKind()
