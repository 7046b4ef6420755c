"""The figures of each table as arrays, those of groups counted in another among them, and their steps."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.compare.compared_figures import figures_by_table, is_whole_secret, side_by_side
from analysis.indicators.release.rounding import steps
from tests.defined_survey import survey_of

SURVEY = """
[themes.t]
[questions.size]
type = "single"
codes = { 1 = "un", 2 = "deux", 3 = "trois" }
[questions.kind]
type = "single"
codes = { 1 = "un", 2 = "deux", 3 = "trois" }
[questions.q]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[questions.h]
type = "numeric"
[indicators.q]
theme = "t"
[indicators.hours]
theme = "t"
variable = "h"
statistic = "mean"
"""
NAN = float("nan")


def row(breakdown: str, group: str, item: str, value: float, **given: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {"se": 1.0, "n": 50, "base": 60.0, "df": 49.0, "ci_level": 0.95, "with": ""}
    usual |= {"ci_low": value - 2, "ci_high": value + 2, "status": "shown", "confidentiality": ""}
    cell = {"indicator": "q", "statistic": "share", "breakdown": breakdown, "group": group, "item": item}
    return {**cell, **usual, "value": value, **given}


def table(breakdown: str, groups: str, **of_group: dict[str, Any]) -> list[dict[str, Any]]:
    """The two answers in each group: ten times the group, and the rest to 100."""
    return [
        row(breakdown, group, item, value, **of_group.get(f"g{group}", {}))
        for group in groups
        for item, value in (("1", 10.0 * int(group)), ("0", 100 - 10.0 * int(group)))
    ]


def test_figures_stand_by_group_and_item_and_groups_counted_elsewhere_are_empty() -> None:
    frame = pd.DataFrame(
        [
            *[row("all", "all", item, 50.0, confidentiality="complementary") for item in "10"],
            *table("size", "123", g1={"with": "3"}, g2={"status": "footnote"}),
            *table("kind", "123", g2={"status": "suppressed", "n": None}, g3={"status": "empty"}),
        ]
    )
    found = figures_by_table(frame, survey_of(SURVEY))
    size, kind, whole = (found["q", name] for name in ("size", "kind", "all"))
    assert size.value.tolist() == [[10, 90], [20, 80], [30, 70]] and whole.value.shape == (1, 2)
    assert size.is_empty.tolist() == [[False] * 2, [False] * 2, [True] * 2]
    assert kind.is_empty.tolist() == [[False] * 2, [False] * 2, [True] * 2]
    assert size.is_shown.all() and kind.is_shown.tolist() == [[True] * 2, [False] * 2, [False] * 2]
    assert kind.n.tolist() == [[50, 50], [0, 0], [50, 50]] and size.weight.max() == 60
    assert whole.is_secret.all() and not size.is_secret.any()
    both = side_by_side([size, kind])
    assert both.value.shape == (3, 4) and both.is_empty.tolist()[1] == [False] * 4
    indicators = survey_of(SURVEY).indicators
    assert is_whole_secret(found, indicators["q"], survey_of(SURVEY)).tolist() == [True, True]
    assert is_whole_secret(found, indicators["hours"], survey_of(SURVEY)).tolist() == [False]


def test_a_group_counted_in_one_of_another_breakdown_stands_for_itself() -> None:
    frame = pd.DataFrame([*table("size", "123", g1={"with": "2;3"}), *table("kind", "123", g3={"with": "2"})])
    found = figures_by_table(frame, survey_of(SURVEY))
    assert found["q", "size"].is_empty[:, 0].tolist() == [False, True, True]
    assert found["q", "kind"].is_empty[:, 0].tolist() == [False, True, False]


STEPS: list[tuple[dict[str, Any], float]] = [
    ({"n": 1}, 100.0),
    ({"n": 2}, 50.0),
    ({"n": 80}, 2.0),
    ({"n": 0}, NAN),
    ({"n": None}, NAN),
    ({"n": 80, "value": NAN}, NAN),
    ({"indicator": "hours", "statistic": "mean", "n": 80, "value": 12.0}, 0.2),
    ({"indicator": "hours", "statistic": "mean", "n": 80, "value": -12.0}, 0.2),
    ({"indicator": "hours", "statistic": "mean", "n": 80, "value": 0.0, "ci_low": -1, "ci_high": 4}, 0.05),
    ({"indicator": "hours", "statistic": "mean", "n": 80, "value": 0.0, "ci_low": -4, "ci_high": 1}, 0.05),
    ({"indicator": "hours", "statistic": "mean", "n": 80, "value": 0.0, "ci_low": 0, "ci_high": 0}, 0.02),
]


@pytest.mark.parametrize(("given", "step"), STEPS)
def test_the_step_of_a_figure_is_what_one_respondent_weighs_in_it(given: dict[str, Any], step: float) -> None:
    frame = pd.DataFrame([row("all", "all", "1", 50.0, **{k: v for k, v in given.items() if k != "value"})])
    frame["value"] = given.get("value", 50.0)
    found = steps(frame, survey_of(SURVEY))
    np.testing.assert_allclose(found, [step])
