"""Questions whose answer is a number, as people and files write it, within its limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.questionnaire.kinds.answers import ANSWERED, INVALID, NO_ANSWER, STATUSES, Answers
from analysis.questionnaire.kinds.cells import Column, absences, stored_numbers
from analysis.questionnaire.kinds.kind import Kind, Problems, unwanted_codes
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


class NumericKind(Kind):
    """A number. Values: numbers (n,), NaN for none."""

    keys = ("min", "max", "unit")
    derivations = ("years_since", "classes_of", "sum_of", "mean_of")
    has_numbers = True
    is_quantity = True
    may_identify = True
    expected = ""
    """What is expected of an answer, where that has to be said."""

    def faults(self, question: Question, asked: Mapping[str, Question]) -> Iterator[str]:
        yield from unwanted_codes(question)
        low, high = question.minimum, question.maximum
        if low is not None and high is not None and low > high:
            yield f"questions.{question.name}: min {low:g} is above max {high:g}"

    def coded(self, question: Question, columns: Mapping[str, Column], problems: Problems) -> Answers:
        column = columns[""]
        numbers = self.read(column.texts, column.decimals)
        status = absences(question, column.texts)
        for kind, (low, high) in missing_ranges(question.missing):
            inside = (numbers >= low) & (numbers <= high)
            status[inside & (status == ANSWERED)] = STATUSES.index(kind)
        unread = np.isnan(numbers) & (status == ANSWERED)
        huge = (np.abs(numbers) >= GREATEST) & (status == ANSWERED)
        outside = is_outside(question, numbers) & (status == ANSWERED) & ~unread & ~huge
        status[unread | huge | outside] = INVALID
        numbers[status != ANSWERED] = np.nan
        problems.note(column.spread(unread), question.name, column, "not a number", self.expected)
        problems.note(column.spread(huge), question.name, column, "out of range", BELOW_GREATEST)
        problems.note(column.spread(outside), question.name, column, "out of range", limits_of(question))
        return Answers(question, column.spread(numbers), column.spread(status))

    def read(self, texts: list[str], decimals: list[str]) -> np.ndarray:
        """The number that each text means (texts,), NaN where it means none."""
        return numbers_in(texts, decimals)

    def nothing(self, question: Question, n: int) -> np.ndarray:
        return np.full(n, np.nan)

    def kept(self, question: Question, cells: Sequence[pa.Array]) -> tuple[np.ndarray, np.ndarray]:
        numbers = stored_numbers(cells[0])
        status = np.where(np.isnan(numbers), NO_ANSWER, ANSWERED).astype(np.int8)
        declared = [(kind, _range_of(code)) for kind, codes in question.missing.items() for code in codes]
        for kind, ends in [*missing_ranges(question.missing), *declared]:
            if ends is not None:
                status[(numbers >= ends[0]) & (numbers <= ends[1])] = STATUSES.index(kind)
        return np.where(status == ANSWERED, numbers, np.nan), status

    def numbers(self, answers: Answers) -> np.ndarray:
        return answers.values

    def ends(self, question: Question) -> tuple[float, float]:
        return question.minimum or 0.0, question.maximum or 0.0

    def as_typed(self, values: np.ndarray) -> list[str]:
        return [_in_words(number) for number in values]


NUMERIC = NumericKind()


def _range_of(code: str) -> tuple[float, float] | None:
    """A code of absence as a range of one number; None where it is no number."""
    try:
        return float(code), float(code)
    except ValueError:
        return None


def _in_words(number: float) -> str:
    """A number as it was typed; the 0 or the + that begins a French telephone number is lost in reading."""
    if 1e8 <= number < 1e9:
        return f"0{number:.0f}"
    return f"+{number:.0f}" if 336e8 <= number < 338e8 else f"{number:.15g}"


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
