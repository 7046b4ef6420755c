"""Received values to answers: each value is a code, a number, an absence with its kind, or a problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.etl.answered import ANSWERED, INVALID, STATUSES, Answers
from analysis.etl.cells import Column, absences, known_codes, positions_of
from analysis.etl.multiple import code_multiple
from analysis.etl.problems import ProblemLog
from analysis.etl.ranking import code_rank
from analysis.questionnaire import GREATEST, Question, missing_ranges

WHOLE = r"[+-]?(?:[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]*)"
EXPONENT = r"(?:[eE][+-]?[0-9]+)?"
NUMBERS = {
    ".": re.compile(rf"(?=.*[0-9]){WHOLE}(?:\.[0-9]*)?{EXPONENT}", re.ASCII),
    ",": re.compile(
        rf"(?=.*[0-9])(?:{WHOLE}(?:[.,][0-9]*)?{EXPONENT}|[+-]?[0-9]{{1,3}}(?:\.[0-9]{{3}})+,[0-9]*)",
        re.ASCII,
    ),
}
PLAIN_NUMBER = r"^-?[0-9]{1,15}(?:\.[0-9]{1,15})?$"
ISO_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9:.]*)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?")

BELOW_GREATEST = f"expected a number below {GREATEST:g} in size"
"""The squares of greater numbers, with weights, leave the range of numbers."""


def coded(question: Question, columns: Mapping[str, Column], problems: ProblemLog) -> Answers:
    """The answers to a question from its columns: {"": column}, or one column per answer.

    Values that the questionnaire does not know are rows in `problems` and become invalid.
    """
    return CODERS[question.type](question, columns, problems)


def _code_single(question: Question, columns: Mapping[str, Column], problems: ProblemLog) -> Answers:
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


def _code_numeric(question: Question, columns: Mapping[str, Column], problems: ProblemLog) -> Answers:
    column = columns[""]
    status = absences(question, column.texts)
    numbers = numbers_in(column.texts, column.decimals)
    for kind, (low, high) in missing_ranges(question.missing):
        inside = (numbers >= low) & (numbers <= high)
        status[inside & (status == ANSWERED)] = STATUSES.index(kind)
    unread = np.isnan(numbers) & (status == ANSWERED)
    huge = (np.abs(numbers) >= GREATEST) & (status == ANSWERED)
    outside = is_outside(question, numbers) & (status == ANSWERED) & ~unread & ~huge
    status[unread | huge | outside] = INVALID
    numbers[status != ANSWERED] = np.nan
    problems.note(column.spread(unread), question.name, column, "not a number")
    problems.note(column.spread(huge), question.name, column, "out of range", BELOW_GREATEST)
    problems.note(column.spread(outside), question.name, column, "out of range", limits_of(question))
    return Answers(question, column.spread(numbers), column.spread(status))


def numbers_in(texts: list[str], decimals: list[str]) -> np.ndarray:
    """The number written in each text (texts,), NaN where there is none; plain ones are read all at once."""
    written = pa.array(texts, pa.string())
    is_plain = pc.match_substring_regex(written, PLAIN_NUMBER)
    numbers = np.full(len(texts), np.nan)
    where = np.asarray(is_plain)
    numbers[where] = np.asarray(written.filter(is_plain).cast(pa.float64()))
    for place in np.flatnonzero(~where):
        numbers[place] = number_of(texts[place], decimals[place])
    return numbers


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


def _code_date(question: Question, columns: Mapping[str, Column], problems: ProblemLog) -> Answers:
    column = columns[""]
    status = absences(question, column.texts)
    written = pd.Series(column.texts, dtype="object").where(status == ANSWERED)
    dates = _dates_in(written, question.date_format)
    unread = np.asarray(dates.isna()) & (status == ANSWERED)
    status[unread] = INVALID
    expected = f"expected the form {question.date_format or '2009-03-10'}"
    problems.note(column.spread(unread), question.name, column, "not a date", expected)
    return Answers(question, column.spread(np.asarray(dates, dtype="datetime64[s]")), column.spread(status))


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


def _code_text(question: Question, columns: Mapping[str, Column], _problems: ProblemLog) -> Answers:
    column = columns[""]
    status = column.spread(absences(question, column.texts))
    texts = column.values
    texts[status != ANSWERED] = None
    return Answers(question, texts, status)


CODERS: dict[str, Callable[[Question, Mapping[str, Column], ProblemLog], Answers]] = {
    "single": _code_single,
    "scale": _code_single,
    "multiple": code_multiple,
    "numeric": _code_numeric,
    "date": _code_date,
    "text": _code_text,
}
