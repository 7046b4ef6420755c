"""The error with which a figure is compared whose own is 0, and which figures have none at all."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm, t

from analysis.indicators.compare.comparable_errors import comparable_error, is_fixed, stand_in_error

NAN = float("nan")


def figures(*given: dict[str, Any]) -> pd.DataFrame:
    """Shares of everyone, from 90 to 100 % at 95 %, where nothing else is said."""
    usual = {"value": 100.0, "se": 0.0, "df": 50.0, "ci_low": 90.0, "ci_high": 100.0, "ci_level": 0.95}
    return pd.DataFrame([{"statistic": "share", **usual, **each} for each in given])


ERRORS: dict[str, tuple[dict[str, Any], float]] = {
    "everybody": ({}, 10 / t.ppf(0.975, 50)),
    "nobody": ({"value": 0.0, "ci_low": 0.0, "ci_high": 6.0}, 6 / t.ppf(0.975, 50)),
    "the wider side of an interval": ({"value": 92.0}, 8 / t.ppf(0.975, 50)),
    "the other side": ({"value": 98.0}, 8 / t.ppf(0.975, 50)),
    "at 90 %": ({"ci_level": 0.9}, 10 / t.ppf(0.95, 50)),
    "with one degree of freedom": ({"df": 1.0}, 10 / t.ppf(0.975, 1)),
    "an error of its own": ({"value": 95.0, "se": 2.0}, 2.0),
    "no width": ({"ci_low": 100.0}, 0.0),
    "hidden": ({"value": NAN, "se": NAN, "ci_low": NAN, "ci_high": NAN, "ci_level": NAN}, NAN),
    "no degree of freedom": ({"df": 0.0}, NAN),
}


def test_a_figure_that_all_agree_on_has_the_error_that_its_interval_stands_for() -> None:
    """One table of all cases: each at its own level and degrees of freedom."""
    found = comparable_error(figures(*(given for given, _ in ERRORS.values())))
    assert dict(zip(ERRORS, found, strict=True)) == pytest.approx(
        {case: error for case, (_, error) in ERRORS.items()}, nan_ok=True
    )


def test_against_a_normal_law_the_same_interval_stands_for_a_greater_error() -> None:
    rows = figures({}, {"value": 95.0, "se": 2.0})
    assert stand_in_error(rows, np.array([np.inf, np.inf])) == pytest.approx([10 / norm.ppf(0.975), 0.0])


FIXED: list[tuple[dict[str, Any], bool]] = [
    ({"value": 52.0, "se": 1e-4}, True),
    ({"value": 52.0, "se": 1.01e-4}, False),
    ({"value": 52.0, "se": 0.0, "ci_low": 52.0, "ci_high": 52.0}, True),
    ({}, False),
    ({"statistic": "balance", "value": -20.0, "se": 1e-5}, True),
    ({"statistic": "mean", "value": -1e6, "se": 1e-3}, True),
    ({"statistic": "mean", "value": 1e6, "se": 1.01e-3}, False),
    ({"statistic": "mean", "value": 12.0, "se": 1e-5}, False),
    ({"value": NAN, "se": NAN, "ci_low": NAN, "ci_high": NAN}, False),
]


@pytest.mark.parametrize(("given", "fixed"), FIXED)
def test_a_figure_is_fixed_whose_error_is_none_beside_it(given: dict[str, Any], fixed: bool) -> None:
    """A share's is none under 1e-4 points, that of a mean under a thousand-millionth of it."""
    assert is_fixed(figures(given)).tolist() == [fixed]
