"""Territories and their contrast with the rest, on data whose figures are computed by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.results import TERRITORIES

REGIONS = """
territories = ["region"]
[publication]
reliability = "none"
[questions.region]
type = "single"
codes = { a = "A", b = "B", c = "C", d = "D", e = "E" }
[questions.oui]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
"""
SURVEY = (
    REGIONS
    + """[questions.heures]
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
)


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
    from scipy.stats import t

    half = t.ppf(0.975, 162) * variance**0.5
    ends = row["difference"] - half, row["difference"] + half
    assert (row["difference_low"], row["difference_high"]) == pytest.approx(ends, rel=1e-6)


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


RANKED = (
    REGIONS
    + """[themes.t]
[indicators.oui]
theme = "t"
answers = ["1"]
"""
)
YES = {"a": (200, 120), "b": (150, 80), "c": (120, 20), "d": (100, 100), "e": (99, 0)}


@pytest.fixture(scope="module")
def ranked(processed_once: Callable[..., Any]) -> pd.DataFrame:
    """Shares of 60, 53.3, 16.7 and 100 % of 100 respondents or more; e, of 99, has no rank."""
    rows = [f"{region},{int(i < yes)}\n" for region, (n, yes) in YES.items() for i in range(n)]
    found = processed_once(RANKED, "region,oui\n" + "".join(rows)).territories
    return found.set_index("group")


def test_possible_ranks_run_from_those_surely_above_to_those_surely_below(ranked: pd.DataFrame) -> None:
    assert ranked["rank_first"].tolist()[:4] == [2, 2, 4, 1]
    assert ranked["rank_last"].tolist()[:4] == [3, 3, 4, 1]
    assert ranked["ranked"].tolist()[:4] == [4] * 4
    assert ranked["above"].tolist() == ["d", "d", "a;b;d", "", ""]
    assert ranked["below"].tolist() == ["c", "c", "", "a;b;c", ""]
    assert ranked.loc["e", ["rank_first", "rank_last", "ranked", "pair_detectable"]].isna().all()


def test_pairs_are_tested_at_the_level_over_the_number_of_others(processed: Callable[..., Any]) -> None:
    """A p of 0.04 for two alone is a rank; with a third territory it is not under 0.05 / 2."""
    two = "region,oui\n" + "a,1\na,0\n" * 60 + "b,1\n" * 76 + "b,0\n" * 44
    third = "c,1\nc,0\n" * 60
    alone, among = (processed(RANKED, rows).territories.set_index("group") for rows in (two, two + third))
    assert 0.025 < alone.loc["a", "p_value"] < 0.05
    assert alone[["rank_first", "rank_last"]].to_numpy()[:2].tolist() == [[2, 2], [1, 1]]
    assert among[["rank_first", "rank_last"]].to_numpy()[:3].tolist() == [[1, 3]] * 3


def test_the_smallest_difference_that_is_seen_follows_from_the_error(ranked: pd.DataFrame) -> None:
    from scipy.stats import t

    n, power = 669, t.ppf(0.8, 668)
    row = ranked.loc["a"]
    expected = (t.ppf(0.975, n - 1) + power) * row["difference_se"]
    assert row["detectable"] == pytest.approx(expected)
    spread = [YES[x][1] / YES[x][0] * (1 - YES[x][1] / YES[x][0]) / YES[x][0] for x in "ab"]
    error = 100 * (sum(spread) * n / (n - 1)) ** 0.5
    of_pair = (t.ppf(1 - 0.025 / 3, n - 1) + power) * error
    assert 0 < row["pair_detectable"] <= of_pair * (1 + 1e-9)


def test_pairs_and_contrasts_with_the_rest_come_from_one_covariance() -> None:
    """They are those of `differences`, asked for one by one."""
    from analysis.statistics import Categories, Design, differences, group_and_rest_differences

    generator = np.random.default_rng(4)
    design = Design(generator.gamma(3, 1, 300), generator.integers(0, 4, 300))
    answers, groups = (
        Categories(generator.integers(0, 3, 300), 3),
        Categories(generator.integers(-1, 5, 300), 5),
    )
    pairs, rest = group_and_rest_differences(design, answers, groups, np.array([0, 2, 4]))
    every = differences(design, answers, groups, correction="none")
    chosen = np.isin(every.first, (0, 2, 4)) & np.isin(every.second, (0, 2, 4))
    assert pairs.se == pytest.approx(every.se[chosen]) and pairs.p_value == pytest.approx(
        every.p_value[chosen]
    )
    assert rest.se == pytest.approx(differences(design, answers, groups, "rest").se)


@pytest.mark.parametrize("way", ["plain", "calibrated", "alone", "units"])
@pytest.mark.parametrize("paired", [[0, 2, 4], [1], []])
def test_so_do_those_of_a_number(way: str, paired: list[int]) -> None:
    """From the tables of the groups, or from scores where these do not give them."""
    from analysis.statistics import Categories, Design, Margin, differences, group_and_rest_differences, rake

    generator = np.random.default_rng(5)
    weights, strata = generator.gamma(3, 1, 300), generator.integers(0, 4, 300)
    units = generator.integers(0, 6, 300) if way == "units" else None
    design = Design(weights, strata, units, None, "adjust", alone_in_domain=way == "alone")
    if way == "calibrated":
        margin = Margin("m", generator.integers(0, 2, 300), "ab", [0.4, 0.6])
        design = design.calibrated(rake(weights, [margin]))
    y = np.where(generator.random(300) < 0.1, np.nan, generator.gamma(2, 3, 300))
    groups, domain = Categories(generator.integers(-1, 5, 300), 5), generator.random(300) < 0.8
    pairs, rest = group_and_rest_differences(design, y, groups, np.array(paired, dtype=int), domain)
    every = differences(design, y, groups, domain=domain, correction="none")
    chosen = np.isin(every.first, paired) & np.isin(every.second, paired)
    apart = differences(design, y, groups, "rest", domain, correction="none")
    for found, expected in ((pairs.value, every.value[chosen]), (pairs.se, every.se[chosen])):
        assert found == pytest.approx(expected, rel=1e-10)
    for found, expected in ((rest.value, apart.value), (rest.se, apart.se), (rest.p_value, apart.p_value)):
        assert found == pytest.approx(expected, rel=1e-9, nan_ok=True)
    assert (rest.second == -1).all() and len(rest.first) == 5


def test_the_respondents_whom_a_share_counts_stand_beside_it_unweighted(ranked: pd.DataFrame) -> None:
    assert ranked["count"].tolist() == [yes for _, yes in YES.values()]


def test_a_hidden_figure_has_no_count(rows: pd.DataFrame) -> None:
    assert rows.loc["oui", "count"].isna().tolist() == [False, False, False, True, True]
    assert rows.loc[("heures", "a"), "count"] == rows.loc[("heures", "a"), "n"]


def test_hours_that_differ_by_less_than_one_are_ranked_where_a_test_tells_them_apart(
    processed: Callable[..., Any],
) -> None:
    """Of 200 each, means of 1.3, 1.0 and 1.32 hours, give or take 0.1: the second is surely below. Of 60, a
    mean of 5 hours has no rank, and gives none to others."""
    means = {"a": 1.3, "b": 1.0, "c": 1.32, "d": 5.0}
    lines = [
        f"{region},{i % 2},{mean + (0.1 if i % 2 else -0.1)}"
        for region, mean in means.items()
        for i in range(60 if region == "d" else 200)
    ]
    built = processed(SURVEY, "region,oui,heures\n" + "\n".join(lines) + "\n")
    assert built.territories is not None
    rows = built.territories.set_index(["indicator", "group"]).loc["heures"]
    assert rows["rank_first"].dropna().to_dict() == {"a": 1, "b": 3, "c": 1}
    assert rows["rank_last"].dropna().to_dict() == {"a": 2, "b": 3, "c": 2}
    assert rows["above"].loc[["a", "b", "c"]].tolist() == ["", "a;c", ""]
    assert rows["below"].loc[["a", "b", "c"]].tolist() == ["b", "", "b"]
