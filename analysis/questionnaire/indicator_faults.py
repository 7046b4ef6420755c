"""Contradictions of an indicator with the questions it is estimated from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from analysis.questionnaire.conditions import listed, unknown
from analysis.questionnaire.records import Question
from analysis.questionnaire.surveys import Indicator, Survey


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
    yield from _statistic_faults(place, indicator, question, survey)


def _statistic_faults(place: str, indicator: Indicator, question: Question, survey: Survey) -> Iterator[str]:
    if indicator.statistic == "share" and not question.codes:
        yield f"{place}: a share needs a question with codes; {question.name} is {question.type}"
    if indicator.statistic != "share" and not question.is_number:
        way = ' (type = "scale" if its codes are in order)' if question.is_coded else ""
        yield f"{place}: a {indicator.statistic} needs a number; {question.name} is {question.type}{way}"
    for code in indicator.answers:
        if code not in question.codes:
            yield f"{place}.answers: {code!r} is not an answer to {question.name}: {listed(question.codes)}"
    if indicator.answers and indicator.statistic != "share":
        yield f"{place}.answers: only a share counts answers"
    if indicator.base != "answered" and indicator.statistic != "share":
        yield f"{place}.base: only a share has a base to choose"
    if indicator.divide_by != 1 and indicator.statistic == "share":
        yield f"{place}.divide_by: a share is in %; only the other statistics are divided"
    if (indicator.statistic == "ratio") != (indicator.denominator is not None):
        yield f"{place}.denominator: a ratio needs one, and only a ratio"
    elif indicator.denominator is not None:
        denominator = survey.questions.get(indicator.denominator)
        if denominator is None or not denominator.is_number:
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
