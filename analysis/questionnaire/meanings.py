"""Keys that mean something for some types of question only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.questionnaire.fixed_words import QuestionType
from analysis.questionnaire.questions import Question

MEANT_FOR: Mapping[str, tuple[str, tuple[QuestionType, ...]]] = {
    "minimum": ("min", ("numeric",)),
    "maximum": ("max", ("numeric",)),
    "unit": ("unit", ("numeric", "scale")),
    "ticked": ("ticked", ("multiple",)),
    "not_ticked": ("not_ticked", ("multiple",)),
    "empty": ("empty", ("multiple",)),
    "exclusive": ("exclusive", ("multiple",)),
    "delimiter": ("delimiter", ("single", "scale", "multiple")),
    "rank": ("rank", ("single", "scale")),
    "sets": ("sets", ("multiple",)),
    "other": ("other", ("single", "scale", "multiple")),
    "date_format": ("date_format", ("date",)),
}
"""What of a record has a meaning for some types only: its key, and those types."""


def meaningless_keys(question: Question) -> Iterator[str]:
    """A fault for each key the question gives that means nothing for its type."""
    plain = Question(question.name, question.type, question.text, question.label)
    for attribute, (key, types) in MEANT_FOR.items():
        if question.type not in types and getattr(question, attribute) != getattr(plain, attribute):
            yield f"questions.{question.name}.{key}: only a {' or '.join(types)} question has one"
