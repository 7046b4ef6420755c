"""What sets a territory apart from the rest of a survey, and the figures that could."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.questionnaire import Edition, Survey
from analysis.reporting.findings.candidates import is_opinion, is_substantive
from analysis.reporting.findings.finding_record import APART, FAR_APART, FEWEST, SMALL_GROUP, rank_of
from analysis.results.schema import LIKELY
from analysis.results.territory_rows import TerritoryRow


def territory_findings(survey: Survey, edition: Edition, rows: Sequence[TerritoryRow]) -> list[TerritoryRow]:
    """The figures that are a finding by the rule, the best of each question, the heaviest first.

    A share of 100 respondents or more that is 8 points or more from the rest, 10 where fewer than 200
    answered, with p under 1 % after the correction over all figures of the territory; never a figure of who
    answered, of the weighting, or of "other" and "none".
    """
    found = [row for row in opinions(survey, edition, rows) if _is_finding(row)]
    best: dict[str, TerritoryRow] = {}
    for row in sorted(found, key=lambda row: -_rank(survey, row)):
        best.setdefault(survey.indicators[row.estimate.indicator].variable, row)
    return list(best.values())


def opinions(survey: Survey, edition: Edition, rows: Sequence[TerritoryRow]) -> list[TerritoryRow]:
    """The figures that may differ by what people do or think, not by who they are or what weights fix."""
    kept = {
        name: is_opinion(survey, edition, survey.indicators[name])
        for name in dict.fromkeys(row.estimate.indicator for row in rows)
    }
    return [row for row in rows if kept[row.estimate.indicator] and _is_said(survey, row)]


def _is_said(survey: Survey, row: TerritoryRow) -> bool:
    variable = survey.indicators[row.estimate.indicator].variable
    return is_substantive(survey, variable, row.estimate.item)


def _is_finding(row: TerritoryRow) -> bool:
    estimate, size = row.estimate, abs(row.shown_difference)
    if not estimate.form.is_share or estimate.is_fixed or not estimate.is_shown or row.p is None:
        return False
    return estimate.respondents >= FEWEST and size >= _threshold(row) and row.p < LIKELY


def _threshold(row: TerritoryRow) -> float:
    return APART if row.estimate.respondents >= SMALL_GROUP else FAR_APART


def _rank(survey: Survey, row: TerritoryRow) -> float:
    headline = survey.indicators[row.estimate.indicator].headline
    p = 1.0 if row.p is None else row.p
    return rank_of(row.shown_difference, _threshold(row), p, headline)
