"""What is never a finding: figures that follow from their groups or the weighting, or tell who answered.

The definitions say so (`never_by`, `profile`); what follows from derivations, filters and margins is found.
"""

from __future__ import annotations

from collections.abc import Iterable

from analysis.questionnaire.editions import Edition
from analysis.questionnaire.fixed_words import Condition, NoneOf, alternatives_of
from analysis.questionnaire.settings import CROSSED, Weighting
from analysis.questionnaire.surveys import Indicator, Survey

MOST_GROUPS = 15
"""Groups above which a breakdown (regions) is left to reports of its own and to the files."""


def is_reported(survey: Survey, indicator: Indicator, breakdown: str) -> bool:
    """Whether reports compare the groups: they are few enough, and do not follow from the figure itself."""
    is_short = len(survey.questions[breakdown].codes) <= MOST_GROUPS
    return is_short and not is_tautology(survey, indicator, breakdown)


def is_tautology(survey: Survey, indicator: Indicator, breakdown: str) -> bool:
    """Whether a comparison of the groups says nothing new: the definition says so, the groups follow from the
    figure itself, the filter or the population keeps one of them only, or those alone are in the groups whose
    answers are counted alike."""
    if breakdown in indicator.never_by:
        return True
    if _own_lineage(survey, indicator) & lineage(survey, breakdown):
        return True
    if _is_fixed_by_filters(survey, indicator, breakdown):
        return True
    kept = _kept_groups(survey, indicator, breakdown)
    return kept is not None and len(kept) <= 1


def is_profile(survey: Survey, indicator: Indicator) -> bool:
    """Whether a figure tells who answered: its definition or its theme says so, or the survey is weighted on
    what it follows from."""
    if indicator.profile is not None:
        return indicator.profile
    theme = survey.themes.get(indicator.theme)
    return bool(theme and theme.profile) or follows_from(
        survey, _margins(survey.weighting_of(indicator.population)), indicator
    )


def is_context(survey: Survey, editions: Iterable[Edition], indicator: Indicator) -> bool:
    """Whether a figure tells who answered, or the weighting of one of the editions fixes it."""
    fixed = (follows_from_margins(survey, edition, indicator) for edition in editions)
    return is_profile(survey, indicator) or any(fixed)


def follows_from_margins(survey: Survey, edition: Edition, indicator: Indicator) -> bool:
    """Whether the weighting of an edition fixes a figure, or something that it is derived from."""
    weighting = survey.weighting_of(indicator.population, edition.weighting)
    return follows_from(survey, _margins(weighting), indicator)


def _margins(weighting: Weighting) -> tuple[str, ...]:
    return () if weighting.calibration == "none" else weighting.variables


def follows_from(survey: Survey, margins: Iterable[str], indicator: Indicator) -> bool:
    """Whether a figure is one of the margins, crossed or not, or shares with one what it is derived from."""
    own = _own_lineage(survey, indicator)
    return any(own & lineage(survey, part) for margin in margins for part in margin.split(CROSSED))


def _own_lineage(survey: Survey, indicator: Indicator) -> set[str]:
    """What a figure derives from: of a ratio, both of its numbers."""
    return lineage(survey, indicator.variable) | lineage(survey, indicator.denominator or "")


def _is_fixed_by_filters(survey: Survey, indicator: Indicator, breakdown: str) -> bool:
    """Whether only those were asked for their group whose answers the figure counts alike: the share of the
    trained by kind of training is 100 % in each."""
    codes = set(survey.questions[indicator.variable].codes)
    filters = _filters(survey, breakdown)
    found = [kept for each in filters if (kept := _left_by(each, indicator.variable, codes)) is not None]
    if not found:
        return False
    left = set.intersection(*found)
    counted = [part for part in (indicator.answers, indicator.favourable, indicator.unfavourable) if part]
    parts = counted or [(code,) for code in left]
    return len({tuple(code in part for part in parts) for code in left}) <= 1


def _kept_groups(survey: Survey, indicator: Indicator, breakdown: str) -> set[str] | None:
    """The groups that the population and the filters of the question leave; None where they leave all."""
    population = survey.populations.get(indicator.population or "")
    filters = [*([population.among] if population else []), *_filters(survey, indicator.variable)]
    groups = set(survey.questions[breakdown].codes)
    found = [kept for each in filters if (kept := _left_by(each, breakdown, groups)) is not None]
    return set.intersection(*found) if found else None


def _left_by(condition: Condition, breakdown: str, groups: set[str]) -> set[str] | None:
    """The groups that a condition leaves; None where it, or one of its alternatives, leaves all."""
    named = [each.get(breakdown) for each in alternatives_of(condition)]
    if not all(named):
        return None
    return {
        code for codes in named for code in (groups - {*codes} if isinstance(codes, NoneOf) else codes or ())
    }


def _filters(survey: Survey, variable: str) -> list[Condition]:
    """The conditions on which a question, or what a variable derives from, was asked, and theirs in turn."""
    found: dict[str, Condition] = {}
    waiting = [*lineage(survey, variable)]
    while waiting:
        name = waiting.pop()
        question = survey.questions.get(name)
        if question and name not in found:
            found[name] = question.asked_if
            waiting.extend(question.asked_if)
    return [condition for condition in found.values() if condition]


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
