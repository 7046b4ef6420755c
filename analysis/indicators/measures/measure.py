"""The record of a statistic: what it offers to estimation, large files, comparisons and publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np
import pandas as pd

from analysis.etl.weighting import Weighted
from analysis.questionnaire import NEEDS, Indicator, Label, Publication, SinglePsu, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import Answers
from analysis.questionnaire.kinds.conditions import answered_one_of
from analysis.results.schema import FORMS, Status, squared
from analysis.statistics import Categories, Design, Estimates, Ticks
from analysis.statistics.partitions import Groups, Part

Difference = Literal["means", "ratios", "quantiles", "none"]
"""What two groups differ in: means of what is measured, shares among them; nothing that is compared."""
STANDS: Status = "shown"
"""What is decided of a figure that nothing speaks against."""


@dataclass(frozen=True, eq=False)
class Measured:
    """The estimates of one indicator in the groups of one breakdown; verdicts (groups,) where it has some."""

    estimates: Estimates
    verdicts: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class Respondents:
    """Those in whom some indicators are measured, with their design and the rules of the survey.

    domain (n,): who is in it, None where all are. places: by indicator where it is measured, in the whole and
    by its breakdowns. groups: those of each place, None for the whole.
    """

    design: Design
    answers: Mapping[str, Answers]
    domain: np.ndarray | None
    places: Mapping[str, Sequence[str]]
    groups: Mapping[str, Categories | Ticks | None]
    rules: Publication


@dataclass(frozen=True, eq=False)
class RespondentsPart:
    """Those of a part of a large file. pivots: by indicator the number that its numbers are counted from."""

    part: Part
    answers: Mapping[str, Answers]
    groups: Groups
    pivots: Mapping[str, float]


class AddableSums(Protocol):
    """The sums of some respondents; `a + b` are the sums over the respondents of both."""

    def __add__(self, other: Any) -> Any: ...


class Measure(Protocol):
    """What a statistic offers to the estimation, to large files, to comparisons and to publication.

    `indicators` are those of a survey that have this measure in one population: what can be counted in one
    pass is. Estimates become figures when multiplied by `factor`.
    """

    def items(self, indicator: Indicator, survey: Survey) -> Mapping[str, Label]:
        """The label of each item in the rows of one group; the title under "" where there is a single row."""

    def factor(self, indicator: Indicator) -> float:
        """The factor from an estimate to the figure that is written."""

    def tables(
        self, indicators: Sequence[Indicator], respondents: Respondents
    ) -> Iterable[Mapping[str, Measured]]:
        """The tables of each indicator, by place."""

    def pivot(self, indicator: Indicator, answers: Mapping[str, Answers]) -> float:
        """A number near those of a first part, which is taken off the numbers of all parts before their
        squares are added up."""

    def sums(self, indicators: Sequence[Indicator], part: RespondentsPart) -> Mapping[str, AddableSums]:
        """The sums of a part by indicator; indicators that are counted together have theirs under the
        first."""

    def tables_of_sums(
        self,
        indicators: Sequence[Indicator],
        sums: Mapping[str, Any],
        single_psu: SinglePsu,
        rules: Publication,
    ) -> Iterable[Sequence[Measured]]:
        """The tables of each indicator in the places of its population, from the sums of all parts."""

    @property
    def difference(self) -> Difference:
        """The statistic whose difference between two groups is tested; "none" where groups are not
        compared."""

    def measured(self, indicator: Indicator, answers: Answers) -> Categories | Ticks | np.ndarray:
        """What the statistic takes from each respondent: answers, or a number (n,), NaN outside the base."""

    def reliability(self, rows: pd.DataFrame) -> np.ndarray:
        """The status (rows,) that the precision of each figure allows."""


def unit_of(indicator: Indicator, survey: Survey) -> str:
    """The unit of an indicator's figures: that of its statistic, its own, or that of its question."""
    unit = indicator.unit or survey.questions[indicator.variable].unit
    own = unit.fr if unit else ""
    return NEEDS[indicator.statistic].unit or (squared(own) if FORMS[indicator.statistic].is_square else own)


def first_of(conditions: Sequence[np.ndarray], statuses: Sequence[Status]) -> np.ndarray:
    """The status (rows,) of the first condition that holds in each row; "shown" where none does."""
    return np.select(list(conditions), list(statuses), default=STANDS).astype(object)


def as_classes(answers: Answers) -> Categories | Ticks:
    """A breakdown's groups: one code per respondent, or several that overlap."""
    if kind_of(answers.question).takes_several:
        return Ticks(answers.values, answers.was_answered)
    return Categories(answers.values, len(answers.question.codes))


def counted(indicator: Indicator, answers: Answers) -> Categories | Ticks:
    """The answers that a share counts: every answer, or those named; among those who answered, or all who
    were asked."""
    if not indicator.answers and indicator.base == "answered":
        return as_classes(answers)
    named = indicator.answers
    chosen = gave(answers, named)[:, None] if named else kind_of(answers.question).ticks(answers)
    return Ticks(chosen, base_of(indicator, answers))


def numbers_of(answers: Answers) -> np.ndarray:
    """The number (n,) each respondent gave, a scale's score, NaN where there is none."""
    return kind_of(answers.question).numbers(answers)


def sides_of(indicator: Indicator, answers: Answers) -> np.ndarray:
    """The side (n,) of each respondent: 1 favourable, -1 unfavourable, 0 neither or both, NaN outside."""
    sides = gave(answers, indicator.favourable).astype(float) - gave(answers, indicator.unfavourable)
    return np.where(base_of(indicator, answers), sides, np.nan)


def gave(answers: Answers, codes: Iterable[str]) -> np.ndarray:
    """Mask (n,) of those who gave at least one of the answers."""
    return kind_of(answers.question).among(answers, codes)


def base_of(indicator: Indicator, answers: Answers) -> np.ndarray:
    """Mask (n,) of those in the base: who answered, or all who were asked."""
    return answers.was_answered if indicator.base == "answered" else answers.was_asked


def by_design(weighted: Weighted, survey: Survey) -> Iterator[tuple[Weighted, Survey]]:
    """The respondents of each design that has indicators, and the survey with these alone."""
    if not survey.designs:
        yield weighted, survey
        return
    used = dict.fromkeys(survey.design_of(each.population) for each in survey.indicators.values())
    for name in used:
        yield weighted.in_design(name), survey.in_design(name)


def domains_of(weighted: Weighted, survey: Survey) -> dict[str | None, np.ndarray | None]:
    """The mask (n,) of those who count, for each population of the indicators, among the respondents of its
    design; None where all do."""
    used = dict.fromkeys(indicator.population for indicator in survey.indicators.values())
    return {name: _domain(name, weighted.in_design(survey.design_of(name)), survey) for name in used}


def counted_among_all(weighted: Weighted, survey: Survey) -> dict[str | None, np.ndarray]:
    """The mask (n,) of those who count, for each population of the indicators, among all respondents."""
    used = dict.fromkeys(indicator.population for indicator in survey.indicators.values())
    return {
        name: _counted(name, weighted.counts_in(survey.design_of(name)), weighted.cleaned.answers, survey)
        for name in used
    }


def _domain(population: str | None, weighted: Weighted, survey: Survey) -> np.ndarray | None:
    """A respondent of weight 0 counts in no estimate, and so in no base: n protects those who count."""
    counts = _counted(population, weighted.design.weights > 0, weighted.cleaned.answers, survey)
    return None if counts.all() else counts


def _counted(
    population: str | None, counts: np.ndarray, answers: Mapping[str, Answers], survey: Survey
) -> np.ndarray:
    if population is not None:
        among = survey.populations[population].among
        counts = counts & answered_one_of(among, answers, len(counts))
    return counts
