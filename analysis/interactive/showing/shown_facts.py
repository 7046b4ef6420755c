"""What a table keeps beside its figures: how it was asked for, and of which survey; no answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.interactive.asking.variables import SurveyVariable
from analysis.interactive.figures.asked_figures import AskedFigures
from analysis.questionnaire import Condition, Edition, Indicator, Question, Survey


@dataclass(frozen=True)
class Request:
    """The arguments of a table in plain words: indicators, groups, who counts, what is compared."""

    indicators: tuple[Indicator, ...]
    by: tuple[str, ...]
    within: str
    where: str
    among: Condition | None
    population: str | None
    design: str | None
    filtered_on: tuple[str, ...]
    against: Mapping[str, str]
    grid: str
    weights: bool
    weighted_by: str
    counts: bool
    correction: str
    level: float | None
    made: Mapping[str, Question]

    @classmethod
    def of(
        cls,
        asked: AskedFigures,
        against: Mapping[str, str],
        grid: str,
        weights: bool | SurveyVariable,
        counts: bool,
        correction: str,
    ) -> Request:
        """The request of what is asked."""
        where = asked.where
        made = [each for variable in asked.used for each in variable.made_of]
        return cls(
            asked.indicators,
            tuple(variable.name for variable in asked.by),
            asked.within.name if asked.within is not None else "",
            where.words if where is not None else "",
            where.among if where is not None else None,
            where.population if where is not None else None,
            where.design if where is not None else None,
            where.variables if where is not None else (),
            dict(against),
            grid,
            weights is True,
            weights.label if isinstance(weights, SurveyVariable) else "",
            counts,
            correction,
            asked.level,
            {each.name: each for each in (*(where.made if where is not None else ()), *made)},
        )


@dataclass(frozen=True, eq=False)
class Facts:
    """The survey that a table is of, as its definitions say it, and whether its rules were on.

    reported: the same with the words of the indicators and the population that the table is of.
    """

    survey: Survey
    reported: Survey
    edition: Edition
    is_explored: bool
    is_current: bool
    toml_path: Path | None

    @property
    def is_weighted(self) -> bool:
        """Whether respondents count by a weight, given or calibrated, and not one each."""
        weighting = self.edition.weighting or self.survey.weighting
        is_adjusted = weighting.calibration != "none" or bool(weighting.nonresponse)
        return is_adjusted or any(design.weight for design in self.survey.every_design)

    @property
    def rules(self) -> str:
        """What the column `rules` of a file says."""
        return "EXPLORATION" if self.is_explored else ""
