"""A p-value at its limit finds no difference, whoever asks: 0.0504 is released as 0.05."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.release.released_figures import p_values
from analysis.reporting.explorer.shown_figures import verdict_of
from analysis.results.comparison_rows import Comparison
from analysis.results.indicator_rows import indicator_row
from analysis.results.schema import significance
from analysis.results.territory_rows import TerritoryRow
from analysis.results.trend_rows import Change

ANALYSIS = Path(__file__).resolve().parents[2] / "analysis"
OVER_A_LEVEL = re.compile(r"(?:[<>]=?|alpha =) *\(?1(?:\.0)? - \(?(?:float\()?[\w.\[\]\"']*level")
LIMITS = [(0.8, 0.2), (0.9, 0.1), (0.95, 0.05), (0.99, 0.01), (0.999, 0.001)]
RELEASED = [  # level, p, p as released, whether it finds a difference
    (0.95, 0.0504, 0.05, False),
    (0.95, 0.05, 0.05, False),
    (0.95, 0.0497, 0.049, True),
    (0.99, 0.0104, 0.01, False),
    (0.99, 0.00996, 0.0099, True),
    (0.9, 0.104, 0.1, False),
    (0.9, 0.0996, 0.099, True),
]


@pytest.mark.parametrize(("level", "limit"), LIMITS)
def test_the_limit_of_a_level_is_the_number_that_is_written(level: float, limit: float) -> None:
    assert significance(level) == limit


@pytest.mark.parametrize(("level", "p", "told", "is_found"), RELEASED)
def test_a_released_p_finds_what_the_test_found(level: float, p: float, told: float, is_found: bool) -> None:
    [released] = p_values(pd.Series([p]), np.array([level]))
    assert released == pytest.approx(told) and (p < significance(level)) == is_found
    read = float(f"{released:.12g}")
    pair = Comparison("groups", "a", "", "all", "b", "1", "2", "", 5.0, 1.0, read, read, read, "tested")
    change = Change("a", "", "2009", "2024", 50.0, 55.0, difference=5.0, p=read)
    figure = indicator_row({"indicator": "a", "value": "55", "ci_level": str(level), "status": "shown"})
    territory = TerritoryRow(figure, rest=50.0, difference=5.0, p=read)
    assert (pair.holds(level), pair.denies(level)) == (is_found, not is_found)
    assert (change.holds(level), territory.is_apart) == (is_found, is_found)
    assert verdict_of(change, level) == ("up" if is_found else "same")


def test_no_module_takes_a_level_from_one_to_compare_with_it() -> None:
    assert OVER_A_LEVEL.search("return self.p < 1 - level") and OVER_A_LEVEL.search("alpha = 1 - voice.level")
    found = {path.name for path in ANALYSIS.rglob("*.py") if OVER_A_LEVEL.search(path.read_text("utf-8"))}
    assert not found
