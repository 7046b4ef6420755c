"""The charts of a theme beside the edition before: scales in a row each, and what ages alone have moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from analysis.reporting.edition_results import Changes
from analysis.results.trend_rows import Change
from tests.plain_spaces import plain
from tests.reporting.chapters.test_theme_charts import (
    THEME,
    WHEN,
    Make,
    change,
    charts_of,
    figures,
    report,
    shares,
)

SCALE = """
[themes.t]
[questions.e]
type = "scale"
codes = { 1 = "oui", 2 = "plutôt", 3 = "non" }
scores = { 1 = 2, 2 = 1, 3 = 0 }
[indicators.e]
theme = "t"
title = "Accord"
"""
BEFORE, NOW = {"1": 50.0, "2": 30.0, "3": 20.0}, {"1": 40.0, "2": 35.0, "3": 25.0}


def of_scale(estimate: Make, status: Mapping[str, Any]) -> Any:
    """A scale in both editions, the change of each answer with a status of its own."""
    rows = [estimate(value, indicator="e", item=code) for code, value in NOW.items()]
    earlier = {
        ("e", code): estimate(value, indicator="e", item=code, n=600) for code, value in BEFORE.items()
    }
    moved = [
        Change(
            "e",
            code,
            *WHEN,
            value,
            NOW[code],
            difference=NOW[code] - value,
            status=status.get(code, "tested"),
        )
        for code, value in BEFORE.items()
    ]
    content = report(SCALE, rows)
    content.changes = Changes(
        "2024", moved, content.changes.titles, content.changes.years, {}, {"2009": earlier}
    )
    return content


def test_a_scale_that_compares_has_a_row_for_each_edition(estimate: Make) -> None:
    [chart] = charts_of(of_scale(estimate, {}))
    assert figures(chart) == [("2009", ["50 %", "30 %", "20 %"]), ("2024", ["40 %", "35 %", "25 %"])]
    assert "de 600 à 1 000 répondants" in plain(chart.note)


@pytest.mark.parametrize("answer", ["1", "3"])
def test_one_answer_that_does_not_compare_leaves_the_scale_as_it_is_now(answer: str, estimate: Make) -> None:
    [chart] = charts_of(of_scale(estimate, {answer: "break"}))
    assert figures(chart) == [("Ensemble", ["40 %", "35 %", "25 %"])]
    assert "1 000 répondants" in plain(chart.note) and "600" not in chart.note


COMPOSED = 'composition = "age"\n' + THEME
OWED = [
    # what the first share would be at equal ages, p of its change; whether the note tells it
    (29.0, 0.001, True),
    (25.1, 0.001, True),
    (24.9, 0.001, False),
    (31.0, 0.001, True),
    (29.0, 0.4, False),
    (None, 0.001, False),
]


@pytest.mark.parametrize(("equal", "p", "is_told"), OWED)
def test_a_share_that_half_moved_by_who_answered_is_told_below_the_chart(
    equal: float | None, p: float, is_told: bool, estimate: Make
) -> None:
    """From 30 % to 20 %: 25 % is half of the way."""
    first = change("s1", 30.0, 20.0, p=p, equal_value=equal, equal_p=0.5)
    second = change("s2", 58.0, 60.0, p=0.001, equal_value=60.0, equal_p=0.001)
    before = {"s1": estimate(30.0), "s2": estimate(58.0)}
    [chart] = charts_of(report(COMPOSED, shares(estimate, 20.0, 60.0), [first, second], before))
    said = plain(chart.note)
    assert ("Part 1" in said) is is_told and "Part 2" not in said
    if equal is not None and is_told:
        assert f"{equal:.0f} %" in said


def test_the_largest_share_that_moved_gives_the_title_with_both_editions(estimate: Make) -> None:
    given = [change("s1", 30.0, 20.0, p=0.001), change("s2", 58.0, 60.0, p=0.4)]
    before = {"s1": estimate(30.0), "s2": estimate(58.0)}
    content = report(THEME, shares(estimate, 20.0, 60.0), given, before)
    [chart] = charts_of(content)
    assert plain(chart.title) == "La part « Part 1 » recule : 30 %, puis 20 %"
    still = replace(given[0], p=0.4)
    content.changes = replace(content.changes, changes=[still, given[1]])
    [chart] = charts_of(content)
    assert plain(chart.title) == "Rien de tout cela n’a bougé de façon mesurable"
