"""Answers that are numbers, as people and files write them, within their limits."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.etl.clean.problems import ProblemLog
from analysis.questionnaire.kinds.answers import ANSWERED, INVALID, STATUSES, Answers
from analysis.questionnaire.kinds.cells import Column, absences
from analysis.questionnaire.questions import Question, missing_ranges
from analysis.questionnaire.written_values import GREATEST

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

BELOW_GREATEST = f"expected a number below {GREATEST:g} in size"
"""The squares of greater numbers, with weights, leave the range of numbers."""


def code_numeric(question: Question, columns: Mapping[str, Column], problems: ProblemLog) -> Answers:
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
