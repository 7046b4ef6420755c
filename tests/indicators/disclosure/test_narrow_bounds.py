"""Which bounds tell a hidden number: a limit of eleven respondents leaves ten values, from 1 to 10."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.indicators.disclosure.across_bases import is_narrow

BOUNDS = [
    # whether the number is small; its bounds; whether they tell it
    (True, 1, 10, False),
    (True, 2, 10, True),
    (True, 1, 9, True),
    (True, 0, 12, False),
    (True, -3, 9, True),
    (False, 50, 59, False),
    (False, 50, 58, True),
    (False, -5, 9, False),  # no number is under 0
    (False, -5, 8, True),
]


@pytest.mark.parametrize(("is_few", "low", "high", "told"), BOUNDS)
def test_bounds_tell_a_number_where_they_leave_fewer_values_than_the_limit(
    is_few: bool, low: float, high: float, told: bool
) -> None:
    assert is_narrow(11, is_few, np.array([low]), np.array([high])).tolist() == [told]
