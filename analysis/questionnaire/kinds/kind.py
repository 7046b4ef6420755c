"""What a type of question has to offer, and what it is handed to note values that are wrong."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from typing import Any, Literal, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from analysis.questionnaire.kinds.answers import ANSWERED, INVALID, Answers
from analysis.questionnaire.kinds.cells import Column
from analysis.questionnaire.questions import Question

Values = NDArray[Any]
Mask = NDArray[np.bool_]

ValueProblem = Literal[
    "unknown code",
    "not all of it are answers",
    "excludes the other answers",
    "ranked twice",
    "too many ranks",
    "not a number",
    "not a date",
    "out of range",
]
"""What can be wrong with a received value."""


class Shown(Protocol):
    """Values (n,) of respondents, of which a mask chooses some."""

    def __getitem__(self, where: np.ndarray, /) -> np.ndarray: ...


class Problems(Protocol):
    """Where a kind notes the values it does not understand."""

    @property
    def respondents(self) -> Sized:
        """Everyone whose answers are coded (n,)."""

    def note(
        self,
        where: np.ndarray,
        question: str,
        values: Shown | str,
        kind: ValueProblem,
        detail: str = "",
        action: str = ...,
    ) -> None:
        """One row for each respondent of the mask `where` (n,); without an action the value is invalid."""


class Kind(Protocol):
    """A type of question: what may be said of it, how its answers are read, kept and counted.

    What a type does not say of itself is as here: it has no codes, and an answer is one value. It says at
    least how cells are coded, and what stands for no answer.
    """

    keys: tuple[str, ...] = ()
    """The keys of survey.toml that have a meaning for this type, and not for every type."""
    derivations: tuple[str, ...] = ()
    """What can be derived from such a question."""
    has_codes: bool = False
    """Whether answers are chosen from the codes of the question."""
    takes_several: bool = False
    """Whether a respondent may give several of the codes."""
    is_ordered: bool = False
    """Whether the codes have an order of their own."""
    has_numbers: bool = False
    """Whether an answer is a number, or stands for one: it has a mean."""
    is_quantity: bool = False
    """Whether an answer is a number as it was given, in a unit."""
    is_open: bool = False
    """Whether respondents answer in their own words: many leave it blank, and nothing is counted of it."""
    may_identify: bool = False
    """Whether what is written may tell who the respondent is."""
    shows_copying: bool = True
    """Whether two respondents with the same answers throughout are thought to be one."""

    @property
    def is_coded(self) -> bool:
        """Whether a respondent's answer is one code of a list."""
        return self.has_codes and not self.takes_several

    @property
    def is_counted(self) -> bool:
        """Whether indicators can be made of the answers: shares of codes, or the mean of numbers."""
        return self.has_codes or self.has_numbers

    def faults(self, question: Question, asked: Mapping[str, Question]) -> Iterator[str]:
        """What contradicts itself in the question, and in it beside the others that are `asked`."""
        yield from unwanted_codes(question)

    @abstractmethod
    def coded(self, question: Question, columns: Mapping[str, Column], problems: Problems) -> Answers:
        """The answers from the question's columns: {"": column}, or one column for each answer.

        Values that the questionnaire does not know are noted in `problems` and become invalid.
        """

    @abstractmethod
    def nothing(self, question: Question, n: int) -> Values:
        """The values of n respondents who gave no answer."""

    def was_given(self, answers: Answers) -> Mask:
        """Mask (n,) of the respondents of whom the file says something, if only something unknown."""
        return np.asarray((answers.status == ANSWERED) | (answers.status == INVALID))

    def columns(self, answers: Answers) -> dict[str, pd.Series]:
        """The columns of respondents.parquet that keep the values."""
        return {answers.question.name: pd.Series(answers.values)}

    def kept_columns(self, question: Question) -> list[str]:
        """The names of the columns that keep the values."""
        return [question.name]

    def kept(self, question: Question, cells: Sequence[pa.Array]) -> tuple[Values, NDArray[np.int8]]:
        """(values, status) read from the columns that keep them. Raises Fault for values not known."""
        raise lacking(question, "codes or numbers to count")

    def disagrees(self, answers: Answers, stated: NDArray[np.int8]) -> Mask:
        """Mask (n,) of the respondents whose kept status cannot be that of their kept value."""
        return np.asarray((stated == ANSWERED) != (answers.status == ANSWERED))

    def among(self, answers: Answers, codes: Iterable[str]) -> Mask:
        """Mask (n,) of the respondents who gave one of the codes."""
        raise lacking(answers.question, "codes")

    def ticks(self, answers: Answers) -> NDArray[np.bool_]:
        """Who gave each code (n, codes)."""
        raise lacking(answers.question, "codes")

    def codes_between(self, question: Question, low: float, high: float) -> tuple[str, ...]:
        """The codes that stand for the numbers from low to high, both included; none where codes stand for
        no numbers."""
        return ()

    def grouped(self, answers: Answers, groups: Iterable[Sequence[str]]) -> Values:
        """The values of a variable whose codes are groups of those of the question."""
        raise lacking(answers.question, "codes")

    def points(self, answers: Answers, worth: np.ndarray) -> NDArray[np.float64]:
        """What each respondent's codes are worth together (n,), NaN without an answer; `worth` (codes,)."""
        raise lacking(answers.question, "codes")

    def numbers(self, answers: Answers) -> NDArray[np.float64]:
        """The number (n,) of each respondent, NaN where there is none."""
        raise lacking(answers.question, "numbers")

    def ends(self, question: Question) -> tuple[float, float]:
        """The lowest and the highest number that can be given."""
        raise lacking(question, "numbers")

    def gap(self, question: Question) -> float | None:
        """The least difference between the numbers of two answers; None where any number may be given."""
        return None

    def codes_given(self, answers: Answers) -> tuple[list[str], NDArray[np.signedinteger]]:
        """The distinct codes, and the position (n,) of each respondent's among them, -1 for none."""
        raise lacking(answers.question, "codes")

    def as_typed(self, values: np.ndarray) -> list[str]:
        """Some values as respondents typed them."""
        return [str(value) for value in values]

    def packed(self, answers: Answers) -> list[np.ndarray]:
        """Columns (n,) that are the same for respondents who answered the same."""
        return [answers.values]


def lacking(question: Question, what: str) -> TypeError:
    """The error of asking a question for what its type has not; definitions are checked for it."""
    return TypeError(f"{question.name} is {question.type}: it has no {what}")


def unwanted_codes(question: Question) -> Iterator[str]:
    """A fault where a question that has no codes is given some."""
    if question.codes:
        place = f"questions.{question.name}"
        yield f"{place}: a {question.type} question has no codes; remove them or change the type"
