"""The codes that answers are chosen from: what contradicts itself in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from analysis.faults import listed
from analysis.questionnaire.questions import Question

WHOLE_NUMBER = re.compile(r"([+-]?[0-9]+)\.0*$")


def no_codes(question: Question) -> Iterator[str]:
    """A fault where there is nothing to choose from."""
    if not question.codes:
        yield f"questions.{question.name}: a {question.type} question needs codes, or the name of a scale"


def other_faults(question: Question) -> Iterator[str]:
    """Faults in the columns of the texts that go with answers such as "other, please say"."""
    place = f"questions.{question.name}.other"
    ticks = dict(question.columns)
    for code, column in question.other.items():
        if code not in question.codes:
            yield f"{place}: {code!r} is not an answer; answers: {listed(question.codes)}"
        if ticks.get(code) == column:  # who wrote a text has ticked: there is no other column
            ticks.pop(code)
    answer_columns = {*ticks.values(), *question.sets, *([] if question.columns else [question.column])}
    for column, times in Counter(question.other.values()).items():
        if times > 1:
            yield f"{place}: {column} is the column of {times} answers; each has its own"
        if column in answer_columns and not (question.delimiter and column == question.column):
            yield f"{place}: {column} holds the codes; name the column with the text"


def same_codes(question: Question) -> Iterator[str]:
    """Codes that a received value cannot tell apart, such as "1", "1.0" and " 1"."""
    seen: dict[str, str] = {}
    for code in question.codes:
        plain = WHOLE_NUMBER.sub(r"\1", code.strip())
        if plain in seen:
            yield f"questions.{question.name}.codes: {seen[plain]!r} and {code!r} are the same received value"
        seen[plain] = code
