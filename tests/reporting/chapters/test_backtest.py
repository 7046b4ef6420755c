"""The page that holds our figures to those of others: what it counts, its classes, and how it is written."""

from __future__ import annotations

import re
from typing import Any

import pytest

from analysis.reporting.blocks import Chart, Paragraph, ReportTable
from analysis.reporting.chapters.backtest import FARTHEST, FEWEST_FOR_CHART, LIMITS, backtest_blocks
from analysis.reporting.language.voice import Voice
from analysis.results.record_rows import BacktestFigure
from tests.plain_spaces import plain


def figure(z: float | None, value: float | None = 41.3, **given: Any) -> BacktestFigure:
    filled = {"published": 40.0, "unit": "%", "source": "Insee", **given}
    return BacktestFigure("bien_accueillis", value=value, z=z, **filled)


def texts(voice: Voice, rows: list[BacktestFigure]) -> list[str]:
    return [plain(block.text) for block in backtest_blocks(voice, rows) if isinstance(block, Paragraph)]


SAID = [
    ([1.5], "Le seul chiffre publié par ailleurs s’écarte du nôtre de 1,5 fois l’erreur type."),
    ([-2.5], "Le seul chiffre publié par ailleurs s’écarte du nôtre de 2,5 fois l’erreur type."),
    (
        [0.5, -1.9],
        "Parmi les 2 chiffres que d’autres ont publiés pour la même édition, on en compte 2 (100 %) à moins",
    ),
    (
        [1.9599, -1.9601],
        "Parmi les 2 chiffres que d’autres ont publiés pour la même édition, on en compte 1 (50,0 %) à moins",
    ),
    (
        [0.5, -1.97],
        "Parmi les 2 chiffres que d’autres ont publiés pour la même édition, on en compte 1 (50,0 %) à moins",
    ),
    (
        [0.5, 1.97, 3.0],
        "Parmi les 3 chiffres que d’autres ont publiés pour la même édition, on en compte 1 (33,3 %) à moins",
    ),
]


@pytest.mark.parametrize(("distances", "said"), SAID)
def test_the_page_counts_what_is_as_near_as_chance_allows(
    distances: list[float], said: str, voices: dict[str, Voice]
) -> None:
    [text] = texts(voices["fr"], [figure(z) for z in distances])
    assert said in text


def test_what_is_not_shown_here_is_counted_apart(voices: dict[str, Voice]) -> None:
    rows = [figure(1.0), figure(None, None), figure(None, None)]
    assert texts(voices["fr"], rows)[1].endswith("le nôtre n’étant pas publié : 2.")
    assert len(texts(voices["fr"], rows[:1])) == 1


@pytest.mark.parametrize(("count", "charts"), [(FEWEST_FOR_CHART - 1, 0), (FEWEST_FOR_CHART, 1)])
def test_distances_are_drawn_where_there_are_enough(
    count: int, charts: int, voices: dict[str, Voice]
) -> None:
    blocks = backtest_blocks(voices["fr"], [figure(0.1)] * count)
    assert sum(isinstance(block, Chart) for block in blocks) == charts


CLASSES = [
    (-7.0, "−5,0 à −4,5"),
    (-5.0, "−5,0 à −4,5"),
    (-0.1, "−0,5 à 0,0"),
    (0.0, "0,0 à +0,5"),
    (0.49, "0,0 à +0,5"),
    (0.5, "+0,5 à +1,0"),
    (4.99, "+4,5 à +5,0"),
    (5.0, "+4,5 à +5,0"),
    (9.0, "+4,5 à +5,0"),
]


@pytest.mark.parametrize(("z", "column"), CLASSES)
def test_a_distance_is_drawn_in_its_class_of_half_an_error(
    z: float, column: str, voices: dict[str, Voice]
) -> None:
    blocks = backtest_blocks(voices["fr"], [figure(z)] * FEWEST_FOR_CHART)
    [chart] = [block for block in blocks if isinstance(block, Chart)]
    points = chart.panels[0].points
    assert len(points) == len(LIMITS) - 1
    assert [plain(point.label) for point in points if point.value] == [column]
    assert [point.text for point in points if point.text] == [str(FEWEST_FOR_CHART)]


def test_the_band_of_chance_is_marked_on_either_side_of_nought(voices: dict[str, Voice]) -> None:
    """From -5 by halves, over the whole width: -1.96 is 6.08 of 20 classes from the left, 1.96 is 13.92."""
    blocks = backtest_blocks(voices["fr"], [figure(0.1)] * FEWEST_FOR_CHART)
    [chart] = [block for block in blocks if isinstance(block, Chart)]
    [width] = re.findall(r'viewBox="0 0 (\S+) ', chart.svg)
    [dashed] = re.findall(r"stroke-dasharray[^>]*>(.*?)</g>", chart.svg)
    places = [float(x) / float(width) for x in re.findall(r'd="M (\S+) ', dashed)]
    assert places == pytest.approx([6.08 / 20, 13.92 / 20], abs=0.001)


CELLS = [
    # published, ours, step, unit, z; the four cells
    (40.0, 41.3, None, "%", 1.25, ["40 %", "41,3 %", "+1,3", "+1,3"]),
    (40.0, 41.0, 1.0, "%", -0.96, ["40 %", "41 %", "+1", "−1,0"]),
    (40.5, 41.0, 1.0, "%", 2.0, ["40,5 %", "41 %", "+0,5", "+2,0"]),
    (40.0, 41.32, 0.02, "%", 2.0, ["40 %", "41,3 %", "+1,3", "+2,0"]),
    (12.0, 9.5, 0.5, "heures", -2.0, ["12", "9,5", "−2,5", "−2,0"]),
]


@pytest.mark.parametrize(("published", "ours", "step", "unit", "z", "cells"), CELLS)
def test_two_figures_are_written_no_finer_than_they_are(
    published: float,
    ours: float,
    step: float | None,
    unit: str,
    z: float,
    cells: list[str],
    voices: dict[str, Voice],
) -> None:
    row = figure(z, ours, published=published, step=step, unit=unit)
    [table] = [b for b in backtest_blocks(voices["fr"], [row]) if isinstance(b, ReportTable)]
    [line] = table.groups[0].rows
    assert [plain(cell.text) for cell in line.cells] == cells


@pytest.mark.parametrize(
    ("count", "caption"),
    [(FARTHEST, "Les chiffres comparés"), (FARTHEST + 1, "Les chiffres les plus éloignés")],
)
def test_the_table_has_the_farthest_from_the_farthest_on(
    count: int, caption: str, voices: dict[str, Voice]
) -> None:
    rows = [figure((-1) ** place * place / 10, item="" if place % 2 else "1") for place in range(count)]
    [table] = [b for b in backtest_blocks(voices["fr"], rows) if isinstance(b, ReportTable)]
    lines = table.groups[0].rows
    assert (len(lines), table.caption) == (FARTHEST, caption)
    farthest = (-1) ** (count - 1) * (count - 1) / 10
    assert plain(lines[0].cells[-1].text) == plain(voices["fr"].signed(farthest, 1))
    assert {line.label for line in lines} == {
        "Bien accueillis",
        "Bien accueillis, « Oui »".replace(" Oui ", "\u202fOui\u202f"),
    }
