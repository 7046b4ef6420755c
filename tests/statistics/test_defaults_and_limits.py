"""What the statistics take where nothing is said, and the last value on either side of each limit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from scipy.stats import f, t

from analysis.statistics import (
    Categories,
    Design,
    Ticks,
    against_published,
    answer_differences,
    banner_differences,
    bootstrap,
    column_letters,
    contrasts,
    differences,
    equality,
    group_and_rest_differences,
    half_samples,
    jackknife,
    means,
    number_differences,
    quantile_differences,
    rao_scott_of_shares,
    trend,
    trim_weights,
    vcov,
    wald,
)
from analysis.statistics.inference.rank_tests import rank_scores
from analysis.statistics.response_rates import r_indicator


def sample(first: int) -> tuple[Design, np.ndarray, Categories, Categories]:
    """A group of `first` respondents beside one of 40: a number, an answer and the groups."""
    n = first + 40
    y = np.arange(n) * 7.0 % 11
    return (
        Design(np.ones(n)),
        y,
        Categories((np.arange(n) % 3 > 0).astype(int), 2),
        Categories((np.arange(n) >= first).astype(int), 2),
    )


def states(found: Any) -> set[str]:
    return set(np.ravel(found.state))


def of_answers(first: int) -> Any:
    base = Ticks(np.stack([np.arange(first) % 2 > 0, np.arange(first) % 3 > 0], axis=1), np.ones(first, bool))
    return answer_differences(Design(np.ones(first)), base)


def of_contrast(first: int) -> Any:
    y = np.arange(first) * 7.0 % 11
    return contrasts(vcov(Design(np.ones(first)), np.stack([y, y[::-1]], axis=1)), [1, -1])


COMPARED: dict[str, Callable[[int], Any]] = {
    "shares of groups": lambda first: differences(*sample(first)[::2], sample(first)[3]),
    "means of groups": lambda first: differences(*sample(first)[:2], sample(first)[3]),
    "medians of groups": lambda first: quantile_differences(*sample(first)[:2], sample(first)[3]),
    "a banner": lambda first: banner_differences(sample(first)[0], [sample(first)[2]], [sample(first)[3]])[0][
        "pairs"
    ],
    "numbers": lambda first: number_differences(*sample(first)[:2], sample(first)[3])["rest"],
    "groups and the rest": lambda first: group_and_rest_differences(
        sample(first)[0], sample(first)[2], sample(first)[3], np.array([0, 1])
    )[0],
    "answers": of_answers,
    "contrasts": of_contrast,
    "editions": lambda first: trend(
        means(*sample(first)[:2], groups=sample(first)[3]), means(*sample(first)[:2], groups=sample(first)[3])
    ),
    "published figures": lambda first: against_published(
        means(*sample(first)[:2], groups=sample(first)[3]), 3.0
    ),
}


@pytest.mark.parametrize("case", COMPARED)
def test_30_respondents_are_tested_and_29_are_small(case: str) -> None:
    assert "small" not in states(COMPARED[case](30))
    assert "small" in states(COMPARED[case](29))


PAIRS = Design(np.arange(1.0, 9.0), strata=np.repeat([0, 1], 4), psus=np.repeat([0, 1, 2, 3], 2))
Y = np.array([1.0, 4, 2, 8, 5, 7, 1, 9])
SAID: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
    "a bootstrap has 500 replicates from the seed 0": (
        lambda: bootstrap(PAIRS),
        lambda: bootstrap(PAIRS, count=500, seed=0, recalibrate=False),
    ),
    "a jackknife is about the estimate": (
        lambda: jackknife(PAIRS),
        lambda: jackknife(PAIRS, mse=True, recalibrate=False),
    ),
    "half-samples are McCarthy's, about the estimate": (
        lambda: half_samples(PAIRS),
        lambda: half_samples(PAIRS, fay=0.0, mse=True, recalibrate=False),
    ),
}


@pytest.mark.parametrize("case", SAID)
def test_replicates_are_drawn_where_nothing_is_said_as(case: str) -> None:
    left, said = (make().replicates for make in SAID[case])
    assert left is not None and said is not None
    np.testing.assert_array_equal(left.weights, said.weights)
    assert (left.scale, left.mse, left.averaged) == (said.scale, said.mse, said.averaged)


def test_replicates_about_their_mean_vary_less_than_about_the_estimate() -> None:
    """Of a ratio such as the mean: the difference is the squared distance of both centres."""
    about_estimate, about_mean = (means(jackknife(PAIRS, mse=mse), Y).se.item() for mse in (True, False))
    assert about_mean < about_estimate
    weights = jackknife(PAIRS).replicates
    assert weights is not None
    found = (weights.weights * Y[:, None]).sum(axis=0) / weights.weights.sum(axis=0)
    whole = PAIRS.weights @ Y / PAIRS.weights.sum()
    assert about_estimate == pytest.approx((((found - whole) ** 2) / 2).sum() ** 0.5)
    assert about_mean == pytest.approx((((found - found.mean()) ** 2) / 2).sum() ** 0.5)


def test_fay_is_from_0_to_under_1_and_two_replicates_are_enough() -> None:
    assert half_samples(PAIRS, fay=0.99).replicates is not None
    for fay in (1.0, -0.01):
        with pytest.raises(ValueError, match=f"fay: expected 0 to under 1, found {fay}"):
            half_samples(PAIRS, fay=fay)
    assert bootstrap(PAIRS, count=2).replicates is not None
    with pytest.raises(ValueError, match="1 have no variance"):
        bootstrap(PAIRS, count=1)


def test_wald_s_test_is_adjusted_where_nothing_is_said() -> None:
    rows, columns = Categories(np.arange(40) % 3, 3), Categories(np.arange(40) // 3 % 3, 3)
    design = Design(np.ones(40), psus=np.arange(40) // 2)
    usual, bare = wald(design, rows, columns), wald(design, rows, columns, adjusted=False)
    assert (usual.method, bare.method, usual.n, bare.n) == ("adjusted Wald", "Wald", 40, 40)
    assert (bare.df1, bare.df2, usual.df1, usual.df2) == (4, 19, 4, 16)
    assert usual.statistic == pytest.approx(bare.statistic * 16 / 19)


def test_weights_are_cut_until_none_is_outside_where_nothing_is_said() -> None:
    given = [1.0, 1.0, 1.9, 6.0]
    assert trim_weights(given).tolist() == given
    once = trim_weights(given, upper=3.0, strict=False)
    assert once.tolist() == pytest.approx([2.0, 2.0, 2.9, 3.0])
    again = trim_weights([1.0, 1.0, 2.9, 6.0], upper=3.0)
    assert again.max() == 3.0 and again.sum() == pytest.approx(10.9)
    assert trim_weights([1.0, 1.0, 2.9, 6.0], upper=3.0, strict=False).max() == pytest.approx(3.9)


LETTERS: list[tuple[Mapping[str, float], list[str]]] = [
    ({}, ["B", ""]),
    ({"alpha": 1e-6}, ["", ""]),
    ({"alpha": 0.9}, ["B", ""]),
]


@pytest.mark.parametrize(("given", "letters"), LETTERS)
def test_letters_are_tested_at_5_percent_where_nothing_is_said(
    given: Mapping[str, float], letters: list[str]
) -> None:
    """Means of 5 and of 4 of fifty each, 2.04 standard errors apart: p = 0.044."""
    y = np.concatenate([5 + np.tile([-2.4, 2.4], 25), 4 + np.tile([-2.4, 2.4], 25)])
    found = differences(Design(np.ones(100)), y, Categories(np.repeat([0, 1], 50), 2))
    assert 0.03 < found.p_value.item() < 0.05
    assert column_letters(found, 2, **given).ravel().tolist() == letters


def test_groups_are_equal_by_an_f_of_their_squared_distance() -> None:
    """Two groups 6 apart with errors of 3 and 4 and a covariance of 2: F is 36 / 21, as t² is."""
    covariance = np.array([[9.0, 2.0], [2.0, 16.0]])
    found = equality(np.array([10.0, 4.0]), covariance, 30.0, 77)
    assert (found.df1, found.df2, found.n, found.state) == (1, 30, 77, "")
    assert found.statistic == pytest.approx(36 / 21)
    assert found.p_value == pytest.approx(2 * t.sf((36 / 21) ** 0.5, 30))
    three = equality(np.array([1.0, 2, 4]), np.eye(3), 30.0, 50)
    assert (three.df1, three.df2) == (2, 29)
    assert three.statistic == pytest.approx(((1 + 9) - 16 / 3) * 29 / (2 * 30))
    assert three.p_value == pytest.approx(f.sf(three.statistic, 2, 29))


DEGREES = [(2.0, "degenerate"), (3.0, "")]


@pytest.mark.parametrize(("df", "state"), DEGREES)
def test_three_groups_need_two_degrees_of_freedom_more_than_one(df: float, state: str) -> None:
    found = equality(np.array([1.0, 2, 4, 8]), np.eye(4), df, 50)
    assert found.state == state and np.isnan(found.p_value) == bool(state)
    assert equality(np.array([1.0]), np.eye(1), 30.0, 50).state == "degenerate"
    assert equality(np.array([1.0, 2]), np.zeros((2, 2)), 30.0, 50).state == "degenerate"
    assert equality(np.array([1.0, 2]), np.full((2, 2), np.nan), 30.0, 50).state == "degenerate"


SHARES: list[tuple[list[float], float, str]] = [
    ([0.2, 0.5], 1.0, ""),
    ([0.2, 0.5], 0.9, "degenerate"),
    ([0.2, 1.0], 30.0, "degenerate"),
    ([0.0, 0.5], 30.0, "degenerate"),
    ([0.5], 30.0, "degenerate"),
]


@pytest.mark.parametrize(("shares", "df", "state"), SHARES)
def test_shares_of_groups_are_crossed_where_none_is_0_or_1(
    shares: list[float], df: float, state: str
) -> None:
    k = len(shares)
    found = rao_scott_of_shares(np.array(shares), np.ones(k), 0.01 * np.eye(k), df, 60)
    assert found.state == state
    if not state:  # two groups of one half: the distance is (0.3 / 2)² / (0.35 · 0.65)
        odds = np.array([0.16, 0.25])
        simple, under = (0.25 / (0.5 * odds)).sum(), (0.25 * 0.01 / odds**2).sum()
        distance = 0.15**2 / (0.35 * 0.65)
        assert (found.statistic, found.df1, found.df2) == pytest.approx((distance * simple / under, 1, 1))


def test_ranks_above_the_middle_count_as_upper() -> None:
    ranks = np.array([0.0, 0.25, 0.5, 0.75])
    assert rank_scores(ranks, "upper-half").tolist() == [0, 0, 0, 1]
    assert rank_scores(ranks, "wilcoxon").tolist() == ranks.tolist()
    assert rank_scores(ranks, "van-der-waerden") == pytest.approx([0, -0.6744898, 0, 0.6744898])


def test_of_two_drawn_one_of_whom_answered_the_response_is_as_uneven_as_it_can_be() -> None:
    """Rates of 1 and 0 about a half: a standard deviation of √(1/2)."""
    assert r_indicator([1, 1], [1, 0]) == pytest.approx(1 - 2 * 0.5**0.5)
    assert r_indicator([2, 0], [1, 0]) == 1
