"""The sentence that L'essentiel opens with: what became of the key figures, or the analyst's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.reporting.chapters.opening_pages.message import message_of
from analysis.reporting.edition_report import EditionReport, open_report
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.own_findings import OwnFindings
from analysis.results.trend_rows import Change
from tests.reporting.chapters.test_evolution import plain

UP, DOWN, STILL = (6.0, 0.001), (-6.0, 0.001), (1.0, 0.8)
NAMES = ("bien_accueillis", "heures", "trajet")


@pytest.fixture
def report(small_survey: Callable[..., Any]) -> EditionReport:
    """The small survey with three key figures."""
    small = small_survey()
    small.write()
    opened = open_report(small.root, "petite", "2009")
    assert isinstance(opened, EditionReport)
    survey = opened.voice.survey
    key = {name: replace(survey.indicators[name], headline=True) for name in NAMES}
    told = replace(survey, indicators={**survey.indicators, **key})
    return replace(opened, voice=replace(opened.voice, survey=told))


def changed(report: EditionReport, year: int | None, *moves: tuple[float, float]) -> EditionReport:
    """The report with a tested change of each key figure: its difference and its p."""
    latest = [
        Change(name, "", "2005", "2009", 50.0, 50.0 + gap, difference=gap, p=p, p_report=p)
        for name, (gap, p) in zip(NAMES, moves, strict=False)
    ]
    years = {"2005": year, "2009": 2009} if year else {}
    return replace(report, changes=Changes("2009", latest, {}, years, {}, {}))


MESSAGES = [
    (
        (UP, DOWN, STILL),
        2005,
        "Des trois chiffres clés, un progresse, un recule et un n’a pas bougé de façon mesurable depuis 2005",
    ),
    (
        (UP, UP, STILL),
        2005,
        "Des trois chiffres clés, deux progressent et un n’a pas bougé de façon mesurable depuis 2005",
    ),
    (
        (STILL, STILL, STILL),
        None,
        "Aucun des trois chiffres clés n’a bougé de façon mesurable depuis l’édition précédente",
    ),
    ((UP,), 2005, ""),  # one figure is no summary
]


@pytest.mark.parametrize(("moves", "year", "said"), MESSAGES)
def test_the_message_counts_what_became_of_the_key_figures(
    moves: tuple[tuple[float, float], ...], year: int | None, said: str, report: EditionReport
) -> None:
    assert plain(message_of(changed(report, year, *moves), [])) == said


def test_an_analyst_s_message_comes_first(report: EditionReport) -> None:
    own = replace(changed(report, 2005, UP, UP), own=OwnFindings("L'accueil {bien_accueillis}"))
    [row] = own.estimates.whole("bien_accueillis")
    assert plain(message_of(own, [])) == f"L’accueil {round(row.value or 0)} %"
