"""Contradictions of one question with itself."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.questionnaire.conditions import condition_faults
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.meanings import meaningless_keys
from analysis.questionnaire.records import Question, missing_ranges
from analysis.questionnaire.surveys import Survey


def question_faults(question: Question, survey: Survey) -> Iterator[str]:
    """What contradicts itself in a question that was asked, and in it beside the rest of the survey."""
    yield from meaningless_keys(question)
    yield from kind_of(question).faults(question, survey.asked)
    yield from _missing_faults(question)
    yield from condition_faults(f"questions.{question.name}.asked_if", question.asked_if, survey)


def _missing_faults(question: Question) -> Iterator[str]:
    for kind, (low, high) in missing_ranges(question.missing):
        if low > high:
            yield f"questions.{question.name}.missing.{kind}: the range from {low:g} to {high:g} is empty"
    seen: dict[str, str] = {}
    for kind, codes in question.missing.items():
        for code in codes:
            if code in seen and seen[code] != kind:
                yield f"questions.{question.name}.missing: {code!r} is both {seen[code]} and {kind}"
            seen[code] = kind
