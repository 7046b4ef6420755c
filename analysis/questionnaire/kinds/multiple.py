"""Questions with several answers: a column of ticks each, columns of codes, or one cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.faults import Fault, listed, some
from analysis.questionnaire.kinds.answers import ANSWERED, INVALID, NO_ANSWER, Answers
from analysis.questionnaire.kinds.cells import (
    SIGNS,
    Column,
    absences,
    is_signed,
    known_codes,
    listed_codes,
    positions_of,
    stored_texts,
    without_decimals,
)
from analysis.questionnaire.kinds.codes import no_codes, other_faults, same_codes
from analysis.questionnaire.kinds.kind import Kind, Problems
from analysis.questionnaire.questions import Question


class MultipleKind(Kind):
    """Several answers of a list. Values: a matrix (n, codes) of ticks."""

    keys = ("ticked", "not_ticked", "empty", "exclusive", "delimiter", "sets", "other")
    derivations = ("groups_of", "cases_of", "points_of", "count_of")
    has_codes = True
    takes_several = True

    def faults(self, question: Question, asked: Mapping[str, Question]) -> Iterator[str]:
        yield from no_codes(question)
        yield from _tick_faults(question)
        yield from _set_faults(question)
        yield from other_faults(question)
        yield from same_codes(question)
        if "status" in question.codes:
            yield f"questions.{question.name}.codes: 'status' is the name of a column; recode it"

    def coded(self, question: Question, columns: Mapping[str, Column], problems: Problems) -> Answers:
        if question.sets:
            answers = _code_sets(question, columns, problems)
        elif question.delimiter is None:
            answers = _code_dichotomies(question, columns, problems)
        else:
            answers = _code_delimited(question, columns[""], problems)
        return _checked_exclusive(answers, problems)

    def nothing(self, question: Question, n: int) -> np.ndarray:
        return np.zeros((n, len(question.codes)), dtype=bool)

    def was_given(self, answers: Answers) -> np.ndarray:
        if answers.question.empty == "not_ticked":  # blank cells are an answer, though nobody gave it
            return np.asarray(answers.values.any(axis=1)) & super().was_given(answers)
        return super().was_given(answers)

    def columns(self, answers: Answers) -> dict[str, pd.Series]:
        unknown = ~answers.was_answered
        return {
            name: pd.Series(pd.arrays.BooleanArray(answers.values[:, position], unknown.copy()))
            for position, name in enumerate(self.kept_columns(answers.question))
        }

    def kept_columns(self, question: Question) -> list[str]:
        return [f"{question.name}.{code}" for code in question.codes]

    def kept(self, question: Question, cells: Sequence[pa.Array]) -> tuple[np.ndarray, np.ndarray]:
        ticks = np.zeros((len(cells[0]), len(cells)), dtype=bool)
        empty = np.ones(len(cells[0]), dtype=bool)
        for place, (cell, name) in enumerate(zip(cells, self.kept_columns(question), strict=True)):
            ticks[:, place] = _kept_ticks(question, cell, name)
            empty &= cell.is_null().to_numpy(zero_copy_only=False)
        return ticks, np.where(empty, NO_ANSWER, ANSWERED).astype(np.int8)

    def disagrees(self, answers: Answers, stated: np.ndarray) -> np.ndarray:
        return np.asarray(answers.values.any(axis=1) & (stated != ANSWERED))

    def among(self, answers: Answers, codes: Iterable[str]) -> np.ndarray:
        known = list(answers.question.codes)
        return np.asarray(answers.values[:, [known.index(code) for code in codes]].any(axis=1))

    def ticks(self, answers: Answers) -> np.ndarray:
        return answers.values

    def grouped(self, answers: Answers, groups: Iterable[Sequence[str]]) -> np.ndarray:
        return np.column_stack([self.among(answers, group) for group in groups])

    def points(self, answers: Answers, worth: np.ndarray) -> np.ndarray:
        return np.where(answers.was_answered, answers.values @ worth, np.nan)

    def packed(self, answers: Answers) -> list[np.ndarray]:
        return list(np.packbits(answers.values, axis=1).view(np.int8).T)


MULTIPLE = MultipleKind()


def _tick_faults(question: Question) -> Iterator[str]:
    place = f"questions.{question.name}"
    for code in question.exclusive:
        if code not in question.codes:
            yield f"{place}.exclusive: {code!r} is not an answer; answers: {listed(question.codes)}"
    for value in set(question.ticked) & set(question.not_ticked):
        yield f"{place}: {value!r} means both ticked and not_ticked"


def _set_faults(question: Question) -> Iterator[str]:
    place = f"questions.{question.name}.sets"
    if question.sets and question.delimiter is not None:
        yield f"{place}: the answers stand in several columns or in one with a delimiter, not both"
    if len(question.sets) == 1:
        yield f"{place}: expected two columns or more, found {question.sets[0]}; one is a single question"
    for column, times in Counter(question.sets).items():
        if times > 1:
            yield f"{place}: {column} is listed {times} times"


def _kept_ticks(question: Question, cell: pa.Array, name: str) -> np.ndarray:
    """The ticks (n,) of one column that keeps them, true and false or as the questionnaire writes them."""
    if pa.types.is_boolean(cell.type):
        return np.asarray(cell.fill_null(False).to_numpy(zero_copy_only=False))
    known = {**dict.fromkeys(question.ticked, True), **dict.fromkeys(question.not_ticked, False), "": False}
    where, texts = stored_texts(cell)
    counts = np.bincount(where, minlength=len(texts))
    unknown = [f"{t!r} ({c})" for t, c in zip(texts, counts, strict=True) if c and t not in known]
    if unknown:
        raise Fault(f"{name}: expected {some(k for k in known if k)}, found {some(unknown)}")
    return np.asarray([known.get(text, False) for text in texts]).take(where)


def _code_dichotomies(question: Question, columns: Mapping[str, Column], problems: Problems) -> Answers:
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


def _code_sets(question: Question, columns: Mapping[str, Column], problems: Problems) -> Answers:
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


def _code_delimited(question: Question, column: Column, problems: Problems) -> Answers:
    """Several codes in one cell: "1;3;7;", or a sign for each answer: "0110"."""
    ticks = np.zeros((len(column.texts), len(question.codes)), dtype=bool)
    status = np.zeros(len(column.texts), dtype=np.int8)
    has_other = np.zeros(len(column.texts), dtype=bool)
    typed = [place for place, code in enumerate(question.codes) if code in own_others(question)]
    for row, text in enumerate(column.texts):
        parts = listed_codes(question, column, text)
        positions = positions_of(question, parts)
        if typed:
            positions = np.append(positions[positions >= 0], typed if unlisted(question, parts) else [])
        ticks[row, positions[positions >= 0].astype(int)] = True
        is_answer = question.delimiter == SIGNS and is_signed(question, text)
        status[row] = ANSWERED if is_answer else _cell_status(question, parts, positions)
        has_other[row] = (positions < 0).any()
    answers = Answers(question, column.spread(ticks), column.spread(status))
    in_part = column.spread(has_other) & answers.was_answered
    known = known_codes(question)
    problems.note(in_part, question.name, column, "not all of it are answers", known, "the rest not counted")
    problems.note(answers.status == INVALID, question.name, column, "unknown code", known)
    return answers


def own_others(question: Question) -> list[str]:
    """The answers whose words stand in the cell itself, beside the answers of the list."""
    return [code for code, column in question.other.items() if column == question.column]


def unlisted(question: Question, parts: list[str]) -> list[str]:
    """The parts of a cell that are neither answers nor absences: words of respondents."""
    is_unknown = (positions_of(question, parts) < 0) & (absences(question, parts) == ANSWERED)
    return [part for part, unknown in zip(parts, is_unknown, strict=True) if unknown]


def _cell_status(question: Question, parts: list[str], positions: np.ndarray) -> int:
    """Answered with any answer in the cell, absent where all of it says so, else invalid."""
    if not parts:
        return ANSWERED if question.empty == "not_ticked" else NO_ANSWER
    if (positions >= 0).any():
        return ANSWERED
    statuses = absences(question, parts)
    return INVALID if (statuses == ANSWERED).any() else int(statuses[0])


def _checked_exclusive(answers: Answers, problems: Problems) -> Answers:
    question = answers.question
    codes = list(question.codes)
    for code in question.exclusive:
        alone = answers.values[:, codes.index(code)]
        others = answers.values.sum(axis=1) > 1
        problems.note(
            alone & others, question.name, code, "excludes the other answers", action="kept as received"
        )
    return answers
