"""Answers to questions with several answers: a column of ticks each, sets of codes, or one cell."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.etl.clean.problems import ProblemLog
from analysis.questionnaire.kinds.answers import ANSWERED, INVALID, NO_ANSWER, Answers
from analysis.questionnaire.kinds.cells import Column, absences, known_codes, positions_of, without_decimals
from analysis.questionnaire.questions import Question


def code_multiple(question: Question, columns: Mapping[str, Column], problems: ProblemLog) -> Answers:
    """The ticks of a multiple question, its exclusive answers checked."""
    if question.sets:
        return _checked_exclusive(_code_sets(question, columns, problems), problems)
    if question.delimiter is None:
        return _checked_exclusive(_code_dichotomies(question, columns, problems), problems)
    return _checked_exclusive(_code_delimited(question, columns[""], problems), problems)


def _code_dichotomies(question: Question, columns: Mapping[str, Column], problems: ProblemLog) -> Answers:
    """One column per answer. Nobody's answer is known where every cell is blank, unless blank says no."""
    n = len(problems.respondents)
    ticks = np.zeros((n, len(question.codes)), dtype=bool, order="F")
    status = np.full(n, NO_ANSWER, dtype=np.int8)
    for position, code in enumerate(question.codes):
        if code not in columns:
            continue
        cells = columns[code]
        meaning = absences(question, cells.texts)
        is_tick = np.array([_is_tick(question, code, text) for text in cells.texts])
        is_not = np.array([_is_one_of(text, question.not_ticked) for text in cells.texts])
        meaning[is_tick | is_not] = ANSWERED
        meaning[~is_tick & ~is_not & (meaning == ANSWERED)] = INVALID
        cell_status = cells.spread(meaning)
        ticks[:, position] = cells.spread(is_tick)
        expected = f"expected {', '.join((*question.ticked, *question.not_ticked))} or blank"
        place = f"{question.name}.{code}"
        problems.note(cell_status == INVALID, place, cells, "unknown code", expected, "not counted")
        status = _combined(status, cell_status)
    if question.empty == "not_ticked":
        status[status == NO_ANSWER] = ANSWERED
    return Answers(question, ticks, status)


def _is_tick(question: Question, code: str, text: str) -> bool:
    """Whether a cell ticks; where the column holds the text of "other", whoever wrote one has ticked."""
    is_text = question.other.get(code, "") == question.columns[code]
    is_written = is_text and text != "" and not _is_one_of(text, question.not_ticked)
    return is_written or _is_one_of(text, question.ticked)


def _code_sets(question: Question, columns: Mapping[str, Column], problems: ProblemLog) -> Answers:
    """Columns that each hold one code, in any order; a code met twice is one answer."""
    n = len(problems.respondents)
    ticks = np.zeros((n, len(question.codes)), dtype=bool, order="F")
    status = np.full(n, NO_ANSWER, dtype=np.int8)
    for cells in columns.values():
        positions = positions_of(question, cells.texts)
        meaning = absences(question, cells.texts)
        meaning[(positions < 0) & (meaning == ANSWERED)] = INVALID
        meaning[positions >= 0] = ANSWERED
        chosen, cell_status = cells.spread(positions), cells.spread(meaning)
        respondents = np.flatnonzero(chosen >= 0)
        ticks[respondents, chosen[respondents]] = True
        is_unknown, known = cell_status == INVALID, known_codes(question)
        problems.note(is_unknown, question.name, cells, "unknown code", known, "not counted")
        status = _combined(status, cell_status)
    if question.empty == "not_ticked":
        status[status == NO_ANSWER] = ANSWERED
    return Answers(question, ticks, status)


def _is_one_of(text: str, codes: tuple[str, ...]) -> bool:
    return text != "" and (text in codes or without_decimals(text) in codes)


def _combined(status: np.ndarray, cell_status: np.ndarray) -> np.ndarray:
    """A respondent has answered once any cell is an answer; else the first absence other than blank."""
    better = (cell_status == ANSWERED) | ((status == NO_ANSWER) & (cell_status != NO_ANSWER))
    return np.where(better & (status != ANSWERED), cell_status, status).astype(np.int8)


def _code_delimited(question: Question, column: Column, problems: ProblemLog) -> Answers:
    """Several codes in one cell: "1;3;7;"."""
    ticks = np.zeros((len(column.texts), len(question.codes)), dtype=bool)
    status = np.zeros(len(column.texts), dtype=np.int8)
    has_other = np.zeros(len(column.texts), dtype=bool)
    for row, text in enumerate(column.texts):
        parts = [
            column.recoded(part.strip()) for part in text.split(question.delimiter or ";") if part.strip()
        ]
        positions = positions_of(question, parts)
        ticks[row, positions[positions >= 0]] = True
        status[row] = _cell_status(question, parts, positions)
        has_other[row] = (positions < 0).any()
    answers = Answers(question, column.spread(ticks), column.spread(status))
    in_part = column.spread(has_other) & answers.was_answered
    known = known_codes(question)
    problems.note(in_part, question.name, column, "not all of it are answers", known, "the rest not counted")
    problems.note(answers.status == INVALID, question.name, column, "unknown code", known)
    return answers


def _cell_status(question: Question, parts: list[str], positions: np.ndarray) -> int:
    """Answered with any answer in the cell, absent where all of it says so, else invalid."""
    if not parts:
        return ANSWERED if question.empty == "not_ticked" else NO_ANSWER
    if (positions >= 0).any():
        return ANSWERED
    statuses = absences(question, parts)
    return INVALID if (statuses == ANSWERED).any() else int(statuses[0])


def _checked_exclusive(answers: Answers, problems: ProblemLog) -> Answers:
    question = answers.question
    codes = list(question.codes)
    for code in question.exclusive:
        alone = answers.values[:, codes.index(code)]
        others = answers.values.sum(axis=1) > 1
        problems.note(
            alone & others, question.name, code, "excludes the other answers", action="kept as received"
        )
    return answers
