"""Titles of findings as they are chosen: within their length, no way taken too often; those of figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.questionnaire import Label
from analysis.reporting.blocks import Point
from analysis.reporting.chapters.theme_pages.figure_titles import groups_title, moved_title, span_title
from analysis.reporting.charts.dumbbells import DumbbellRow
from analysis.reporting.findings.finding_sentences import finding_text
from analysis.reporting.findings.finding_titles import (
    LONGEST,
    OFTEN,
    _pattern,
    finding_titles,
    opening_titles,
)
from analysis.reporting.findings.title_ways import ways_of
from analysis.reporting.language.typography import cut_at_word
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.reporting.chapters.test_evolution import plain
from tests.reporting.findings.made_findings import changes, of_groups

Make = Callable[..., IndicatorRow]


def test_a_range_is_said_only_of_the_lowest_and_the_highest(spoken: dict[str, Voice], estimate: Make) -> None:
    voice, compared = spoken["fr"], changes(estimate, 9.0)
    finding = of_groups(voice, estimate)
    beyond = estimate(90.0, breakdown="sexe", group="3")
    wider = replace(finding, groups=[*finding.groups, beyond])
    assert {"topic_goes", "topic_by"} <= dict(ways_of(voice, finding, compared)).keys()
    assert not {"topic_goes", "topic_by"} & dict(ways_of(voice, wider, compared)).keys()
    assert not finding_text(voice, wider, compared, "", 1).startswith("La part va")


@pytest.mark.parametrize(("low", "is_said"), [(30.0, True), (28.0, True), (25.0, False), (40.0, False)])
def test_a_ratio_is_said_only_where_it_is_near_a_whole_number(
    low: float, is_said: bool, spoken: dict[str, Voice], estimate: Make
) -> None:
    voice = spoken["fr"]
    said = dict(ways_of(voice, of_groups(voice, estimate, low=low), changes(estimate, 9.0)))
    assert ("times" in said) == is_said


def test_no_title_is_longer_than_fits_and_no_way_is_taken_too_often(
    spoken: dict[str, Voice], estimate: Make
) -> None:
    voice = spoken["fr"]
    lows = [20.0 + place / 2 for place in range(30)]
    findings = [of_groups(voice, estimate, "a", low) for low in lows]
    told = finding_titles(voice, findings, changes(estimate, 9.0))
    assert all(len(title) <= LONGEST for title in told)
    ways = [dict(ways_of(voice, finding, changes(estimate, 9.0))) for finding in findings]
    named = [
        _pattern(way)
        for each, said in zip(ways, told, strict=True)
        for way, title in each.items()
        if title == said
    ]
    assert max(map(named.count, named)) <= OFTEN
    assert len(set(told) - {""}) == len([title for title in told if title])  # none is said twice


def test_a_title_that_fits_in_no_way_is_cut_at_a_word(spoken: dict[str, Voice], estimate: Make) -> None:
    survey = spoken["fr"].survey
    long = replace(survey.indicators["bien_accueillis"], title=Label("mot " * 40, "word " * 40), verb={})
    voice = Voice("fr", replace(survey, indicators={**survey.indicators, "bien_accueillis": long}))
    [title] = opening_titles(voice, [of_groups(voice, estimate)], changes(estimate, 9.0))
    assert len(title) <= LONGEST and title.endswith("mot…")
    assert cut_at_word("un deux trois", 9) == "un deux…" and cut_at_word("un deux", 9) == "un deux"


def points(*values: tuple[str, float]) -> list[Point]:
    return [Point(label, value, None, None, f"{value:.0f} %") for label, value in values]


def dumbbells(moves: bool) -> list[DumbbellRow]:
    one, two, three, four = points(("", 20), ("", 30), ("", 50), ("", 55))
    return [DumbbellRow("Charte", one, two, moves), DumbbellRow("Projet", three, four, moves)]


FIGURE_TITLES = [
    (0, "moved", "fr", "« Charte » passe de 20 % à 30 %"),
    (1, "moved", "fr", "Le plus grand changement est celui de « Charte » : 20 %, puis 30 %"),
    (2, "moved", "fr", "« Charte » change le plus, de 20 % à 30 %"),
    (0, "moved", "en", "“Charte” goes from 20 % to 30 %"),
    (0, "still", "fr", "Rien de tout cela n’a bougé de façon mesurable"),
    (1, "still", "fr", "Ces chiffres sont restés stables"),
    (2, "still", "en", "None of these figures changed measurably"),
    (0, "span", "fr", "De 30 % pour « Projet » à 80 % pour « Charte »"),
    (1, "span", "fr", "« Charte » réunit 80 %, « Projet » 30 %"),
    (2, "span", "fr", "80 % pour « Charte », 30 % pour « Projet »"),
    (0, "one", "fr", "« Charte » : 80 %"),
    (0, "groups", "fr", "« Bien accueillis » va de 30 % pour « Hommes » à 60 % pour « Femmes »"),
    (1, "groups", "fr", "« Bien accueillis » : 60 % pour « Femmes », 30 % pour « Hommes »"),
    (2, "groups", "fr", "De 30 % pour « Hommes » à 60 % pour « Femmes » : « Bien accueillis »"),
    (0, "groups", "en", "“Well received” goes from 30% for “Men” to 60% for “Women”"),
]


@pytest.mark.parametrize(("turn", "kind", "language", "title"), FIGURE_TITLES)
def test_a_figure_of_a_chapter_says_what_it_finds(
    turn: int, kind: str, language: str, title: str, spoken: dict[str, Voice], estimate: Make
) -> None:
    voice = spoken[language]
    said: dict[str, Callable[[], Any]] = {
        "moved": lambda: moved_title(voice, dumbbells(True), turn),
        "still": lambda: moved_title(voice, dumbbells(False), turn),
        "span": lambda: span_title(voice, points(("Charte", 80), ("Projet", 30)), turn),
        "one": lambda: span_title(voice, points(("Charte", 80)), turn),
        "groups": lambda: groups_title(voice, of_groups(voice, estimate), turn),
    }
    assert plain(said[kind]()) == title
