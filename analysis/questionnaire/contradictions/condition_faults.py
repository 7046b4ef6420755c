"""Contradictions of a condition with the questions that it names."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.faults import listed, unknown
from analysis.questionnaire.fixed_words import Condition, NoneOf, alternatives_of
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.questions import Question, number_range
from analysis.questionnaire.surveys import Survey


def condition_faults(place: str, condition: Condition, survey: Survey) -> Iterator[str]:
    """Every answer of the condition that cannot be given to its question."""
    for each in alternatives_of(condition):
        for name, codes in each.items():
            yield from (f"{place}: {fault}" for fault in _answered_faults(name, codes, survey))


def _answered_faults(name: str, codes: tuple[str, ...], survey: Survey) -> Iterator[str]:
    question = survey.questions.get(name)
    if question is None:
        yield unknown(name, survey.questions)
    elif not question.codes and not kind_of(question).is_quantity:
        yield f"{name} is {question.type} and has no codes; derive classes from it"
    elif not codes:
        yield f"no answer is named for {name}, so nobody is meant; name one or leave it out"
    elif question.codes:
        for code in codes:
            if code not in question.codes:
                yield f"{code!r} is not an answer to {name}; answers: {listed(question.codes)}"
        if isinstance(codes, NoneOf) and set(question.codes) <= set(codes):
            yield f"`not` has every answer to {name}, so nobody is meant; leave one out of it"
    else:
        yield from _range_faults(question, codes)


def _range_faults(question: Question, codes: tuple[str, ...]) -> Iterator[str]:
    for code in codes:
        ends = number_range(code)
        if ends is None:
            example = 'such as "18..64", "18.." or "..64"'
            yield f"{code!r} is no number and no range of {question.name}; expected {example}"
        elif ends[0] > ends[1]:
            yield f"{code!r}: the range of {question.name} is empty"
