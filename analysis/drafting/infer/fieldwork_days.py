"""The first and the last day on which answers came in, by the column of dates that says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.drafting.cells.number_forms import NEARLY_ALL
from analysis.drafting.drafted_question import Drafted, slug
from analysis.drafting.infer.drafted_survey import DraftedSurvey
from analysis.questionnaire.kinds.cells import texts_of
from analysis.questionnaire.reading.written_dates import dates_in
from analysis.sources.received import Received

OF_ANSWERS = re.compile(
    r"(date|jour|horodat\w*)(_(de|d|du|la|le))*(_(reponse|saisie|soumission|passation|collecte)s?)?"
)
"""Headings of the day on which someone answered, where no software is known to have written them."""

NO_DAYS = [date(1980, 1, 1), date(1970, 1, 1)]
"""What stands for the day where it is not kept: LimeSurvey's of anonymous answers, the nought of clocks."""


@dataclass(frozen=True)
class FieldworkDays:
    """The first and the last day, the column that has them, and whether software wrote it."""

    start: date
    end: date
    column: str
    is_sure: bool


def fieldwork_days(survey: DraftedSurvey, received: Received) -> FieldworkDays | None:
    """The days between which answers came in; None where no dates say so, or they fit several forms."""
    written = {survey.questions[name].column for name in survey.paradata}
    named = [each for each in survey.questions.values() if OF_ANSWERS.fullmatch(slug(each.column))]
    sure = [each for each in survey.questions.values() if each.column in written]
    for question in [*sure, *named]:
        days = _days(question, received)
        if not days.empty:
            return FieldworkDays(
                days.min().date(), days.max().date(), question.column, question.column in written
            )
    return None


def _days(question: Drafted, received: Received) -> pd.Series:
    """The days in the column of a question, none where it has others than days, or they fit several forms."""
    is_of_days = not question.date_format or "%d" in question.date_format
    if not question.column or question.rivals or not is_of_days:
        return pd.Series(dtype="datetime64[ns]")
    texts = pd.Series(texts_of(received.answers[question.column]), dtype="object")
    days = dates_in(texts, question.date_format or None).dropna()
    kept = days if len(days) >= NEARLY_ALL * len(texts) else days[:0]
    kept_days: pd.Series = kept[~kept.dt.date.isin(NO_DAYS)]
    return kept_days
