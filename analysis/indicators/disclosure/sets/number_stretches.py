"""Numbers as the stretches between all the bounds that classes and conditions put on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf

from analysis.questionnaire import Edition, Question, Survey
from analysis.questionnaire.fixed_words import alternatives_of
from analysis.questionnaire.questions import number_range

Atoms = int
"""Answers of one source as a bit mask: codes of a question, or stretches of a number."""
Cut = tuple[float, int]
"""A bound: a number, and whether it lies before it (0) or after it (1)."""
FIRST: Cut = (-inf, 0)
LAST: Cut = (inf, 1)
Range = tuple[float, float]


def is_asked(variable: str, edition: Edition | None) -> bool:
    """Whether an edition asked a derived variable directly."""
    return edition is not None and variable in edition.columns


@dataclass(frozen=True, eq=False)
class NumberStretches:
    """The stretches of each number of a survey, which its classes and the ranges of its conditions are made
    of. Ages counted back from the edition's year are stretches of years."""

    survey: Survey
    edition: Edition | None
    _cuts: dict[str, dict[Cut, int]] = field(default_factory=dict)

    def of_classes(self, question: Question) -> tuple[str, dict[str, Atoms]]:
        """The number that classes are of, and the stretches that each holds."""
        assert question.derivation is not None
        number, year = self._number(question.derivation.source)
        bounds = question.derivation.bounds
        return number, {code: self._between(number, *_of_class(*each, year)) for code, each in bounds.items()}

    def of_ranges(self, variable: str, ranges: Iterable[Range]) -> tuple[str, Atoms]:
        """The number behind a variable, and the stretches that ranges of it hold."""
        number, year = self._number(variable)
        found = 0
        for each in ranges:
            found |= self._between(number, *_of_range(*each, year))
        return number, found

    def every(self, number: str) -> Atoms:
        """All the stretches of a number."""
        return self._between(number, FIRST, LAST)

    def _number(self, variable: str) -> tuple[str, int | None]:
        """The number behind a variable, and the year from which the variable counts back; None for itself."""
        derivation = self.survey.questions[variable].derivation
        year = self.edition.reference_year if self.edition else None
        is_counted = derivation is not None and derivation.kind == "years_since" and year
        if derivation is not None and is_counted and not is_asked(variable, self.edition):
            return derivation.source, year
        return variable, None

    def _between(self, number: str, low: Cut, high: Cut) -> Atoms:
        place = self._places(number)
        return (1 << place[high]) - (1 << place[low]) if place[high] > place[low] else 0

    def _places(self, number: str) -> Mapping[Cut, int]:
        """Every bound that is put on a number, in order."""
        if number not in self._cuts:
            found = sorted({FIRST, LAST}.union(*self._bounds(number)))
            self._cuts[number] = {cut: place for place, cut in enumerate(found)}
        return self._cuts[number]

    def _bounds(self, number: str) -> Iterator[tuple[Cut, Cut]]:
        for question in self.survey.derived.values():
            if question.derivation and question.derivation.kind == "classes_of":
                other, year = self._number(question.derivation.source)
                if other == number and not is_asked(question.name, self.edition):
                    yield from (_of_class(*each, year) for each in question.derivation.bounds.values())
        for variable, codes in self._conditions():
            other, year = self._number(variable)
            if other == number:
                yield from (_of_range(*each, year) for each in map(number_range, codes) if each)

    def _conditions(self) -> Iterator[tuple[str, Iterable[str]]]:
        """What populations, routes and cases ask of each variable."""
        found = [population.among for population in self.survey.populations.values()]
        for question in self.survey.questions.values():
            found += [question.asked_if, *(question.derivation.cases.values() if question.derivation else ())]
        for condition in found:
            for each in alternatives_of(condition):
                yield from each.items()


def _of_class(low: float, high: float, year: int | None) -> tuple[Cut, Cut]:
    """The bounds of a class, from `low` on and below `high`; of an age, as bounds of the year of birth."""
    return _ends(*(((low, 0), (high, 0)) if year is None else ((year - high, 1), (year - low, 1))))


def _of_range(low: float, high: float, year: int | None) -> tuple[Cut, Cut]:
    """The bounds of a range, both ends included."""
    return _ends(*(((low, 0), (high, 1)) if year is None else ((year - high, 0), (year - low, 1))))


def _ends(low: Cut, high: Cut) -> tuple[Cut, Cut]:
    """The bounds, those without a number as the first and the last of all: a class and a range that are open
    on the same side end at one bound."""
    return (FIRST if low[0] == -inf else low), (LAST if high[0] == inf else high)
