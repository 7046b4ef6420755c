"""Rows of the file that are of another edition, out before their answers are examined."""

from __future__ import annotations

from analysis.etl.audit import Removal, nobody_removed
from analysis.etl.clean.keys_and_design import row_keys
from analysis.etl.clean.problems import ProblemLog
from analysis.etl.clean.question_columns import absent_columns, columns_of
from analysis.etl.clean.routed_answers import answers_needed
from analysis.questionnaire import Edition, Survey
from analysis.questionnaire.kinds.conditions import answered_one_of
from analysis.runs.memory import memory_given_back
from analysis.sources.received import Received

RULE = "not of this edition"


@memory_given_back()
def filtered(received: Received, survey: Survey, edition: Edition) -> Removal:
    """The removal of those who do not meet `keep_if` of the edition, as of other years in one file.

    Of the questions that it names, the answers of everyone are coded; all others, and every problem, are
    those of the rows kept.
    """
    everyone = nobody_removed(len(received.answers))
    if not edition.keep_if:
        return everyone
    columns = columns_of(survey, edition)
    unheard = ProblemLog(row_keys(received.answers.index))
    absent = absent_columns(received, survey, columns, edition, unheard)
    answers = answers_needed(edition.keep_if, received, survey, edition, columns, absent)
    meets = answered_one_of(edition.keep_if, answers, len(received.answers))
    return everyone.after("scope", RULE, ~meets)
