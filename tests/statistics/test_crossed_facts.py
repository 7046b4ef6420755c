"""Where facts of a design meet: strata of a single unit by each policy, in a domain, alone in it, calibrated
in each way, replicated, calibrated again, taken whole. R's values are made by tests/reference/crossed.R."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from survey_reference import FOLDER, frame, pair

from analysis.statistics import (
    Categories,
    Design,
    Margin,
    Total,
    answer_columns,
    answer_differences,
    banner_differences,
    calibrate,
    contrasts,
    differences,
    jackknife,
    means,
    number_differences,
    rao_scott,
    ratios,
    shares,
    standardised_means,
    totals,
    vcov,
)

BOUNDS = (0.3, 3.0)
WAYS = ("none", "raking", "linear", "logit")


@cache
def expected() -> dict[str, Any]:
    return json.loads((FOLDER / "crossed.json").read_text())


@cache
def respondents() -> pd.DataFrame:
    data = frame("lonely").dropna(subset=["answer", "group", "y"]).reset_index(drop=True)
    return data.assign(few=data.domain & ~((data.stratum == 4) & (data.psu > 1)))


@cache
def pairs() -> pd.DataFrame:
    data = respondents()
    return data[data.stratum.isin([2, 3, 4]) & data.psu.isin([1, 2])].reset_index(drop=True)


def codes(data: pd.DataFrame, column: str) -> Categories:
    found, labels = pd.factorize(data[column], sort=True)
    return Categories(found, len(labels))


def calibrated(design: Design, data: pd.DataFrame, way: str) -> Design:
    if way == "none":
        return design
    margins = [
        Margin("m1", codes(data, "m1").codes, "pq", [0.45, 0.55]),
        Margin("m2", codes(data, "m2").codes, "rst", [0.3, 0.45, 0.25]),
    ]
    numbers = [Total("z", data.z, 48.5 * data.w.sum())] if way == "linear" else []
    bounds = BOUNDS if way == "logit" else None
    return design.calibrated(calibrate(data.w, margins, numbers, method=way, bounds=bounds))


def drawn(policy: Any, way: str) -> Design:
    """The districts of data/lonely.csv; way: a calibration, "jackknife" or "alone" in a domain."""
    data = respondents()
    design = Design(data.w, data.stratum, data.psu, None, policy, alone_in_domain=way == "alone")
    if way == "jackknife":
        return jackknife(design)
    return design if way == "alone" else calibrated(design, data, way)


def figures(design: Design, data: pd.DataFrame, domain: np.ndarray | None = None) -> dict[str, Any]:
    """What crossed.R asks of every design."""
    inside = np.ones(len(data), dtype=bool) if domain is None else domain
    answer, group = codes(data, "answer"), codes(data, "group")
    columns = np.stack([data.y, data.x, answer.chose(0)], axis=1).astype(float)
    together = vcov(design, np.where(inside[:, None], columns, np.nan))
    found = shares(design, answer, domain=domain)
    apart = differences(design, data.y, group, domain=domain, least=0)
    F = rao_scott(design, answer, group, domain)
    return {
        "mean": pair(means(design, data.y, domain=domain)),
        "total": pair(totals(design, data.y, domain=domain)),
        "ratio": pair(ratios(design, data.y, data.x, domain=domain)),
        "shares": [*found.value[0], *found.se[0]],
        "difference": [apart.value[0, 0], apart.se[0, 0]],
        "F": [F.statistic, F.df1],
        "value": together.value,
        "covariance": together.covariance.ravel(order="F"),
    }


def check(found: dict[str, Any], r: dict[str, Any]) -> None:
    for name in r:
        np.testing.assert_allclose(found[name], r[name], rtol=1e-7, atol=1e-12, err_msg=name)


CASES = [
    (policy, way)
    for policy in ("adjust", "average", "certainty")
    for way in (*WAYS, "jackknife", "alone")
    if way != "jackknife" or policy == "certainty"  # docs/statistics.md: as.svrepdesign differs under others
]


@pytest.mark.parametrize(("policy", "way"), CASES, ids=str)
def test_single_units_count_as_in_r_however_the_design_is_calibrated(policy: str, way: str) -> None:
    """svymean, svytotal, svyratio, svycontrast, svychisq, of everyone and of a subset."""
    data, design, r = respondents(), drawn(policy, way), expected()["policies"][policy][way]
    check(figures(design, data), r["all"])
    domain = data.few if way == "alone" else data.domain
    check(figures(design, data, domain.to_numpy()), r["also"])


@pytest.mark.parametrize("policy", ["adjust", "average"])
def test_all_ways_to_a_difference_agree_where_a_unit_is_alone(policy: str) -> None:
    data, design = respondents(), drawn(policy, "alone")
    domain, answer, group = data.few.to_numpy(), codes(data, "answer"), codes(data, "group")
    one_by_one = differences(design, answer, group, domain=domain, correction="none")
    (at_once,) = banner_differences(design, [answer], [group], domain=domain)
    np.testing.assert_array_equal(at_once["pairs"].se, one_by_one.se)
    numbers = number_differences(design, data.y, group, domain=domain)["pairs"]
    np.testing.assert_array_equal(numbers.se, differences(design, data.y, group, domain=domain).se)
    of_answers = contrasts(vcov(design, answer_columns(answer, domain)), [1, -1, 0, 0]).se
    np.testing.assert_allclose(answer_differences(design, answer, domain=domain).se[0, 0], of_answers[0])
    respondent = Design(data.w, data.stratum, None, None, policy, alone_in_domain=True)
    single = np.array(domain & ((data.stratum != 4) | ~data.duplicated("stratum")))
    (tables,) = banner_differences(respondent, [answer], [group], domain=single)
    by_scores = differences(respondent, answer, group, domain=single, correction="none")
    np.testing.assert_allclose(tables["pairs"].se, by_scores.se)


@pytest.mark.parametrize("way", ["raking", "logit"])
def test_each_replicate_calibrated_by_itself_gives_the_error_of_r(way: str) -> None:
    """as.svrepdesign(type = "JKn"), calibrate() of each replicate, svrepdesign()."""
    data = pairs()
    design = calibrated(Design(data.w, data.stratum, data.psu), data, way)
    check(figures(jackknife(design, recalibrate=True), data), expected()["again"][way])


def test_a_stratum_taken_whole_adds_nothing() -> None:
    data = pairs()
    whole = np.where(data.stratum == 3, 2, 12)
    design = Design(data.w, data.stratum, data.psu, whole)
    check(figures(design, data), expected()["counted"])
    np.testing.assert_allclose(
        totals(jackknife(design), data.y).se, totals(design, data.y).se
    )  # as.svrepdesign lets the whole stratum move totals


def test_a_table_is_tested_on_one_degree_of_freedom() -> None:
    """svychisq of two clusters: one design effect, and one degree of freedom in the denominator."""
    data = pairs()
    data = data[data.stratum == 4]
    found = rao_scott(Design(data.w, psus=data.psu), codes(data, "answer"), codes(data, "group"))
    values = [found.statistic, found.df1, found.df2, found.p_value]
    np.testing.assert_allclose(values, expected()["one_df"], rtol=1e-9)


def test_a_standardised_mean_after_calibration_has_the_error_of_its_influences() -> None:
    """Weights moved one by one and calibrated again: what the mean at a stated composition then does.

    R's svystandardize of a calibrated design fits the classes after the calibration's columns, not before.
    """
    data = respondents().head(60)
    total, classes, parts = data.w.sum(), codes(data, "m2"), [0.5, 0.3, 0.2]

    def moved(weights: np.ndarray) -> Design:
        margin = Margin("m1", codes(data, "m1").codes, "pq", [0.45, 0.55])
        return Design(weights).calibrated(calibrate(weights, [margin], total=total))

    def at_composition(weights: np.ndarray) -> float:
        return float(standardised_means(moved(weights), data.y, classes, parts).value[0, 0])

    start, step = data.w.to_numpy(), 1e-5
    influence = np.array(
        [
            at_composition(start * (1 + step * one)) - at_composition(start * (1 - step * one))
            for one in np.eye(len(data))
        ]
    ) / (2 * step)
    variance = len(data) * influence.var(ddof=1)
    found = standardised_means(moved(start), data.y, classes, parts)
    np.testing.assert_allclose(found.se[0, 0], np.sqrt(variance), rtol=1e-6)
