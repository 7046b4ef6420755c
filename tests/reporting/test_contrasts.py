"""Tests of differences from standard errors: values worked by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.reporting.contrasts import answers_differ, group_contrasts, holm, two_sided
from analysis.results.indicator_rows import IndicatorRow

Make = Callable[..., IndicatorRow]


def test_holm_multiplies_the_smallest_by_the_number_of_tests_and_never_decreases() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


def test_the_p_value_is_that_of_a_normal_difference(estimate: Make) -> None:
    # |50 - 43| / sqrt(3² + 4²) = 1.4, of which the two-sided normal tail is 0.161513
    assert two_sided(estimate(50.0, 3.0), estimate(43.0, 4.0)) == pytest.approx(0.161513, abs=1e-6)


def test_groups_under_thirty_respondents_and_hidden_ones_are_not_compared(estimate: Make) -> None:
    small, hidden = estimate(90.0, 1.0, n=29), estimate(None)
    assert group_contrasts([[estimate(10.0), small, hidden]]) == [[]]


def test_the_correction_runs_over_every_breakdown_together(estimate: Make) -> None:
    pair = [estimate(50.0, 3.0), estimate(43.0, 4.0)]
    alone = group_contrasts([pair])[0][0].p
    together = group_contrasts([pair, pair])[0][0].p
    assert together == pytest.approx(2 * alone)


@pytest.mark.parametrize(("first", "second", "p"), [(100.0, 0.0, 0.0), (100.0, 100.0, 1.0)])
def test_everybody_against_nobody_is_certain(estimate: Make, first: float, second: float, p: float) -> None:
    a, b = estimate(first, 0.0), estimate(second, 0.0)
    assert two_sided(a, b) == p
    assert answers_differ(a, b) == (p == 0.0)


def test_everybody_in_a_small_group_has_the_error_of_its_interval(estimate: Make) -> None:
    # Clopper-Pearson, 40 of 40: 91.2 to 100, an error of 8.8 / 1.96 = 4.5; (100 - 94) / 4.6 = 1.3
    everybody = estimate(100.0, 0.0, low=91.2, high=100.0, n=40)
    assert two_sided(everybody, estimate(94.0, 1.0)) == pytest.approx(0.192, abs=0.001)


@pytest.mark.parametrize(
    "given", [{"value": 50.0, "se": 4e-7}, {"value": 50.0, "se": 5.0, "statistic": "total"}]
)
def test_a_figure_fixed_by_the_weighting_and_a_total_are_not_compared(
    estimate: Make, given: dict[str, object]
) -> None:
    assert group_contrasts([[estimate(10.0), estimate(**given)]]) == [[]]


def test_two_answers_of_the_same_people_are_compared_with_the_largest_possible_error(estimate: Make) -> None:
    # 1.96 * (1 + 1) = 3.92
    assert answers_differ(estimate(50.0), estimate(46.0))
    assert not answers_differ(estimate(50.0), estimate(46.2))
