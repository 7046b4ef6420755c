"""How many areas a model of areas needs: ten, and five for each coefficient."""

from __future__ import annotations

import pytest

from analysis.statistics.small_areas.area_diagnostics import are_enough


@pytest.mark.parametrize(
    ("areas", "coefficients", "enough"),
    [(9, 1, False), (10, 1, True), (10, 2, True), (14, 3, False), (15, 3, True)],
)
def test_areas_are_enough_from_ten_on_and_five_for_each_coefficient(
    areas: int, coefficients: int, enough: bool
) -> None:
    assert are_enough(areas, coefficients) is enough
