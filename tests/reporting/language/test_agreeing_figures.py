"""Two figures side by side, and what changed between them: as many decimals as let them agree, no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from analysis.reporting.language.agreeing_figures import changed_figures, figures_apart, two_figures
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.plain_spaces import plain

Make = Callable[..., IndicatorRow]
HOURS = {"statistic": "mean", "unit": "heures", "indicator": "heures"}
RATIO = {"statistic": "ratio", "unit": "%", "indicator": "heures", "decimals": 1}


TWO = [
    ({}, 60.0, 50.0, ("60 %", "50 %")),
    ({}, 50.4, 50.0, ("50,4 %", "50,0 %")),
    ({}, 50.04, 50.0, None),
    ({"step": 1.0}, 50.4, 50.0, None),
    (HOURS, 2.04, 2.0, ("2,04 heures", "2,00 heures")),
]


@pytest.mark.parametrize(("given", "one", "other", "figures"), TWO)
def test_two_figures_have_one_more_decimal_where_they_would_be_the_same(
    given: dict[str, Any], one: float, other: float, figures: Any, voices: dict[str, Voice], estimate: Make
) -> None:
    found = two_figures(voices["fr"], estimate(one, **given), estimate(other, **given))
    assert (None if found is None else tuple(map(plain, found))) == figures


CLAIMED = [
    ([(0, 1)], ["50,4 %", "50,0 %", "70,0 %"]),
    ([(0, 2)], ["50 %", "50 %", "70 %"]),
    ([(0, 2), (0, 1)], ["50,4 %", "50,0 %", "70,0 %"]),
    ([], ["50 %", "50 %", "70 %"]),
]


@pytest.mark.parametrize(("claims", "figures"), CLAIMED)
def test_figures_that_are_said_to_differ_are_told_apart(
    claims: list[tuple[int, int]], figures: list[str], voices: dict[str, Voice], estimate: Make
) -> None:
    rows = [estimate(value) for value in (50.4, 50.0, 70.0)]
    assert [plain(text) for text in figures_apart(voices["fr"], rows, claims)] == figures


CHANGED = [
    ({}, 50.0, 56.0, 6.0, ("50 %", "56 %", "+6 points", False)),
    ({}, 41.3, 44.7, 3.4, ("41,3 %", "44,7 %", "+3,4 points", False)),
    ({}, 50.0, 49.98, -0.02, ("50,0 %", "50,0 %", "", True)),
    ({}, 50.0, 56.0, None, ("50 %", "56 %", "", False)),
    ({}, 50.2, 49.8, None, ("50 %", "50 %", "", True)),
    (HOURS, 10.0, 12.5, 2.5, ("10,0 heures", "12,5 heures", "+2,5 heures", False)),
    (RATIO, 40.0, 42.0, 2.0, ("40,0 %", "42,0 %", "+2,0 points", False)),
]


@pytest.mark.parametrize(("given", "before", "after", "difference", "said"), CHANGED)
def test_a_change_is_written_with_both_figures_as_far_as_the_three_agree(
    given: dict[str, Any],
    before: float,
    after: float,
    difference: float | None,
    said: tuple[str, str, str, bool],
    voices: dict[str, Voice],
    estimate: Make,
) -> None:
    found = changed_figures(voices["fr"], estimate(before, **given), estimate(after, **given), difference)
    told = (plain(found.earlier), plain(found.later), plain(found.difference), found.is_stable)
    assert told == said
