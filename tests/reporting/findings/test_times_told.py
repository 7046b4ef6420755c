"""When the higher of two figures is said as so many times the lower."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.reporting.findings.title_ways import times_of
from analysis.results.indicator_rows import IndicatorRow

TIMES = [
    (60.0, 30.0, 2),
    (57.0, 30.0, 2),  # 1.9
    (53.0, 30.0, 0),  # 1.77 is less than 1.8 times
    (65.7, 30.0, 2),  # 2.19
    (69.0, 30.0, 0),  # 2.3 is near no whole number
    (90.0, 15.0, 6),
    (92.0, 15.0, 6),  # 6.13
    (90.0, 13.0, 0),  # 6.92 is near 7: too many
    (90.0, 0.0, 0),
]


@pytest.mark.parametrize(("high", "low", "times"), TIMES)
def test_a_figure_is_so_many_times_another_where_that_is_near_a_whole_number_up_to_six(
    high: float, low: float, times: int, estimate: Callable[..., IndicatorRow]
) -> None:
    assert times_of(estimate(high), estimate(low)) == times
