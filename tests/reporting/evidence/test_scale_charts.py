"""Grids and scales as stacked bars: the order of rows, hidden parts, the title that says what is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.questionnaire import Survey, read_survey
from analysis.reporting.drawing.chart_style import COMPOSITION
from analysis.reporting.evidence.scale_charts import (
    composition_chart,
    grid_chart,
    is_stackable,
    parts_of,
    scale_chart,
)
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.plain_spaces import plain

SURVEY = """
title = { fr = "Essai", en = "Trial" }
[scales.avis]
scores = { 1 = 4, 2 = 3, 3 = 2, 4 = 1 }
[scales.avis.codes]
1 = { fr = "Très", en = "Very" }
2 = { fr = "Assez", en = "Rather" }
3 = { fr = "Peu", en = "Little" }
4 = { fr = "Pas", en = "Not" }
[questions.moyens]
type = "scale"
scale = "avis"
label = { fr = "Moyens", en = "Means" }
[questions.equipe]
type = "scale"
scale = "avis"
label = { fr = "Équipe", en = "Team" }
[questions.note]
type = "scale"
codes = { 0 = "0", 1 = "1", 2 = "2", 3 = "3", 4 = "4", 5 = "5", 6 = "6", 7 = "7" }
[grids.g]
items = ["moyens", "equipe"]
"""


@pytest.fixture
def survey(tmp_path: Path) -> Survey:
    path = tmp_path / "survey.toml"
    path.write_text(SURVEY, encoding="utf-8")
    return read_survey(path)


def answers(*shares: float | None, n: int = 800) -> list[IndicatorRow]:
    return [
        IndicatorRow(
            "", str(place + 1), value=share, n=None if share is None else n, confidential=share is None
        )
        for place, share in enumerate(shares)
    ]


TITLES = [
    ("fr", "« Très » ou « Assez » : la part va de 40 % (moyens) à 85 % (équipe)"),
    ("en", "“Very” or “Rather”: the share goes from 40% (means) to 85% (team)"),
]


@pytest.mark.parametrize(("language", "title"), TITLES)
def test_a_grid_is_one_figure_sorted_by_what_is_favourable(language: str, title: str, survey: Survey) -> None:
    rows = {"moyens": answers(10, 30, 40, 20), "equipe": answers(45, 40, 10, 5, n=750)}
    chart = grid_chart(Voice(language, survey), "chart-g", "Satisfaction", rows)
    assert chart is not None and chart.kind == "stacked_scale"
    assert plain(chart.title) == title and chart.subtitle == "Satisfaction"
    assert [[point.value for point in panel.points] for panel in chart.panels] == [
        [45, 40, 10, 5],
        [10, 30, 40, 20],
    ]


def test_hidden_parts_are_named_and_take_no_place_in_the_title(survey: Survey) -> None:
    rows = {"moyens": answers(80, None, 18, None), "equipe": answers(45, 40, 10, 5)}
    chart = grid_chart(Voice("fr", survey), "chart-g", "Satisfaction", rows)
    assert chart is not None
    assert chart.title == "Satisfaction"  # one row is known: no span
    hidden = chart.panels[1].points
    assert [(point.value, point.text) for point in hidden if point.value is None] == [(None, "masqué")] * 2
    assert "masqué" in chart.svg and "masqué" in chart.note and "masqué 0" not in chart.alternative


def test_a_grid_without_a_figure_has_no_chart(survey: Survey) -> None:
    assert grid_chart(Voice("fr", survey), "g", "G", {"moyens": answers(None, None, None, None)}) is None


def test_a_scale_has_a_row_for_each_edition(survey: Survey) -> None:
    bars = {("2009", False): answers(10, 30, 40, 20), ("2024", False): answers(12, 30, 40, 18)}
    chart = scale_chart(Voice("fr", survey), "c", "Moyens", "Part", survey.questions["moyens"], bars)
    assert (chart.title, chart.subtitle) == ("Moyens", "Part")
    assert [panel.label for panel in chart.panels] == ["2009", "2024"]


def test_a_composition_has_its_answers_in_colours_and_none_and_another_in_grey_at_the_end(
    survey: Survey,
) -> None:
    kinds = {"none": ("1",), "dont_know": ("4",)}
    question = replace(survey.questions["moyens"], scores={}, ordered=False, aside=kinds)
    assert parts_of(question) == ["2", "3", "1"]
    bars = {("Ensemble", False): answers(20, 30, 40, 10), ("Sport", True): answers(30, 30, 40, None)}
    chart = composition_chart(Voice("fr", survey), "c", "T", "S", question, bars)
    whole, sport = chart.panels
    assert [plain(point.text) for point in whole.points] == ["30 %", "40 %", "20 %", "10 %"]
    assert [point.value for point in sport.points] == [30, 40, 30]
    for colour in (COMPOSITION[0], COMPOSITION[1], COMPOSITION[-1]):
        assert colour in chart.svg
    assert COMPOSITION[2] not in chart.svg


def test_a_scale_of_many_answers_is_no_stacked_bar(survey: Survey) -> None:
    assert [name for name, question in survey.questions.items() if is_stackable(question)] == [
        "moyens",
        "equipe",
    ]


def test_an_order_from_the_worst_has_its_colours_turned(survey: Survey) -> None:
    turned = replace(
        survey,
        questions={
            name: replace(q, scores={code: -score for code, score in q.scores.items()})
            for name, q in survey.questions.items()
        },
    )
    rows = {"moyens": answers(10, 30, 40, 20), "equipe": answers(45, 40, 10, 5)}
    chart = grid_chart(Voice("fr", turned), "g", "G", rows)
    assert chart is not None
    assert "« Pas » ou « Peu »" in plain(chart.title)
    assert [panel.label for panel in chart.panels] == ["Moyens", "Équipe"]
