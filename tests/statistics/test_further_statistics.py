"""Variances, correlations, rank tests, standardised means: beside R's survey (reference/further.R)."""

from __future__ import annotations

import json
import warnings
from functools import cache
from typing import Any

import numpy as np
import pytest
from survey_reference import FOLDER, coded, design, frame, numbers

from analysis.statistics import (
    STATES,
    Categories,
    Design,
    Estimates,
    Margin,
    Replicates,
    adjust_for_nonresponse,
    calibrate_households,
    correlations,
    jackknife,
    means,
    rank_test,
    standard_deviations,
    standardised_means,
    totals,
    variances,
    vcov,
)
from analysis.statistics.weighting.calibration import standardised

LINEARISED = ("strata", "strata_psus", "raking", "raking_psus")
PLAIN = ("strata", "strata_psus")
TESTS = {"wilcoxon": "wilcoxon", "vanderWaerden": "van-der-waerden", "median": "upper-half"}


@cache
def further(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / "further.json").read_text())["designs"][name]


def of(name: str) -> Design:
    if name != "JKn":
        return design(name)
    drawn = jackknife(design("strata_psus"))
    assert drawn.replicates is not None
    own = drawn.replicates
    return drawn.with_replicates(Replicates(own.weights, own.scale, own.rscales, mse=False))


def untied() -> np.ndarray:
    return numbers("made", "y") + np.arange(1, len(frame("made")) + 1) / 1e4


def pair(found: Estimates, row: int = 0) -> list[float]:
    return [found.value[row, 0], found.se[row, 0]]


@pytest.mark.parametrize("name", [*LINEARISED, "JKn"])
def test_variances_and_standard_deviations_agree_with_svyvar(name: str) -> None:
    y, groups = numbers("made", "y"), coded("made", "group")
    for part, among, row in (("all", None, 0), ("g1", groups, 0)):
        found = [
            *pair(variances(of(name), y, among), row),
            *pair(standard_deviations(of(name), y, among), row),
        ]
        np.testing.assert_allclose(found, further(name)[part], rtol=1e-8)


@pytest.mark.parametrize("name", [*LINEARISED, "JKn"])
def test_correlations_agree_with_r(name: str) -> None:
    found = correlations(of(name), numbers("made", "y"), numbers("made", "x"))
    np.testing.assert_allclose(pair(found), further(name)["correlation"], rtol=1e-7)
    assert found.ci_method[0, 0] == "fisher" and -1 < found.ci_low[0, 0] < found.ci_high[0, 0] < 1


@pytest.mark.parametrize("test", TESTS)
@pytest.mark.parametrize("name", PLAIN)
def test_rank_tests_of_two_and_of_three_groups_agree_with_svyranktest(name: str, test: str) -> None:
    groups = coded("made", "group")
    two = Categories(np.where(groups.codes < 2, groups.codes, -1), 2)
    for asked, among in (("three", groups), ("two", two)):
        found = rank_test(of(name), untied(), among, score=TESTS[test])  # type: ignore[arg-type]
        expected = further(name)[asked][test]
        np.testing.assert_allclose([found.statistic, found.df1, found.df2], expected[:3], rtol=1e-7)
        assert found.p_value == pytest.approx(expected[3], rel=1e-6)


@pytest.mark.parametrize("name", PLAIN)
def test_standardised_means_agree_with_svystandardize(name: str) -> None:
    classes, groups = coded("made", "m2"), coded("made", "group")
    found = standardised_means(of(name), numbers("made", "y"), classes, [0.5, 0.3, 0.2], groups)
    value, se = further(name)["standardised"]
    np.testing.assert_allclose(found.value[:, 0], value, rtol=1e-9)
    np.testing.assert_allclose(found.se[:, 0], se, rtol=1e-6)


def test_at_its_own_composition_a_mean_is_itself() -> None:
    y, classes = np.array([1.0, 2, 3, 4, 5, 6]), Categories([0, 0, 1, 1, 2, 2], 3)
    assert standardised_means(Design(np.ones(6)), y, classes, [2, 2, 2]).value[0, 0] == pytest.approx(3.5)
    older = standardised_means(Design(np.ones(6)), y, classes, [0, 0, 1])
    assert older.value[0, 0] == 5.5


def test_a_class_without_anybody_leaves_no_value() -> None:
    found = standardised_means(Design(np.ones(4)), np.arange(4.0), Categories([0, 0, 1, 1], 3), [1, 1, 1])
    assert found.state[0, 0] == "no_class" and np.isnan(found.value[0, 0])
    assert set(STATES) >= {"no_class", "one_number"}


@pytest.mark.parametrize("parts", [[1, 1], [1, -1, 1], [0, 0, 0], [1, np.nan, 1]])
def test_a_composition_that_is_none_is_refused(parts: list[float]) -> None:
    with pytest.raises(ValueError, match="expected the part of each of the 3 classes"):
        standardised_means(Design(np.ones(3)), np.arange(3.0), Categories([0, 1, 2], 3), parts)


def test_one_respondent_has_no_variance_and_equal_numbers_have_none() -> None:
    alone = variances(Design(np.ones(3)), [5, np.nan, np.nan])
    assert alone.state[0, 0] == "one_number" and np.isnan(alone.value[0, 0])
    for found in (
        variances(Design(np.ones(3)), [1e8, 1e8, 1e8]),
        standard_deviations(Design(np.ones(3)), [7, 7, 7]),
    ):
        assert found.value[0, 0] == 0 and found.se[0, 0] == 0


def test_variances_of_large_numbers_keep_their_digits() -> None:
    y = np.arange(100.0)
    near, far = (variances(Design(np.ones(100)), y + shift) for shift in (0.0, 1e8))
    np.testing.assert_allclose(pair(far), pair(near), rtol=1e-6)
    assert near.value[0, 0] == pytest.approx(np.var(y, ddof=1))


def test_a_number_that_does_not_vary_has_no_correlation() -> None:
    found = correlations(Design(np.ones(4)), [1, 1, 1, 1], [1, 2, 3, 4])
    assert found.state[0, 0] == "no_denominator" and np.isnan(found.value[0, 0])
    straight = correlations(Design(np.ones(4)), [1, 2, 3, 4], [-2, -4, -6, -8])
    assert straight.value[0, 0] == pytest.approx(-1)


@pytest.mark.parametrize("seed", range(8))
def test_numbers_on_a_line_have_a_known_correlation_and_no_effect_of_the_design(seed: int) -> None:
    """What rounding leaves of their scores is nothing, not a variance to be divided by another."""
    rng = np.random.default_rng(seed)
    y = rng.normal(size=7)
    found = correlations(Design(rng.uniform(0.3, 3, 7)), y, 3.1 - 0.7 * y)
    assert found.se[0, 0] == 0
    assert np.isnan(found.deff[0, 0])


def test_a_replicate_in_which_a_number_does_not_vary_has_no_correlation() -> None:
    """Of three respondents, one of two stays without the first or the second, and without the third x is the
    same for both: -1, 1 and none, so that the variance is 4/5 of 2."""
    groups = Categories([0, 0, 0, 1, 1], 2)
    found = correlations(jackknife(Design(np.ones(5))), [1, 1, 2, 5, 7], [1, 3, 2, 5, 1], groups)
    assert pair(found) == pytest.approx([0, 1.6**0.5])


def test_tied_numbers_share_their_rank_in_any_order_of_the_rows() -> None:
    y, w = np.array([1.0, 2, 2, 3, 2, 4]), np.array([1.0, 5, 1, 2, 3, 1])
    groups = np.array([0, 0, 1, 1, 1, 0])
    order = np.array([4, 2, 1, 0, 5, 3])
    one = rank_test(Design(w), y, Categories(groups, 2))
    other = rank_test(Design(w[order]), y[order], Categories(groups[order], 2))
    assert one.p_value == pytest.approx(other.p_value)


def test_one_group_alone_and_a_score_that_is_none_are_not_tested() -> None:
    assert rank_test(Design(np.ones(4)), np.arange(4.0), Categories([0, 0, 0, -1], 2)).state == "degenerate"
    with pytest.raises(ValueError, match="score: expected one of wilcoxon"):
        rank_test(Design(np.ones(4)), np.arange(4.0), Categories([0, 0, 1, 1], 2), score="sign")  # type: ignore[arg-type]


def persons() -> tuple[list[Margin], np.ndarray, np.ndarray]:
    data = frame("households")
    sex = Margin("sex", (data.sex == "m").to_numpy(int), ("f", "m"), [0.52, 0.48])
    age = Margin("age", data.age.to_numpy(int) - 1, ("1", "2", "3"), [0.3, 0.4, 0.3])
    return [sex, age], data.w.to_numpy(float), data.home.to_numpy()


@pytest.mark.parametrize("method", ["linear", "raking"])
def test_members_of_a_household_share_a_weight_as_with_aggregate_stage(method: str) -> None:
    expected = json.loads((FOLDER / "further.json").read_text())["households"][method]
    margins, weights, home = persons()
    found = calibrate_households(weights, home, margins, method=method)
    np.testing.assert_allclose(found.weights, expected["weights"], rtol=1e-8)
    assert all(len(set(found.weights[home == each].round(9))) == 1 for each in set(home.tolist()))
    drawn = Design(weights, psus=home).calibrated(found)
    hours = frame("households").hours.to_numpy(float)
    np.testing.assert_allclose(pair(means(drawn, hours)), expected["mean"], rtol=1e-7)
    np.testing.assert_allclose(pair(totals(drawn, hours)), expected["total"], rtol=1e-7)
    after = [row["after"] for row in found.diagnostics()]
    np.testing.assert_allclose(np.array(after, dtype=float), [0.52, 0.48, 0.3, 0.4, 0.3])


def test_members_of_a_household_who_start_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="members of b differ in their start weight"):
        calibrate_households([1, 1, 2, 3], list("aabb"), [Margin("x", [0, 1, 0, 1], "fm", [0.5, 0.5])])


def test_respondents_stand_for_those_who_did_not_answer_in_their_class() -> None:
    found = adjust_for_nonresponse([2, 2, 3, 3, 0, 1], Categories([0, 0, 1, 1, 1, -1], 2), [10, 4])
    assert found.tolist() == pytest.approx([10, 10, 6, 6, 0, 14 / 4])


REFUSED = [
    ([1, 4], "class 0 .2 of 1.: more respondents than were drawn"),
    ([9], "how many were drawn in each of 2 classes"),
    ([-1, 4], "how many were drawn"),
]


@pytest.mark.parametrize(("drawn", "words"), REFUSED)
def test_numbers_drawn_that_cannot_be_are_refused(drawn: list[float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        adjust_for_nonresponse(np.ones(4), Categories([0, 0, 1, 1], 2), drawn)


def test_a_class_of_which_nobody_answered_is_named() -> None:
    with pytest.raises(ValueError, match=r"class 1 .0 of 4.: people drawn and no respondent; merge it"):
        adjust_for_nonresponse(np.ones(2), Categories([0, 0], 2), [5, 4])


def test_a_ratio_whose_denominators_cancel_has_no_value_beside_those_that_have() -> None:
    """Neither has a column in whose base nobody is, and no replicate of it is divided by nothing."""
    design = Design([1, 1, 2, 2], psus=[0, 1, 2, 3])
    y = np.array([[1.0, 1, np.nan], [2, 2, np.nan], [3, 3, np.nan], [4, 4, np.nan]])
    x = np.array([[1.0, 1, 1], [1, 1, 1], [1, -0.5, 1], [1, -0.5, 1]])
    for each in (design, jackknife(design)):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = vcov(each, y, x)
        assert found.value[0] == pytest.approx(17 / 6)
        assert np.isnan(found.value[1:]).all()


def test_a_column_without_any_number_is_left_as_it_is_when_columns_are_standardised() -> None:
    values = np.column_stack([np.zeros(4), np.full(4, 5.0), [1.0, 2, 3, 4]])
    origins, units = standardised(values, np.ones(4), True)
    assert origins.tolist() == [0, 0, 2.5]
    assert units.tolist() == pytest.approx([1, 5, np.sqrt(1.25)])


def test_a_standardised_mean_is_of_those_with_a_number_and_a_class() -> None:
    """Of 8, one has no number, one no class and one is outside: means of 2 and 6, in parts of 1/4 and 3/4."""
    y = np.array([1.0, 3.0, 4.0, 8.0, 6.0, np.nan, 100.0, 100.0])
    classes = Categories(np.array([0, 0, 1, 1, 1, 1, -1, 0]), 2)
    asked = np.arange(8) < 7
    found = standardised_means(Design(np.ones(8)), y, classes, [1, 3], domain=asked)
    assert found.value[0, 0] == pytest.approx(2 / 4 + 6 * 3 / 4)
    assert found.n[0, 0] == 5 and found.base[0, 0] == 5
