"""Received values to answers: each value is a code, a number, an absence with its kind, or a problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from analysis.etl.answered import ANSWERED, INVALID, NO_ANSWER, STATUSES, Answers
from analysis.etl.problems import ProblemLog
from analysis.etl.texts import factorized, without_decimals
from analysis.faults import some
from analysis.questionnaire import Question, missing_ranges

WHOLE = r"[+-]?(?:[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]*)"
EXPONENT = r"(?:[eE][+-]?[0-9]+)?"
NUMBERS = {
    ".": re.compile(rf"(?=.*[0-9]){WHOLE}(?:\.[0-9]*)?{EXPONENT}", re.ASCII),
    ",": re.compile(
        rf"(?=.*[0-9])(?:{WHOLE}(?:[.,][0-9]*)?{EXPONENT}|[+-]?[0-9]{{1,3}}(?:\.[0-9]{{3}})+,[0-9]*)",
        re.ASCII,
    ),
}
ISO_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9:.]*)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?")


class Column:
    """One column as received: the position (n,) of each value in the list of its distinct texts."""

    def __init__(self, values: pd.Series, recode: Mapping[str, str]) -> None:
        self.positions, self.received = factorized(values)
        self.recode = recode
        self.texts = [self.recoded(text) for text in self.received]

    def recoded(self, text: str) -> str:
        """The questionnaire's code for a received text, the text itself where the edition has none."""
        return self.recode.get(text, self.recode.get(without_decimals(text), text))

    def spread(self, meanings: np.ndarray) -> np.ndarray:
        """What each distinct text means, for each respondent (n, …)."""
        return meanings[self.positions]

    @property
    def values(self) -> np.ndarray:
        """The received text of each respondent (n,)."""
        return np.array(self.received, dtype=object)[self.positions]


def coded(question: Question, columns: Mapping[str, Column], decimal: str, problems: ProblemLog) -> Answers:
    """The answers to a question from its columns: {"": column}, or one column per answer.

    Values that the questionnaire does not know are rows in `problems` and become invalid.
    """
    return CODERS[question.type](question, columns, decimal, problems)


def _absences(question: Question, texts: list[str]) -> np.ndarray:
    """The status of each text: an absence where the question declares one, else answered."""
    kinds = {code: kind for kind, codes in question.missing.items() for code in codes}
    status = np.full(len(texts), ANSWERED, dtype=np.int8)
    for position, text in enumerate(texts):
        kind = kinds.get(text, kinds.get(without_decimals(text), "" if text else "no_answer"))
        if kind:
            status[position] = STATUSES.index(kind)
    return status


def _code_single(
    question: Question, columns: Mapping[str, Column], _decimal: str, problems: ProblemLog
) -> Answers:
    column = columns[""]
    status = _absences(question, column.texts)
    codes = _positions(question, column.texts)
    status[(codes < 0) & (status == ANSWERED)] = INVALID
    answers = Answers(question, column.spread(codes), column.spread(status))
    problems.note(answers.status == INVALID, question.name, column.values, "unknown code", _known(question))
    return answers


def _positions(question: Question, texts: list[str]) -> np.ndarray:
    """The position of each text among the question's codes, -1 where it is none of them."""
    codes = {code: position for position, code in enumerate(question.codes)}
    stripped = {code.strip(): position for code, position in codes.items()}
    found = [codes.get(text, stripped.get(without_decimals(text), -1)) for text in texts]
    return np.array(found, dtype=np.int32)


def _known(question: Question) -> str:
    absent = [code for codes in question.missing.values() for code in codes]
    return f"the questionnaire knows {some([*question.codes, *absent])}"


def _code_multiple(
    question: Question, columns: Mapping[str, Column], _decimal: str, problems: ProblemLog
) -> Answers:
    if question.delimiter is None:
        return _checked_exclusive(_code_dichotomies(question, columns, problems), problems)
    return _checked_exclusive(_code_delimited(question, columns[""], problems), problems)


def _code_dichotomies(question: Question, columns: Mapping[str, Column], problems: ProblemLog) -> Answers:
    """One column per answer. Nobody's answer is known where every cell is blank, unless blank says no."""
    n = len(problems.respondents)
    ticks = np.zeros((n, len(question.codes)), dtype=bool)
    status = np.full(n, NO_ANSWER, dtype=np.int8)
    for position, code in enumerate(question.codes):
        if code not in columns:
            continue
        cells = columns[code]
        meaning = _absences(question, cells.texts)
        is_tick = np.array([_is_one_of(text, question.ticked) for text in cells.texts])
        is_not = np.array([_is_one_of(text, question.not_ticked) for text in cells.texts])
        meaning[is_tick | is_not] = ANSWERED
        meaning[~is_tick & ~is_not & (meaning == ANSWERED)] = INVALID
        cell_status = cells.spread(meaning)
        ticks[:, position] = cells.spread(is_tick)
        expected = f"expected {', '.join((*question.ticked, *question.not_ticked))} or blank"
        place = f"{question.name}.{code}"
        problems.note(cell_status == INVALID, place, cells.values, "unknown code", expected, "not counted")
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
        positions = _positions(question, parts)
        ticks[row, positions[positions >= 0]] = True
        status[row] = _cell_status(question, parts, positions)
        has_other[row] = (positions < 0).any()
    answers = Answers(question, column.spread(ticks), column.spread(status))
    in_part = column.spread(has_other) & answers.was_answered
    known = _known(question)
    problems.note(
        in_part, question.name, column.values, "not all of it are answers", known, "the rest not counted"
    )
    problems.note(answers.status == INVALID, question.name, column.values, "unknown code", known)
    return answers


def _cell_status(question: Question, parts: list[str], positions: np.ndarray) -> int:
    """Answered with any answer in the cell, absent where all of it says so, else invalid."""
    if not parts:
        return ANSWERED if question.empty == "not_ticked" else NO_ANSWER
    if (positions >= 0).any():
        return ANSWERED
    absences = _absences(question, parts)
    return INVALID if (absences == ANSWERED).any() else int(absences[0])


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


def _code_numeric(
    question: Question, columns: Mapping[str, Column], decimal: str, problems: ProblemLog
) -> Answers:
    column = columns[""]
    status = _absences(question, column.texts)
    numbers = np.array([number_of(text, decimal) for text in column.texts], dtype=float)
    for kind, (low, high) in missing_ranges(question.missing):
        inside = (numbers >= low) & (numbers <= high)
        status[inside & (status == ANSWERED)] = STATUSES.index(kind)
    unread = np.isnan(numbers) & (status == ANSWERED)
    outside = is_outside(question, numbers) & (status == ANSWERED) & ~unread
    status[unread | outside] = INVALID
    numbers[status != ANSWERED] = np.nan
    problems.note(column.spread(unread), question.name, column.values, "not a number")
    problems.note(column.spread(outside), question.name, column.values, "out of range", limits_of(question))
    return Answers(question, column.spread(numbers), column.spread(status))


def number_of(text: str, decimal: str) -> float:
    """The number written in `text`, NaN where there is none; infinities are none.

    Thousands may stand apart by a space, or by a point where the decimal mark is a comma and follows.
    """
    match = NUMBERS[decimal].fullmatch(text)
    if not match:
        return np.nan
    written = re.sub(r"[ \u00a0\u202f]", "", text)
    if decimal == ",":
        written = written.replace(".", "").replace(",", ".") if "," in written else written
    number = float(written)
    return number if np.isfinite(number) else np.nan


def is_outside(question: Question, numbers: np.ndarray) -> np.ndarray:
    """Mask of the numbers below the question's min or above its max; NaN is neither."""
    low = -np.inf if question.minimum is None else question.minimum
    high = np.inf if question.maximum is None else question.maximum
    return (numbers < low) | (numbers > high)


def limits_of(question: Question) -> str:
    """What the question's min and max expect, in words."""
    low = "" if question.minimum is None else f"{question.minimum:.12g} or more"
    high = "" if question.maximum is None else f"{question.maximum:.12g} or less"
    return "expected " + " and ".join(part for part in (low, high) if part)


def _code_date(
    question: Question, columns: Mapping[str, Column], _decimal: str, problems: ProblemLog
) -> Answers:
    column = columns[""]
    status = _absences(question, column.texts)
    written = pd.Series(column.texts, dtype="object").where(status == ANSWERED)
    if question.date_format is None:
        # The day on the respondent's clock: an offset from universal time must not move it.
        written = written.str.extract(f"^{ISO_DATE.pattern}$", expand=False)
    dates = pd.to_datetime(written, format=question.date_format or "%Y-%m-%d", errors="coerce")
    unread = np.asarray(dates.isna()) & (status == ANSWERED)
    status[unread] = INVALID
    expected = f"expected the form {question.date_format or '2009-03-10'}"
    problems.note(column.spread(unread), question.name, column.values, "not a date", expected)
    return Answers(question, column.spread(np.asarray(dates, dtype="datetime64[s]")), column.spread(status))


def _code_text(
    question: Question, columns: Mapping[str, Column], _decimal: str, _problems: ProblemLog
) -> Answers:
    column = columns[""]
    status = column.spread(_absences(question, column.texts))
    texts = column.values
    texts[status != ANSWERED] = None
    return Answers(question, texts, status)


CODERS: dict[str, Callable[[Question, Mapping[str, Column], str, ProblemLog], Answers]] = {
    "single": _code_single,
    "scale": _code_single,
    "multiple": _code_multiple,
    "numeric": _code_numeric,
    "date": _code_date,
    "text": _code_text,
}
