"""Coded answers to every question, as the routing of the questionnaire allows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from analysis.etl.clean.answers_in_words import codes_of_words
from analysis.etl.clean.derived_answers import derived
from analysis.etl.clean.problems import ProblemLog
from analysis.etl.clean.question_columns import as_read, other_columns, renamed_column
from analysis.etl.clean.respondent_keys import row_keys
from analysis.questionnaire import Edition, Question, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import NOT_ASKED, Answers
from analysis.questionnaire.kinds.cells import Column, factorized
from analysis.questionnaire.kinds.conditions import answered_one_of, in_codes
from analysis.sources.received import Received


def coded_answers(
    received: Received,
    survey: Survey,
    edition: Edition,
    columns: Mapping[str, Mapping[str, str]],
    absent: set[str],
    problems: ProblemLog,
) -> dict[str, Answers]:
    """Coded, routed and derived answers, in the order of the questionnaire.

    A derived variable that the edition asked directly has columns, and is coded like a question. `received`
    lets go of each column once no other question, text of "other" or design variable is to be read from it.
    """
    answers: dict[str, Answers] = {}
    last = last_readings(received, survey, edition, columns)
    received.release(last.get("", []))
    for name in survey.order:
        answers[name] = _answered(name, received, survey, edition, columns, absent, problems, answers)
        received.release(last.get(name, []))
    return {name: answers[name] for name in survey.questions}


def answers_needed(
    names: Iterable[str],
    received: Received,
    survey: Survey,
    edition: Edition,
    columns: Mapping[str, Mapping[str, str]],
    absent: set[str],
) -> dict[str, Answers]:
    """Coded answers to some questions and to those they need; no column is let go of, nothing is noted."""
    needed, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += survey.sources[name]
    unheard = ProblemLog(row_keys(received.answers.index))
    answers: dict[str, Answers] = {}
    for name in survey.order:
        if name in needed:
            answers[name] = _answered(name, received, survey, edition, columns, absent, unheard, answers)
    return answers


def _answered(
    name: str,
    received: Received,
    survey: Survey,
    edition: Edition,
    columns: Mapping[str, Mapping[str, str]],
    absent: set[str],
    problems: ProblemLog,
    earlier: Mapping[str, Answers],
) -> Answers:
    """The answers to one question, from its columns or from the answers `earlier` than it."""
    question = as_read(survey.questions[name], edition)
    if question.derivation and name not in columns:
        return derived(question, earlier, edition, problems)
    found = {
        code: _column(received, column, question, edition, received.decimals)
        for code, column in columns.get(name, {}).items()
        if column not in absent
    }
    was_put = _was_put(received, columns.get(name, {}))
    return _routed(question, found, earlier, was_put, problems)


def last_readings(
    received: Received, survey: Survey, edition: Edition, columns: Mapping[str, Mapping[str, str]]
) -> dict[str, list[str]]:
    """The columns that can be let go of after each question is coded; under "", those that no question needs.

    The texts of "other" and the sampling design are read after all questions.
    """
    designs = survey.every_design
    later = {renamed_column(variable, edition) for design in designs for variable in design.columns}
    later |= {
        each for question in survey.asked.values() for each in other_columns(question, edition).values()
    }
    readers = {column: name for name in survey.order for column in columns.get(name, {}).values()}
    last: dict[str, list[str]] = {}
    for column in map(str, received.answers.columns):
        if column not in later and not any(design.holds_replicates(column) for design in designs):
            last.setdefault(readers.get(column, ""), []).append(column)
    return last


def _was_put(received: Received, columns: Mapping[str, str]) -> np.ndarray:
    """Mask (n,) of the respondents whose file has one of the columns."""
    has_any = [received.has_column(column) for column in columns.values()]
    return np.any(has_any, axis=0) if has_any else np.ones(len(received.answers), dtype=bool)


def _column(
    received: Received, column: str, question: Question, edition: Edition, decimals: np.ndarray | str
) -> Column:
    values = received.answers[column]
    return Column(values, _recode(question, values, edition), decimals)


def _recode(question: Question, values: pd.Series, edition: Edition) -> Mapping[str, str]:
    """Received text -> code: as the edition says, else by the words of the answers where a file has words."""
    own = edition.recode.get(question.name, {})
    if not any(file.answers == "labels" for file in edition.files):
        return own
    return {**codes_of_words(question, str(values.name), factorized(values)[1]), **own}


def _routed(
    question: Question,
    columns: Mapping[str, Column],
    earlier: Mapping[str, Answers],
    was_put: np.ndarray,
    problems: ProblemLog,
) -> Answers:
    """The answers without those that routing did not ask, nor of files without the question (`was_put`)."""
    n = len(problems.respondents)
    if not columns:
        return never_asked(question, n)
    answers = kind_of(question).coded(question, columns, problems)
    if not question.asked_if and was_put.all():
        return answers
    was_asked = answered_one_of(question.asked_if, earlier, n)
    against = ~was_asked & kind_of(question).was_given(answers)
    rule = f"asked only if {in_codes(question.asked_if)}"
    values = _shown_values(question, columns)
    problems.note(against, question.name, values, "answer against routing", rule, "set to not asked")
    return answers.withdrawn(~(was_asked & was_put), NOT_ASKED)


def _shown_values(question: Question, columns: Mapping[str, Column]) -> Column | str:
    return columns[""] if "" in columns else f"ticked among {', '.join(question.codes)}"


def never_asked(question: Question, n: int) -> Answers:
    """The answers of n respondents to a question that was not put to them."""
    nothing = kind_of(question).nothing(question, n)
    return Answers(question, nothing, np.full(n, NOT_ASKED, dtype=np.int8))
