"""Rows of the file that are of another edition or population, out before their answers are examined."""

from __future__ import annotations

import numpy as np

from analysis.etl.audit import Removal, nobody_removed
from analysis.etl.clean.problems import ProblemLog
from analysis.etl.clean.question_columns import absent_columns, columns_of
from analysis.etl.clean.respondent_keys import row_keys
from analysis.etl.clean.routed_answers import answers_needed
from analysis.questionnaire import Edition, Survey
from analysis.questionnaire.fixed_words import Condition
from analysis.questionnaire.kinds.answers import Answers
from analysis.questionnaire.kinds.conditions import answered_one_of, answered_otherwise
from analysis.runs.memory import memory_given_back
from analysis.sources.received import Received

RULE = "not of this edition"
OF_OTHERS = "does not meet keep_if"


@memory_given_back()
def filtered(received: Received, survey: Survey, edition: Edition, is_excluded: np.ndarray) -> Removal:
    """The removal of those who do not meet `keep_if` of the edition, as of other years in one file, and of
    those whose answers say that they do not meet that of the survey.

    Of the questions that these name, the answers of everyone are coded; all others, and every problem, are
    those of the rows kept. Who gave no answer to them may be of the population, and is examined; so are
    those excluded by name (`is_excluded`), who have a reason of their own.
    """
    removal, n = nobody_removed(len(received.answers)), len(received.answers)
    of_edition, of_survey = edition.keep_if, survey.cleaning.keep_if
    if not of_edition and not of_survey:
        return removal
    answers = _answers_to({**of_edition, **of_survey}, received, survey, edition)
    if of_edition:
        removal = removal.after("scope", RULE, ~answered_one_of(of_edition, answers, n))
    if of_survey:
        outside = answered_otherwise(of_survey, answers, n) & ~is_excluded
        removal = removal.after("scope", OF_OTHERS, outside)
    return removal


def _answers_to(named: Condition, received: Received, survey: Survey, edition: Edition) -> dict[str, Answers]:
    """The answers of everyone to the questions that a condition names; nothing of them is noted."""
    columns = columns_of(survey, edition)
    unheard = ProblemLog(row_keys(received.answers.index))
    absent = absent_columns(received, survey, columns, edition, unheard)
    return answers_needed(named, received, survey, edition, columns, absent)
