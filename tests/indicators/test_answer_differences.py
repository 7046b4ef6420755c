"""Which answers of a question are compared with each other, and with those who also gave another."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pandas as pd
import pytest

from analysis.steps.results_files import Built
from tests.indicators.compared_rows import of, pick

CODES = [f"c{number:02}" for number in range(1, 25)]
GIVEN = {code: 30 + 2 * (number * 7 % 12) for number, code in enumerate(CODES)}
"""Every number of respondents from 30 to 52 twice."""
SURVEY = """
breakdowns = []
[publication]
reliability = "none"
confidential_below = 31
[themes.t]
[questions.q]
type = "single"
codes = {{ {codes} }}
[questions.p]
type = "single"
codes = {{ a = "A", b = "B" }}
[questions.m]
type = "multiple"
codes = {{ v = "V", w = "W", x = "X" }}
[populations.of_a]
among = {{ p = ["a"] }}
[indicators.q]
theme = "t"
[indicators.one]
theme = "t"
variable = "q"
answers = ["c01"]
[indicators.p]
theme = "t"
population = "of_a"
[indicators.m]
theme = "t"
breakdowns = ["m"]
[indicators.m_of_a]
theme = "t"
variable = "m"
population = "of_a"
breakdowns = ["m"]
"""


def answers() -> str:
    given = [code for code, times in GIVEN.items() for _ in range(times)]
    rows = [
        f"{code},{'aab'[i % 3]},{i % 2},{int(i % 3 > 0)},{int(i % 5 > 1)}" for i, code in enumerate(given)
    ]
    return "q,p,m_v,m_w,m_x\n" + "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def rows(processed_once: Callable[..., Built]) -> pd.DataFrame:
    survey = SURVEY.format(codes=", ".join(f'{code} = "{code}"' for code in CODES))
    return of(processed_once(survey, answers()))


def test_of_more_than_twenty_answers_those_given_most_are_compared(rows: pd.DataFrame) -> None:
    """Those of 30 respondents are hidden, and so are others that would tell them: they are not given most."""
    pairs = pick(rows, indicator="q", comparison="answers")
    named = list(zip(pairs["item"], pairs["against_item"], strict=True))
    most = sorted(CODES, key=lambda code: -GIVEN[code])[:20]
    shown = [code for code in CODES if code in most]
    assert len(named) == 190 and set(map(frozenset, named)) == {*map(frozenset, combinations(shown, 2))}
    assert named == list(combinations(shown, 2))
    assert set(pairs["status"]) == {"tested"} and set(pairs["population"]) == {"all"}


def test_answers_of_a_population_are_told_as_its_own(rows: pd.DataFrame) -> None:
    (row,) = pick(rows, indicator="p", comparison="answers").to_dict("records")
    named = ("item", "against_item", "population", "breakdown", "group", "family")
    assert [row[name] for name in named] == ["a", "b", "of_a", "all", "all", "answers/p"]


def test_a_figure_alone_has_no_answer_to_be_compared_with(rows: pd.DataFrame) -> None:
    assert pick(rows, indicator="one", comparison="answers").empty


@pytest.mark.parametrize(("indicator", "population"), [("m", "all"), ("m_of_a", "of_a")])
def test_who_gave_an_answer_is_beside_everyone_for_the_other_answers(
    indicator: str, population: str, rows: pd.DataFrame
) -> None:
    whole = pick(rows, indicator=indicator, comparison="whole")
    pairs = list(zip(whole["item"], whole["group"], strict=True))
    assert sorted(pairs) == [(one, other) for one in "vwx" for other in "vwx" if one != other]
    assert set(whole["against_group"]) == {"all"} and set(whole["family"]) == {f"whole/{indicator}"}
    assert set(whole["population"]) == {population} and set(whole["breakdown"]) == {"m"}


def test_the_difference_from_everyone_is_that_of_the_shares(rows: pd.DataFrame) -> None:
    """Of all 984, two of three have w; of those with v, whose number is odd, as many."""
    own = pick(rows, indicator="m", comparison="whole").set_index(["item", "group"])["difference"]
    count = sum(GIVEN.values())
    with_v = [i for i in range(count) if i % 2]
    of_all = sum(i % 5 > 1 for i in range(count)) / count
    of_v = sum(i % 5 > 1 for i in with_v) / len(with_v)
    assert own["x", "v"] == pytest.approx(100 * (of_v - of_all))
