"""Units that several respondents share, strata and classes in which nobody is, numbers that do not vary."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.statistics import (
    Categories,
    Design,
    bootstrap,
    correlations,
    half_samples,
    jackknife,
    standardised_means,
    totals,
)

# Stratum a: units of 1 × 2 + 2 × 3 = 8 and of 3 × 1 = 3; stratum b: of 2 × 4 + 1 × 4 = 12 and of 0. Both
# strata call their units 0 and 1. Half-samples: √((8 - 3)² + (12 - 0)²) = 13.
STRATA = np.array(list("aaabbbb"))
UNITS = np.array([0, 0, 1, 0, 0, 1, 1])
WEIGHTS = np.array([1.0, 2, 3, 2, 1, 5, 1])
Y = np.array([2.0, 3, 1, 4, 4, 0, 0])


@pytest.mark.parametrize("fay", [0.0, 0.4])
@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4, 5, 6], [5, 2, 0, 6, 3, 1, 4], [6, 5, 4, 3, 2, 1, 0]])
def test_half_samples_take_a_unit_whole_wherever_its_respondents_stand(fay: float, order: list[int]) -> None:
    design = Design(WEIGHTS[order], STRATA[order], UNITS[order])
    found = totals(half_samples(design, fay), Y[order])
    assert (found.value[0, 0], found.df[0, 0]) == (23, 2)
    assert found.se[0, 0] == pytest.approx(13)


def test_half_samples_of_a_domain_count_the_units_in_which_nobody_is() -> None:
    """Of those with 3 or more: a unit of 6 beside none, and one of 12 beside none."""
    found = totals(half_samples(Design(WEIGHTS, STRATA, UNITS)), Y, domain=Y >= 3)
    assert found.se[0, 0] == pytest.approx(np.hypot(6, 12))


EMPTY = {
    "no number": (np.array([1.0, 3, 5, 9, np.nan, np.nan]), np.array([0, 1, 0, 1, 0, 1]), np.ones(6)),
    "no class": (np.array([1.0, 3, 5, 9, 50, 60]), np.array([0, 1, 0, 1, -1, -1]), np.ones(6)),
    "no weight": (
        np.array([1.0, 3, 5, 9, 50, 60]),
        np.array([0, 1, 0, 1, 0, 1]),
        np.array([1.0] * 4 + [0, 0]),
    ),
}


@pytest.mark.parametrize("case", EMPTY)
def test_a_stratum_in_which_nobody_counts_adds_nothing_to_a_standardised_mean(case: str) -> None:
    """Means of 3 and 6 in parts of 3/4 and 1/4. Each deviates by ±2 and ±3 of two respondents, by
    ±2 × 3/8 and ±3 × 1/8 of the figure: in the first stratum -3/4, -3/8, in the second their opposites,
    apart by 3/8 each, and two are 2 × (3/8)² / 2 each."""
    y, classes, weights = EMPTY[case]
    found = standardised_means(Design(weights, [0, 0, 1, 1, 2, 2]), y, Categories(classes, 2), [3, 1])
    assert found.value[0, 0] == pytest.approx(3.75)
    assert found.se[0, 0] == pytest.approx(np.sqrt(2 * (3 / 8) ** 2))
    assert (found.df[0, 0], found.state[0, 0]) == (2, "")


def test_a_class_that_one_group_lacks_leaves_that_group_alone_without_a_value() -> None:
    classes, groups = Categories([0, 1, 0, 1, 0, 0], 2), Categories([0, 0, 0, 0, 1, 1], 2)
    y = np.array([1.0, 3, 5, 9, 2, 4])
    found = standardised_means(Design(np.ones(6)), y, classes, [3, 1], groups)
    assert found.state[:, 0].tolist() == ["", "no_class"] and found.n[:, 0].tolist() == [4, 2]
    assert found.value[0, 0] == pytest.approx(3.75)
    for array in (found.value, found.se, found.ci_low, found.ci_high):
        assert np.isnan(array[1, 0])
    without = standardised_means(Design(np.ones(6)), y, classes, [1, 0], groups)
    assert without.value[:, 0].tolist() == [3, 3] and set(without.state[:, 0]) == {""}


def test_nobody_at_all_is_no_class_that_is_missing() -> None:
    found = standardised_means(Design(np.ones(2)), [1, 2], Categories([-1, -1], 2), [1, 1])
    assert found.state[0, 0] == "empty" and np.isnan(found.value[0, 0])


@pytest.mark.parametrize("number", [0.1, 1 / 3, 1e8 + 0.1, -7.7e-9, 0.0])
@pytest.mark.parametrize("seed", range(4))
def test_what_rounding_leaves_of_a_constant_is_no_correlation(number: float, seed: int) -> None:
    """With weights whose mean of the constant is not the constant to the last digit."""
    generator = np.random.default_rng(seed)
    n = int(generator.integers(3, 60))
    design, other, constant = (
        Design(generator.uniform(0.3, 3, n)),
        generator.normal(size=n),
        np.full(n, number),
    )
    for x, y in ((constant, other), (other, constant), (constant, constant)):
        found = correlations(design, x, y)
        assert found.state[0, 0] == "no_denominator"
        assert np.isnan([found.value, found.se, found.ci_low, found.ci_high]).all()


@pytest.mark.parametrize("of", [lambda design: design, jackknife, lambda design: bootstrap(design, 40)])
def test_a_number_that_is_constant_in_one_group_has_a_correlation_in_the_other(of) -> None:  # type: ignore[no-untyped-def]
    generator = np.random.default_rng(5)
    groups, x = Categories(np.repeat([0, 1], 15), 2), generator.normal(size=30)
    y = np.where(groups.codes == 0, 0.1, x + generator.normal(size=30))
    found = correlations(of(Design(generator.uniform(0.3, 3, 30))), y, x, groups)
    assert found.state[:, 0].tolist() == ["no_denominator", ""]
    assert np.isnan([found.value[0, 0], found.se[0, 0]]).all()
    assert found.se[1, 0] > 0 and found.ci_low[1, 0] < found.value[1, 0] < found.ci_high[1, 0]
