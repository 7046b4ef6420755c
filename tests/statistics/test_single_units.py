"""Strata of one primary unit, linearised, replicated and calibrated: R's values are made by
tests/reference/precision.R (R 4.2.2, survey 4.1.1), each under the call that gave it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from survey_reference import coded, frame, margins, numbers, pair, precision

from analysis.statistics import (
    Design,
    Replicates,
    Ticks,
    balances,
    bootstrap,
    calibrate,
    differences,
    jackknife,
    means,
    quantiles,
    rao_scott,
    ratios,
    shares,
    totals,
)
from analysis.statistics.variance import alone_in_bases


def districts(policy: Any) -> Design:
    """Schools of apiclus1 as units, their districts as strata: one of them has a single school."""
    return Design(frame("apiclus1").w, strata=frame("apiclus1").psu, single_psu=policy)


POLICIES = ("certainty", "adjust", "average")


@pytest.mark.parametrize("policy", POLICIES)
def test_a_district_of_one_school_counts_as_in_r(policy: str) -> None:
    """options(survey.lonely.psu = policy); svymean(~api00), svytotal(~api00) of svydesign(strata = ~dnum)."""
    y, expected = numbers("apiclus1", "y"), precision()["single_psus"][policy]
    np.testing.assert_allclose(pair(means(districts(policy), y)), expected["mean"], rtol=1e-9)
    np.testing.assert_allclose(pair(totals(districts(policy), y)), expected["total"], rtol=1e-9)


@pytest.mark.parametrize("policy", ["certainty", "adjust"])
def test_the_jackknife_treats_a_district_of_one_school_as_as_svrepdesign_does(policy: str) -> None:
    """svymean(~api00, as.svrepdesign(design, type = "JKn")): 5.8267 under "adjust", and svytotal."""
    y, replicated = numbers("apiclus1", "y"), jackknife(districts(policy), mse=False)
    found = pair(means(replicated, y)) + pair(totals(replicated, y))
    np.testing.assert_allclose(found, precision()["single_psus"][policy]["jackknife"], rtol=1e-9)


def test_the_jackknife_makes_up_for_a_district_of_one_school_as_the_linearised_error_does() -> None:
    """By strata, 15 / 14, as svymean does; as.svrepdesign takes units over replicates, 183 / 182."""
    y = numbers("apiclus1", "y")
    found = means(jackknife(districts("average"), mse=False), y).se[0, 0]
    np.testing.assert_allclose(found, precision()["single_psus"]["average"]["mean"][1], rtol=1e-12)
    plain = means(jackknife(districts("certainty"), mse=False), y).se[0, 0]
    np.testing.assert_allclose(found, plain * np.sqrt(15 / 14), rtol=1e-12)


@pytest.mark.parametrize("policy", ["adjust", "average"])
def test_the_bootstrap_comes_near_the_linearised_error_of_strata_of_one_unit(policy: str) -> None:
    """Six strata, two of them of one respondent with an answer of its own: a third of the variance."""
    strata = np.append(np.arange(40) % 4, [8, 9])
    y = np.append(np.random.default_rng(1).normal(0, 1, 40), [6.0, -6.5])
    start = Design(np.ones(42), strata, single_psu=policy)
    certain = Design(np.ones(42), strata, single_psu="certainty")
    for estimate in (means, totals):
        linear, replicated = estimate(start, y), estimate(bootstrap(start, 4000, seed=3), y)
        np.testing.assert_allclose(replicated.se, linear.se, rtol=0.04)
        assert replicated.se[0, 0] > 1.15 * estimate(bootstrap(certain, 4000, seed=3), y).se[0, 0]


@pytest.mark.parametrize("redraw", [jackknife, bootstrap])
@pytest.mark.parametrize("policy", POLICIES)
def test_every_estimate_from_replicates_follows_the_same_policy(
    policy: str, redraw: Callable[[Design], Design]
) -> None:
    """A share, the mean, ratio and balance that it is, the difference that it makes."""
    replicated, answers, y = redraw(districts(policy)), coded("apiclus1", "answer"), numbers("apiclus1", "y")
    one = answers.chose(1).astype(float)
    share = shares(replicated, answers).se[0, 1]
    np.testing.assert_allclose(means(replicated, one).se[0, 0], share, rtol=1e-9)
    np.testing.assert_allclose(ratios(replicated, one, np.ones(183)).se[0, 0], share, rtol=1e-9)
    np.testing.assert_allclose(balances(replicated, 2 * one - 1).se[0, 0], 2 * share, rtol=1e-9)
    groups = coded("apiclus1", "group")
    both = Ticks(np.stack([groups.codes == 0, groups.codes != 0], axis=1), np.ones(183))
    apart = differences(replicated, y, both, least=0)
    slope = differences(redraw(districts("certainty")), y, both, least=0)
    factor = means(replicated, y).se / means(redraw(districts("certainty")), y).se
    if policy != "adjust":
        np.testing.assert_allclose(apart.se / slope.se, factor, rtol=1e-9)
        interval = quantiles(replicated, y).se / quantiles(redraw(districts("certainty")), y).se
        assert interval[0, 0] >= 1
    found = rao_scott(replicated, answers, groups).statistic
    certain = rao_scott(redraw(districts("certainty")), answers, groups).statistic
    if policy != "adjust":
        np.testing.assert_allclose(certain / found, factor[0, 0] ** 2, rtol=1e-9)


def test_the_policy_average_counts_the_strata_of_a_domain() -> None:
    """Where the district of one school is outside the domain there is nothing to make up for."""
    y, inside = numbers("apiclus1", "y"), (frame("apiclus1").psu != 413).to_numpy()
    for make in (jackknife, bootstrap):
        found, expected = (
            means(make(districts(policy)), y, domain=inside).se for policy in ("average", "certainty")
        )
        np.testing.assert_allclose(found, expected, rtol=1e-12)
    np.testing.assert_allclose(
        means(districts("average"), y, domain=inside).se, means(districts("certainty"), y, domain=inside).se
    )


def test_replicates_that_were_supplied_have_their_own_rule_for_strata_of_one_unit() -> None:
    start, y = districts("average"), numbers("apiclus1", "y")
    redrawn = jackknife(districts("certainty")).replicates
    assert redrawn is not None
    supplied = Replicates(redrawn.weights, redrawn.scale, redrawn.rscales, redrawn.mse)
    found = start.with_replicates(supplied)
    np.testing.assert_allclose(means(found, y).se, means(jackknife(districts("certainty")), y).se, rtol=1e-12)
    answers = coded("apiclus1", "answer")
    np.testing.assert_allclose(
        shares(found, answers).se, shares(jackknife(districts("certainty")), answers).se, rtol=1e-12
    )


@pytest.mark.parametrize("policy", POLICIES)
def test_after_calibration_every_stratum_counts_in_every_domain(policy: Any) -> None:
    """svymean(~y, subset(calibrate(design, ~m1 + m2, calfun = "linear"), domain)): all strata have residuals,
    also those that the domain does not reach."""
    data, expected = frame("lonely"), precision()["single_psus"][policy]
    start = Design(data.w, data.stratum, data.psu, single_psu=policy)
    found = start.calibrated(calibrate(data.w, margins(data), method="linear"))
    y, inside = numbers("lonely", "y"), data.domain.to_numpy(dtype=bool)
    np.testing.assert_allclose(pair(means(found, y)), expected["calibrated"], rtol=1e-9)
    np.testing.assert_allclose(pair(means(found, y, domain=inside)), expected["calibrated_domain"], rtol=1e-9)
    by_group = shares(found, coded("lonely", "m2"), coded("lonely", "group"))
    np.testing.assert_allclose(pair(by_group, 1), expected["calibrated_group"], rtol=1e-9)


def test_a_unit_is_alone_in_the_base_of_a_group_where_no_other_of_its_stratum_counts_there() -> None:
    unit, stratum = np.repeat([0, 1, 2, 3], 2), np.repeat([0, 1], 4)
    codes = np.array([0, 1, 1, 1, 0, 0, 0, 1], dtype=np.int32)
    design = Design(np.ones(8), stratum, unit, None, "adjust", alone_in_domain=True)
    assert alone_in_bases(design, codes, 2).tolist() == [[True, False], [False, True]]
    without = Design(
        np.array([1, 1, 1, 0, 1, 1, 0, 1.0]), stratum, unit, None, "adjust", alone_in_domain=True
    )
    assert alone_in_bases(without, codes, 2).tolist() == [[True, False], [True, True]]
    assert alone_in_bases(design, np.full(8, 2, dtype=np.int32), 2).tolist() == [[False] * 2] * 2
