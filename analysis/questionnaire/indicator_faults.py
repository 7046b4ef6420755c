"""Contradictions of an indicator with the questions it is estimated from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from analysis.faults import listed
from analysis.questionnaire.conditions import unknown
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.records import Question
from analysis.questionnaire.surveys import Indicator, Survey

OF_CODES = ("share", "balance")


def indicator_faults(indicator: Indicator, survey: Survey) -> Iterator[str]:
    place = f"indicators.{indicator.name}"
    if indicator.theme not in survey.themes:
        yield f"{place}.theme: no [themes.{indicator.theme}]; themes: {listed(survey.themes)}"
    if indicator.population is not None and indicator.population not in survey.populations:
        known = listed(survey.populations)
        yield f"{place}.population: no [populations.{indicator.population}]; known: {known}"
    yield from breakdown_faults(f"{place}.breakdowns", indicator.breakdowns or (), survey)
    question = survey.questions.get(indicator.variable)
    if question is None:
        yield f"{place}.variable: {unknown(indicator.variable, survey.questions)}"
        return
    if question.name in (indicator.breakdowns or ()) and not kind_of(question).takes_several:
        yield f"{place}.breakdowns: {question.name} by itself says nothing; only a multiple question may be"
    yield from _statistic_faults(place, indicator, question)
    yield from _answer_faults(place, indicator, question)
    yield from _denominator_faults(place, indicator, survey)


def _statistic_faults(place: str, indicator: Indicator, question: Question) -> Iterator[str]:
    statistic = indicator.statistic
    if statistic in OF_CODES and not question.codes:
        yield f"{place}: a {statistic} needs a question with codes; {question.name} is {question.type}"
    if statistic not in OF_CODES and not kind_of(question).has_numbers:
        way = ' (type = "scale" if its codes are in order)' if kind_of(question).is_coded else ""
        yield f"{place}: a {statistic} needs a number; {question.name} is {question.type}{way}"
    if indicator.base != "answered" and statistic not in OF_CODES:
        yield f"{place}.base: only a share or a balance has a base to choose"
    if indicator.divide_by != 1 and statistic in OF_CODES:
        unit = "%" if statistic == "share" else "points"
        yield f"{place}.divide_by: a {statistic} is in {unit}; only the other statistics are divided"


def _answer_faults(place: str, indicator: Indicator, question: Question) -> Iterator[str]:
    sides = {"favourable": indicator.favourable, "unfavourable": indicator.unfavourable}
    for key, codes in {"answers": indicator.answers, **sides}.items():
        for code in codes:
            if code not in question.codes:
                yield f"{place}.{key}: {code!r} is not an answer to {question.name}: {listed(question.codes)}"
    if indicator.answers and indicator.statistic != "share":
        yield f"{place}.answers: only a share counts answers"
    for key, codes in sides.items():
        if bool(codes) != (indicator.statistic == "balance"):
            yield f"{place}.{key}: a balance needs some answers, and only a balance"
    for code in indicator.favourable:
        if code in indicator.unfavourable:
            yield f"{place}: {code!r} is both favourable and unfavourable"


def _denominator_faults(place: str, indicator: Indicator, survey: Survey) -> Iterator[str]:
    if (indicator.statistic == "ratio") != (indicator.denominator is not None):
        yield f"{place}.denominator: a ratio needs one, and only a ratio"
    elif indicator.denominator is not None:
        denominator = survey.questions.get(indicator.denominator)
        if denominator is None or not kind_of(denominator).has_numbers:
            yield f"{place}.denominator: {indicator.denominator!r} is not a variable with numbers"


def breakdown_faults(place: str, breakdowns: tuple[str, ...], survey: Survey) -> Iterator[str]:
    for name, times in Counter(breakdowns).items():
        if times > 1:
            yield f"{place}: {name} is listed {times} times"
        question = survey.questions.get(name)
        if question is None:
            yield f"{place}: {unknown(name, survey.questions)}"
        elif not question.codes:
            yield f"{place}: {name} is {question.type} and has no codes; derive classes from it"
