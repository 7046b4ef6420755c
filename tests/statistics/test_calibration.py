"""Calibration: what it reaches, what it refuses and names, and what its diagnostics say."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from survey_reference import frame, margins, results

from analysis.statistics import (
    Calibration,
    CalibrationError,
    Design,
    Margin,
    Replicates,
    Total,
    calibrate,
    crossed_margin,
    rake,
    totals,
    trim_weights,
)

SEX = np.array([0, 0, 0, 1, 1, 1, 0, 1] * 5)
AGE = np.array([0, 1, 1, 0, 1, 1, 0, 0] * 5)
START = np.linspace(1, 2, 40)
sex = Margin("sex", SEX, ("women", "men"), [55, 45])
age = Margin("age", AGE, ("young", "old"), [0.4, 0.6])

METHODS: dict[str, tuple[float, float] | None] = {
    "linear": None,
    "raking": None,
    "logit": (0.5, 2.0),
    "truncated": (0.6, 1.6),
}

REFUSED: dict[str, tuple[Callable[[], Any], tuple[str, ...]]] = {
    "a category with a target and nobody": (
        lambda: rake(START, [Margin("sex", SEX, ("women", "men", "other"), [50, 45, 5])]),
        ("sex = other", "no respondent"),
    ),
    "a category with respondents and a target of 0": (
        lambda: rake(START, [Margin("sex", SEX, ("women", "men"), [100, 0])]),
        ("sex = men", "target 0"),
    ),
    "shares that do not sum": (
        lambda: rake(START, [Margin("sex", SEX, ("women", "men"), [0.5, 0.4])]),
        ("sex", "sum to 0.9"),
    ),
    "every fault at once": (
        lambda: rake(
            START, [Margin("s", SEX, ("a", "b"), [0.5, 0.4]), Margin("t", SEX, ("a", "b", "c"), [1, 0, 0])]
        ),
        ("s: shares", "t = b: target 0"),
    ),
    "margins that only negative weights would meet": (
        lambda: rake(
            np.ones(6),
            [
                Margin("s", [0, 0, 0, 1, 1, 1], "ab", [0.9, 0.1]),
                Margin("t", [0, 0, 0, 0, 1, 1], "cd", [0.5, 0.5]),
            ],
        ),
        ("cannot be met together",),
    ),
    "crossed categories against their own margin": (
        lambda: calibrate(START, [sex, crossed_margin("sex by age", sex, age, [[0.3, 0.3], [0.2, 0.2]])]),
        ("contradict", "sex = women", "sex by age = men, old"),
    ),
    "bounds that keep a margin out of reach": (
        lambda: calibrate(START, [sex, age], method="logit", bounds=(0.99, 1.01)),
        ("0.99 to 1.01", "sex = women"),
    ),
    "a number that is missing": (lambda: Total("income", [1.0, np.nan], 10), ("income", "missing")),
    "a total out of reach of positive weights": (
        lambda: calibrate(START, [sex], [Total("x", START, 1e6)]),
        ("No positive weights", "x: target"),
    ),
}


def reached(calibration: Calibration, margin: Margin) -> np.ndarray:
    return np.bincount(margin.codes, calibration.weights) / calibration.weights.sum()


@pytest.mark.parametrize("method", METHODS)
def test_every_method_meets_categories_crossed_categories_and_numeric_totals(method: str) -> None:
    crossed = crossed_margin("sex by age", sex, age, [[0.2, 0.35], [0.2, 0.25]])
    wanted = [Total("x", np.arange(40.0), 1150)]
    found = calibrate(START, [crossed], wanted, method=method, bounds=METHODS[method])
    np.testing.assert_allclose(reached(found, crossed), crossed.shares, rtol=1e-9)
    np.testing.assert_allclose(found.weights @ np.arange(40.0), 1150, rtol=1e-9)
    np.testing.assert_allclose(found.weights, found.start_weights * found.g)
    if found.bounds is not None:
        assert found.g.min() >= found.bounds[0] - 1e-12 and found.g.max() <= found.bounds[1] + 1e-12


def test_raking_and_the_raking_ratio_of_newton_are_the_same_weights() -> None:
    one, other = rake(START, [sex, age]), calibrate(START, [sex, age])
    np.testing.assert_allclose(one.weights, other.weights, rtol=1e-9)


def test_raking_agrees_with_rake_of_r() -> None:
    data = frame("made")
    expected = results()["extra"]["rake"]
    found = rake(data.w, margins(data))
    np.testing.assert_allclose(found.weights, expected["weights"], rtol=1e-6)


def test_the_variance_after_raking_is_within_one_percent_of_rake_of_r() -> None:
    from analysis.statistics import means

    data, expected = frame("made"), results()["extra"]["rake"]["se_mean_y"]
    start = Design(data.w, strata=data.stratum)
    found = means(start.calibrated(rake(data.w, margins(data))), data.y).se[0, 0]
    np.testing.assert_allclose(found, expected, rtol=0.01)
    assert (
        abs(found / expected - 1) > 1e-6
    )  # R's rake takes residuals under the raked weights, calibrate under the start


# The example of Calmar's documentation: 15 employees; service, category, sex, salary, cinema, start weight.
EMPLOYEES = np.array(
    [
        [1, 1, 1, 1000, 1, 10],
        [1, 2, 2, 1100, 2, 10],
        [2, 2, 2, 1500, 4, 10],
        [2, 3, 1, 2300, 15, 10],
        [2, 1, 1, 1000, 2, 10],
        [1, 1, 2, 500, 3, 10],
        [2, 2, 2, 1000, 1, 10],
        [1, 3, 2, 2000, 0, 20],
        [1, 1, 1, 2100, 0, 20],
        [2, 2, 1, 2000, 3, 20],
        [2, 1, 2, 3200, 6, 20],
        [1, 1, 2, 1800, 0, 20],
        [1, 2, 1, 2800, 0, 20],
        [1, 3, 1, 1100, 1, 20],
        [2, 1, 2, 2500, 1, 20],
    ]
)


def employees(method: str, bounds: tuple[float, float] | None) -> Calibration:
    service, category, gender = (EMPLOYEES[:, i] - 1 for i in range(3))
    wanted = [
        Margin("category", category, "123", np.array([80, 90, 60]) / 230),
        Margin("sex", gender, "12", np.array([140, 90]) / 230),
        Margin("service", service, "12", np.array([100, 130]) / 230),
    ]
    salary = Total("salary", EMPLOYEES[:, 3], 470_000)
    return calibrate(EMPLOYEES[:, 5], wanted, [salary], total=230, method=method, bounds=bounds)


def test_the_example_of_calmar_gives_the_published_estimate() -> None:
    """Mean of cinema over 300: 1.666667 before and 2.471917 after the raking ratio (manual of R's icarus
    0.3.2)."""
    assert EMPLOYEES[:, 4] @ EMPLOYEES[:, 5] / 300 == pytest.approx(1.666667, abs=5e-7)
    assert employees("raking", None).weights @ EMPLOYEES[:, 4] / 300 == pytest.approx(2.471917, abs=5e-7)


def test_the_bounds_with_which_calmar_does_not_converge_are_refused_before_iterating() -> None:
    assert employees("logit", (0.4, 2.2)).g.min() >= 0.4
    with pytest.raises(CalibrationError, match=r"from 0.6 to 2.2 .*\n- salary: target 470000"):
        employees("logit", (0.6, 2.2))


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_met_is_refused_by_name(case: str) -> None:
    attempt, words = REFUSED[case]
    with pytest.raises(CalibrationError) as refused:
        attempt()
    for word in words:
        assert word in str(refused.value)


@pytest.mark.parametrize("method", METHODS)
def test_a_calibration_that_comes_no_nearer_ends_and_names_its_worst_column(method: str) -> None:
    """Under a tolerance that nothing meets, the last step that helps is the last one."""
    thirds = Margin("thirds", np.arange(40) % 3, "abc", [1 / 3, 1 / 3, 1 / 3])
    with pytest.raises(CalibrationError, match=r"in \d\d? iterations: (sex|thirds) = \w+ is at"):
        calibrate(
            START**np.pi, [sex, thirds], method=method, bounds=METHODS[method], tolerance=-1, iterations=500
        )


@pytest.mark.parametrize("unit", [1e-15, 1.0, 1e15])
def test_a_total_that_is_out_of_reach_is_so_in_any_unit(unit: float) -> None:
    target = re.escape(f"- x: target {1e6 * unit:.6g}")
    with pytest.raises(CalibrationError, match=f"No positive weights.*\n{target}"):
        calibrate(START, [sex], [Total("x", START * unit, 1e6 * unit)])
    reached = calibrate(START, [sex], [Total("x", START * unit, 95 * unit)])
    np.testing.assert_allclose(reached.weights @ START, 95, rtol=1e-9)


def test_bounds_that_a_method_does_not_have_are_refused() -> None:
    with pytest.raises(ValueError, match="bounds"):
        calibrate(START, [sex], method="linear", bounds=(0.5, 2))
    with pytest.raises(ValueError, match="bounds"):
        calibrate(START, [sex], method="logit")


def test_unknown_categories_keep_their_weighted_share_and_the_targets_hold_among_the_others() -> None:
    codes = np.where(np.arange(40) % 5 == 0, -1, SEX)
    found = rake(START, [Margin("sex", codes, ("women", "men"), [0.55, 0.45]), age])
    known = codes >= 0
    weights = found.weights
    np.testing.assert_allclose(
        weights[~known].sum() / weights.sum(), START[~known].sum() / START.sum(), rtol=1e-9
    )
    np.testing.assert_allclose(weights[codes == 0].sum() / weights[known].sum(), 0.55, rtol=1e-9)


def test_the_sum_of_weights_is_kept_unless_a_total_is_given() -> None:
    np.testing.assert_allclose(rake(START, [sex]).weights.sum(), START.sum())
    scaled = rake(START, [sex], total=1e6)
    np.testing.assert_allclose(scaled.weights.sum(), 1e6)
    np.testing.assert_allclose(scaled.g, rake(START, [sex]).g)


def test_diagnostics_say_what_was_reached() -> None:
    found = calibrate(START, [sex, age], method="truncated", bounds=(0.7, 1.4))
    rows = found.diagnostics()
    assert [(row["margin"], row["category"]) for row in rows][:2] == [("sex", "women"), ("sex", "men")]
    assert all(abs(row["gap"]) < 1e-9 and row["after"] == pytest.approx(row["target"]) for row in rows)
    assert sum(row["n"] for row in rows) == 80
    summary = found.summary()
    assert summary["kish_deff"] == pytest.approx(1 + found.weights.var() / found.weights.mean() ** 2)
    assert summary["n_effective"] == pytest.approx(40 / summary["kish_deff"])
    assert 0.7 <= summary["g_min"] <= summary["g_median"] <= summary["g_max"] <= 1.4


def test_a_calibrated_total_of_a_margin_has_no_variance() -> None:
    start = Design(START).calibrated(rake(START, [sex, age]))
    found = totals(start, (SEX == 0).astype(float))
    assert found.se[0, 0] == 0 and found.state[0, 0] == "margin"


def test_negative_weights_of_linear_calibration_are_refused_with_the_way_out() -> None:
    found = employees("linear", None)
    assert found.weights.min() < 0
    with pytest.raises(ValueError, match=r'1 weights negative.*"truncated"'):
        Design(EMPLOYEES[:, 5]).calibrated(found)


def test_trimmed_weights_stay_in_the_bounds_and_keep_their_sum() -> None:
    weights = np.append(np.ones(30), [5.0, 9.0, 20.0])
    found = trim_weights(weights, upper=4)
    assert found.max() <= 4
    np.testing.assert_allclose(found.sum(), weights.sum())
    with pytest.raises(ValueError, match="mean weight"):
        trim_weights(weights, upper=1)


def test_trimming_agrees_with_trim_weights_of_r() -> None:
    found = trim_weights(frame("made").w, lower=1.5, upper=9)
    np.testing.assert_allclose(found, results()["extra"]["trim"], rtol=1e-9)


def test_calibration_leaves_its_inputs_as_they_were() -> None:
    weights, codes = START.copy(), SEX.copy()
    rake(weights, [Margin("sex", codes, ("a", "b"), [0.6, 0.4])])
    assert np.array_equal(weights, START) and np.array_equal(codes, SEX)


ATTACHED: dict[str, tuple[Callable[[], Any], str]] = {
    "a calibration of other weights": (
        lambda: Design(START, calibration=rake(START, [sex])),
        "its weights are not the weights of the design",
    ),
    "a calibration of other respondents": (
        lambda: Design(START[:39]).calibrated(rake(START, [sex])),
        "calibration: expected 39 weights, found 40",
    ),
    "replicates of other respondents": (
        lambda: Design(START).with_replicates(Replicates(np.ones((39, 2)), 0.5)),
        "replicates: expected 40 rows, found 39",
    ),
}


@pytest.mark.parametrize("case", ATTACHED)
def test_what_was_made_for_another_design_is_refused(case: str) -> None:
    attach, words = ATTACHED[case]
    with pytest.raises(ValueError, match=words):
        attach()


def test_a_crossed_category_is_unknown_where_either_is() -> None:
    one = Margin("first", [0, 1, -1, 1, -1], "ab", [0.5, 0.5])
    other = Margin("second", [1, -1, 0, 0, -1], "ab", [0.5, 0.5])
    crossed = crossed_margin("both", one, other, [[0.1, 0.2], [0.3, 0.4]])
    assert crossed.codes.tolist() == [1, -1, -1, 2, -1]
    assert crossed.labels == ("a, a", "a, b", "b, a", "b, b", "(unknown)")
