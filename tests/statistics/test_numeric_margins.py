"""Margins that are totals of numbers, whatever their unit and origin: R's values are made by
tests/reference/precision.R (R 4.2.2, survey 4.1.1), each under the call that gave it."""

from __future__ import annotations

import numpy as np
import pytest
from survey_reference import coded, frame, pair, precision

from analysis.statistics import (
    CalibrationError,
    Categories,
    Design,
    Margin,
    Total,
    bootstrap,
    calibrate,
    differences,
    means,
    rake,
    shares,
    totals,
)
from analysis.statistics.weighting.calibration_residuals import left_over

ASSOCIATIONS = frame("associations")
EARLY = (ASSOCIATIONS.year < 1960).to_numpy()
METHODS: dict[str, tuple[float, float] | None] = {
    "linear": None,
    "raking": None,
    "logit": (0.3, 3.0),
    "truncated": (0.3, 3.0),
}


def associations(method: str, unit: float = 1.0, later: float = 0.0) -> Design:
    """Calibrated on region, employer, the total budget in euros times `unit`, and the year plus `later`."""
    data, weight = ASSOCIATIONS, ASSOCIATIONS.w.to_numpy(dtype=float)
    year, budget = data.year.to_numpy() + later, data.budget.to_numpy() * unit
    known = [
        Margin("region", coded("associations", "region").codes, "abcde", [0.2] * 5),
        Margin("employer", data.employer.to_numpy(), ("no", "yes"), [0.84, 0.16]),
    ]
    sums = [
        Total("budget", budget, 0.8 * budget @ weight),
        Total("year", year, year @ weight + weight.sum()),
    ]
    return Design(weight).calibrated(calibrate(weight, known, sums, method=method, bounds=METHODS[method]))


@pytest.mark.parametrize("method", ["linear", "raking"])
def test_a_budget_in_euros_and_a_year_as_margins_give_the_errors_of_calibrate(method: str) -> None:
    found, expected = associations(method), precision()["numeric_margins"][method]
    volunteers, rtol = ASSOCIATIONS.volunteers, 1e-9 if method == "linear" else 1e-6
    early = shares(found, Categories(EARLY, 2))
    for estimates, wanted in (
        (pair(means(found, volunteers)), expected["mean"]),
        (pair(totals(found, volunteers)), expected["total"]),
        (pair(means(found, volunteers, domain=EARLY)), expected["domain"]),
        (pair(early, 1), expected["share"]),
    ):
        np.testing.assert_allclose(estimates, wanted, rtol=rtol)


@pytest.mark.parametrize(
    ("unit", "later"), [(1e6, 0), (1e-6, 0), (1, 2000), (1, -1960), (1e6, 2000), (1, 1e6)]
)
@pytest.mark.parametrize("method", METHODS)
def test_the_unit_and_the_origin_of_a_numeric_margin_change_nothing(
    method: str, unit: float, later: float
) -> None:
    """Euros or millions of them, years of our era or of another: weights, errors and what is fixed."""
    found, expected = associations(method, unit, later), associations(method)
    np.testing.assert_allclose(found.weights, expected.weights, rtol=1e-8)
    y, group = ASSOCIATIONS.volunteers, Categories(EARLY, 2)
    for estimate in (means, totals):
        for groups in (None, group):
            one, other = (estimate(design, y, groups) for design in (found, expected))
            np.testing.assert_allclose(one.se, other.se, rtol=1e-8)
    one, other = (shares(design, group, coded("associations", "region")) for design in (found, expected))
    np.testing.assert_allclose(one.se, other.se, rtol=1e-8)
    one, other = (differences(design, y, group, least=0) for design in (found, expected))
    np.testing.assert_allclose(one.se, other.se, rtol=1e-8)
    for fixed in (
        shares(found, coded("associations", "region")),
        shares(found, Categories(ASSOCIATIONS.employer, 2)),
        means(found, ASSOCIATIONS.budget * unit),
        totals(found, ASSOCIATIONS.year + later),
    ):
        assert (fixed.se == 0).all() and set(fixed.state.ravel()) == {"margin"}


def test_recalibrated_replicates_do_not_depend_on_the_unit_of_a_margin() -> None:
    found, expected = (
        means(bootstrap(associations("raking", *unit), count=20, recalibrate=True), ASSOCIATIONS.volunteers)
        for unit in ((1e6, 2000.0), (1.0, 0.0))
    )
    np.testing.assert_allclose(found.se, expected.se, rtol=1e-7)


def test_targets_out_of_reach_are_told_in_the_unit_that_they_were_given_in() -> None:
    start, year = np.ones(6), np.array([1990.0, 2000, 2010, 1990, 2000, 2010])
    halves = Margin("m", [0, 0, 0, 1, 1, 1], "ab", [0.5, 0.5])
    with pytest.raises(CalibrationError, match=r"- year: target 13200, the nearest possible is 12060"):
        calibrate(start, [halves], [Total("year", year, 13200)])
    with pytest.raises(
        CalibrationError, match=r"(?s)contradict each other:.*- twice: target 24001"
    ) as refused:
        calibrate(start, [halves], [Total("year", year, 12000), Total("twice", 2 * year, 24001)])
    assert "- year: target 12000" in str(refused.value)
    alone = calibrate(start, [], [Total("year", year, 12006)], method="linear")
    np.testing.assert_allclose(alone.weights @ year, 12006, rtol=1e-12)


def test_a_margin_that_does_not_vary_is_the_number_of_respondents() -> None:
    start, halves = np.linspace(1, 2, 8), Margin("m", np.arange(8) % 2, "ab", [0.4, 0.6])
    found = calibrate(start, [halves], [Total("seven", np.full(8, 0.7), 0.7 * start.sum())])
    np.testing.assert_allclose(found.weights, rake(start, [halves]).weights, rtol=1e-9)
    with pytest.raises(CalibrationError, match="contradict each other"):
        calibrate(start, [halves], [Total("seven", np.full(8, 0.7), 0.8 * start.sum())])


def test_a_score_that_the_columns_explain_leaves_the_rounding_of_its_digits() -> None:
    design = associations("raking")
    assert design.residuals is not None and design.calibration is not None
    explained = 3 * ASSOCIATIONS.budget - 7 * ASSOCIATIONS.year + 1e5 * ASSOCIATIONS.employer + 11
    scores = explained.to_numpy(dtype=float)[:, None]
    left = left_over(design.residuals, design.calibration, scores)
    assert np.abs(left).max() <= 1e-14 * np.abs(scores).max()
