"""The questions that an edition puts, in the order of the questionnaire and in its own columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from analysis.questionnaire import Edition, Question, Survey


def questions_asked(survey: Survey, edition: Edition) -> dict[str, Question]:
    """The questions of `edition` by name, each with the columns that its file has.

    A derived variable that the edition asked directly stands before the question it otherwise derives from.
    """
    asked: dict[str, Question] = {}
    for name, question in survey.asked.items():
        direct = [each for each in survey.derived.values() if _is_asked_instead(each, name, survey, edition)]
        for each in (*direct, question):
            if each.name not in edition.not_asked:
                asked[each.name] = _in_its_columns(each, edition)
    return asked


def _is_asked_instead(derived: Question, name: str, survey: Survey, edition: Edition) -> bool:
    return derived.name in edition.columns and first_source(derived, survey) == name


def first_source(derived: Question, survey: Survey) -> str:
    """The name of the question from which a derived variable follows, at whatever distance."""
    name = derived.name
    while (derivation := survey.questions[name].derivation) is not None:
        name = derivation.source
    return name


def _in_its_columns(question: Question, edition: Edition) -> Question:
    place = edition.columns.get(question.name)
    if question.columns and isinstance(place, Mapping):
        return replace(question, columns={**question.columns, **place}, derivation=None)
    return replace(question, column=str(place or question.column), derivation=None)
