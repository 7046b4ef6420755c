"""The error and the degrees of freedom of a difference between two samples, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.statistics.inference.differences import independent_error

SATTERTHWAITE = [
    # errors and degrees of freedom of two estimates; of their difference: 25² / (9² / 10 + 16² / 20) = 29.904
    ((3.0, 10.0), (4.0, 20.0), (5.0, 625 / 20.9)),
    ((4.0, 20.0), (3.0, 10.0), (5.0, 625 / 20.9)),
    ((2.0, 30.0), (2.0, 30.0), (8**0.5, 60.0)),
    ((3.0, 10.0), (0.0, 20.0), (3.0, 10.0)),
    ((0.0, 10.0), (0.0, 20.0), (0.0, np.nan)),
]


@pytest.mark.parametrize(("one", "other", "expected"), SATTERTHWAITE)
def test_two_samples_have_satterthwaites_degrees_of_freedom(
    one: tuple[float, float], other: tuple[float, float], expected: tuple[float, float]
) -> None:
    given = [np.array([number]) for number in (*one, *other)]
    found = independent_error(*given)
    assert [part[0] for part in found] == pytest.approx(list(expected), nan_ok=True)
