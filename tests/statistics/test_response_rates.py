"""Response rates and the R-indicator, on counts small enough to be checked by hand."""

from __future__ import annotations

import pytest

from analysis.statistics.response_rates import SampleCases, r_indicator, response_rates

CASES = SampleCases(
    complete=400, partial=50, refusals=200, noncontacts=100, other=50, unknown=200, not_eligible=200
)
RATES = {"RR1": 0.4, "RR2": 0.45, "RR3": 400 / 960, "RR4": 450 / 960, "RR5": 0.5, "RR6": 0.5625}
"""800 eligible; 800 of the 1000 of whom it is known, so e = 0.8 and 160 of the 200 unknown."""

CLASSES = [
    ([100, 100], [50, 50], 1.0),
    ([50, 50], [50, 0], 1 - 2 * (100 * 0.25 / 99) ** 0.5),
    ([100, 300], [60, 120], 1 - 2 * ((100 * 0.15**2 + 300 * 0.05**2) / 399) ** 0.5),
    ([100, 0], [50, 0], 1.0),
    ([1, 99], [1, 20], 1 - 2 * ((0.79**2 + 99 * (0.21 - 20 / 99) ** 2) / 99) ** 0.5),
    ([1, 1], [1, 0], 1 - 2**0.5 * 2 / 2),
]


def test_the_six_rates_follow_their_formulas() -> None:
    assert CASES.known_share == 0.8
    assert response_rates(CASES, CASES.known_share) == pytest.approx(RATES)


def test_a_sample_of_nobody_has_no_rate() -> None:
    nobody = SampleCases(0, 0, 0, 0, 0, 0, 0)
    assert all(value != value for value in response_rates(nobody, nobody.known_share).values())


@pytest.mark.parametrize(("drawn", "answered", "expected"), CLASSES)
def test_the_r_indicator_falls_as_classes_answer_apart(
    drawn: list[int], answered: list[int], expected: float
) -> None:
    assert r_indicator(drawn, answered) == pytest.approx(expected)


def test_a_sample_of_one_has_no_indicator() -> None:
    assert r_indicator([1, 0], [1, 0]) != r_indicator([1, 0], [1, 0]), "NaN"
