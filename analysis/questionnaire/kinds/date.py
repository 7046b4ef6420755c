"""Questions whose answer is a date."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.questionnaire.kinds.answers import ANSWERED, INVALID, Answers
from analysis.questionnaire.kinds.cells import Column, absences
from analysis.questionnaire.kinds.kind import Kind, Problems
from analysis.questionnaire.questions import Question

ISO_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9:.]*)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?")


class DateKind(Kind):
    """A day. Values: dates (n,), NaT for none."""

    keys = ("date_format",)
    derivations = ("age_on", "year_of")
    shows_copying = False

    def coded(self, question: Question, columns: Mapping[str, Column], problems: Problems) -> Answers:
        column = columns[""]
        status = absences(question, column.texts)
        written = pd.Series(column.texts, dtype="object").where(status == ANSWERED)
        dates = _dates_in(written, question.date_format)
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


def _dates_in(written: pd.Series, date_format: str | None) -> pd.Series:
    """The day written in each text, NaT where there is none.

    A cell that a spreadsheet stores as a date arrives in ISO, whatever the format of what was typed.
    """
    # The day on the respondent's clock: an offset from universal time must not move it.
    of_iso = written.str.extract(f"^{ISO_DATE.pattern}$", expand=False)
    stored = pd.to_datetime(of_iso, format="%Y-%m-%d", errors="coerce")
    if date_format is None:
        return stored
    typed = pd.to_datetime(written, format=date_format, errors="coerce")
    return typed if date_format.startswith("%Y-") else typed.fillna(stored)
