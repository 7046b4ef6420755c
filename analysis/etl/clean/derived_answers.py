"""Derived variables: ages, years, classes, groups, counts, regions and scores, from coded answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from analysis.etl.clean.problems import ProblemLog
from analysis.etl.clean.scores import score
from analysis.questionnaire import Edition, Question
from analysis.questionnaire.geography import REGION_OF_DEPARTMENT, REGION_OF_FORMER_REGION
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import ANSWERED, INVALID, NOT_ASKED, Answers
from analysis.questionnaire.kinds.cells import code_type
from analysis.questionnaire.kinds.conditions import answered_one_of, answered_otherwise
from analysis.questionnaire.kinds.numeric import is_outside, limits_of

Days = NDArray[np.datetime64]

REGION_OF = {"region_of": REGION_OF_DEPARTMENT, "bridged_region_of": REGION_OF_FORMER_REGION}


def derived(
    variable: Question, answers: Mapping[str, Answers], edition: Edition, problems: ProblemLog
) -> Answers:
    """The derived variable of each respondent, computed from the `answers` to its sources; absent where they
    are.

    A number outside the variable's min and max is a problem and becomes invalid.
    """
    derivation = variable.derivation
    if derivation is None:
        raise ValueError(f"{variable.name} is a question, not a derived variable")
    source = answers[derivation.source]
    if derivation.kind in CODED:
        return CODED[derivation.kind](variable, source, problems)
    if derivation.kind in OF_SEVERAL:
        return OF_SEVERAL[derivation.kind](variable, [answers[name] for name in derivation.sources])
    if derivation.is_score:
        numbers = score(variable, [answers[name] for name in derivation.sources])
    elif derivation.kind == "age_on":
        numbers = _age(variable, source, answers, edition, problems)
    else:
        numbers = Answers(variable, _number(derivation.kind, source, edition), source.status)
    return _checked(numbers, problems)


def completed_years(born: Days, counted_to: Days) -> np.ndarray:
    """The age in completed years (n,) on the day counted to; NaN where either date is not known.

    Who was born on 29 February has a birthday on 1 March in other years. Negative for who was born later.
    """
    begun = _birthday_in_year(counted_to) < _birthday_in_year(born)
    return np.asarray(years_of(counted_to) - years_of(born) - begun)


def years_of(dates: Days) -> np.ndarray:
    """The year (n,) of each date, NaN where it is not known."""
    years = dates.astype("datetime64[Y]").astype(np.int64) + 1970.0
    return np.where(np.isnat(dates), np.nan, years)


def _birthday_in_year(dates: Days) -> np.ndarray:
    """The place (n,) of each day in its year, 100 for each month and 1 for each day: 229 is 29 February."""
    months = dates.astype("datetime64[M]")
    month = months.astype(np.int64) % 12 + 1
    day = (dates.astype("datetime64[D]") - months.astype("datetime64[D]")).astype(np.int64) + 1
    return np.asarray(100 * month + day)


def region(variable: Question, source: Answers, problems: ProblemLog) -> Answers:
    """The region to which each respondent's department or former region belongs; a code that is in no region
    is a problem and becomes invalid."""
    assert variable.derivation is not None
    region_of = REGION_OF[variable.derivation.kind]
    codes, positions = kind_of(source.question).codes_given(source)
    places = {code: place for place, code in enumerate(variable.codes)}
    found = [places.get(region_of.get(_official(code), ""), -1) for code in codes]
    regions = np.array([*found, -1], dtype=code_type(len(places)))[positions]
    nowhere = source.was_answered & (regions < 0)
    shown = np.array([*codes, ""], dtype=object)[positions]
    problems.note(nowhere, variable.name, shown, "in no region", source.question.name)
    return Answers(variable, regions, np.where(nowhere, INVALID, source.status).astype(np.int8))


def _official(code: str) -> str:
    """A code in its official form: 1 is 01, 2a is 2A."""
    return code.strip().upper().zfill(2)


def _number(kind: str, source: Answers, edition: Edition) -> np.ndarray:
    if kind == "year_of":
        return years_of(source.values)
    return _count(source) if kind == "count_of" else _years(source, edition)


def _years(source: Answers, edition: Edition) -> np.ndarray:
    assert edition.reference_year is not None
    return float(edition.reference_year) - source.values


def _count(source: Answers) -> np.ndarray:
    """The number of answers ticked; "none of these" is none."""
    counted = [code not in source.question.exclusive for code in source.question.codes]
    return np.where(source.was_answered, source.values[:, counted].sum(axis=1), np.nan)


def _age(
    variable: Question,
    born: Answers,
    answers: Mapping[str, Answers],
    edition: Edition,
    problems: ProblemLog,
) -> Answers:
    """Completed years to the day of the question `on`, or to the end of fieldwork."""
    assert variable.derivation is not None
    status = born.status
    if variable.derivation.on is None:
        counted_to = np.full(len(status), np.datetime64(edition.end, "s"))
    else:
        days = answers[variable.derivation.on]
        counted_to = days.values
        status = np.where(born.was_answered, days.status, status).astype(np.int8)
    ages = Answers(variable, completed_years(born.values, counted_to), status)
    is_later = ages.was_answered & (ages.values < 0)
    shown = born.values.astype("datetime64[D]")
    problems.note(
        is_later, variable.name, shown, "out of range", "expected a birth before the day counted to"
    )
    return ages.withdrawn(is_later, INVALID)


def _groups(variable: Question, source: Answers, _problems: ProblemLog) -> Answers:
    """The group of each respondent's code; of several codes, every group that has one of them.

    Who gave answers that are left out alone is outside the base.
    """
    assert variable.derivation is not None
    groups = variable.derivation.groups.values()
    grouped = Answers(variable, kind_of(source.question).grouped(source, groups), source.status)
    if not variable.derivation.left_out:
        return grouped
    is_out = source.was_answered & kind_of(source.question).among(source, variable.derivation.left_out)
    return grouped.withdrawn(is_out & ~kind_of(variable).among(grouped, variable.codes), NOT_ASKED)


def crossed(variable: Question, sources: list[Answers]) -> Answers:
    """The pair of answers of each respondent to two questions; absent where one of them is."""
    first, second = sources
    n_second = len(second.question.codes)
    are_given = first.was_answered & second.was_answered
    pairs = np.where(are_given, first.values.astype(np.int64) * n_second + second.values, -1)
    status = np.where(first.was_answered, second.status, first.status)
    return Answers(variable, pairs.astype(code_type(len(variable.codes))), status.astype(np.int8))


def cases(variable: Question, sources: list[Answers]) -> Answers:
    """The first case that each respondent's answers meet; outside the base where they meet none.

    Absent, as the first of the answers that is absent, where it is not known whether an earlier case is met.
    """
    assert variable.derivation is not None
    answers = {source.question.name: source for source in sources}
    n = len(sources[0].status)
    values, status = (
        np.full(n, -1, dtype=code_type(len(variable.codes))),
        np.full(n, NOT_ASKED, dtype=np.int8),
    )
    is_open = np.ones(n, dtype=bool)
    for position, condition in enumerate(variable.derivation.cases.values()):
        holds = is_open & answered_one_of(condition, answers, n)
        values[holds], status[holds] = position, ANSWERED
        is_unknown = is_open & ~holds & ~answered_otherwise(condition, answers, n)
        for name in reversed(list(condition)):
            is_absent = is_unknown & ~answers[name].was_answered
            status[is_absent] = answers[name].status[is_absent]
        is_open &= ~(holds | is_unknown)
    return Answers(variable, values, status)


def _classes(variable: Question, source: Answers, problems: ProblemLog) -> Answers:
    assert variable.derivation is not None
    bounds = variable.derivation.bounds.values()
    classes = np.full(len(source.values), -1, dtype=code_type(len(bounds)))
    for position, (low, high) in enumerate(bounds):
        classes[(source.values >= low) & (source.values < high)] = position
    between = source.was_answered & (classes < 0)
    problems.note(between, variable.name, source.values, "in no class", source.question.name)
    return Answers(variable, classes, np.where(between, INVALID, source.status).astype(np.int8))


def _checked(answers: Answers, problems: ProblemLog) -> Answers:
    variable = answers.question
    outside = is_outside(variable, answers.values) & answers.was_answered
    problems.note(outside, variable.name, answers.values, "out of range", limits_of(variable))
    return answers.withdrawn(outside, INVALID)


CODED: dict[str, Callable[[Question, Answers, ProblemLog], Answers]] = {
    "classes_of": _classes,
    "groups_of": _groups,
    "region_of": region,
    "bridged_region_of": region,
}
OF_SEVERAL: dict[str, Callable[[Question, list[Answers]], Answers]] = {
    "crossed_of": crossed,
    "cases_of": cases,
}
