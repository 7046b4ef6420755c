"""The verdict on a balance of opinions, by its rule, and when a balance is published."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.measures.balances import BALANCE, verdicts
from analysis.steps.results_files import Built

# balance, lower and upper limit (points), share that took a side (%)
CASES = [
    (12.0, 5.0, 19.0, 60.0, "favourable"),
    (-12.0, -19.0, -5.0, 60.0, "unfavourable"),
    (3.0, 0.1, 5.9, 90.0, "favourable"),  # however small: the interval excludes 0
    (2.0, -2.0, 6.0, 90.0, "divided"),
    (0.0, 0.0, 0.0, 100.0, "divided"),
    (0.0, -10.0, 10.0, 40.0, "divided"),  # 20 % on either side, 10 points either way: the last that is
    (0.0, -10.1, 10.1, 40.0, "undecided"),  # too few respondents to tell the sides apart
    (0.0, -5.0, 5.0, 39.0, "undecided"),  # most take no side
    (4.0, -1.0, 9.0, 43.0, "undecided"),  # 23.5 % against 19.5 %
    (np.nan, np.nan, np.nan, np.nan, ""),
    (50.0, np.nan, np.nan, 80.0, ""),
]


@pytest.mark.parametrize(("value", "low", "high", "opinions", "verdict"), CASES)
def test_a_verdict_follows_the_rule(
    value: float, low: float, high: float, opinions: float, verdict: str
) -> None:
    found = verdicts(*(np.array([number]) for number in (value, low, high, opinions)))
    assert found.tolist() == [verdict]


SURVEY = """
breakdowns = ["who"]
[themes.t]
[populations.split]
among = { who = ["split"] }
[questions.who]
type = "single"
codes = { all_for = "A", against = "B", split = "C", few = "D" }
[questions.mood]
type = "single"
codes = { up = "Plus", same = "Autant", down = "Moins" }
[indicators.mood]
theme = "t"
statistic = "balance"
favourable = ["up"]
unfavourable = ["down"]
"""
COUNTS = {"all_for": (60, 20, 20), "against": (40, 0, 80), "split": (200, 90, 199), "few": (4, 1, 3)}
"""The last is confidential, and hides with it the smallest of the others."""
EXPECTED = {"all_for": "", "against": "unfavourable", "split": "divided", "few": ""}


def test_groups_have_their_verdict_and_a_hidden_one_has_none(processed: Callable[..., Built]) -> None:
    rows = [
        f"{who},{mood}"
        for who, counts in COUNTS.items()
        for mood, count in zip(("up", "same", "down"), counts, strict=True)
        for _ in range(count)
    ]
    indicators = processed(SURVEY, "who,mood\n" + "\n".join(rows) + "\n").indicators
    by_group = indicators.query("breakdown == 'who'").set_index("group")["verdict"]
    assert by_group.to_dict() == EXPECTED


# respondents, effective size, degrees of freedom, standard error in points; t of 97.5 % is 1.966 with 399
# degrees, 2.306 with 8, 2.365 with 7, 4.303 with 2, 12.706 with 1
RELIABLE = [
    (400.0, 400.0, 399.0, 5.0, "shown"),
    (400.0, 400.0, 399.0, 15.25, "shown"),  # 59.96 points wide
    (400.0, 400.0, 399.0, 15.27, "suppressed"),  # 60.04
    (30.0, 30.0, 29.0, 5.0, "shown"),
    (29.0, 40.0, 28.0, 5.0, "suppressed"),
    (40.0, 29.9, 39.0, 5.0, "suppressed"),
    (400.0, 400.0, 8.0, 13.0, "shown"),  # 59.96
    (400.0, 400.0, 8.0, 13.02, "suppressed"),  # 60.05
    (400.0, 400.0, 7.0, 5.0, "footnote"),
    (400.0, 400.0, 1.0, 2.3, "footnote"),  # 58.4
    (400.0, 400.0, 1.0, 2.4, "suppressed"),  # 61.0
    (400.0, 400.0, 0.0, 1.0, "suppressed"),
    (400.0, 400.0, np.nan, 1.0, "suppressed"),
    (400.0, 400.0, 399.0, np.nan, "suppressed"),
]


@pytest.mark.parametrize(("n", "n_eff", "df", "se", "status"), RELIABLE)
def test_a_balance_is_published_as_its_width_its_size_and_its_design_allow(
    n: float, n_eff: float, df: float, se: float, status: str
) -> None:
    rows = pd.DataFrame({"n": [n], "n_eff": [n_eff], "df": [df], "se": [se]})
    assert BALANCE.reliability(rows).tolist() == [status]
