"""What several parts of a definition are checked for: names that are known, conditions that can be met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.faults import listed
from analysis.questionnaire.records import Condition
from analysis.questionnaire.surveys import Survey


def condition_faults(place: str, condition: Condition, survey: Survey) -> Iterator[str]:
    for name, codes in condition.items():
        question = survey.questions.get(name)
        if question is None:
            yield f"{place}: {unknown(name, survey.questions)}"
        elif not question.codes:
            yield f"{place}: {name} is {question.type} and has no codes; derive classes from it"
        elif not codes:
            yield f"{place}: no answer is named for {name}, so nobody is meant; name one or leave it out"
        else:
            for code in codes:
                if code not in question.codes:
                    yield f"{place}: {code!r} is not an answer to {name}; answers: {listed(question.codes)}"


def unknown(name: str, known: Mapping[str, object]) -> str:
    return f"no question or derived variable {name!r}; known: {listed(known)}"
