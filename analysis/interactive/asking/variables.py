"""A question of an opened survey, or a variable made from some: what it is, and conditions on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import ClassVar, NoReturn

import numpy as np

from analysis.interactive.asking.conditions import Filter, Masks, NoArithmetic
from analysis.interactive.asking.derived_record import derived_text
from analysis.interactive.asking.near_names import AnalystError, NearNames, did_you_mean, nearest, plain
from analysis.interactive.cards import VariableCard
from analysis.questionnaire import Label, Question
from analysis.questionnaire.fixed_words import NoneOf
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answer_marks import substantive
from analysis.questionnaire.kinds.answers import Answers
from analysis.questionnaire.questions import RANGE, number_range
from analysis.reporting.language.typography import leading
from analysis.reporting.language.voice import Voice

Value = str | int | float


OF_ABSENT = ("isna", "isnull", "notna", "notnull", "fillna", "dropna", "missing")
"""What looks for absent answers elsewhere."""


@dataclass(frozen=True, eq=False)
class SurveyVariable(NoArithmetic, NearNames):
    """A variable of one edition: its question, and the answers to it, which no display shows.

    `==`, `!=`, `<`, `<=`, `>`, `>=`, `between` and `isin` make conditions for `where=`. `made_of` are the
    questions, itself among them, that were made on the fly, none of a question that was put; `left_out`, the
    answers it leaves outside its base; `is_condition`, that it says of each respondent whether one holds.
    """

    _called: ClassVar[str] = "a variable"

    question: Question
    voice: Voice = field(repr=False)
    edition: str
    answers_of: Callable[[], Answers] = field(repr=False)
    confidential_below: int = 11
    made_of: tuple[Question, ...] = ()
    left_out: tuple[str, ...] = ()
    is_condition: bool = False

    @property
    def is_made(self) -> bool:
        """Whether it was made on the fly."""
        return bool(self.made_of)

    @property
    def name(self) -> str:
        """The name, as in survey.toml."""
        return self.question.name

    @property
    def label(self) -> str:
        """The short label, in the language of the survey."""
        return self.voice.text(self.question.label) or self.name

    def __eq__(self, other: object) -> Filter:  # type: ignore[override]
        return self.isin([other])  # type: ignore[list-item]

    def __ne__(self, other: object) -> Filter:  # type: ignore[override]
        return ~self.isin([other])  # type: ignore[list-item]

    def __hash__(self) -> int:
        return id(self)

    def __lt__(self, limit: float) -> Filter:
        end = self._limit(limit)
        words = self.voice.say("library.less_than", high=self._with_unit(end))
        return self._numbers(words, lambda y: y < end, NoneOf((f"{end:g}..",)))

    def __le__(self, limit: float) -> Filter:
        return self._range(-np.inf, self._limit(limit))

    def __gt__(self, limit: float) -> Filter:
        end = self._limit(limit)
        words = self.voice.say("library.more_than", low=self._with_unit(end))
        return self._numbers(words, lambda y: y > end, NoneOf((f"..{end:g}",)))

    def __ge__(self, limit: float) -> Filter:
        return self._range(self._limit(limit), np.inf)

    def between(self, low: float, high: float) -> Filter:
        """Those whose number lies from low to high, both included."""
        return self._range(self._limit(low), self._limit(high))

    def _elsewhere(self, name: str) -> str:
        """The way to a group of who did not answer."""
        return (
            f"survey.with_absent({self.question.name!r}) has who did not answer as a group"
            if name in OF_ABSENT and "question" in vars(self)
            else ""
        )

    def __bool__(self) -> NoReturn:
        raise AnalystError(
            f"{self.name} is a variable, no true or false; compare it: ({self.name} == 'answer')"
        )

    def __rand__(self, other: object) -> NoReturn:
        raise AnalystError(f"put each comparison in brackets: ({self.name} > 3) & …")

    __and__ = __or__ = __ror__ = __rand__

    def isin(self, values: Iterable[Value]) -> Filter:
        """Those who gave one of the answers, by label or code, or a number of the range "20..40"."""
        given = [values] if isinstance(values, str) or not isinstance(values, Iterable) else list(values)
        if isinstance(values, tuple) and len(given) == 2 and kind_of(self.question).is_quantity:
            low, high = given
            raise AnalystError(
                f"{self.name} ({self.label}): ({low}, {high}) may be a range or two numbers; write "
                f"'{low}..{high}' for all from one to the other, [{low}, {high}] for these two"
            )
        if any(isinstance(each, list | tuple | set) for each in given):
            raise AnalystError(
                f"{self.name}: several answers are given with .isin([…]); ~ before it for none of them"
            )
        _check_no_variable(self, given)
        if not given or any(each is None for each in given):
            raise AnalystError(f"{self.name}: expected one answer or more to compare with; found {values!r}")
        if kind_of(self.question).has_numbers and not all(map(self.is_answer, given)):
            return self._of_numbers(given)
        codes = tuple(self.code(value) for value in given)

        def masks() -> Masks:
            answers = self.answers_of()
            return kind_of(answers.question).among(answers, codes), answers.was_answered

        said = self.voice.series([self.voice.text(self.question.codes[code]) for code in codes])
        return Filter(
            f"{self._heading}{said}",
            self.edition,
            self.voice,
            masks,
            {self.name: codes},
            (self.name,),
            made=self.made_of,
        )

    def code(self, value: Value) -> str:
        """The code of an answer given by code or label, in either language."""
        text = str(value).strip()
        codes = self.question.codes
        if not kind_of(self.question).has_codes:
            raise AnalystError(
                f"{self.name} ({self.label}) has no answers to choose from; it is {self.question.type}"
            )
        if text in codes:
            return text
        wanted = plain(text)
        found = [
            code
            for code, label in codes.items()
            if wanted in (plain(label.fr), plain(label.en), plain(self.voice.text(label)))
        ] or [code for code in codes if wanted == plain(code)]
        if len(found) == 1:
            return found[0]
        if found:
            raise AnalystError(
                f"{self.name}: {text!r} is the label of codes {', '.join(found)}; give the code"
            )
        raise AnalystError(self._unknown_answer(text))

    def codes(self, values: Iterable[Value]) -> tuple[str, ...]:
        """The codes of answers given by code or label, or of the answers of a scale as a range, "8..10"."""
        return tuple(dict.fromkeys(code for value in values for code in self._codes_of(value)))

    def range_in_words(self, value: object, language: str) -> str:
        """A range of the answers of a scale in words: 8 à 10; "" for what is none."""
        if not (found := self._code_range(value)):
            return ""
        words, (low, high) = Voice(language, self.voice.survey), found
        if low == high:
            return self._number(low)
        if np.isinf(low):
            return words.say("library.at_most", high=self._number(high))
        if np.isinf(high):
            return words.say("library.at_least", low=self._number(low))
        return words.say("to", low=self._number(low), high=self._number(high))

    def _code_range(self, value: object) -> tuple[float, float] | None:
        """The ends of a range of numbers that codes stand for; None of what is no range."""
        kind = kind_of(self.question)
        if not (isinstance(value, str) and ".." in value and kind.has_codes and kind.has_numbers):
            return None
        return None if self.is_answer(value) else number_range(value.strip())

    def _codes_of(self, value: Value) -> tuple[str, ...]:
        if not (found := self._code_range(value)):
            return (self.code(value),)
        if codes := kind_of(self.question).codes_between(self.question, *found):
            return codes
        low, high = kind_of(self.question).ends(self.question)
        raise AnalystError(
            f"{self.name} ({self.label}): no answer in {value!r}; its answers go from {low:g} to {high:g}"
        )

    def _unknown_answer(self, text: str) -> str:
        codes = self.question.codes
        near = nearest(text, {code: (label.fr, label.en) for code, label in codes.items()}, 2)
        listed = ", ".join(f"{code} = {self.voice.text(label)}" for code, label in list(codes.items())[:20])
        offered = did_you_mean(f"{code} = {self.voice.text(codes[code])}" for code in near)
        return f"{self.name} ({self.label}): no answer {text!r}{offered}\nAnswers: {listed}"

    def is_answer(self, value: Value) -> bool:
        """Whether this is the code or the label of an answer."""
        text = str(value).strip()
        labels = (plain(said) for label in self.question.codes.values() for said in (label.fr, label.en))
        return text in self.question.codes or plain(text) in labels

    def _of_number(self, value: Value) -> Filter:
        """A number, or a range of them as survey.toml writes it, "20..40"."""
        match = RANGE.fullmatch(value.strip()) if isinstance(value, str) else None
        if match and value != "..":
            low, high = match.groups()
            return self._range(float(low or -np.inf), float(high or np.inf))
        number = self._limit(value)
        return self._range(number, number)

    def _of_numbers(self, values: Sequence[Value]) -> Filter:
        """Those whose number is one of those given, or lies in one of the ranges."""
        found = [self._of_number(value) for value in values]
        if len(found) == 1:
            return found[0]
        said = self.voice.series([each.words.removeprefix(self._heading) for each in found])
        ranges = tuple(code for each in found for code in (each.among or {}).get(self.name, ()))
        among = {self.name: ranges} if len(ranges) == len(found) else None
        united = reduce(or_, found)
        return replace(united, words=f"{self._heading}{said}", among=among, joined="", made=self.made_of)

    def _limit(self, value: object) -> float:
        """A number to compare with; AnalystError for what is none."""
        _check_no_variable(self, [value])
        self._check_number()
        if isinstance(value, str | int | float | np.number) and not isinstance(value, bool):
            with suppress(ValueError):
                return float(value)
        raise AnalystError(
            f"{self.name} ({self.label}) is a number: expected 20, '20..40', '20..' or '..40'; "
            f"found {value!r}"
        )

    def _check_number(self) -> None:
        if not kind_of(self.question).has_numbers:
            raise AnalystError(
                f"{self.name} ({self.label}) has answers, not numbers; write {self.name} == 'answer' "
                "or .isin([…])"
            )

    def _range(self, low: float, high: float) -> Filter:
        last = self._with_unit(high)
        if low == high:
            words = last
        elif np.isinf(low):
            words = self.voice.say("library.at_most", high=last)
        elif np.isinf(high):
            words = self.voice.say("library.at_least", low=self._with_unit(low))
        else:
            words = self.voice.say("library.between", low=self._number(low), high=last)
        ends = ["" if np.isinf(end) else f"{end:g}" for end in (low, high)]
        return self._numbers(words, lambda y: (y >= low) & (y <= high), ("..".join(ends),))

    def _numbers(
        self, words: str, holds: Callable[[np.ndarray], np.ndarray], ranges: tuple[str, ...]
    ) -> Filter:
        self._check_number()

        def masks() -> Masks:
            answers = self.answers_of()
            numbers = np.asarray(kind_of(answers.question).numbers(answers), dtype=float)
            known = ~np.isnan(numbers)
            with np.errstate(invalid="ignore"):
                return known & holds(numbers), known

        among = {self.name: ranges} if kind_of(self.question).is_quantity else None
        said = f"{self._heading}{words}"
        return Filter(said, self.edition, self.voice, masks, among, (self.name,), made=self.made_of)

    @property
    def _heading(self) -> str:
        return leading(self.label, self.voice.colon)

    def _with_unit(self, value: float) -> str:
        """A number with its unit, where the label does not say it: 34 ans."""
        unit = self.voice.text(self.question.unit)
        is_told = not unit or plain(unit) in plain(self.label)
        return self._number(value) if is_told else f"{self._number(value)} {unit}"

    def _number(self, value: float) -> str:
        if np.isinf(value):
            return ""
        return self.voice.number(value, 0 if float(value).is_integer() else 2)

    def __repr__(self) -> str:
        status = self.answers_of().status
        card = VariableCard(self.question, status, self.confidential_below, self.left_out)
        return "\n".join(card.lines(self.voice))

    def to_toml(self) -> str:
        """The [derived.…] tables of survey.toml that make this variable, and those that it is made of.

        Raises AnalystError for a question that was put, which survey.toml has already.
        """
        if not self.made_of:
            raise AnalystError(f"to_toml: {self.name} is in survey.toml already")
        return derived_text(self.made_of)

    def classes(self) -> tuple[str, ...]:
        """The codes of its answers, without those that stand aside."""
        return tuple(substantive(self.question))


def _check_no_variable(variable: SurveyVariable, values: Iterable[object]) -> None:
    """AnalystError for another variable among what a variable is compared with."""
    for other in values:
        if isinstance(other, SurveyVariable):
            raise AnalystError(
                f"{variable.name} is compared with an answer or a number, not with another variable, "
                f"{other.name}; survey.respondents has both for what you make of them"
            )


def label_of(text: str) -> Label:
    """A text as a label of both languages."""
    return Label(text, text)
