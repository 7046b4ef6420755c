"""Contradictions of the designs of some respondents with populations, indicators and each other."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.questionnaire.settings import DesignOfSome
from analysis.questionnaire.surveys import Indicator, Survey


def faults_of_designs(survey: Survey) -> Iterator[str]:
    """What the designs of some respondents ask for and cannot have, or leave open."""
    yield from _unknown_designs(survey)
    yield from _shared_weights(survey)
    yield from _indicators_of_everyone(survey)
    yield from _breakdowns_of_others(survey)


def _unknown_designs(survey: Survey) -> Iterator[str]:
    known = ", ".join(survey.designs) or "none"
    for name, population in survey.populations.items():
        if population.design is not None and population.design not in survey.designs:
            yield f"populations.{name}.design: no [designs.{population.design}]; known: {known}"
    used = {population.design for population in survey.populations.values()}
    for name in survey.designs:
        if name not in used:
            yield (
                f'designs.{name}: no population names it; write design = "{name}" in that of its respondents'
            )


def _shared_weights(survey: Survey) -> Iterator[str]:
    """Weights that stand for organisations are none of countries: one column is of one unit."""
    of_column: dict[str, DesignOfSome] = {}
    for design in survey.designs.values():
        if design.weight is None:
            continue
        first = of_column.setdefault(design.weight, design)
        if first.called != design.called:
            yield (
                f"designs.{design.name}.weight: {design.weight} is the weight of {first.name} too, whose "
                f"respondents are {_unit(first)}, and here {_unit(design)}; one weight counts one unit: name "
                "the column of each, or call them alike"
            )


def _unit(design: DesignOfSome) -> str:
    return " / ".join(noun.many for noun in design.called.values()) or "respondents"


def _indicators_of_everyone(survey: Survey) -> Iterator[str]:
    """Where each of several designs has its respondents and none is of all, no figure is of all."""
    if survey.has_figures_of_all:
        return
    without = [each.name for each in survey.indicators.values() if _design_of(each, survey) is None]
    if without:
        yield (
            f"indicators {', '.join(without)}: of no design, while {', '.join(survey.designs)} have theirs; "
            "give them a population that names one, or write the design of everyone under [design] (or as "
            "one of [designs] without `among`)"
        )


def _design_of(indicator: Indicator, survey: Survey) -> str | None:
    population = survey.populations.get(indicator.population or "")
    return population.design if population is not None else None


def _breakdowns_of_others(survey: Survey) -> Iterator[str]:
    """A breakdown that only other designs list has no groups among the respondents of this one."""
    listed: dict[str, list[str]] = {}
    for name, design in survey.designs.items():
        for breakdown in design.breakdowns or ():
            listed.setdefault(breakdown, []).append(name)
    for indicator in survey.indicators.values():
        own = _design_of(indicator, survey)
        for breakdown in indicator.breakdowns or ():
            of = listed.get(breakdown, [])
            if of and own not in of and breakdown not in survey.breakdowns:
                yield (
                    f"indicators.{indicator.name}.breakdowns: {breakdown} is a breakdown of the design "
                    f"{' and '.join(of)}, and its population is of {own or 'none'}; leave it out, or list it "
                    f"in {f'designs.{own}.breakdowns' if own else 'breakdowns'} too"
                )
