"""Replicate weights: the same variances as R's survey, reproducible, and calibrated each for itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from survey_reference import coded, design, frame, margins, numbers, results

from analysis.statistics import (
    CalibrationError,
    Design,
    Estimates,
    Margin,
    Replicates,
    Total,
    banner,
    bootstrap,
    calibrate,
    differences,
    half_samples,
    jackknife,
    means,
    quantiles,
    rake,
    rao_scott,
    ratios,
    shares,
    totals,
)
from analysis.statistics.arrays import controller, one_thread

EXPECTED: dict[str, Any] = results()["extra"]["replicates"]


def paired() -> np.ndarray:
    return (frame("made").psu <= 2).to_numpy()


def supplied(mse: bool) -> Design:
    weights = Replicates(EXPECTED["supplied"]["weights"], 0.4, EXPECTED["supplied"]["rscales"], mse)
    return Design(frame("made").w).with_replicates(weights)


def brr() -> Design:
    half = frame("made")[paired()]
    weights = np.asarray(EXPECTED["brr_weights"])
    start = Design(half.w, strata=half.stratum, psus=half.psu)
    return start.with_replicates(Replicates(weights, 1 / weights.shape[1], mse=False, df=5))


DESIGNS: dict[str, Callable[[], Design]] = {
    "JK1": lambda: jackknife(design("weights_only"), mse=False),
    "JKn": lambda: jackknife(design("strata_psus"), mse=False),
    "supplied": lambda: supplied(mse=False),
    "supplied_mse": lambda: supplied(mse=True),
}


@pytest.mark.parametrize("kind", DESIGNS)
def test_replicates_give_the_standard_errors_of_svrepdesign(kind: str) -> None:
    replicated, expected = DESIGNS[kind](), EXPECTED[kind]
    answers, y, x = coded("made", "answer"), numbers("made", "y"), numbers("made", "x")
    inside = frame("made").domain.to_numpy(dtype=bool)
    np.testing.assert_allclose(shares(replicated, answers).se[0], expected["share_se"], rtol=1e-9)
    found = means(replicated, y)
    np.testing.assert_allclose([found.value[0, 0], found.se[0, 0]], expected["mean"], rtol=1e-9)
    found = ratios(replicated, y, x, domain=inside)
    np.testing.assert_allclose(found.se[0, 0], expected["ratio_se"], rtol=1e-9)


def test_half_samples_supplied_by_r_give_the_standard_errors_of_svrepdesign() -> None:
    y = numbers("made", "y")[paired()]
    np.testing.assert_allclose(means(brr(), y).se[0, 0], EXPECTED["BRR"]["mean"][1], rtol=1e-9)


@pytest.mark.parametrize("fay", [0.0, 0.3])
def test_balanced_half_samples_give_the_linearised_variance_of_a_total(fay: float) -> None:
    half = frame("made")[paired()]
    start = Design(half.w, strata=half.stratum, psus=half.psu)
    linear, replicated = totals(start, half.x), totals(half_samples(start, fay), half.x)
    np.testing.assert_allclose(replicated.se, linear.se, rtol=1e-12)


def test_the_jackknife_gives_the_linearised_variance_of_a_total() -> None:
    start = design("strata_fpc")
    x = numbers("made", "x")
    np.testing.assert_allclose(totals(jackknife(start), x).se, totals(start, x).se, rtol=1e-12)


@pytest.mark.parametrize("name", ["strata", "strata_psus", "strata_fpc"])
def test_the_bootstrap_comes_near_the_linearised_variance(name: str) -> None:
    x = numbers("made", "x")
    replicated = bootstrap(design(name), count=3000, seed=7)
    np.testing.assert_allclose(means(replicated, x).se, means(design(name), x).se, rtol=0.06)


def test_the_bootstrap_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    one, same, other = (bootstrap(design("strata"), count=20, seed=seed) for seed in (3, 3, 4))
    assert one.replicates is not None and same.replicates is not None and other.replicates is not None
    assert np.array_equal(one.replicates.weights, same.replicates.weights)
    assert not np.array_equal(one.replicates.weights, other.replicates.weights)


def test_the_banner_of_replicates_is_the_same_as_one_by_one() -> None:
    replicated = bootstrap(design("strata"), count=50)
    answers, groups = coded("made", "answer"), coded("made", "group")
    whole = banner(replicated, [answers, groups], [None, groups])
    np.testing.assert_allclose(whole[0][1].se, shares(replicated, answers, groups).se, rtol=1e-13)


@pytest.mark.parametrize("question", ["answer", "m2"])
def test_shares_in_replicates_are_the_shares_under_their_weights(question: str) -> None:
    replicated = bootstrap(design("strata"), count=5)
    assert replicated.replicates is not None
    answers, groups = coded("made", question), coded("made", "group")
    values = [
        shares(Design(weights, design("strata").strata), answers, groups).value
        for weights in replicated.replicates.weights.T
    ]
    expected = replicated.replicates.variance(np.array(values), shares(replicated, answers, groups).value)
    np.testing.assert_allclose(shares(replicated, answers, groups).se ** 2, expected, rtol=1e-9)


def test_recalibrated_replicates_meet_the_margins_and_lower_the_variance() -> None:
    data = frame("made")
    calibration = rake(data.w, margins(data))
    start = Design(data.w, strata=data.stratum).calibrated(calibration)
    replicated = bootstrap(start, count=400, recalibrate=True)
    assert replicated.replicates is not None
    for margin in margins(data):
        for category, share in enumerate(margin.shares):
            found = replicated.replicates.weights[margin.codes == category].sum(axis=0)
            np.testing.assert_allclose(found / calibration.weights.sum(), share, rtol=1e-9)
    y = numbers("made", "y")
    np.testing.assert_allclose(means(replicated, y).se, means(start, y).se, rtol=0.12)
    fixed = shares(replicated, coded("made", "m2"))
    assert set(fixed.state[0]) == {"margin"} and (fixed.se == 0).all()


def test_unknown_categories_are_recalibrated_to_their_share_in_the_replicate() -> None:
    data = frame("made")
    codes = np.where(np.arange(len(data)) % 7 == 0, -1, margins(data)[1].codes)
    margin = Margin("m2", codes, ("r", "s", "t"), [0.3, 0.45, 0.25])
    start = Design(data.w, strata=data.stratum).calibrated(rake(data.w, [margin]))
    y = (codes == 0).astype(float)
    replicated = jackknife(start, recalibrate=True)
    np.testing.assert_allclose(totals(replicated, y).se, totals(start, y).se, rtol=0.02)


@pytest.mark.parametrize("of", [0, 1])
def test_how_many_are_unknown_to_a_margin_is_not_known(of: int) -> None:
    data = frame("made")
    row = np.arange(len(data))
    unknown = [row % 7 == 0, row % 4 == 1]
    made = [
        Margin(margin.name, np.where(missing, -1, margin.codes), margin.categories, margin.shares)
        for margin, missing in zip(margins(data), unknown, strict=True)
    ]
    start = Design(data.w, strata=data.stratum).calibrated(rake(data.w, made))
    for y in (unknown[of].astype(float), (made[of].codes == 0).astype(float)):
        linear, replicated = totals(start, y), totals(jackknife(start, recalibrate=True), y)
        np.testing.assert_allclose(linear.se, replicated.se, rtol=0.12)
        assert linear.state[0, 0] == replicated.state[0, 0] == ""


@pytest.mark.parametrize("unit", [1e-9, 1e9])
@pytest.mark.parametrize("verb", [totals, means])
def test_errors_from_replicates_follow_the_unit_of_the_number(
    verb: Callable[..., Estimates], unit: float
) -> None:
    replicated, y, groups = DESIGNS["JKn"](), numbers("made", "y"), coded("made", "group")
    one, other = verb(replicated, y, groups), verb(replicated, unit * y, groups)
    np.testing.assert_allclose(other.se, unit * one.se, rtol=1e-9)
    np.testing.assert_allclose(other.deff, one.deff, rtol=1e-9)


def test_a_replicate_with_a_factor_of_0_counts_for_nothing() -> None:
    weights, y = np.asarray(EXPECTED["supplied"]["weights"]), numbers("made", "y")
    start = Design(frame("made").w)
    factors = np.arange(weights.shape[1]) != 2
    found = means(start.with_replicates(Replicates(weights, 0.4, factors.astype(float))), y)
    expected = means(start.with_replicates(Replicates(weights[:, factors], 0.4)), y)
    np.testing.assert_allclose(found.se, expected.se, rtol=1e-12)


def test_products_of_matrices_leave_the_other_core_alone_while_replicates_are_calibrated() -> None:
    with one_thread():
        assert threads() == {1}


def test_a_context_of_one_thread_within_another_leaves_it_as_it_is() -> None:
    before = threads()
    with one_thread():
        with one_thread():
            pass
        assert threads() == {1}
    assert threads() == before


def threads() -> set[int]:
    """How many threads each library takes for products of matrices."""
    return {library["num_threads"] for library in controller().info()}


def test_a_replicate_that_cannot_reach_a_numeric_total_names_it_by_its_place() -> None:
    """Without its last unit nobody has any of the second number: no weights of the others reach its total."""
    alone = np.append(np.zeros(39), 1.0)
    wanted = [Total("first", np.linspace(1, 2, 40), 60.5), Total("second", alone, 1.01)]
    calibration = calibrate(np.ones(40), [], wanted)
    with pytest.raises(CalibrationError, match=r"Replicate 40.*numeric total 2"):
        jackknife(Design(np.ones(40)).calibrated(calibration), recalibrate=True)


def test_a_replicate_that_cannot_be_calibrated_is_named() -> None:
    codes = np.array([0] * 39 + [1])
    calibration = rake(np.ones(40), [Margin("sex", codes, ("a", "b"), [0.9, 0.1])])
    with pytest.raises(CalibrationError, match=r"Replicate 40.*sex = b"):
        jackknife(Design(np.ones(40)).calibrated(calibration), recalibrate=True)


def test_quantiles_differences_and_tests_take_their_variance_from_replicates() -> None:
    start = design("strata")
    replicated = bootstrap(start, count=1500, seed=5)
    answers, groups, y = coded("made", "answer"), coded("made", "group"), numbers("made", "y")
    one, other = differences(start, answers, groups), differences(replicated, answers, groups)
    np.testing.assert_allclose(other.se, one.se, rtol=0.12)
    np.testing.assert_allclose(quantiles(replicated, y).se, quantiles(start, y).se, rtol=0.4)
    found, linear = rao_scott(replicated, answers, groups), rao_scott(start, answers, groups)
    np.testing.assert_allclose(found.statistic, linear.statistic, rtol=0.12)


def test_degrees_of_freedom_are_not_more_than_the_replicates_have() -> None:
    assert shares(supplied(mse=True), coded("made", "answer")).df[0, 0] == EXPECTED["supplied"]["df"]


def test_a_stratum_without_two_units_is_refused_for_half_samples_by_name() -> None:
    with pytest.raises(ValueError, match="two primary units in every stratum, not so in 1, 2, 3, 4, 5"):
        half_samples(design("strata_psus"))


@pytest.mark.parametrize("name", ["JK1", "JKn", "BRR"])
@pytest.mark.parametrize("digits", [3, 12])
def test_replicates_that_come_with_a_file_have_the_degrees_of_freedom_of_their_rank(
    name: str, digits: int
) -> None:
    drawn = {**DESIGNS, "BRR": brr}[name]().replicates
    assert drawn is not None
    read = Replicates(np.round(drawn.weights, digits), drawn.scale, drawn.rscales)
    assert read.df == EXPECTED[name]["df"] <= read.count - 1


def test_units_named_beside_replicates_of_a_file_count_in_a_domain() -> None:
    start = Design(np.ones(12), psus=np.repeat(range(6), 2))
    drawn = jackknife(start).replicates
    assert drawn is not None
    read = Replicates(drawn.weights, drawn.scale, drawn.rscales)
    few, y = np.arange(12) < 6, np.arange(12.0) % 5
    found = [
        means(each.with_replicates(read), y, domain=few).df[0, 0] for each in (Design(np.ones(12)), start)
    ]
    assert found == [5, 2]  # R: degf of the whole is 5, of the domain 2
