"""Every estimator agrees with R's survey package on every design of tests/reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from survey_reference import coded, design, frame, numbers, results

from analysis.statistics import (
    Association,
    Categories,
    Estimates,
    differences,
    means,
    quantiles,
    rao_scott,
    ratios,
    shares,
    totals,
    wald,
)

CLOSED, ITERATED = 1e-9, 1e-6  # relative; R itself iterates in calibration and in the beta quantile
DESIGNS = tuple(results()["designs"])
ITERATED_DESIGNS = ("raking", "logit", "truncated", "raking_psus", "numeric_psus")


def tolerance(name: str) -> float:
    return ITERATED if name in ITERATED_DESIGNS else CLOSED


def close(found: Any, expected: Any, name: str, rtol: float | None = None) -> None:
    expected = np.asarray(expected, dtype=float)
    np.testing.assert_allclose(found, expected, rtol=rtol or tolerance(name), atol=1e-12)


def parts(name: str, kind: str) -> Iterator[tuple[dict[str, Any], dict[str, Any], int]]:
    """(what R found, how to ask for it, row of the group) for the whole, the domain and every group."""
    case = results()["designs"][name]
    data = case["data"]
    yield case[kind], {}, 0
    yield case[f"{kind}_domain"], {"domain": frame(data)["domain"].to_numpy(dtype=bool)}, 0
    for row, expected in enumerate(case[f"{kind}_groups"]):
        yield expected, {"groups": coded(data, "group")}, row


def row_of(estimates: Estimates, row: int, *names: str) -> list[np.ndarray]:
    return [getattr(estimates, name)[row] for name in names]


@pytest.mark.parametrize("name", DESIGNS)
def test_shares_agree_with_svymean(name: str) -> None:
    answers = coded(results()["designs"][name]["data"], "answer")
    for expected, asked, row in parts(name, "shares"):
        value, se, df = row_of(shares(design(name), answers, **asked), row, "value", "se", "df")
        close(value, expected["value"], name)
        close(se, expected["se"], name)
        assert set(df) == {expected["df"]}


@pytest.mark.parametrize("name", DESIGNS)
def test_design_effects_agree_with_deff_replace(name: str) -> None:
    answers = coded(results()["designs"][name]["data"], "answer")
    for expected, asked, row in parts(name, "shares"):
        inner = np.atleast_1d(expected["inner"]).astype(int)
        (deff,) = row_of(shares(design(name), answers, **asked), row, "deff")
        close(deff[inner], np.array(expected["deff"], dtype=float)[inner], name)


@pytest.mark.parametrize("method", ["logit", "linear", "korn-graubard"])
@pytest.mark.parametrize("name", DESIGNS)
def test_intervals_of_shares_agree_with_svyciprop(name: str, method: str) -> None:
    answers = coded(results()["designs"][name]["data"], "answer")
    for expected, asked, row in parts(name, "shares"):
        inner = np.atleast_1d(expected["inner"]).astype(int)
        limits = row_of(shares(design(name), answers, method=method, **asked), row, "ci_low", "ci_high")
        wanted = np.clip(np.array(expected[method.replace("-", "_")], dtype=float).reshape(-1, 2), 0, 1)
        close(np.stack(limits, axis=1)[inner], wanted, name)


@pytest.mark.parametrize("name", DESIGNS)
def test_means_and_totals_agree_with_svymean_and_svytotal(name: str) -> None:
    y = numbers(results()["designs"][name]["data"], "y")
    for expected, asked, row in parts(name, "numbers"):
        for estimates, wanted in (
            (means(design(name), y, **asked), expected["mean"]),
            (totals(design(name), y, **asked), expected["total"]),
        ):
            found = row_of(estimates, row, "value", "se", "deff", "ci_low", "ci_high")
            close(np.concatenate(found), wanted, name)


@pytest.mark.parametrize("name", DESIGNS)
def test_ratios_agree_with_svyratio(name: str) -> None:
    data = results()["designs"][name]["data"]
    for expected, asked, row in parts(name, "numbers"):
        found = ratios(design(name), numbers(data, "y"), numbers(data, "x"), **asked)
        close(np.concatenate(row_of(found, row, "value", "se")), expected["ratio"], name)


@pytest.mark.parametrize("rule", ["math", "school"])
@pytest.mark.parametrize("name", DESIGNS)
def test_quantiles_and_woodruff_intervals_agree_with_svyquantile(name: str, rule: str) -> None:
    y = numbers(results()["designs"][name]["data"], "y")
    for expected, asked, row in parts(name, "numbers"):
        found = quantiles(design(name), y, [0.25, 0.5, 0.75], rule=rule, **asked)  # type: ignore[arg-type]
        wanted = np.array(expected[f"quantiles_{rule}"], dtype=float)
        limits = np.stack(row_of(found, row, "value", "ci_low", "ci_high", "se"), axis=1)
        # R has no limit where Woodruff's share leaves 0..1; under the least value's share it gives the next.
        least = quantiles(design(name), y, 1e-9, **asked).value[row]
        known = np.isfinite(wanted).all(axis=1) & (limits[:, 1] > least)
        close(limits[known], wanted[known], name)
        close(limits[:, 0], wanted[:, 0], name)


@pytest.mark.parametrize("name", [name for name in DESIGNS if "method" in results()["designs"][name]["spec"]])
def test_calibrated_weights_agree_with_calibrate(name: str) -> None:
    close(design(name).weights, results()["designs"][name]["weights"], name)


def test_answers_are_read_as_r_reads_them() -> None:
    assert isinstance(coded("made", "answer"), Categories)
    assert coded("made", "answer").k == 4


UNCALIBRATED = tuple(name for name in DESIGNS if "method" not in results()["designs"][name]["spec"])


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize("statistic", ["F", "Wald", "adjWald"])
def test_tests_of_independence_agree_with_svychisq(name: str, statistic: str) -> None:
    case = results()["designs"][name]
    answers, groups = coded(case["data"], "answer"), coded(case["data"], "group")
    tests: dict[str, Callable[[], Association]] = {
        "F": lambda: rao_scott(design(name), answers, groups),
        "Wald": lambda: wald(design(name), answers, groups, adjusted=False),
        "adjWald": lambda: wald(design(name), answers, groups),
    }
    found, expected = tests[statistic](), case["tests"][statistic]
    if name in UNCALIBRATED and name != "zero_weights":
        close([found.statistic, found.df1, found.df2, found.p_value], expected, name, 1e-8)
    elif statistic == "F":  # R counts degrees of freedom of weights of 0 and, after calibration, of no answer
        close([found.statistic, found.df1], expected[:2], name)


@pytest.mark.parametrize("name", DESIGNS)
def test_differences_of_groups_agree_with_svycontrast(name: str) -> None:
    case = results()["designs"][name]
    answers, groups = coded(case["data"], "answer"), coded(case["data"], "group")
    found = differences(design(name), answers, groups, least=0)
    close([-found.value[0, 1], found.se[0, 1]], case["tests"]["share_difference"], name)
    inside = answers.in_base
    found = differences(design(name), numbers(case["data"], "y"), groups, domain=inside, least=0)
    close([-found.value[1, 0], found.se[1, 0]], case["tests"]["mean_difference"], name)
