"""The chart of the largest changes: in which order they stand, and how many its title counts up and down."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from analysis.questionnaire import Edition, Label
from analysis.reporting.blocks import Chart, walk
from analysis.reporting.chapters.evolution import evolution
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.trend_rows import Change
from tests.plain_spaces import plain

Make = Callable[..., IndicatorRow]
CELLS = (("bien_accueillis", ""), ("canaux", "a"), ("canaux", "b"), ("trajet", ""))
CHARTS: list[tuple[Sequence[float], str, list[float]]] = [
    # the differences; the title of the chart, the figures of today from the top
    (
        [6.0, -9.0],
        "Les deux plus grands changements depuis 2009 sont une hausse et une baisse",
        [41.0, 56.0],
    ),
    (
        [0.8, -9.0],
        "Les deux plus grands changements depuis 2009 sont une hausse et une baisse",
        [41.0, 50.8],
    ),
    ([6.0, 9.0], "Les deux plus grands changements depuis 2009 sont des hausses", [59.0, 56.0]),
    ([-6.0, -9.0], "Les deux plus grands changements depuis 2009 sont des baisses", [41.0, 44.0]),
    (
        [6.0, -9.0, -7.0],
        "Les trois plus grands changements depuis 2009 sont une hausse et deux baisses",
        [41.0, 43.0, 56.0],
    ),
    (
        [6.0, 9.0, -7.0],
        "Les trois plus grands changements depuis 2009 sont deux hausses et une baisse",
        [59.0, 43.0, 56.0],
    ),
]


@pytest.mark.parametrize(("differences", "title", "now"), CHARTS)
def test_the_chart_goes_from_the_largest_change_to_the_smallest_and_counts_them(
    differences: Sequence[float], title: str, now: list[float], voices: dict[str, Voice], estimate: Make
) -> None:
    voice, years = voices["fr"], {"2009": 2009, "2024": 2024}
    given = [
        Change(name, item, *years, 50.0, 50.0 + d, difference=d, p=0.001)
        for (name, item), d in zip(CELLS, differences, strict=False)
    ]
    figures: dict[str, dict[tuple[str, str], IndicatorRow]] = {
        "2009": {each.cell: estimate(50.0) for each in given},
        "2024": {each.cell: estimate(each.value_to) for each in given},
    }
    titles = {name: Label(name, name) for name in years}
    changes = Changes("2024", given, titles, years, {}, figures)
    found = [
        Finding(
            voice.survey.indicators[each.indicator],
            each.item,
            figures["2024"][each.cell],
            1.0,
            change=each,
            question=f"q{place}",
        )
        for place, each in enumerate(given)
    ]
    edition = Edition("2024", Label("2024", "2024"), ())
    blocks = walk(evolution(voice, edition, changes, found))
    [chart] = [block for block in blocks if isinstance(block, Chart)]
    assert plain(chart.title) == title
    shown = [point.value for panel in chart.panels for point in panel.points]
    assert shown[1::2] == now and set(shown[::2]) == {50.0}
