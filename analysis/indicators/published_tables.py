"""The published tables of an edition: estimated, decided upon all together, and emptied of what is hidden."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from analysis.etl.weighting import Weighted
from analysis.indicators.disclosure.answer_counts import answer_counts
from analysis.indicators.disclosure.decision import Decision, decide
from analysis.indicators.disclosure.merging import counted_together, merges_of
from analysis.indicators.estimation import estimate
from analysis.indicators.publication import publish
from analysis.questionnaire import Edition, Survey
from analysis.questionnaire.fixed_words import Merges


@dataclass(frozen=True, eq=False)
class PublishedTables:
    """The rows of indicators.csv, those of the territories with the whole (None: the survey has none), and
    the decision on both.

    weighted, survey: the respondents and the definitions behind them, with the groups of few respondents
    counted with others.
    """

    weighted: Weighted
    survey: Survey
    indicators: pd.DataFrame
    territories: pd.DataFrame | None
    decision: Decision
    merges: Merges


def published_tables(weighted: Weighted, survey: Survey, edition: Edition) -> PublishedTables:
    """The tables of an edition's respondents. Raises DataError where its decision cannot be settled."""
    counts = answer_counts(weighted, survey)
    merges = merges_of(survey, counts)
    if merges:
        weighted, survey = counted_together(weighted, merges), survey.named_together(merges)
        counts = answer_counts(weighted, survey)
    estimates = [estimate(weighted, survey, edition)]
    if survey.territories:
        estimates.append(estimate(weighted, _by_territory(survey), edition))
    decision = decide(estimates, survey, edition, counts, merges)
    indicators, *territories = (
        publish(rows, survey, secrets, merges)
        for rows, secrets in zip(estimates, decision.reasons, strict=True)
    )
    local = territories[0] if territories else None
    return PublishedTables(weighted, survey, indicators, local, decision, merges)


def _by_territory(survey: Survey) -> Survey:
    """The survey with its territories for breakdowns, and those alone."""
    indicators = {
        name: replace(indicator, breakdowns=tuple(t for t in survey.territories if t != indicator.variable))
        for name, indicator in survey.indicators.items()
    }
    return replace(survey, indicators=indicators)
