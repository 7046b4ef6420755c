"""The published tables of an edition: estimated, decided upon all together, and emptied of what is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analysis.etl.weighting import Weighted
from analysis.indicators.disclosure.answer_counts import AnswerCounts, answer_counts
from analysis.indicators.disclosure.decision import Decision, decide
from analysis.indicators.disclosure.merging import counted_together, merges_of
from analysis.indicators.estimation import estimate
from analysis.indicators.publication import publish
from analysis.questionnaire import Edition, Survey
from analysis.questionnaire.fixed_words import Merges


@dataclass(frozen=True, eq=False)
class EstimatedTables:
    """The tables of an edition with every figure, before it is decided what is hidden.

    frames: the rows of indicators.csv, then those of the territories with the whole where the survey has any.
    weighted, survey: the respondents and the definitions behind them, with the groups of few respondents
    counted with others, as `merges` says.
    """

    weighted: Weighted
    survey: Survey
    edition: Edition
    frames: Sequence[pd.DataFrame]
    counts: AnswerCounts
    merges: Merges


@dataclass(frozen=True, eq=False)
class PublishedTables:
    """The rows of indicators.csv, those of the territories with the whole (None: the survey has none), and
    the decision on both; `of` are the tables with every figure."""

    of: EstimatedTables
    indicators: pd.DataFrame
    territories: pd.DataFrame | None
    decision: Decision


def estimated_tables(weighted: Weighted, survey: Survey, edition: Edition) -> EstimatedTables:
    """The tables of an edition's respondents, groups of few counted with others."""
    counts = answer_counts(weighted, survey)
    merges = merges_of(survey, counts)
    if merges:
        weighted, survey = counted_together(weighted, merges), survey.named_together(merges)
        counts = answer_counts(weighted, survey)
    frames = [estimate(weighted, survey, edition)]
    if survey.territories:
        frames.append(estimate(weighted, _by_territory(survey), edition))
    return EstimatedTables(weighted, survey, edition, frames, counts, merges)


def decided(tables: EstimatedTables) -> Decision:
    """The decision on the tables of an edition. Raises DataError where it cannot be settled."""
    return decide(tables.frames, tables.survey, tables.edition, tables.counts, tables.merges)


def published_tables(weighted: Weighted, survey: Survey, edition: Edition) -> PublishedTables:
    """The tables of an edition's respondents. Raises DataError where its decision cannot be settled."""
    tables = estimated_tables(weighted, survey, edition)
    decision = decided(tables)
    indicators, *territories = (
        publish(rows, tables.survey, secrets, tables.merges)
        for rows, secrets in zip(tables.frames, decision.reasons, strict=True)
    )
    return PublishedTables(tables, indicators, territories[0] if territories else None, decision)


def _by_territory(survey: Survey) -> Survey:
    """The survey with its territories for breakdowns, and those alone."""
    indicators = {
        name: replace(indicator, breakdowns=tuple(t for t in survey.territories if t != indicator.variable))
        for name, indicator in survey.indicators.items()
    }
    return replace(survey, indicators=indicators)
