"""The sampling design as the file gives it: weight, stratum and primary unit of each respondent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.etl.cells import Column
from analysis.etl.coding import numbers_in
from analysis.etl.columns import renamed_column
from analysis.etl.problems import ProblemLog
from analysis.etl.received import Received
from analysis.etl.texts import texts_of
from analysis.questionnaire import Edition, Survey

LEAST, GREATEST = 1e-9, 1e12
"""Weights beyond these are errors, and their squares would leave the range of numbers."""


@dataclass(frozen=True)
class Sampling:
    """Start weights (n,), strata (n,) and PSUs (n,) as texts where the survey has them, else None."""

    weights: np.ndarray
    strata: np.ndarray | None
    psus: np.ndarray | None
    is_usable: np.ndarray

    def among(self, where: np.ndarray) -> Sampling:
        """The design of the respondents in the mask `where`."""
        strata = None if self.strata is None else self.strata[where]
        psus = None if self.psus is None else self.psus[where]
        return Sampling(self.weights[where], strata, psus, self.is_usable[where])


def sampling_of(received: Received, survey: Survey, edition: Edition, problems: ProblemLog) -> Sampling:
    """The design of every respondent received; a weight that is no number of 0 or more is a problem."""
    n = len(received.answers)

    def column(name: str | None) -> np.ndarray | None:
        return None if name is None else texts_of(received.answers[renamed_column(name, edition)])

    strata, psus = column(survey.design.strata), column(survey.design.psu)
    weights = np.ones(n)
    if survey.design.weight is not None:
        values = received.answers[renamed_column(survey.design.weight, edition)]
        given = Column(values, {}, received.decimals)
        weights = given.spread(numbers_in(given.texts, given.decimals))
        weights[~((weights == 0) | ((weights >= LEAST) & (weights <= GREATEST)))] = np.nan
        expected = f"expected 0, or {LEAST:g} to {GREATEST:g}"
        problems.note(np.isnan(weights), survey.design.weight, given, "not a weight", expected, "removed")
    is_usable = ~np.isnan(weights)
    for name, labels in ((survey.design.strata, strata), (survey.design.psu, psus)):
        if labels is not None:
            problems.note(labels == "", name or "", "", "blank in the sampling design", action="removed")
            is_usable &= labels != ""
    return Sampling(weights, strata, psus, is_usable)
