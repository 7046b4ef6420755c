"""By which variables a report breaks an indicator down: the groups that it compares."""

from __future__ import annotations

from analysis.questionnaire.surveys import Indicator, Survey

MOST_GROUPS = 15
"""Groups above which a breakdown (regions) is left to reports of its own and to the files."""


def is_reported(survey: Survey, indicator: Indicator, breakdown: str) -> bool:
    """Whether reports compare the groups: they are few enough, and do not follow from the figure itself."""
    is_short = len(survey.questions[breakdown].codes) <= MOST_GROUPS
    return is_short and not is_tautology(survey, indicator, breakdown)


def is_tautology(survey: Survey, indicator: Indicator, breakdown: str) -> bool:
    """Whether the groups follow from the figure itself, or the population keeps one of them only."""
    if lineage(survey, indicator.variable) & lineage(survey, breakdown):
        return True
    population = survey.populations.get(indicator.population or "")
    return len(population.among.get(breakdown, ())) == 1 if population else False


def lineage(survey: Survey, variable: str) -> set[str]:
    """`variable` and what it derives from, directly or through other derived variables."""
    found: set[str] = set()
    waiting = [variable] if variable else []
    while waiting:
        name = waiting.pop()
        question = survey.questions.get(name)
        if name not in found and question and question.derivation:
            waiting.extend(question.derivation.needs)
        found.add(name)
    return found
