"""What cannot be said: only what holds of the edition, each sentence with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.reporting.blocks import Lines
from analysis.reporting.chapters.opening_pages.limits import limits
from analysis.reporting.edition_report import EditionReport, open_report
from analysis.reporting.edition_results import Changes
from analysis.reporting.language.voice import Voice
from analysis.results.trend_rows import Change


@pytest.mark.parametrize("simulated", [True, False])
def test_a_limit_is_named_only_where_it_holds(simulated: bool, small_survey: Callable[..., Any]) -> None:
    small = small_survey()
    small.write()
    report = open_report(small.root, "petite", "2009")
    assert isinstance(report, EditionReport)
    [lines] = limits(replace(report, edition=replace(report.edition, simulated=simulated)))
    assert isinstance(lines, Lines)
    said = " ".join(why for _, why in lines.lines)
    assert ("simulées" in said) == simulated
    assert "aucune cause" in said
    assert "redressement" not in said
    assert len(lines.lines) == len({term for term, _ in lines.lines})


@pytest.mark.parametrize(
    ("indicators", "said"), [((), False), (("heures",), False), (("heures", "bien_accueillis"), True)]
)
def test_who_answered_is_no_trend_where_a_figure_of_the_trend_tells_it(
    indicators: tuple[str, ...], said: bool, small_survey: Callable[..., Any]
) -> None:
    small = small_survey()
    small.write()
    report = open_report(small.root, "petite", "2009")
    assert isinstance(report, EditionReport)
    survey = report.voice.survey
    profile = replace(survey.indicators["bien_accueillis"], profile=True)
    survey = replace(survey, indicators={**survey.indicators, "bien_accueillis": profile})
    changes = Changes("2009", [Change(name, "", "2008", "2009", 1.0, 2.0) for name in indicators])
    [lines] = limits(replace(report, voice=Voice("fr", survey), changes=changes))
    assert isinstance(lines, Lines)
    assert any("d’une édition à l’autre" in why for _, why in lines.lines) == said
