"""Findings made for the tests of their sentences: two groups, or two editions."""

from __future__ import annotations

from collections.abc import Callable

from analysis.questionnaire import Label
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.trend_rows import Change

Make = Callable[..., IndicatorRow]
NOW = 45.0


def of_groups(voice: Voice, estimate: Make, item: str = "", low: float = 30.0) -> Finding:
    """A share of 60 % in one group and of `low` in another, of 45 % in all."""
    name = "canaux" if item else "bien_accueillis"
    rows = [
        estimate(value, indicator=name, item=item, breakdown="sexe", group=group)
        for value, group in ((60.0, "1"), (low, "2"))
    ]
    whole = estimate(NOW, indicator=name, item=item)
    return Finding(voice.survey.indicators[name], item, whole, 1.0, None, None, rows, (rows[0], rows[1]))


def changes(estimate: Make, difference: float) -> Changes:
    """A share that was 45 % in 2024 and `difference` less in 2009."""
    change = Change("bien_accueillis", "", "2009", "2024", NOW - difference, NOW, difference=difference)
    cell = ("bien_accueillis", "")
    figures = {"2009": {cell: estimate(NOW - difference)}, "2024": {cell: estimate(NOW)}}
    names = {name: Label(name, name) for name in figures}
    return Changes("2024", [change], names, {"2009": 2009, "2024": 2024}, {}, figures)


def of_change(voice: Voice, estimate: Make, difference: float) -> Finding:
    """The change of `changes` as a finding."""
    [change] = changes(estimate, difference).changes
    before, indicator = estimate(NOW - difference), voice.survey.indicators["bien_accueillis"]
    return Finding(indicator, "", estimate(NOW), 1.0, change=change, before=before)


def in_order(voice: Voice, estimate: Make, values: tuple[float, ...], item: str = "") -> Finding:
    name = "canaux" if item else "bien_accueillis"
    rows = [
        estimate(value, indicator=name, item=item, breakdown="age", group=f"0{place}")
        for place, value in enumerate(values, 1)
    ]
    ends = (max(rows, key=lambda row: row.value or 0), min(rows, key=lambda row: row.value or 0))
    whole = estimate(45.0, indicator=name, item=item)
    return Finding(voice.survey.indicators[name], item, whole, 1.0, None, None, rows, ends, climbs=True)
