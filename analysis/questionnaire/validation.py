"""Contradictions in definitions that are well formed one by one: each is a line in one message."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from analysis.questionnaire.cleaning_faults import cleaning_faults
from analysis.questionnaire.conditions import condition_faults
from analysis.questionnaire.derived_faults import derived_faults
from analysis.questionnaire.indicator_faults import breakdown_faults, indicator_faults
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.question_faults import question_faults
from analysis.questionnaire.surveys import Survey


def survey_faults(survey: Survey) -> list[str]:
    """Every contradiction of the survey with itself, the questions' first."""
    return [
        *(fault for question in survey.asked.values() for fault in question_faults(question, survey)),
        *(fault for question in survey.derived.values() for fault in derived_faults(question, survey)),
        *_routing_cycles(survey),
        *(fault for indicator in survey.indicators.values() for fault in indicator_faults(indicator, survey)),
        *_shared_faults(survey),
    ]


def _routing_cycles(survey: Survey) -> Iterator[str]:
    """Every circle of asked_if and derivations; one is taken out before the next is looked for."""
    needs = {name: set(sources) for name, sources in survey.sources.items()}
    while True:
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            circle = error.args[1]
            yield f"asked_if goes round in a circle: {' -> '.join(reversed(circle))}"
            needs = {name: sources - set(circle) for name, sources in needs.items() if name not in circle}
        else:
            return


def _shared_faults(survey: Survey) -> Iterator[str]:
    yield from breakdown_faults("breakdowns", survey.breakdowns, survey)
    yield from cleaning_faults(survey)
    for population in survey.populations.values():
        yield from condition_faults(f"populations.{population.name}.among", population.among, survey)
    named = {"territories": survey.territories, "weighting.variables": survey.weighting.variables}
    for place, names in named.items():
        for name in names:
            if name not in survey.questions or not kind_of(survey.questions[name]).is_coded:
                yield f"{place}: {name!r} is not a variable with one code per respondent"
