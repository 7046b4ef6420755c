"""What an analyst asks of a survey as a survey of its own: indicators, populations and breakdowns not written
down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from analysis.interactive.asking.conditions import Filter
from analysis.interactive.asking.variables import SurveyVariable
from analysis.questionnaire import Indicator, Label, Population, Question, Survey
from analysis.questionnaire.kinds.answers import ANSWERED, NO_ANSWER, Answers
from analysis.results.schema import WHOLE

WHERE = "_where"
"""The variable that says who is in a filter."""
IN_FILTER = Question(WHERE, "single", codes={"1": Label(WHERE, WHERE), "0": Label("≠", "≠")})


@dataclass(frozen=True, eq=False)
class AskedFigures:
    """The figures of a table: indicators, in the groups of `by`, of whom, and inside which groups.

    by, within: the variables. lines: from the name of an indicator inside a group of `within` to the
    indicator it is of, and the code of that group.
    """

    indicators: tuple[Indicator, ...]
    by: tuple[SurveyVariable, ...] = ()
    within: SurveyVariable | None = None
    where: Filter | None = None
    variables: tuple[SurveyVariable, ...] = ()
    level: float | None = None
    lines: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def used(self) -> list[SurveyVariable]:
        """The variables that its figures are made of and broken down by."""
        return [*self.by, *self.variables, *([self.within] if self.within is not None else [])]


def named(indicators: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """The indicators under names of their own: the question's, numbered where it has several."""
    times: dict[str, int] = {}
    found = []
    for indicator in indicators:
        times[indicator.variable] = times.get(indicator.variable, 0) + 1
        place = times[indicator.variable]
        name = indicator.variable if place == 1 else f"{indicator.variable}_{place}"
        found.append(replace(indicator, name=name))
    return tuple(found)


def survey_of(asked: AskedFigures, survey: Survey) -> tuple[Survey, AskedFigures]:
    """The survey that has these figures for indicators, and what is asked with a line for each group of
    `within`."""
    filtered = dict.fromkeys(_parts(asked), ("1",))
    breakdowns = tuple(variable.name for variable in asked.by)
    population = WHERE if filtered else None
    indicators = {
        each.name: replace(each, breakdowns=breakdowns, population=population) for each in asked.indicators
    }
    populations, inside, lines = _within(asked, filtered)
    rules = survey.publication if asked.level is None else replace(survey.publication, level=asked.level)
    own = replace(
        survey,
        questions={**survey.questions, **_questions(asked)},
        indicators={**indicators, **inside},
        populations={**survey.populations, **_filtered(asked, filtered), **populations},
        publication=rules,
    )
    return own, replace(asked, lines=lines)


def _filtered(asked: AskedFigures, filtered: Mapping[str, tuple[str, ...]]) -> dict[str, Population]:
    """The filter as a population."""
    if asked.where is None:
        return {}
    label = Label(asked.where.words, asked.where.words)
    return {WHERE: Population(WHERE, label, filtered, asked.where.design)}


def _within(
    asked: AskedFigures, filtered: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, Population], dict[str, Indicator], dict[str, tuple[str, str]]]:
    """(a population for each group of `within`; the indicators of each; what `lines` says of them)."""
    populations: dict[str, Population] = {}
    indicators: dict[str, Indicator] = {}
    lines: dict[str, tuple[str, str]] = {}
    if asked.within is None:
        return populations, indicators, lines
    design = None if asked.where is None else asked.where.design
    breakdowns = tuple(variable.name for variable in asked.by)
    for code, label in asked.within.question.codes.items():
        inside = f"_in_{code}"
        populations[inside] = Population(inside, label, {**filtered, asked.within.name: (code,)}, design)
        for each in asked.indicators:
            name = f"{each.name}@{code}"
            lines[name] = each.name, code
            indicators[name] = replace(each, name=name, breakdowns=breakdowns, population=inside)
    return populations, indicators, lines


def without_filter(survey: Survey, asked: AskedFigures) -> Survey:
    """The survey with each filtered figure beside that of everyone, and of those whom one of several
    conditions keeps: a filter that leaves out few of them gives their answers away by subtraction."""
    parts = _parts(asked)
    alone = {
        name: replace(survey.populations[WHERE], name=name, among={name: ("1",)})
        for name in (parts if len(parts) > 1 else ())
        if parts[name].design == survey.populations[WHERE].design
    }
    beside = {
        f"{name}@{wider or ''}": replace(each, name=f"{name}@{wider or ''}", population=wider)
        for name, each in survey.indicators.items()
        if each.population == WHERE
        for wider in (None, *alone)
    }
    return replace(
        survey,
        indicators={**survey.indicators, **beside},
        populations={**survey.populations, **alone},
    )


def _parts(asked: AskedFigures) -> dict[str, Filter]:
    """The conditions of the filter that all hold, by the name of the variable that says who meets them."""
    parts = () if asked.where is None else asked.where.parts
    several = len(parts) > 1
    return {f"{WHERE}_{place}" if several else WHERE: each for place, each in enumerate(parts, 1)}


def _questions(asked: AskedFigures) -> dict[str, Question]:
    used = asked.used
    filters = {name: replace(IN_FILTER, name=name) for name in _parts(asked)}
    made = {each.name: each for variable in used for each in variable.made_of}
    return made | {variable.name: variable.question for variable in used} | filters


def made_answers(asked: AskedFigures) -> dict[str, Answers]:
    """The answers that no file has: of variables made on the fly, and who is in the filter."""
    used = asked.used
    made = {variable.name: variable.answers_of() for variable in used if variable.is_made}
    for name, part in _parts(asked).items():
        inside, known = part.masks()
        values = np.where(inside, 0, np.where(known, 1, -1)).astype(np.int8)
        made[name] = Answers(IN_FILTER, values, np.where(known, ANSWERED, NO_ANSWER).astype(np.int8))
    return made


def place_of(population: str) -> str:
    """The code of the group of `within` that a population is, WHOLE for all of them."""
    return population.removeprefix("_in_") if population.startswith("_in_") else WHOLE
