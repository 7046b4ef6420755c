"""Numbers that part in their last digits, and sums that cancel: R's values are made by
tests/reference/precision.R (R 4.2.2, survey 4.1.1), each under the call that gave it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from survey_reference import pair, precision

from analysis.statistics import (
    Categories,
    Design,
    Margin,
    Ticks,
    differences,
    jackknife,
    means,
    rake,
    ratios,
    totals,
)
from analysis.statistics.partitions import groups_of, number_sums, part_of

LARGE = 1e8 + np.arange(100.0)
STRATUM = np.arange(100) // 50
LARGE_DESIGNS: dict[str, Callable[[], Design]] = {
    "flat": lambda: Design(np.ones(100)),
    "strata": lambda: Design(2.0 + STRATUM, STRATUM),
    "raked": lambda: Design(2.0 + STRATUM, STRATUM).calibrated(
        rake(
            2.0 + STRATUM,
            [Margin("m", np.arange(100) % 2, "ab", [0.3, 0.7]), Margin("s", STRATUM, "ab", [0.4, 0.6])],
        )
    ),
}


@pytest.mark.parametrize("name", LARGE_DESIGNS)
def test_the_total_of_large_numbers_has_the_error_of_svytotal(name: str) -> None:
    """svytotal(~y) of y = 1e8 + 0..99: 290.1149 in a flat sample, nothing of which is rounding."""
    found = totals(LARGE_DESIGNS[name](), LARGE)
    np.testing.assert_allclose(pair(found), precision()["large_totals"][name], rtol=1e-9)
    assert found.state[0, 0] == ""


@pytest.mark.parametrize("offset", [1e4, 1e8, 1e12])
@pytest.mark.parametrize("name", LARGE_DESIGNS)
def test_a_constant_added_to_numbers_changes_no_error_where_it_has_none(name: str, offset: float) -> None:
    """Where all weights of a stratum are equal, or calibrated, the total of a constant is known."""
    start, y = LARGE_DESIGNS[name](), np.arange(100.0) ** 1.5 // 1
    for estimate in (means, totals):
        np.testing.assert_allclose(estimate(start, y + offset).se, estimate(start, y).se, rtol=1e-7)
    np.testing.assert_allclose(totals(start, y + offset).deff, totals(start, y).deff, rtol=1e-7)
    by_half = Categories(np.arange(100) % 3 // 2, 2)
    one, other = (differences(start, each, by_half, least=0) for each in (y + offset, y))
    np.testing.assert_allclose(one.se, other.se, rtol=1e-7)
    if name != "flat":  # what parts the strata is known as well
        stepped = y + offset * (1 + STRATUM)
        np.testing.assert_allclose(totals(start, stepped).se, totals(start, y).se, rtol=1e-7)


@pytest.mark.parametrize("unit", [1e-90, 1e-12, 1e12, 1e90])
@pytest.mark.parametrize("name", LARGE_DESIGNS)
def test_the_unit_of_numbers_and_of_weights_changes_no_error(name: str, unit: float) -> None:
    start, y, x = LARGE_DESIGNS[name](), np.arange(100.0) ** 1.5 + 1, np.arange(100.0) + 3
    for estimate in (means, totals):
        np.testing.assert_allclose(estimate(start, y * unit).se / unit, estimate(start, y).se, rtol=1e-9)
    np.testing.assert_allclose(ratios(start, y * unit, x * unit).se, ratios(start, y, x).se, rtol=1e-9)
    heavier, plain = (means(Design(start.weights * each, STRATUM), y) for each in (unit, 1.0))
    np.testing.assert_allclose([heavier.se, heavier.n_eff], [plain.se, plain.n_eff], rtol=1e-9)
    by_half = Categories(np.arange(100) % 3 // 2, 2)
    found, expected = (differences(start, each, by_half, least=0) for each in (y * unit, y))
    np.testing.assert_allclose(found.p_value, expected.p_value, rtol=1e-7)


@pytest.mark.parametrize("where", ["one", "half"])
def test_weights_of_which_some_are_a_billionth_of_the_others_keep_their_error(where: str) -> None:
    """The values are of exact arithmetic: sqrt(n / (n - 1) Σ (w (y - ȳ))²) / Σ w, ȳ = Σ w y / Σ w."""
    y, w = np.arange(100.0) ** 1.5, np.ones(100)
    w[: {"one": 99, "half": 50}[where]] *= 1e-12
    total = sum(map(Fraction, w))
    mean = sum(Fraction(a) * Fraction(b) for a, b in zip(w, y, strict=True)) / total
    squares = sum((Fraction(a) * (Fraction(b) - mean)) ** 2 for a, b in zip(w, y, strict=True))
    found = means(Design(w), y)
    exact = float(squares * 100 / 99 / total**2) ** 0.5
    np.testing.assert_allclose(pair(found), [float(mean), exact], rtol=1e-5)


@pytest.mark.parametrize("offset", [0.0, 1e8])
def test_totals_add_up_from_parts_that_are_counted_from_a_number_near_them(offset: float) -> None:
    y, weights = np.arange(100.0) + offset, np.where(np.arange(100) < 30, 1.5, 2.0)
    for w in (np.ones(100), weights):
        halves = [slice(0, 40), slice(40, 100)]
        sums = [
            number_sums(part, y[rows], groups_of(part), pivot=offset + 50)
            for part, rows in ((part_of(w[rows]), rows) for rows in halves)
        ]
        found, expected = (sums[0] + sums[1]).totals()[0], totals(Design(w), y)
        np.testing.assert_allclose(pair(found), pair(expected), rtol=1e-12)
        np.testing.assert_allclose(found.deff, expected.deff, rtol=1e-9)


def test_numbers_on_which_all_agree_do_not_differ_between_groups() -> None:
    uneven, groups = (
        np.random.default_rng(1).gamma(2, 1, 100),
        Ticks(np.eye(3)[np.arange(100) % 3], np.ones(100)),
    )
    for number in (7.1, 1e-7, -3.3e9):
        found = differences(Design(uneven), np.full(100, number), groups, least=0)
        assert (found.value == 0).all() and (found.se == 0).all() and set(found.state.ravel()) == {"fixed"}


CANCELLING = np.array([0.1, 0.2, -0.3, 0.1, 0.2, -0.3])


@pytest.mark.parametrize("weights", [np.ones(6), np.full(6, 1 / 3)])
def test_denominators_that_cancel_are_none(weights: np.ndarray) -> None:
    start, y = Design(weights), np.arange(6.0)
    part = part_of(weights)
    for found in (
        ratios(start, y, CANCELLING),
        ratios(jackknife(start), y, CANCELLING),
        number_sums(part, y, groups_of(part), CANCELLING).ratios()[0],
    ):
        assert found.state[0, 0] == "no_denominator" and np.isnan([pair(found)]).all()


def test_a_replicate_whose_denominators_cancel_has_no_ratio() -> None:
    """Without the last respondent they do: the ratio there is no number of 17 digits."""
    x = np.append(CANCELLING, 5.0)
    found = ratios(jackknife(Design(np.full(7, 1.1))), np.arange(7.0), x)
    assert 0 < found.se[0, 0] < 10


@pytest.mark.parametrize("sign", [1, -1])
def test_numbers_that_cancel_are_0(sign: int) -> None:
    start = Design(np.full(6, 1 / 3))
    for found in (means(start, sign * CANCELLING), totals(start, sign * CANCELLING)):
        assert found.value[0, 0] == 0 and found.se[0, 0] > 0.01 and np.isnan(found.cv[0, 0])
