"""What a calibration fixes has no error and is not tested, also where rare categories leave rounding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from analysis.statistics import (
    Categories,
    Design,
    Margin,
    Total,
    answer_differences,
    banner,
    banner_differences,
    bootstrap,
    calibrate,
    differences,
    shares,
)
from analysis.statistics.arrays import FloatArray, IntArray

SAMPLES = 40
Rates = tuple[float, ...]
RATES: tuple[Rates, Rates, Rates] = ((0.5, 0.5), (0.6, 0.3, 0.08, 0.02), (0.4, 0.3, 0.2, 0.07, 0.03))


@dataclass(frozen=True)
class Drawn:
    """A sample of people of unequal weights with their sex, class and region, and the three as margins: sex
    by class, and region."""

    weights: FloatArray
    sex: IntArray
    kind: IntArray
    region: IntArray
    margins: list[Margin]


def margin(name: str, codes: IntArray, k: int, weights: FloatArray, moved: FloatArray) -> Margin:
    """The margin that has the shares of the sample, each moved by a factor."""
    known = codes >= 0
    target = np.bincount(codes[known], weights[known], k) * moved
    return Margin(name, codes, [str(code) for code in range(k)], target / target.sum())


def drawn(seed: int) -> Drawn:
    generator = np.random.default_rng(seed)
    n = 1500
    weights = generator.gamma(3, 1 / 3, n)
    sex, kind, region = (generator.choice(len(rates), n, p=rates) for rates in RATES)
    region[generator.random(n) < 0.03] = -1
    crossed = margin("sex by class", sex * 4 + kind, 8, weights, np.exp(generator.normal(0, 0.2, 8)))
    regions = margin("region", region, 5, weights, np.exp(generator.normal(0, 0.3, 5)))
    return Drawn(weights, sex, kind, region, [crossed, regions])


def calibrated(sample: Drawn, totals: list[Total]) -> Design:
    return Design(sample.weights).calibrated(calibrate(sample.weights, sample.margins, totals))


def designs() -> Iterator[tuple[Drawn, Design]]:
    """Samples calibrated to their margins, every other one to a total of years as well."""
    for seed in range(SAMPLES):
        sample = drawn(seed)
        years = 1950 + 50 * np.random.default_rng(seed).random(len(sample.weights))
        totals = [Total("year", years, float(sample.weights @ years) * 1.001)]
        yield sample, calibrated(sample, totals if seed % 2 else [])


def test_every_share_of_a_margin_is_exact_and_says_so() -> None:
    for sample, design in designs():
        region, kind, sex = (
            Categories(sample.region, 5),
            Categories(sample.kind, 4),
            Categories(sample.sex, 2),
        )
        alone = [*(table for (table,) in banner(design, [region, kind, sex], [None])), shares(design, region)]
        for fixed in (*alone, shares(design, sex, groups=kind)):
            assert (fixed.se == 0).all() and (fixed.state == "margin").all()


def test_no_difference_between_two_figures_that_margins_fix_is_tested() -> None:
    for sample, design in designs():
        sex, kind = Categories(sample.sex, 2), Categories(sample.kind, 4)
        (found,) = banner_differences(design, [sex], [kind], least=2)
        one_by_one = differences(design, sex, kind, least=2)
        answers = answer_differences(design, Categories(sample.region, 5))
        for untested in (*found.values(), one_by_one, answers):
            assert np.isnan(untested.p_value).all() and (untested.state == "fixed").all()


def test_replicates_calibrated_again_fix_the_same_shares() -> None:
    sample = drawn(1)
    replicated = bootstrap(calibrated(sample, []), count=20, seed=3, recalibrate=True)
    fixed = shares(replicated, Categories(sample.region, 5))
    assert (fixed.se == 0).all() and (fixed.state == "margin").all()


@pytest.mark.parametrize("moved", [1, 20])
def test_a_share_that_margins_fix_but_for_a_few_respondents_keeps_its_error(moved: int) -> None:
    for sample, design in designs():
        nearly = sample.sex.copy()
        nearly[:moved] = 1 - nearly[:moved]
        found = shares(design, Categories(nearly, 2))
        assert (found.se > 1e-5).all() and (found.state == "").all()
