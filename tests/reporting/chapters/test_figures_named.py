"""The figures that an analyst's sentence names: the one of that name, or none that may not be shown."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from analysis.faults import Fault
from analysis.questionnaire import Label
from analysis.reporting.chapters.opening_pages.message import message_of
from analysis.reporting.chapters.opening_pages.told_findings import difference_of, figure_named
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.own_findings import OwnFindings
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.trend_rows import Change
from tests.plain_spaces import plain

Make = Callable[..., IndicatorRow]
NAMED = [
    ("bien_accueillis", "68 %"),
    ("bien_accueillis@sexe=1", "75 %"),
    ("bien_accueillis@sexe=2", "58 %"),
    ("bien_accueillis@sexe=3", None),
    ("bien_accueillis@age=01", None),
    ("bien_accueillis@2009", "61 %"),
    ("bien_accueillis@2005", None),
    ("bien_accueillis/1", None),
    ("canaux/a", "47 %"),
    ("canaux/b", None),
    ("canaux", None),
    ("canaux/a@sexe=1", "60 %"),
    ("canaux/a@2009", None),
    ("accueil", None),
]
"""A hidden figure has no name either: that of answer b, and that of 2009 of answer a."""


@pytest.fixture
def content(voices: dict[str, Voice], estimate: Make) -> Any:
    """What the sentence may name: figures of everyone, of groups, of answers, and of 2009."""
    rows = (
        estimate(68.2),
        estimate(75.0, breakdown="sexe", group="1"),
        estimate(58.0, breakdown="sexe", group="2"),
        estimate(47.0, indicator="canaux", item="a"),
        estimate(None, indicator="canaux", item="b", status="suppressed"),
        estimate(60.0, indicator="canaux", item="a", breakdown="sexe", group="1"),
    )
    before = {
        ("bien_accueillis", ""): estimate(61.0),
        ("canaux", "a"): estimate(None, indicator="canaux", item="a", status="suppressed"),
    }
    changes = Changes("2024", [], {"2009": Label("2009", "2009")}, {}, {}, {"2009": before})
    own = OwnFindings("{bien_accueillis} en 2024, {bien_accueillis@2009} en 2009")
    return SimpleNamespace(voice=voices["fr"], estimates=IndicatorRows(rows), changes=changes, own=own)


@pytest.mark.parametrize(("name", "figure"), NAMED)
def test_a_name_stands_for_its_figure_where_that_is_published(
    name: str, figure: str | None, content: Any
) -> None:
    found = figure_named(content, name)
    assert (None if found is None else plain(found)) == figure


def test_the_message_has_its_figures_or_stops_the_report(content: Any) -> None:
    assert plain(message_of(content, [])) == "68 % en 2024, 61 % en 2009"
    content.own = OwnFindings("{canaux/b} sur Internet")
    with pytest.raises(Fault, match="canaux/b: no figure of that name is published"):
        message_of(content, [])


def test_the_direction_of_a_finding_is_that_of_its_change_or_else_of_its_groups(
    voices: dict[str, Voice], estimate: Make
) -> None:
    indicator = voices["fr"].survey.indicators["bien_accueillis"]
    change = Change("bien_accueillis", "", "2009", "2024", 61.0, 68.2, difference=7.2)
    groups = [estimate(value, breakdown="sexe", group=code) for code, value in (("1", 60.0), ("2", 43.0))]
    ends = (groups[0], groups[1])
    found = [
        Finding(indicator, "", estimate(68.2), 1.0, change=change),
        Finding(indicator, "", estimate(68.2), 1.0, groups=groups, ends=ends),
        Finding(indicator, "", estimate(68.2), 1.0, groups=groups[::-1], ends=ends),
        Finding(indicator, "", estimate(68.2), 1.0, change=change, groups=groups, ends=ends),
        Finding(indicator, "", estimate(68.2), 1.0),
    ]
    assert [difference_of(finding) for finding in found] == [7.2, -17.0, 17.0, 7.2, 0.0]
