"""Territories and their contrast with the rest, on data whose figures are computed by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.results import TERRITORIES

SURVEY = """
territories = ["region"]
[publication]
reliability = "none"
[questions.region]
type = "single"
codes = { a = "A", b = "B", c = "C", d = "D", e = "E" }
[questions.oui]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
[questions.heures]
type = "numeric"
[populations.b]
among = { region = ["b"] }
[themes.t]
[indicators.oui]
theme = "t"
answers = ["1"]
[indicators.solde]
theme = "t"
variable = "oui"
statistic = "balance"
favourable = ["1"]
unfavourable = ["0"]
[indicators.heures]
theme = "t"
statistic = "mean"
[indicators.mediane]
theme = "t"
variable = "heures"
statistic = "median"
"""


def answers() -> pd.DataFrame:
    """Region a: 40 respondents, 30 say yes; b: 60, 15 yes; c: 35, all yes; d: 8, hidden, and e with it."""
    generator = np.random.default_rng(2)
    sizes = {"a": (40, 30), "b": (60, 15), "c": (35, 35), "d": (8, 4), "e": (20, 10)}
    rows = [
        {"region": region, "oui": int(i < yes), "heures": float(generator.integers(1, 30))}
        for region, (n, yes) in sizes.items()
        for i in range(n)
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def rows(processed: Callable[..., Any]) -> pd.DataFrame:
    """The territories of the survey, by indicator and group."""
    built = processed(SURVEY, answers().to_csv(index=False))
    found = built.territories
    assert found is not None
    assert tuple(found.columns) == TERRITORIES.names
    return found.set_index(["indicator", "group"])


def test_a_share_is_compared_with_that_of_all_others(rows: pd.DataFrame) -> None:
    row, n = rows.loc["oui", "a"], 163
    ours, rest = 30 / 40, (15 + 35 + 4 + 10) / 123
    variance = (ours * (1 - ours) / 40 + rest * (1 - rest) / 123) * n / (n - 1)
    assert row["value"] == pytest.approx(75)
    assert row["rest"] == pytest.approx(100 * rest)
    assert row["difference"] == pytest.approx(100 * (ours - rest))
    assert row["difference_se"] == pytest.approx(100 * variance**0.5, rel=1e-9)


def test_a_mean_is_compared_with_that_of_all_others(rows: pd.DataFrame) -> None:
    data = answers()
    ours, rest = (data.loc[mask, "heures"] for mask in (data["region"] == "b", data["region"] != "b"))
    variance = (ours.var(ddof=0) / len(ours) + rest.var(ddof=0) / len(rest)) * 163 / 162
    row = rows.loc["heures", "b"]
    assert row["rest"] == pytest.approx(rest.mean())
    assert row["difference_se"] == pytest.approx(variance**0.5, rel=1e-9)


def test_a_balance_is_twice_the_share_of_yes_less_100(rows: pd.DataFrame) -> None:
    share, balance = rows.loc["oui", "a"], rows.loc["solde", "a"]
    for name in ("difference", "difference_se", "rest"):
        shift = 100 if name == "rest" else 0
        assert balance[name] == pytest.approx(2 * share[name] - shift)
    assert balance["p_value"] == pytest.approx(share["p_value"])


def test_everybody_saying_yes_is_no_certainty(rows: pd.DataFrame) -> None:
    """The error of 100 % is what its interval stands for, not 0."""
    row = rows.loc["oui", "c"]
    assert row["value"] == 100
    half = (100 - row["ci_low"]) / 1.959964
    rest = (30 + 15 + 4 + 10) / 128
    other = 100 * (rest * (1 - rest) / 128 * 163 / 162) ** 0.5
    assert row["difference_se"] == pytest.approx(np.hypot(half, other), rel=1e-6)


def test_what_is_hidden_or_has_no_linear_contrast_is_not_compared(rows: pd.DataFrame) -> None:
    assert rows.loc["oui"]["confidentiality"].tolist() == ["", "", "", "confidential", "complementary"]
    assert rows.loc[("oui", ["d", "e"]), ["value", "rest", "difference", "p_value"]].isna().all(axis=None)
    assert rows.loc["mediane"][["difference", "p_value", "p_adjusted"]].isna().all(axis=None)
    assert rows.loc[("mediane", "a"), "value"] > 0


def test_p_values_are_adjusted_over_the_figures_of_a_territory(rows: pd.DataFrame) -> None:
    found = rows.xs("a", level="group")
    p = found["p_value"].dropna()
    ranks = p.rank(method="first")
    expected = {
        name: min(1, min(p[q] * 3 / ranks[q] for q in p.index if p[q] >= p[name])) for name in p.index
    }
    assert found["p_adjusted"].dropna().to_dict() == pytest.approx(expected)
