"""Which groups of few are counted with another: fewer than 11, in a breakdown that nothing tells apart."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.disclosure.answer_counts import AnswerCounts
from analysis.indicators.disclosure.merging import (
    _receiving,
    counted_in,
    is_counted_elsewhere,
    merges_of,
    sizes_together,
)
from tests.defined_survey import survey_of

SURVEY = """
breakdowns = ["q"]
territories = [{territories}]
[themes.t]
[questions.q]
type = "{kind}"
codes = {{ a = {{ fr = "A"{of_a} }}, b = "B", c = "C", d = "D" }}{ordered}
[questions.r]
type = "single"
codes = {{ 1 = "oui", 2 = "non" }}{asked}
[questions.autre]
type = "single"
codes = {{ 1 = "oui", 2 = "non" }}
[indicators.r]
theme = "t"
{more}"""
DERIVED = "[derived.g]\ngroups_of = 'q'\n"
DERIVED += "codes.ab = { fr = 'AB', of = ['a', 'b'] }\ncodes.cd = { fr = 'CD', of = ['c', 'd'] }\n"
TOGETHER = {"a": "b"}
COUNTED: dict[str, tuple[Mapping[str, int], Mapping[str, str], Mapping[str, str]]] = {
    # the size of each group; what the definitions say besides; the groups counted with another
    "10 with the largest": ({"a": 10, "b": 90, "c": 80, "d": 70}, {}, {"a": "b"}),
    "11 with none": ({"a": 11, "b": 90, "c": 80, "d": 70}, {}, {}),
    "1 with the largest": ({"a": 80, "b": 90, "c": 1, "d": 95}, {}, {"c": "d"}),
    "nobody with none": ({"a": 0, "b": 90, "c": 80, "d": 70}, {}, {}),
    "two who are 10 together": ({"a": 5, "b": 90, "c": 5, "d": 70}, {}, {"a": "b", "c": "b"}),
    "two who are 11 together hide each other": ({"a": 5, "b": 90, "c": 6, "d": 70}, {}, {}),
    "no group is large": ({"a": 5, "b": 0, "c": 4, "d": 0}, {}, {}),
    "a group of 11 is large": ({"a": 5, "b": 11, "c": 0, "d": 0}, {}, {"a": "b"}),
    "in an order with the nearest": (
        {"a": 70, "b": 5, "c": 60, "d": 90},
        {"ordered": "\nordered = true"},
        {"b": "a"},
    ),
    "in an order with the only neighbour": (
        {"a": 5, "b": 60, "c": 70, "d": 90},
        {"ordered": "\nordered = true"},
        {"a": "b"},
    ),
    "past a neighbour that is few too": (
        {"a": 5, "b": 5, "c": 70, "d": 90},
        {"ordered": "\nordered = true"},
        {"a": "c", "b": "c"},
    ),
    "of several answers none": ({"a": 10, "b": 90, "c": 80, "d": 70}, {"kind": "multiple"}, {}),
    "of territories none": ({"a": 10, "b": 90, "c": 80, "d": 70}, {"territories": '"q"'}, {}),
    "with the one that is named": (
        {"a": 10, "b": 90, "c": 80, "d": 70},
        {"of_a": ', with = "d"'},
        {"a": "d"},
    ),
    "1 with the one that is named": (
        {"a": 1, "b": 90, "c": 80, "d": 70},
        {"of_a": ', with = "d"'},
        {"a": "d"},
    ),
    "11 are not counted with the one that is named": (
        {"a": 11, "b": 90, "c": 80, "d": 70},
        {"of_a": ', with = "d"'},
        {},
    ),
    "with the one that is named and few too, together with the largest": (
        {"a": 4, "b": 90, "c": 80, "d": 6},
        {"of_a": ', with = "d"'},
        {"a": "b", "d": "b"},
    ),
    "with the one that is named, large enough together": (
        {"a": 5, "b": 90, "c": 80, "d": 6},
        {"of_a": ', with = "d"'},
        {"a": "d"},
    ),
    "a net tells one of the two": (
        {"a": 10, "b": 90, "c": 80, "d": 70},
        {"more": '[indicators.q]\ntheme = "t"\nanswers = ["b", "c"]\n'},
        {},
    ),
    "a net of both": (
        {"a": 10, "b": 90, "c": 80, "d": 70},
        {"more": '[indicators.q]\ntheme = "t"\nanswers = ["a", "b"]\n'},
        TOGETHER,
    ),
    "a net of neither": (
        {"a": 10, "b": 90, "c": 80, "d": 70},
        {"more": '[indicators.q]\ntheme = "t"\nanswers = ["c"]\n'},
        TOGETHER,
    ),
    "a share of each answer": (
        {"a": 10, "b": 90, "c": 80, "d": 70},
        {"more": '[indicators.q]\ntheme = "t"\n'},
        TOGETHER,
    ),
    "a balance tells one of the two": (
        {"a": 10, "b": 90, "c": 80, "d": 70},
        {
            "more": '[indicators.q]\ntheme = "t"\nstatistic = "balance"\n'
            'favourable = ["a"]\nunfavourable = ["b"]\n'
        },
        {},
    ),
    "a population tells one of the two": (
        {"a": 10, "b": 90, "c": 80, "d": 70},
        {"more": '[populations.p]\namong = { q = ["b", "c"] }\n'},
        {},
    ),
    "a population of both": (
        {"a": 10, "b": 90, "c": 80, "d": 70},
        {"more": '[populations.p]\namong = { q = ["a", "b"] }\n'},
        TOGETHER,
    ),
    "a population of another question": (
        {"a": 10, "b": 90, "c": 80, "d": 70},
        {"more": '[populations.p]\namong = { autre = ["1"] }\n'},
        TOGETHER,
    ),
    "a route tells one of the two": (
        {"a": 10, "b": 90, "c": 80, "d": 70},
        {"asked": '\nasked_if = { q = ["b"] }'},
        {},
    ),
    "a route of both": (
        {"a": 10, "b": 90, "c": 80, "d": 70},
        {"asked": '\nasked_if = { q = ["a", "b", "c"] }'},
        TOGETHER,
    ),
    "a variable derived from it": ({"a": 10, "b": 90, "c": 80, "d": 70}, {"more": DERIVED}, {}),
}


@pytest.mark.parametrize("case", COUNTED)
def test_groups_of_few_are_counted_with_another_that_nothing_tells_them_from(case: str) -> None:
    sizes, said, merged = COUNTED[case]
    blank = dict.fromkeys(("of_a", "ordered", "asked", "territories", "more"), "") | {"kind": "single"}
    survey = survey_of(SURVEY.format_map({**blank, **said}))
    found = merges_of(survey, AnswerCounts(sum(sizes.values()), {(None, "q"): sizes}))
    assert found == ({"q": merged} if merged else {})
    assert merges_of(survey, AnswerCounts(1, {("p", "q"): sizes})) == {}


def test_what_is_no_breakdown_is_counted_with_nothing() -> None:
    blank = dict.fromkeys(("of_a", "ordered", "asked", "territories", "more"), "") | {"kind": "single"}
    survey = survey_of(SURVEY.format_map(blank))
    counts = AnswerCounts(100, {(None, "autre"): {"1": 5, "2": 95}})
    assert merges_of(survey, counts) == {}


def test_sizes_of_groups_once_some_are_counted_with_others() -> None:
    sizes = {"a": 1, "b": 20, "c": 300, "d": 4000}
    assert sizes_together(sizes, {"a": "b", "c": "b"}) == {"a": 0, "b": 321, "c": 0, "d": 4000}
    assert sizes_together(sizes, {}) == sizes


ROWS = pd.DataFrame(
    [
        ("r", "", "all", "all"),
        ("r", "", "q", "a"),
        ("r", "", "q", "b"),
        ("r", "", "autre", "b"),
        ("q", "a", "all", "all"),
        ("q", "b", "all", "all"),
        ("r", "a", "all", "all"),
    ],
    columns=["indicator", "item", "breakdown", "group"],
)


def test_rows_say_what_is_counted_in_their_group_and_which_is_counted_elsewhere() -> None:
    blank = dict.fromkeys(("of_a", "ordered", "asked", "territories"), "") | {"kind": "single"}
    survey = survey_of(SURVEY.format_map({**blank, "more": '[indicators.q]\ntheme = "t"\n'}))
    merges = {"q": {"a": "b", "c": "b", "d": "d"}}
    assert list(counted_in(ROWS, merges)) == ["", "", "a;c", "", "", "", ""]
    elsewhere = is_counted_elsewhere(ROWS, {"q": {"a": "b"}}, survey)
    assert list(np.flatnonzero(elsewhere)) == [1, 4]


RECEIVING = [
    # whether groups are in an order, the small group, the others with their sizes; which takes it
    (True, "4", {"1": 900, "3": 50, "5": 60}, "5"),
    (True, "4", {"1": 900, "2": 800, "3": 50}, "3"),
    (True, "1", {"3": 50, "5": 900}, "3"),
    (False, "4", {"1": 900, "3": 50, "5": 60}, "1"),
]


@pytest.mark.parametrize(("in_order", "code", "others", "taken"), RECEIVING)
def test_a_small_group_goes_to_the_largest_of_the_nearest(
    in_order: bool, code: str, others: Mapping[str, int], taken: str
) -> None:
    codes = "".join(f'{place} = "G{place}", ' for place in range(1, 6)).rstrip(", ")
    ordered = str(in_order).lower()
    survey = survey_of(
        f"[themes.t]\n[questions.q]\ntype = 'single'\ncodes = {{ {codes} }}\nordered = {ordered}\n"
    )
    assert _receiving(survey.questions["q"], code, list(others), others) == taken
