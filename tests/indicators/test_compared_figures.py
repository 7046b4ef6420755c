"""Which figures are compared, what a hidden one gives away, and what each difference is told to be."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm, t

from analysis.indicators.compare.compared_figures import (
    ComparedSides,
    Figures,
    detectable,
    difference_rows,
    sides_of,
)


def figures(**given: Any) -> Figures:
    """Four groups of one item, all shown and of 100 respondents where nothing else is said."""
    of_each: dict[str, Any] = {"value": 50.0, "se": 2.0, "n": 100.0, "weight": 100.0, "stand_in": 0.0}
    of_each |= {"is_shown": True, "is_empty": False, "is_fixed": False, "is_secret": False, **given}
    return Figures(
        **{name: np.broadcast_to(np.array(v), (4,))[:, None].copy() for name, v in of_each.items()}
    )


MAY = [
    ({}, True),
    ({"n": 30.0}, True),
    ({"n": 29.0}, False),
    ({"is_shown": False}, False),
    ({"is_fixed": True}, False),
    ({"is_shown": False, "is_fixed": True}, False),
]


@pytest.mark.parametrize(("given", "may"), MAY)
def test_a_figure_is_compared_where_it_is_shown_has_an_error_and_rests_on_30(
    given: dict[str, Any], may: bool
) -> None:
    assert set(figures(**given).may_be_compared.ravel()) == {may}


GIVEN_AWAY = [
    # which of four groups are shown, which are empty; of which the rest would tell a hidden one
    ([1, 1, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0]),
    ([0, 1, 1, 1], [0, 0, 0, 0], [0, 1, 1, 1]),
    ([0, 0, 1, 1], [0, 0, 0, 0], [1, 1, 0, 0]),
    ([0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0]),
    ([0, 0, 1, 1], [0, 1, 0, 0], [0, 1, 1, 1]),
]


@pytest.mark.parametrize(("shown", "empty", "tells"), GIVEN_AWAY)
def test_the_rest_gives_a_figure_away_that_alone_is_hidden_in_it(
    shown: list[int], empty: list[int], tells: list[int]
) -> None:
    found = figures(is_shown=np.array(shown, dtype=bool), is_empty=np.array(empty, dtype=bool))
    assert found.gives_away.ravel().tolist() == [bool(each) for each in tells]


SIDES = [
    # marks of the first and of the second figure; whether the difference is empty, hidden, fixed
    ({}, {}, (False, False, False)),
    ({"is_empty": True}, {}, (True, False, False)),
    ({}, {"is_empty": True}, (True, False, False)),
    ({"is_shown": False}, {}, (False, True, False)),
    ({}, {"is_shown": False}, (False, True, False)),
    ({"is_fixed": True}, {}, (False, False, True)),
    ({}, {"is_fixed": True}, (False, False, True)),
]


@pytest.mark.parametrize(("one", "other", "expected"), SIDES)
def test_a_difference_is_no_better_known_than_either_of_its_figures(
    one: dict[str, Any], other: dict[str, Any], expected: tuple[bool, bool, bool]
) -> None:
    place = np.array([0])
    sides = sides_of(figures(**one, stand_in=3.0), place, figures(**other, stand_in=4.0), place)
    assert (sides.is_empty.item(), sides.is_hidden.item(), sides.is_fixed.item()) == expected
    assert sides.stand_in.item() == 5.0


def told(found: dict[str, Any], sides: dict[str, Any]) -> dict[str, Any]:
    """One difference of 0.08 with an error of 0.03 and 50 degrees of freedom, in %."""
    one = {"value": 0.08, "se": 0.03, "df": 50.0, "state": "", **found}
    differences: Any = SimpleNamespace(**{n: np.array([[v]]) for n, v in one.items()}, level=0.95)
    of_sides = {"is_empty": False, "is_hidden": False, "is_fixed": False, "stand_in": 0.0, **sides}
    known = ComparedSides(**{name: np.array([[value]]) for name, value in of_sides.items()})
    return {
        name: column[0] for name, column in difference_rows(differences, known, np.array([100.0])).items()
    }


def test_a_difference_has_its_interval_and_test() -> None:
    row = told({}, {})
    half = t.ppf(0.975, 50) * 3
    assert (row["status"], row["test"], row["df"]) == ("tested", "t", 50)
    assert [row["difference"], row["se"]] == pytest.approx([8, 3])
    assert [row["ci_low"], row["ci_high"]] == pytest.approx([8 - half, 8 + half])
    assert [row["test_statistic"], row["p_value"]] == pytest.approx([8 / 3, 2 * t.sf(8 / 3, 50)])
    assert row["detectable"] == pytest.approx((t.ppf(0.975, 50) + t.ppf(0.8, 50)) * 3)


def test_an_error_that_stands_for_0_is_added_and_the_test_is_normal() -> None:
    for found in ({}, {"state": "fixed"}):
        row = told(found, {"stand_in": 4.0})
        assert (row["status"], row["test"]) == ("tested", "z") and np.isnan(row["df"])
        assert [row["se"], row["p_value"]] == pytest.approx([5, 2 * norm.sf(8 / 5)])
        assert row["ci_low"] == pytest.approx(8 - norm.ppf(0.975) * 5)


STATUSES: list[tuple[dict[str, Any], dict[str, Any], str, bool]] = [
    # what was found, what is known of the figures; the status, and whether the difference is told
    ({}, {"is_empty": True, "is_hidden": True}, "empty", False),
    ({}, {"is_hidden": True, "is_fixed": True}, "hidden", False),
    ({"value": np.nan}, {}, "hidden", False),
    ({}, {"is_fixed": True}, "fixed", True),
    ({"state": "fixed"}, {}, "fixed", True),
    ({"state": "small"}, {}, "small", True),
    ({"df": 0.5}, {}, "untested", True),
    ({"df": 1.0}, {}, "tested", True),
]


@pytest.mark.parametrize(("found", "sides", "status", "is_told"), STATUSES)
def test_what_is_not_tested_says_why_and_what_is_hidden_is_told_nowhere(
    found: dict[str, Any], sides: dict[str, Any], status: str, is_told: bool
) -> None:
    row = told(found, sides)
    assert row["status"] == status
    assert np.isfinite(row["difference"]) == np.isfinite(row["se"]) == is_told
    is_tested = status == "tested"
    for name in ("ci_low", "ci_high", "test_statistic", "p_value", "detectable"):
        assert np.isfinite(row[name]) == is_tested, name
    assert bool(row["test"]) == is_tested


def test_the_smallest_difference_found_four_times_in_five_is_lehrs() -> None:
    found = detectable(np.array([1.0, 2.0]), np.array([np.inf, np.inf]), 0.95)
    assert found == pytest.approx((1.959964 + 0.841621) * np.array([1.0, 2.0]), abs=1e-5)
