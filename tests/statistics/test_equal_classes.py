"""Bounds of classes of equal shares: as pandas' qcut where weights are equal, by hand where they are not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.estimates.equal_classes import class_bounds, roundest

ROUND: list[tuple[float, float, float]] = [
    # above, not above, the number with the fewest digits
    (34, 35, 35),
    (9, 12, 10),
    (0, 1, 1),
    (-5, -3, -3),
    (-2, 3, 3),
    (1234.56, 1240.01, 1240),
    (0.1, 0.30000000000000004, 0.3),
    (0, 0.0042, 0.004),
    (99, 100.5, 100),
    (5, 1e6, 1e6),
    (1e300, 1.2345e300, 1.2e300),
    (0.25, 0.5, 0.5),
]


@pytest.mark.parametrize(("low", "high", "expected"), ROUND)
def test_a_bound_is_the_roundest_number_between_two_values(low: float, high: float, expected: float) -> None:
    assert roundest(low, high) == expected
    assert low < roundest(low, high) <= high


def test_the_weights_decide_where_a_class_ends() -> None:
    """Cumulated: 1 has 0.4, 2 has 0.5, 3 has 0.9, 7 the rest; a half ends with 2, four fifths with 3."""
    y, weights = np.array([3, 1, 7, 2, 1, np.nan, 9]), np.array([4, 3, 1, 1, 1, 5, 0.0])
    assert class_bounds(y, weights, [0.5]) == [3]
    assert class_bounds(y, weights, [0.5, 0.8]) == [3, 7]
    assert class_bounds(y, weights, [0.1, 0.4]) == [2]  # one value reaches both
    assert class_bounds(y, weights, [0.95]) == []  # none is higher
    assert class_bounds(np.full(3, np.nan), np.ones(3), [0.5]) == []


@pytest.mark.parametrize("seed", range(20))
def test_classes_are_those_of_qcut_where_weights_are_equal(seed: int) -> None:
    drawn = np.random.default_rng(seed)
    y = drawn.lognormal(2, 1, size=1000)
    bounds = class_bounds(y, np.ones(len(y)), [0.2, 0.4, 0.6, 0.8])
    expected = pd.qcut(y, 5, labels=False)
    assert (np.searchsorted(bounds, y, side="right") == expected).all()
    assert all(len(repr(bound)) < 9 for bound in bounds)
