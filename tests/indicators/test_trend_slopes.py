"""The slope of a figure along groups in an order, from figures made for the test and sums done by hand."""

from __future__ import annotations

from itertools import combinations
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from scipy.stats import norm, t

from analysis.indicators.compare.compared_figures import Figures
from analysis.indicators.compare.group_differences import BreakdownDifferences
from analysis.indicators.compare.ordered_groups import trend_rows
from analysis.statistics import Design, Differences
from tests.defined_survey import survey_of

SURVEY = """
[themes.t]
[questions.size]
type = "single"
ordered = true
codes = { s = "petite", m = "moyenne", l = "grande", x = "sans objet" }
aside.other = ["x"]
[questions.kind]
type = "single"
codes = { s = "a", m = "b", l = "c", x = "d" }
[questions.q]
type = "single"
codes = { 1 = "oui", 2 = "non" }
[indicators.yes]
theme = "t"
variable = "q"
answers = ["1"]
[indicators.hours]
theme = "t"
variable = "q"
answers = ["2"]
"""
LEVEL = 0.95


def figures(*values: float, **given: Any) -> Figures:
    """Two shares in four groups: `values` of the first, and of the second always the same."""
    usual: dict[str, Any] = {"se": [2.0, 1.0, 2.0, 3.0], "n": 100.0, "weight": [1.0, 2.0, 1.0, 4.0]}
    usual |= {"stand_in": 0.0, "is_shown": True, "is_empty": False, "is_fixed": False, "is_secret": False}
    of_first = {name: np.broadcast_to(np.array(v), (4,)) for name, v in {**usual, **given}.items()}
    of_first["value"] = np.array(values)
    of_second = {
        **{name: np.broadcast_to(np.array(v), (4,)) for name, v in usual.items()},
        "value": np.full(4, 50.0),
    }
    return Figures(**{name: np.stack([of_first[name], of_second[name]], axis=1) for name in of_first})


def slopes(found: Figures, breakdown: str = "size", covariance: float = 0.0, df: float = 60.0) -> list[Any]:
    """The rows of the trend of both shares; every two groups have the same covariance, in points."""
    one, two = np.array(list(combinations(range(4), 2))).T
    apart = np.sqrt(found.se[one] ** 2 + found.se[two] ** 2 - 2 * covariance) / 100
    blank = np.full(apart.shape, np.nan)
    unread = dict.fromkeys(
        ("value", "ci_low", "ci_high", "statistic", "p_value", "p_adjusted", "state"), blank
    )
    pairs = Differences(one, two, se=apart, df=np.full(apart.shape, df), level=LEVEL, **unread)
    survey = survey_of(SURVEY)
    indicators = list(survey.indicators.values())
    weighted = SimpleNamespace(design=Design(np.ones(4)))
    compared: Any = SimpleNamespace(survey=survey, weighted=weighted)
    with patch("analysis.indicators.compare.ordered_groups.kept_df", return_value=df):
        return list(trend_rows(BreakdownDifferences(breakdown, indicators, found, pairs, None), compared))


def test_the_slope_is_that_of_weighted_least_squares() -> None:
    """Weights of 1, 2 and 1 at 0, 1 and 2: the slope is half of the last less the first, whatever is between;
    its variance a quarter of 2² + 2². The group that stands aside has no place."""
    row, other = slopes(figures(20, 35, 30, 90))
    half = t.ppf(0.975, 60) * 2**0.5
    assert (row["indicator"], row["breakdown"], row["comparison"]) == ("yes", "size", "trend")
    assert (row["status"], row["test"], row["df"]) == ("tested", "t", 60)
    assert [row["difference"], row["se"]] == pytest.approx([5, 2**0.5])
    assert [row["ci_low"], row["ci_high"]] == pytest.approx([5 - half, 5 + half])
    assert [row["test_statistic"], row["p_value"]] == pytest.approx([5 / 2**0.5, 2 * t.sf(5 / 2**0.5, 60)])
    assert (other["indicator"], other["difference"]) == ("hours", pytest.approx(0))


def test_what_two_groups_share_is_in_the_error_of_the_slope() -> None:
    """(-1/2, 0, 1/2) with a covariance of 1: (4 + 4 - 2) / 4."""
    row, _ = slopes(figures(20, 35, 30, 90), covariance=1.0)
    assert row["se"] == pytest.approx(1.5**0.5)


def test_a_group_that_may_not_be_compared_keeps_its_place() -> None:
    """Without three groups there is no order; with the weights 1, 1 and 2 at 0, 1 and 2 the mean place is
    1.25, and the slope (1.25 · -20 - 0.25 · 35 + 2 · 0.75 · 30) / 2.75."""
    for given in ({"n": [100, 29, 100, 100]}, {"is_shown": [True, False, True, True]}):
        row, _ = slopes(figures(20, 35, 30, 90, **given))
        assert row["status"] == "untested" and "difference" not in row
    row, _ = slopes(figures(20, 35, 30, 90, weight=[1.0, 1.0, 2.0, 4.0]))
    assert row["difference"] == pytest.approx((-1.25 * 20 - 0.25 * 35 + 1.5 * 30) / 2.75)
    variance = (1.25**2 * 4 + 0.25**2 * 1 + 1.5**2 * 4) / 2.75**2
    assert row["se"] == pytest.approx(variance**0.5)


def test_an_error_that_stands_for_0_makes_the_test_normal() -> None:
    row, _ = slopes(figures(0, 35, 30, 90, se=[0.0, 1.0, 2.0, 3.0], stand_in=[4.0, 0.0, 0.0, 0.0]))
    assert (row["status"], row["test"]) == ("tested", "z") and np.isnan(row["df"])
    assert [row["difference"], row["se"]] == pytest.approx([15, (16 / 4 + 4 / 4) ** 0.5])
    assert row["p_value"] == pytest.approx(2 * norm.sf(15 / 5**0.5))
    assert row["ci_high"] == pytest.approx(15 + norm.ppf(0.975) * 5**0.5)


UNTESTED: list[tuple[dict[str, Any], float, str]] = [
    ({}, 1.0, "tested"),
    ({}, 0.9, "untested"),
    ({"se": 0.0}, 60.0, "untested"),
    ({"is_fixed": True}, 60.0, "untested"),
]


@pytest.mark.parametrize(("given", "df", "status"), UNTESTED)
def test_a_slope_without_an_error_or_a_degree_of_freedom_is_not_tested(
    given: dict[str, Any], df: float, status: str
) -> None:
    assert slopes(figures(20, 35, 30, 90, **given), df=df)[0]["status"] == status


def test_groups_in_no_order_have_no_slope() -> None:
    assert slopes(figures(20, 35, 30, 90), "kind") == []
