"""Populations and indicators within the sampling designs that they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

from analysis.questionnaire.fixed_words import Condition, alternatives_of, both_of
from analysis.questionnaire.settings import DesignOfSome
from analysis.questionnaire.surveys import Indicator, Population


def populations_in_designs(
    populations: Mapping[str, Population], designs: Mapping[str, DesignOfSome]
) -> dict[str, Population]:
    """The populations, each within the respondents of its design, and called as these are where nothing else
    is said."""
    return {name: _within(each, designs.get(each.design or "")) for name, each in populations.items()}


def _within(population: Population, design: DesignOfSome | None) -> Population:
    if design is None:
        return population
    is_unnamed = population.label.fr == population.name
    return replace(
        population,
        label=design.label if is_unnamed else population.label,
        among=both_of(design.among, population.among),
        called=population.called or design.called,
    )


def indicators_in_designs(
    indicators: Mapping[str, Indicator],
    populations: Mapping[str, Population],
    designs: Mapping[str, DesignOfSome],
) -> dict[str, Indicator]:
    """The indicators, each with the breakdowns of its design where it names none and the design does."""
    found = dict(indicators)
    for name, each in indicators.items():
        population = populations.get(each.population or "")
        design = designs.get(population.design or "") if population is not None else None
        if design is not None and design.breakdowns is not None and each.breakdowns is None:
            own = tuple(breakdown for breakdown in design.breakdowns if breakdown != each.variable)
            found[name] = replace(each, breakdowns=own)
    return found


def faults_of_populations(
    populations: Mapping[str, Population], designs: Mapping[str, DesignOfSome]
) -> Iterator[str]:
    """What a population says of a question by which its design is told, and says otherwise."""
    for name, population in populations.items():
        design = designs.get(population.design or "")
        if design is not None:
            yield from _otherwise(f"populations.{name}", population.among, design)


def _otherwise(place: str, among: Condition, design: DesignOfSome) -> Iterator[str]:
    pairs = product(alternatives_of(among), alternatives_of(design.among))
    wrong = dict.fromkeys(
        question
        for own, told in pairs
        for question in own
        if question in told and not _is_within(own[question], told[question])
    )
    for question in wrong:
        yield (
            f"{place}.among: {question} is what tells the respondents of its design, {design.name}, "
            f"which are those of {' or '.join(design.among[question])}; name some of these, or leave it "
            "out"
        )


def _is_within(own: tuple[str, ...], of_design: tuple[str, ...]) -> bool:
    return own == of_design or (type(own) is type(of_design) is tuple and set(own) <= set(of_design))
