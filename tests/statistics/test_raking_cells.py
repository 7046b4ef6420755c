"""Cells of raking that nobody is in take no room."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.statistics.weighting.raking import renumbered


@pytest.mark.parametrize("room", [7, 60_000_000])  # few are counted in place, many are sorted
def test_cells_are_numbered_anew_without_gaps_and_in_their_order(room: int) -> None:
    codes, count = renumbered(np.array([5, 0, 5, 2]), room)
    assert (codes.tolist(), count) == ([2, 0, 2, 1], 3)
