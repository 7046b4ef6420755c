"""Questions whose answer is a number, as people and files write it, within its limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa

from analysis.questionnaire.kinds.answers import ANSWERED, INVALID, NO_ANSWER, STATUSES, Answers
from analysis.questionnaire.kinds.cells import Column, absences, stored_numbers
from analysis.questionnaire.kinds.kind import Kind, Problems, unwanted_codes
from analysis.questionnaire.questions import Question, missing_ranges, number_range
from analysis.questionnaire.reading.written_numbers import NumberForm, numbers_in
from analysis.questionnaire.written_values import GREATEST

BELOW_GREATEST = f"expected a number below {GREATEST:g} in size"
"""The squares of greater numbers, with weights, leave the range of numbers."""
LEAST = 1e-100
ABOVE_LEAST = f"expected 0, or a number of {LEAST:g} or more in size"
"""The squares of smaller numbers cannot be told from 0."""


class NumericKind(Kind):
    """A number. Values: numbers (n,), NaN for none."""

    keys = ("min", "max", "unit", "thousands", "affixes", "duration")
    derivations = ("years_since", "classes_of", "cases_of", "sum_of", "mean_of")
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
        numbers = self.read(question, column.texts, column.decimals)
        status = absences(question, column.texts)
        for kind, (low, high) in missing_ranges(question.missing):
            inside = (numbers >= low) & (numbers <= high)
            status[inside & (status == ANSWERED)] = STATUSES.index(kind)
        unread = np.isnan(numbers) & (status == ANSWERED)
        huge = (np.abs(numbers) >= GREATEST) & (status == ANSWERED)
        tiny = (np.abs(numbers) < LEAST) & (numbers != 0) & (status == ANSWERED)
        outside = is_outside(question, numbers) & (status == ANSWERED) & ~unread & ~huge & ~tiny
        status[unread | huge | tiny | outside] = INVALID
        numbers[status != ANSWERED] = np.nan
        problems.note(column.spread(unread), question.name, column, "not a number", self.expected)
        problems.note(column.spread(huge), question.name, column, "out of range", BELOW_GREATEST)
        problems.note(column.spread(tiny), question.name, column, "out of range", ABOVE_LEAST)
        problems.note(column.spread(outside), question.name, column, "out of range", limits_of(question))
        return Answers(question, column.spread(numbers), column.spread(status))

    def read(self, question: Question, texts: list[str], decimals: list[str]) -> np.ndarray:
        """The number that each text means (texts,), NaN where it means none."""
        form = NumberForm(question.thousands, question.affixes, question.duration)
        return numbers_in(texts, decimals, form)

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

    def among(self, answers: Answers, codes: Iterable[str]) -> np.ndarray:
        holds = np.zeros(len(answers.values), dtype=bool)
        for ends in filter(None, map(number_range, codes)):
            holds |= (answers.values >= ends[0]) & (answers.values <= ends[1])
        return holds

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
