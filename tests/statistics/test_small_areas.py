"""Small areas: the model of Fay and Herriot against R's sae and metafor, and whether its intervals hold."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm
from survey_reference import FOLDER, frame

from analysis.statistics import benchmarked, diagnosed, fit_areas, smoothed_variances
from analysis.statistics.small_areas.area_diagnostics import AreaDiagnostics, kept_within
from analysis.statistics.small_areas.area_model import AreaModel, dependent_columns
from analysis.statistics.small_areas.sampling_variances import variance_ratio

CASES = ["milk", "areas", "flat_areas"]


@cache
def in_r(case: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "areas.json").read_text())[case]
    return found


def model_of(case: str) -> AreaModel:
    data = frame(case)
    return fit_areas(data.y, data.variance, data.filter(like="x"))


@pytest.mark.parametrize("case", CASES)
def test_the_model_is_that_of_sae_and_metafor(case: str) -> None:
    found, expected = model_of(case), in_r(case)
    np.testing.assert_allclose(found.model_variance, expected["metafor"], rtol=1e-9)
    np.testing.assert_allclose(found.model_variance, expected["variance"], rtol=1e-6)
    np.testing.assert_allclose(found.coefficients, expected["coefficients"], rtol=1e-6)
    np.testing.assert_allclose(np.sqrt(np.diag(found.coefficient_covariance)), expected["errors"], rtol=1e-6)
    np.testing.assert_allclose(found.value, expected["eblup"], rtol=1e-7)
    np.testing.assert_allclose(found.mse, expected["mse"], rtol=1e-6)


@pytest.mark.parametrize("case", CASES)
def test_benchmarked_figures_and_diagnostics_are_those_of_r(case: str) -> None:
    model, expected = model_of(case), in_r(case)
    found = benchmarked(model, frame(case).n)
    np.testing.assert_allclose(found.value, expected["benchmarked"], rtol=1e-7)
    np.testing.assert_allclose(found.se, expected["benchmarked_se"], rtol=1e-6)
    told = diagnosed(model, found)
    np.testing.assert_allclose([told.normality_p, told.fit_p], [expected["normality"], expected["fit"]], 1e-5)


def test_the_published_variance_of_the_milk_data_is_found() -> None:
    """The example of package sae prints 0.01855022, from an iteration that ends at 1e-4."""
    assert model_of("milk").model_variance == pytest.approx(0.01855022, rel=2e-5)


def test_benchmarked_figures_add_up_to_the_direct_ones() -> None:
    data, model = frame("areas"), model_of("areas")
    parts = data.n / data.n.sum()
    assert parts @ benchmarked(model, data.n).value == pytest.approx(parts @ data.y, rel=1e-12)


def test_units_and_scales_of_covariates_do_not_matter() -> None:
    data = frame("areas")
    moved = data.filter(like="x") * [1e-6, 1e9] + [0.0, 1e9]
    model, other = model_of("areas"), fit_areas(10 * data.y, 100 * data.variance, moved)
    np.testing.assert_allclose(other.value, 10 * model.value, rtol=1e-7)
    np.testing.assert_allclose(other.mse, 100 * model.mse, rtol=1e-6)


def test_an_area_of_few_is_drawn_to_the_model_and_one_of_many_stays() -> None:
    model = model_of("areas")
    order = np.argsort(model.sampling)
    assert (np.diff(model.own_part[order]) <= 0).all()
    is_between = (model.value - model.synthetic) * (model.direct - model.value) >= 0
    assert is_between.all()


@pytest.mark.parametrize(
    ("covariates", "dependent"),
    [
        ([[1, 2], [2, 4], [3, 6], [4, 8]], [1]),
        ([[5, 1], [5, 2], [5, 4], [5, 3]], [0]),
        ([[20, 80], [30, 70], [25, 75], [60, 40]], [1]),
        ([[1, 5], [2, 1], [3, 2], [4, 7]], []),
        ([[0, 1], [0, 5], [0, 2], [0, 9]], [0]),
    ],
)
def test_covariates_that_follow_from_others_are_named(covariates: Any, dependent: list[int]) -> None:
    assert dependent_columns(covariates) == dependent


BAD = [
    ([1, 2, np.nan, 4], [1, 1, 1, 1], [[1], [2], [4], [3]], "finite"),
    ([1, 2, 3, 4], [1, 1, 0, 1], [[1], [2], [4], [3]], "above 0"),
    ([1, 2, 3, 4], [1, 1, 1], [[1], [2], [4], [3]], "as many"),
    ([1, 2], [1, 1], [[1], [2]], "more areas"),
    ([1, 2, 3, 4], [1, 1, 1, 1], [[2], [2], [2], [2]], "follow"),
]


@pytest.mark.parametrize(("direct", "sampling", "covariates", "said"), BAD)
def test_what_cannot_be_fitted_is_refused(direct: Any, sampling: Any, covariates: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        fit_areas(direct, sampling, covariates)


def test_smoothed_variances_are_alike_per_respondent_and_keep_their_mean() -> None:
    n = np.array([10, 40, 400])
    found = smoothed_variances([0.0, 70.0, 6.0], n)
    np.testing.assert_allclose(found * n, (40 * 40 * 70 + 400 * 400 * 6) / 450)
    assert variance_ratio([0.0, 70.0, 6.0], n) == 1.0
    assert variance_ratio([0.0, 40.0, 2.0], [10, 50, 200]) == 5.0
    assert variance_ratio([0.0, 2.0], [60, 200]) == np.inf


def doubted(case: str, **changes: Any) -> AreaDiagnostics:
    unequal = changes.pop("unequal", 1.0)
    model = replace(model_of(case), **changes)
    return diagnosed(model, benchmarked(model, frame(case).n), unequal)


def test_each_doubt_has_its_reason() -> None:
    areas = model_of("areas")
    assert doubted("areas").doubt == ""
    assert doubted("areas", unequal=3.5).doubt == "unequal_variances"
    assert doubted("flat_areas").doubt == "no_variation"
    assert doubted("milk").doubt == "not_normal"
    own = norm.ppf((np.arange(24) * 7 % 24 + 0.5) / 24)
    sure = fit_areas(40 + 9 * own, areas.sampling / 1000, areas.columns[:, 1:])
    assert diagnosed(sure, benchmarked(sure, frame("areas").n)).doubt == "no_gain"
    apart = areas.direct + 12 * np.sqrt(areas.sampling) * np.random.default_rng(1).normal(size=24)
    assert doubted("areas", direct=apart).doubt == "poor_fit"
    few = fit_areas(areas.direct[:14], areas.sampling[:14], areas.columns[:14, 1:])
    assert diagnosed(few, benchmarked(few, np.ones(14))).doubt == "few_areas"


def test_limits_stay_where_a_share_can_be() -> None:
    found = kept_within(benchmarked(model_of("areas"), frame("areas").n), 40.0, 41.0)
    assert found.low.min() == 40.0 and found.high.max() == 41.0 and (found.low <= found.value).all()


@pytest.mark.slow
@pytest.mark.parametrize(("areas", "covariates", "spread"), [(18, 1, 3.0), (40, 2, 3.0), (96, 1, 3.0)])
def test_intervals_that_are_shown_hold_nineteen_times_in_twenty(
    areas: int, covariates: int, spread: float
) -> None:
    """Areas drawn anew 1,000 times, of 15 to 700 respondents, with shares of 40 % more or less, their
    sampling variances smoothed as those of a survey are. Mean squared errors are held against errors."""
    draws = np.random.default_rng(areas)
    n = np.exp(draws.uniform(np.log(15), np.log(700), areas)).round()
    x = draws.normal(0, 3, (areas, covariates))
    held, squared, said, shown = [], [], [], 0
    for _ in range(1000):
        truth = 40 + x.sum(axis=1) + draws.normal(0, spread, areas)
        direct = 100 * draws.binomial(n.astype(int), truth.clip(1, 99) / 100) / n
        psi = smoothed_variances(direct * (100 - direct) / (n - 1), n)
        model = fit_areas(direct, psi, x)
        found = benchmarked(model, n)
        if diagnosed(model, found).doubt:
            continue
        shown += 1
        held.append((found.low <= truth) & (truth <= found.high))
        squared.append((found.value - truth) ** 2)
        said.append(found.se**2)
    assert shown > 750
    assert 0.945 < np.mean(held) < 0.985
    assert 0.9 < np.mean(said) / np.mean(squared) < 1.15
