"""What the statistics refuse, each beside the nearest input that they take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from analysis.statistics import (
    Categories,
    Design,
    Margin,
    Replicates,
    Total,
    benchmarked,
    bootstrap,
    calibrate,
    calibrate_households,
    differences,
    fit_areas,
    jackknife,
    quantiles,
    rank_test,
    trim_weights,
)
from analysis.statistics.resampling import check_size, recalibrated
from analysis.statistics.weighting.given_weights import checked_weights

ONES = np.ones(6)
Y = [1.0, 2, 4, 3, 6, 5]
GROUPS = Categories([0, 1, 0, 1, 0, 1], 2)
HALVES = Margin("half", [0, 0, 0, 1, 1, 1], ("a", "b"), [0.5, 0.5])
GREATEST = np.iinfo(np.int32).max
PLAIN = Design(ONES)
RISING = np.arange(6.0)
HOMES = [0, 0, 1, 1, 2, 2]


def areas(**given: Any) -> Any:
    """Six areas by one covariate, with what a case changes."""
    usual = {"direct": [1.0, 3, 2, 5, 4, 6], "sampling": ONES, "covariates": RISING}
    return fit_areas(**{**usual, **given})


Taken = Callable[[], Any]
CASES: dict[str, tuple[Taken, Taken, str]] = {
    # what is taken, what is refused, and what is said of it
    "codes of 32 bits": (
        lambda: Categories([GREATEST], GREATEST + 1),
        lambda: Categories([GREATEST + 1], GREATEST + 2),
        f"to {GREATEST}, found {GREATEST + 1} to {GREATEST + 1}",
    ),
    "codes under those of 32 bits": (
        lambda: Categories([-1], 1),
        lambda: Categories([-GREATEST - 2], 1),
        f"Expected codes from {-GREATEST - 1} to",
    ),
    "a rule of quantiles": (
        lambda: quantiles(PLAIN, Y, rule="math"),
        lambda: quantiles(PLAIN, Y, rule="median"),  # type: ignore[arg-type]
        'expected "math" or "school", found \'median\'',
    ),
    "what groups are held against": (
        lambda: differences(PLAIN, Y, GROUPS, "whole"),
        lambda: differences(PLAIN, Y, GROUPS, "all"),  # type: ignore[arg-type]
        'against: expected "pairs", "rest" or "whole", found \'all\'',
    ),
    "replicates of every respondent": (
        lambda: Replicates(np.ones((6, 2)), 1.0),
        lambda: Replicates(ONES, 1.0),
        r"expected finite weights \(n, r\), found shape \(6,\)",
    ),
    "replicates that are numbers": (
        lambda: Replicates(np.zeros((6, 2)), 1.0),
        lambda: Replicates(np.full((6, 2), np.inf), 1.0),
        "expected finite weights",
    ),
    "replicates that fit in memory": (
        lambda: check_size(PLAIN, 83_333_333),
        lambda: check_size(PLAIN, 83_333_334),
        "83333334 replicates of 6 respondents are over 500,000,000 weights",
    ),
    "replicates that vary": (
        lambda: check_size(PLAIN, 2),
        lambda: check_size(PLAIN, 1),
        "1 have no variance. Expected two or more",
    ),
    "replicates of a calibrated design": (
        lambda: jackknife(PLAIN.calibrated(calibrate(ONES, [HALVES])), recalibrate=True),
        lambda: recalibrated(PLAIN, np.ones((6, 2))),
        "recalibrate: the design has no calibration",
    ),
    "a bootstrap of a design without calibration": (
        lambda: bootstrap(PLAIN, 4),
        lambda: bootstrap(PLAIN, 4, recalibrate=True),
        "recalibrate: the design has no calibration",
    ),
    "figures of areas": (areas, lambda: areas(direct=[1.0, 3, 2, 5, 4, np.nan]), "expected finite figures"),
    "variances of areas": (
        lambda: areas(sampling=[1e-9, 1, 1, 1, 1, 1]),
        lambda: areas(sampling=[0.0, 1, 1, 1, 1, 1]),
        "sampling variances above 0",
    ),
    "variances of each area": (areas, lambda: areas(sampling=ONES[1:]), "as many sampling variances"),
    "areas enough": (
        lambda: fit_areas([1.0, 3, 2], ONES[:3], RISING[:3]),
        lambda: fit_areas([1.0, 3], ONES[:2], RISING[:2]),
        "2 areas for 2 coefficients; expected more areas",
    ),
    "parts of a population": (
        lambda: benchmarked(areas(), [0.0, 0, 0, 0, 0, 1]),
        lambda: benchmarked(areas(), np.zeros(6)),
        "parts: expected 6 of 0 or more",
    ),
    "a weight for each respondent": (
        lambda: checked_weights(ONES),
        lambda: checked_weights(ONES[:, None]),
        r"expected one weight per respondent \(n,\), found shape \(6, 1\)",
    ),
    "weights around their mean": (
        lambda: trim_weights(ONES, 1.0, 1.0),
        lambda: trim_weights(ONES, 1.1, 2.0),
        "the mean weight 1 must lie between 1.1 and 2",
    ),
    "weights under their mean": (
        lambda: trim_weights(ONES, 0.0, 1.0),
        lambda: trim_weights(ONES, 0.0, 0.9),
        "must lie between 0 and 0.9",
    ),
    "margins of households": (
        lambda: calibrate_households(ONES, HOMES, totals=[Total("y", Y, 22.0)]),
        lambda: calibrate_households(ONES, HOMES),
        "households: expected margins or totals, found none",
    ),
    "a method of calibration": (
        lambda: calibrate(ONES, [HALVES], method="linear"),
        lambda: calibrate(ONES, [HALVES], method="exact"),
        "method: expected linear, raking, logit or truncated, found 'exact'",
    ),
    "bounds of a method that has some": (
        lambda: calibrate(ONES, [HALVES], method="truncated", bounds=(0.0, 1.1)),
        lambda: calibrate(ONES, [HALVES], method="linear", bounds=(0.0, 1.1)),
        'bounds: method "linear" has none; use "logit" or "truncated"',
    ),
    "a lower bound under 1": (
        lambda: calibrate(ONES, [HALVES], method="logit", bounds=(0.99, 1.1)),
        lambda: calibrate(ONES, [HALVES], method="logit", bounds=(1.0, 1.1)),
        "a lower bound in 0..1",
    ),
    "a lower bound of 0": (
        lambda: calibrate(ONES, [HALVES], method="logit", bounds=(0.0, 1.1)),
        lambda: calibrate(ONES, [HALVES], method="logit", bounds=(-0.01, 1.1)),
        "a lower bound in 0..1",
    ),
    "an upper bound over 1": (
        lambda: calibrate(ONES, [HALVES], method="truncated", bounds=(0.5, 1.01)),
        lambda: calibrate(ONES, [HALVES], method="truncated", bounds=(0.5, 1.0)),
        "an upper over 1",
    ),
    "targets within bounds": (
        lambda: calibrate(ONES, [_margin(0.6)], method="truncated", bounds=(0.8, 1.2)),
        lambda: calibrate(ONES, [_margin(0.61)], method="truncated", bounds=(0.8, 1.2)),
        "No weights from 0.8 to 1.2 times the start meet these",
    ),
    "weights that stay above 0": (
        lambda: PLAIN.calibrated(calibrate(ONES, (), [Total("y", Y, 24.0)], method="linear")),
        lambda: PLAIN.calibrated(calibrate(ONES, (), [Total("z", np.array(Y) - 4, 9.0)], method="linear")),
        'weights negative. Use "truncated" or "logit" with bounds',
    ),
    "a score of ranks": (
        lambda: rank_test(PLAIN, Y, GROUPS, score="upper-half"),
        lambda: rank_test(PLAIN, Y, GROUPS, score="median"),  # type: ignore[arg-type]
        "score: expected one of wilcoxon",
    ),
}


def _margin(share: float) -> Margin:
    return Margin("half", HALVES.codes, ("a", "b"), [share, 1 - share])


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_is_refused_with_what_was_found_and_its_neighbour_is_taken(case: str) -> None:
    taken, refused, said = CASES[case]
    taken()
    with pytest.raises(ValueError, match=said):
        refused()
