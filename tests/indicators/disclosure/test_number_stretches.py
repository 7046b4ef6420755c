"""Numbers as stretches between the bounds of classes and of conditions: what a class and a range share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

import pytest

from analysis.indicators.disclosure.sets.number_stretches import NumberStretches
from analysis.questionnaire import Edition, Label
from analysis.questionnaire.questions import number_range
from tests.defined_survey import survey_of

SURVEY = """
[themes.t]
[questions.naissance]
type = "numeric"
[questions.heures]
type = "numeric"
[questions.autre]
type = "numeric"
asked_if = { heures = ["10..19"] }
[derived.age]
years_since = "naissance"
[derived.classe]
classes_of = "age"
codes.j = { fr = "J", below = 25 }
codes.m = { fr = "M", from = 25, below = 60 }
codes.v = { fr = "V", from = 60 }
[populations.jeunes]
among = { age = "..24" }
[populations.nes]
among = { naissance = "2000.." }
[populations.actifs]
among = { heures = "10.." }
[indicators.heures]
theme = "t"
statistic = "mean"
"""
BY_YEAR = Edition("2024", Label("2024", "2024"), (), reference_year=2024)


def stretches(edition: Edition | None = BY_YEAR) -> NumberStretches:
    """The stretches of the numbers of the survey."""
    return NumberStretches(survey_of(SURVEY), edition)


def of_range(found: NumberStretches, variable: str, *ranges: str) -> int:
    """What ranges of a number hold."""
    ends = [each for text in ranges if (each := number_range(text))]
    return found.of_ranges(variable, ends)[1]


def test_classes_of_a_number_share_nothing_and_hold_all_of_it() -> None:
    for edition in (None, BY_YEAR):
        number, classes = stretches(edition).of_classes(survey_of(SURVEY).questions["classe"])
        assert number == ("age" if edition is None else "naissance")
        young, middle, old = classes.values()
        assert not young & middle and not middle & old and not young & old
        assert young | middle | old == stretches(edition).every(number)


def test_an_age_is_a_stretch_of_years_of_birth() -> None:
    found = stretches()
    _, classes = found.of_classes(found.survey.questions["classe"])
    young = of_range(found, "age", "..24")
    assert young & ~classes["j"] == 0 and not young & classes["m"]
    assert of_range(found, "naissance", "2000..") == young  # 24 years or less in 2024
    asked = replace(BY_YEAR, columns={"age": "AGE"})
    assert NumberStretches(found.survey, asked).of_ranges("age", [(-inf, 24)])[0] == "age"


RANGES: list[tuple[Sequence[str], Sequence[str], str]] = [
    # two lists of ranges of hours; whether they are the same, one within the other, or apart
    (["10.."], ["10.."], "same"),
    (["10..19"], ["10.."], "within"),
    (["10..19"], ["..9"], "apart"),
    (["10..19", "10.."], ["10.."], "same"),
    ([], ["10.."], "within"),
]


@pytest.mark.parametrize(("one", "other", "how"), RANGES)
def test_ranges_are_within_each_other_or_apart(one: Sequence[str], other: Sequence[str], how: str) -> None:
    survey = survey_of(SURVEY + '[populations.peu]\namong = { heures = "..9" }\n')
    found = NumberStretches(survey, None)
    first, second = of_range(found, "heures", *one), of_range(found, "heures", *other)
    assert (first == second) is (how == "same")
    assert (first & ~second == 0) is (how in ("same", "within"))
    assert (first & second == 0) is (how == "apart" or not one)
