"""How many areas a model of areas needs, and the limits beyond which its figures are not shown."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.statistics import AreaModel
from analysis.statistics.small_areas.area_diagnostics import (
    GAIN,
    SIGNIFICANT,
    UNEQUAL,
    Doubt,
    _doubt,
    are_enough,
)


@pytest.mark.parametrize(
    ("areas", "coefficients", "enough"),
    [(9, 1, False), (10, 1, True), (10, 2, True), (14, 3, False), (15, 3, True)],
)
def test_areas_are_enough_from_ten_on_and_five_for_each_coefficient(
    areas: int, coefficients: int, enough: bool
) -> None:
    assert are_enough(areas, coefficients) is enough


DOUBTS: list[tuple[dict[str, float], Doubt]] = [
    # what is measured of a model beside the limits; why its figures are not shown
    ({}, ""),
    ({"unequal": 3.01}, "unequal_variances"),
    ({"normality": 0.049}, "not_normal"),
    ({"fit": 0.049}, "poor_fit"),
    ({"remaining": 0.901}, "no_gain"),
    ({"remaining": 0.901, "fit": 0.049}, "poor_fit"),
    ({"fit": 0.049, "normality": 0.049}, "not_normal"),
    ({"normality": 0.049, "unequal": 3.01}, "unequal_variances"),
]


@pytest.mark.parametrize(("measured", "doubt"), DOUBTS)
def test_a_model_at_its_limits_holds_and_beyond_one_has_the_first_doubt(
    measured: dict[str, float], doubt: Doubt
) -> None:
    at_limits = {"unequal": UNEQUAL, "normality": SIGNIFICANT, "fit": SIGNIFICANT, "remaining": GAIN}
    assert _doubt(model(10, 1.0), **{**at_limits, **measured}) == doubt
    assert _doubt(model(9, 1.0), **{**at_limits, **measured}) == "few_areas"
    none = "unequal_variances" if measured.get("unequal") else "no_variation"
    assert _doubt(model(10, 0.0), **{**at_limits, **measured}) == none


def model(areas: int, variance: float) -> AreaModel:
    """A model of a constant alone."""
    ones = np.ones(areas)
    return AreaModel(ones, ones, ones[:, None], variance, np.ones(1), np.eye(1))
