"""Who counts in a table: conditions on answers, of which one may not be known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, NoReturn

import numpy as np
from numpy.typing import NDArray

from analysis.interactive.asking.near_names import AnalystError, NearNames
from analysis.questionnaire import Condition, Question
from analysis.questionnaire.fixed_words import AnyOf, NoneOf, alternatives_of, both_of
from analysis.reporting.language.voice import Voice

Masks = tuple[NDArray[np.bool_], NDArray[np.bool_]]
"""Who is in (n,), and of whom that is known (n,)."""


class NoArithmetic:
    """What is no number itself: several are joined by verbs of the survey, which know who did not answer."""

    @property
    def name(self) -> str:
        """What it is called."""
        raise NotImplementedError

    def _refused(self, other: object) -> NoReturn:
        second = other.name if isinstance(other, NoArithmetic) else "OTHER"
        raise AnalystError(
            f"no arithmetic on variables: a ratio of totals is survey.table({self.name!r}, "
            f"statistic='ratio', over={second!r}); the sum or mean of what each respondent answered, "
            f"survey.score([{self.name!r}, {second!r}], statistic='sum'); survey.respondents has the answers "
            "for anything else"
        )

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _refused
    __truediv__ = __rtruediv__ = __floordiv__ = __mod__ = __pow__ = _refused


@dataclass(frozen=True, eq=False, repr=False)
class Filter(NearNames):
    """A condition on answers, in words; `among` where survey.toml has words for it.

    An absent answer is neither in nor out: `~` keeps only those who answered. `edition` is that whose answers
    are looked at; `design` names the sampling design of those who are in, None for that of everyone; `made`
    are the variables in it that were made on the fly, as definitions; `joins` the conditions that `&` joined.
    """

    _called: ClassVar[str] = "a condition"

    words: str
    edition: str
    voice: Voice = field(repr=False)
    masks: Callable[[], Masks] = field(repr=False)
    among: Condition | None = None
    variables: tuple[str, ...] = ()
    joined: str = ""
    population: str | None = None
    design: str | None = None
    made: tuple[Question, ...] = ()
    joins: tuple[Filter, ...] = field(default=(), repr=False)

    @property
    def parts(self) -> tuple[Filter, ...]:
        """The conditions that all hold: those joined by `&`, else the condition itself."""
        return self.joins or (self,)

    @property
    def nobody(self) -> str:
        """What is said where nobody is in it; conditions on one question may have been meant as an or."""
        once = [name for part in self.parts for name in set(part.variables)]
        twice = next((name for name in once if once.count(name) > 1), "")
        way = (
            f"; all of them must hold: one of several is (…) | (…), or several answers of {twice}, "
            f"where={{{twice!r}: […]}}"
        )
        return f"where: nobody is in it: {self.words}{way if twice else ''}"

    def __and__(self, other: Filter) -> Filter:
        own, others = self._beside(other)
        designs = {own.design, others.design} - {None}
        if len(designs) > 1:
            raise AnalystError(
                f"conditions of two designs, {' and '.join(sorted(map(str, designs)))}: a respondent has one "
                "weight in a table; name a population of one"
            )
        return Filter(
            self.voice.say("library.and", first=self._inside("and"), second=others._inside("and")),
            self.edition,
            self.voice,
            lambda: _both(own.masks(), others.masks()),
            _united(own.among, others.among),
            (*own.variables, *others.variables),
            "and",
            design=next(iter(designs), None),
            made=(*own.made, *others.made),
            joins=(*own.parts, *others.parts),
        )

    def __or__(self, other: Filter) -> Filter:
        own, others = self._beside(other)
        return Filter(
            self.voice.say("library.or", first=self._inside("or"), second=others._inside("or")),
            self.edition,
            self.voice,
            lambda: _either(own.masks(), others.masks()),
            _either_of(own.among, others.among),
            (*own.variables, *others.variables),
            "or",
            design=own._design_beside(others),
            made=(*own.made, *others.made),
        )

    def __invert__(self) -> Filter:
        def masks() -> Masks:
            inside, known = self.masks()
            return known & ~inside, known

        if self.design is not None:
            raise AnalystError(
                f"~{self.words}: who is not of the design {self.design} has no weight in it; join the "
                "population with & and negate what stands beside it"
            )
        words = self.voice.say("library.not", condition=self._inside("not"))
        among = _otherwise(self.among)
        return Filter(words, self.edition, self.voice, masks, among, self.variables, "not", made=self.made)

    def __repr__(self) -> str:
        inside, known = self.masks()
        kept, left_out = int(inside.sum()), int((known & ~inside).sum())
        told = self._told(kept, left_out, self.voice.survey.publication.confidential_below)
        return f"{self.words} · {self.voice.say_counted('library.kept', kept, n=told)}"

    def _told(self, kept: int, left_out: int, below: int) -> str:
        """How many are in, unless these or those left out of all are few enough to be known."""
        if 0 < kept < below:
            return f"< {below}"
        return (
            f"> {self.voice.number(kept + left_out - below)}"
            if 0 < left_out < below
            else self.voice.number(kept)
        )

    def __bool__(self) -> NoReturn:
        raise AnalystError(
            "a condition is no true or false: write & for and, | for or, ~ for not, with each comparison in "
            "brackets"
        )

    def _design_beside(self, other: Filter) -> str | None:
        """The design of both. Raises AnalystError where they have two: no weight is of all of them."""
        if self.design != other.design:
            raise AnalystError(
                f"{self.words} | {other.words}: of the designs {self.design or 'of everyone'} and "
                f"{other.design or 'of everyone'}; no weight counts both. Join populations of one design"
            )
        return self.design

    def _beside(self, other: object) -> tuple[Filter, Filter]:
        if not isinstance(other, Filter):
            raise AnalystError(
                f"& and | join conditions; found {type(other).__name__}. Put each comparison in brackets: "
                "(q.b > 3) & (q.c == 'Sport')"
            )
        if other.edition != self.edition:
            raise AnalystError(f"conditions of two editions: {self.edition} and {other.edition}")
        return self, other

    def _inside(self, joined: str) -> str:
        return f"({self.words})" if self.joined and self.joined != joined else self.words


def _both(one: Masks, other: Masks) -> Masks:
    inside = one[0] & other[0]
    outside = (one[1] & ~one[0]) | (other[1] & ~other[0])
    return inside, inside | outside


def _either(one: Masks, other: Masks) -> Masks:
    inside = one[0] | other[0]
    outside = (one[1] & ~one[0]) & (other[1] & ~other[0])
    return inside, inside | outside


def _united(one: Condition | None, other: Condition | None) -> Condition | None:
    """Both conditions as one of survey.toml; None where one has no words there, or both speak of one
    question."""
    if one is None or other is None or set(one) & set(other):
        return None
    return both_of(one, other)


def _otherwise(one: Condition | None) -> Condition | None:
    """The condition that is met by who answered its one question otherwise; None where it names several."""
    if one is None or len(one) != 1 or isinstance(one, AnyOf):
        return None
    ((name, codes),) = one.items()
    return {name: tuple(codes) if isinstance(codes, NoneOf) else NoneOf(codes)}


def _either_of(one: Condition | None, other: Condition | None) -> Condition | None:
    """Two conditions of which one holds, as one of survey.toml; None where one has no words there."""
    if one is None or other is None:
        return None
    return AnyOf([*alternatives_of(one), *alternatives_of(other)])
