"""Keys that mean something for some types of question only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.questionnaire.kinds import kind_of, types_that
from analysis.questionnaire.questions import Question

KEYS: Mapping[str, str] = {
    "minimum": "min",
    "maximum": "max",
    "unit": "unit",
    "thousands": "thousands",
    "affixes": "affixes",
    "duration": "duration",
    "ticked": "ticked",
    "not_ticked": "not_ticked",
    "empty": "empty",
    "exclusive": "exclusive",
    "delimiter": "delimiter",
    "rank": "rank",
    "sets": "sets",
    "other": "other",
    "date_format": "date_format",
}
"""What of a record has a meaning for some types only, and its key."""


def meaningless_keys(question: Question) -> Iterator[str]:
    """A fault for each key the question gives that means nothing for its type."""
    plain = Question(question.name, question.type, question.text, question.label)
    for attribute, key in KEYS.items():
        is_given = getattr(question, attribute) != getattr(plain, attribute)
        if is_given and key not in kind_of(question).keys:
            yield f"questions.{question.name}.{key}: only a {_types_with(key)} question has one"


def _types_with(key: str) -> str:
    return types_that(lambda kind: key in kind.keys)
