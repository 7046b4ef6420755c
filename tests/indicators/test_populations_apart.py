"""Populations that share nobody, measured in one pass: which are, and how their tables are taken apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from analysis.indicators.measures.measure import Measured, Respondents
from analysis.indicators.measures.populations_apart import PopulationsApart, populations_apart
from analysis.questionnaire import Indicator, Label, Publication
from analysis.statistics import Categories, Design, Ticks, means

TITLE = Label("t", "t")


def asked(population: str | None, *variables: str, **given: Any) -> list[Indicator]:
    """The shares of these variables in a population."""
    named = [Indicator(f"{population}_{each}", TITLE, "t", "share", each) for each in variables]
    return [replace(each, population=population, **given) for each in named]


def mask(text: str) -> np.ndarray:
    return np.array([each == "1" for each in text])


APART: dict[
    str, tuple[dict[str | None, str], dict[str | None, tuple[str, ...]], list[list[str]], list[int]]
] = {
    # who is in each population, what is asked of it; the populations together, the place of each respondent
    "two": (
        {"a": "111000", "b": "000110"},
        {"a": ("q",), "b": ("q",)},
        [["b", "a"]],
        [1, 1, 1, 0, 0, -1],
    ),
    "one alone": ({"a": "111000"}, {"a": ("q",)}, [], []),
    "two that share somebody": ({"a": "111000", "b": "001110"}, {"a": ("q",), "b": ("q",)}, [], []),
    "three of which the widest holds the others": (
        {"a": "111110", "b": "110000", "c": "001000"},
        {"a": ("q",), "b": ("q",), "c": ("q",)},
        [["c", "b"]],
        [1, 1, 0, -1, -1, -1],
    ),
    "two that are asked otherwise": ({"a": "111000", "b": "000110"}, {"a": ("q",), "b": ("q", "r")}, [], []),
    "everyone beside a part": ({None: "", "b": "000110"}, {None: ("q",), "b": ("q",)}, [], []),
}


@pytest.mark.parametrize("case", APART)
def test_populations_are_measured_together_that_share_nobody_and_are_asked_the_same(case: str) -> None:
    masks, variables, together, codes = APART[case]
    domains = {name: mask(text) if text else None for name, text in masks.items()}
    populations = {name: asked(name, *of) for name, of in variables.items()}
    groups: Mapping[str, object] = {"all": None, "g": Categories(np.zeros(6, dtype=int), 2)}
    found = list(populations_apart(populations, domains, groups, 6))
    assert [[alike[0].population for alike in each.indicators] for each in found] == together
    assert [each.codes.tolist() for each in found] == ([codes] if together else [])
    overlapping = {**groups, "m": Ticks(np.ones((6, 2), dtype=bool), np.ones(6, dtype=bool))}
    assert list(populations_apart(populations, domains, overlapping, 6)) == []


def test_another_base_is_another_question() -> None:
    domains = {"a": mask("110"), "b": mask("001")}
    populations = {"a": asked("a", "q"), "b": asked("b", "q", base="asked")}
    assert list(populations_apart(populations, domains, {}, 3)) == []


def test_tables_of_populations_measured_together_are_those_of_each() -> None:
    """Eight respondents, two populations and one who is in none, three groups and one who is in none."""
    codes, groups = np.array([0, 0, 0, 1, 1, 1, -1, 1]), np.array([0, 2, 2, 0, 1, 2, 1, -1])
    y, design = np.array([1.0, 2, 4, 8, 16, 32, 64, 128]), Design(np.arange(1.0, 9.0))
    apart = PopulationsApart([asked("a", "q"), asked("b", "q")], codes)
    places: dict[str, Categories | None] = {"all": None, "g": Categories(groups, 3)}
    crossed = apart.crossed(Respondents(design, {}, codes == 0, {}, places, Publication()))
    assert crossed.domain is None
    tables = {place: Measured(means(design, y, crossed.groups[place], level=0.9)) for place in places}
    tables["g"] = replace(tables["g"], verdicts=np.array(list("abcdef")))
    for number, verdicts in ((0, "abc"), (1, "def")):
        found = apart.split(tables, number)
        for place, of in places.items():
            alone = means(design, y, of, domain=codes == number, level=0.9)
            for name, values in alone.arrays().items():
                np.testing.assert_array_equal(getattr(found[place].estimates, name), values, name)
            assert found[place].estimates.level == 0.9
        assert found["all"].verdicts is None
        assert found["g"].verdicts is not None and "".join(found["g"].verdicts) == verdicts
