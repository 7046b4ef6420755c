"""Which groups a line sets apart, and what it says of those it cannot compare.

In the cases, _ stands for a narrow no-break space.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from analysis.reporting.findings.group_sentences import difference_lines
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.reporting.language.written_spaces import spaced
from tests.reporting.made_comparisons import comparisons_of

Make = Callable[..., IndicatorRow]

GROUPS = [
    (
        {"01": 30.0, "02": 40.0, "03": 60.0},
        "«_65+_» se détache_: 60_%, contre 30_% («_15-34_»).",
        "“65+” stands out: 60%, against 30% (“15-34”).",
    ),
    (
        {"01": 30.0, "02": 59.0, "03": 60.0},
        "«_15-34_» se détache par le bas_: 30_%, contre 60_% («_65+_»).",
        "“15-34” stands out at the bottom: 30%, against 60% (“65+”).",
    ),
    (
        {"01": 50.0, "02": 54.9, "03": 49.9, "n03": 20},
        "55_% («_35-64_»), contre 50_% («_15-34_»). Non comparé_: «_65+_».",
        "55% (“35-64”), against 50% (“15-34”). Not compared: “65+”.",
    ),
    (
        {"01": 50.0, "02": 52.0, "03": 54.9},
        "55_% («_65+_»), contre 50_% («_15-34_»).",
        "55% (“65+”), against 50% (“15-34”).",
    ),
]


@pytest.mark.parametrize(("values", "french", "english"), GROUPS)
def test_groups_are_set_apart_only_where_the_test_supports_it(
    values: dict[str, float], french: str, english: str, voices: dict[str, Voice], estimate: Make
) -> None:
    groups = {group: value for group, value in values.items() if group.isdigit()}
    rows = [
        estimate(value, 1.4, breakdown="age", group=group, n=values.get(f"n{group}", 1000))
        for group, value in groups.items()
    ]
    assert difference_lines(voices["fr"], {"age": rows}, comparisons_of(rows)) == [("Âge", spaced(french))]
    assert difference_lines(voices["en"], {"age": rows}, comparisons_of(rows)) == [("Age", english)]


def test_breakdowns_without_a_difference_share_a_line(voices: dict[str, Voice], estimate: Make) -> None:
    by_age = [estimate(50.0, breakdown="age", group=group) for group in ("01", "02")]
    by_sex = [estimate(50.0, breakdown="sexe", group=group) for group in ("1", "2")]
    lines = difference_lines(
        voices["fr"], {"sexe": by_sex, "age": by_age}, comparisons_of([*by_sex, *by_age])
    )
    assert lines == [("Pas d’écart mesurable", "sexe et âge.")]


def test_small_groups_are_said_to_be_too_small(voices: dict[str, Voice], estimate: Make) -> None:
    rows = [
        estimate(value, n=29, breakdown="age", group=group) for group, value in (("01", 10.0), ("02", 90.0))
    ]
    assert difference_lines(voices["en"], {"age": rows}, comparisons_of(rows)) == [
        ("Not comparable (too few answers)", "age.")
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"value": None, "status": "suppressed"}, [("Not comparable (figures not published)", "age.")]),
        ({"value": None, "status": "empty"}, []),
        ({"value": 50.0, "se": 4e-7}, []),
        ({"value": 50.0, "statistic": "total"}, []),
    ],
)
def test_a_group_without_a_figure_to_compare(
    voices: dict[str, Voice], estimate: Make, given: dict[str, Any], said: list[tuple[str, str]]
) -> None:
    rows = [estimate(10.0, breakdown="age", group="01"), estimate(breakdown="age", group="02", **given)]
    assert difference_lines(voices["en"], {"age": rows}, comparisons_of(rows)) == said
