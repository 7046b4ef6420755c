"""What must hold for any weights, strata, primary units and answers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.statistics import (
    STATES,
    Categories,
    Design,
    Estimates,
    Margin,
    Ticks,
    differences,
    means,
    rake,
    shares,
    totals,
)

Survey = dict[str, Any]
FIGURES = ("value", "se", "ci_low", "ci_high", "n_eff", "deff", "df")


@st.composite
def surveys(draw: st.DrawFn) -> Survey:
    """A survey of 20 to 60 respondents in 1 to 3 strata of at least 2 primary units."""
    n = draw(st.integers(20, 60))
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    strata = np.arange(n) % draw(st.integers(1, 3))
    return {
        "weights": generator.gamma(2, 1, n) + 0.05,
        "strata": strata,
        "psus": np.where(np.arange(n) < 12, np.arange(n) // 3, generator.integers(0, 5, n)),
        "answers": Categories(generator.integers(-1, 3, n), 3),
        "groups": Categories(generator.integers(-1, 2, n), 2),
        "y": np.round(generator.normal(10, 3, n), 2),
        "margin": np.append([0, 1], generator.integers(0, 2, n - 2)),
        "seed": draw(st.integers(0, 1000)),
    }


def design_of(survey: Survey, weights: np.ndarray | None = None) -> Design:
    chosen = survey["weights"] if weights is None else weights
    return Design(chosen, strata=survey["strata"], psus=survey["psus"], single_psu="certainty")


def same(found: Estimates, expected: Estimates, rtol: float = 1e-9) -> None:
    for name in FIGURES:
        np.testing.assert_allclose(
            getattr(found, name), getattr(expected, name), rtol=rtol, atol=1e-12, err_msg=name
        )


@given(surveys(), st.floats(1e-3, 1e6))
@settings(max_examples=60, deadline=None)
def test_weights_times_a_constant_change_nothing(survey: Survey, factor: float) -> None:
    one, other = design_of(survey), design_of(survey, survey["weights"] * factor)
    same(shares(other, survey["answers"], survey["groups"]), shares(one, survey["answers"], survey["groups"]))
    same(means(other, survey["y"], survey["groups"]), means(one, survey["y"], survey["groups"]))


@given(surveys())
@settings(max_examples=60, deadline=None)
def test_the_order_of_respondents_changes_no_digit(survey: Survey) -> None:
    order = np.random.default_rng(survey["seed"]).permutation(len(survey["y"]))
    answers, groups = (
        Categories(survey[name].codes[order], survey[name].k) for name in ("answers", "groups")
    )
    moved = Design(
        survey["weights"][order], survey["strata"][order], survey["psus"][order], single_psu="certainty"
    )
    found, expected = (
        shares(moved, answers, groups),
        shares(design_of(survey), survey["answers"], survey["groups"]),
    )
    assert np.array_equal(found.se, expected.se, equal_nan=True)
    assert np.array_equal(found.value, expected.value, equal_nan=True)


@given(surveys())
@settings(max_examples=40, deadline=None)
def test_other_names_of_strata_and_units_change_nothing(survey: Survey) -> None:
    strata = np.array(["north", "south", "east"])[survey["strata"]]
    psus = np.char.add(strata, np.char.mod("-%d", survey["psus"]))
    renamed = Design(survey["weights"], strata, psus, single_psu="certainty")
    same(shares(renamed, survey["answers"]), shares(design_of(survey), survey["answers"]))


@given(surveys())
@settings(max_examples=60, deadline=None)
def test_the_answers_of_a_domain_sum_to_one(survey: Survey) -> None:
    found = shares(design_of(survey), survey["answers"], survey["groups"])
    np.testing.assert_allclose(found.value.sum(axis=1)[found.base[:, 0] > 0], 1, rtol=1e-12)


@given(surveys())
@settings(max_examples=60, deadline=None)
def test_nothing_is_missing_without_a_state_that_says_so(survey: Survey) -> None:
    found = shares(design_of(survey), survey["answers"], survey["groups"], domain=survey["y"] > 12)
    assert set(found.state.ravel()) <= set(STATES)
    usual = np.isin(found.state, ("", "margin"))
    for name in ("value", "se", "ci_low", "ci_high", "n_eff"):
        assert np.isfinite(getattr(found, name)[usual]).all()
    assert ((found.ci_low <= found.value) & (found.value <= found.ci_high))[usual].all()


@given(surveys(), st.floats(0.3, 0.7))
@settings(max_examples=60, deadline=None)
def test_raked_weights_meet_the_margin_and_residuals_vary_less_than_the_answers_they_explain(
    survey: Survey, share: float
) -> None:
    margin = Margin("m", survey["margin"], ("a", "b"), [share, 1 - share])
    calibration = rake(survey["weights"], [margin])
    found = np.bincount(survey["margin"], calibration.weights) / calibration.weights.sum()
    np.testing.assert_allclose(found, [share, 1 - share], rtol=1e-9)
    start = Design(calibration.weights)
    explained = 3.0 * survey["margin"] + 0.001 * survey["y"]
    assert totals(start.calibrated(calibration), explained).se[0, 0] < totals(start, explained).se[0, 0]


@given(surveys())
@settings(max_examples=40, deadline=None)
def test_a_group_against_the_rest_is_the_share_of_the_others_taken_off(survey: Survey) -> None:
    start, answers, groups = design_of(survey), survey["answers"], survey["groups"]
    found = differences(start, answers, groups, against="rest", least=0)
    one = shares(start, answers, groups).value
    np.testing.assert_allclose(found.value[0], one[0] - one[1], rtol=1e-9, atol=1e-12)
    overlapping = differences(start, answers, Ticks(np.ones((start.n, 1)), groups.in_base), "whole", least=0)
    np.testing.assert_allclose(overlapping.value, 0, atol=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize("p", [0.05, 0.1, 0.3, 0.5])
@pytest.mark.parametrize("method", ["logit", "korn-graubard", "wilson"])
def test_the_interval_covers_the_truth_nineteen_times_in_twenty(p: float, method: str) -> None:
    generator = np.random.default_rng(11)
    population = generator.random(20_000) < p * (0.5 + (np.arange(20_000) % 2))
    strata = np.arange(20_000) % 2
    truth, covered, draws = population.mean(), 0, 2000
    chance = np.where(strata == 0, 0.02, 0.04)
    for _ in range(draws):
        drawn = np.concatenate(
            [generator.choice(np.flatnonzero(strata == h), k, replace=False) for h, k in ((0, 200), (1, 400))]
        )
        start = Design(1 / chance[drawn], strata[drawn])
        found = shares(start, Ticks(population[drawn][:, None], np.ones(600)), method=method)
        covered += int(found.ci_low[0, 0] <= truth <= found.ci_high[0, 0])
    assert 0.93 <= covered / draws <= 0.97
