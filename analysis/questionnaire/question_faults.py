"""Contradictions of one question with itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from math import isfinite

from analysis.questionnaire.conditions import condition_faults, listed
from analysis.questionnaire.fixed_words import Question, missing_ranges
from analysis.questionnaire.meanings import meaningless_keys
from analysis.questionnaire.rank_faults import rank_faults
from analysis.questionnaire.surveys import Survey

WHOLE_NUMBER = re.compile(r"([+-]?[0-9]+)\.0*$")


def question_faults(question: Question, survey: Survey) -> Iterator[str]:
    """What contradicts itself in a question that was asked, and in it beside the rest of the survey."""
    place = f"questions.{question.name}"
    yield from meaningless_keys(question)
    needs_codes = question.is_coded or question.type == "multiple"
    if needs_codes and not question.codes:
        yield f"{place}: a {question.type} question needs codes, or the name of a scale"
    if question.codes and not needs_codes:
        yield f"{place}: a {question.type} question has no codes; remove them or change the type"
    if question.minimum is not None and question.maximum is not None and question.minimum > question.maximum:
        yield f"{place}: min {question.minimum:g} is above max {question.maximum:g}"
    if question.type == "scale":
        yield from _score_faults(question)
    for code in question.exclusive:
        if code not in question.codes:
            yield f"{place}.exclusive: {code!r} is not an answer; answers: {listed(question.codes)}"
    for value in set(question.ticked) & set(question.not_ticked):
        yield f"{place}: {value!r} means both ticked and not_ticked"
    yield from _set_faults(question)
    yield from rank_faults(question, survey)
    yield from _other_faults(question)
    yield from _same_codes(question)
    yield from _missing_faults(question)
    yield from condition_faults(f"{place}.asked_if", question.asked_if, survey)


def _set_faults(question: Question) -> Iterator[str]:
    place = f"questions.{question.name}.sets"
    if question.sets and question.delimiter is not None:
        yield f"{place}: the answers stand in several columns or in one with a delimiter, not both"
    if len(question.sets) == 1:
        yield f"{place}: expected two columns or more, found {question.sets[0]}; one is a single question"
    for column, times in Counter(question.sets).items():
        if times > 1:
            yield f"{place}: {column} is listed {times} times"


def _other_faults(question: Question) -> Iterator[str]:
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
        if column in answer_columns:
            yield f"{place}: {column} holds the codes; name the column with the text"


def _score_faults(question: Question) -> Iterator[str]:
    for code in question.scores:
        if code not in question.codes:
            yield f"questions.{question.name}.scores: {code!r} is not an answer"
    for code in question.codes:
        if code not in question.scores and not _is_number(code):
            yield f"questions.{question.name}: the code {code!r} of a scale is no number; give it a score"


def _same_codes(question: Question) -> Iterator[str]:
    """Codes that a received value cannot tell apart, such as "1", "1.0" and " 1"."""
    seen: dict[str, str] = {}
    for code in question.codes:
        plain = WHOLE_NUMBER.sub(r"\1", code.strip())
        if plain in seen:
            yield f"questions.{question.name}.codes: {seen[plain]!r} and {code!r} are the same received value"
        seen[plain] = code
    if question.type == "multiple" and "status" in question.codes:
        yield f"questions.{question.name}.codes: 'status' is the name of a column; recode it"


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


def _is_number(code: str) -> bool:
    try:
        return isfinite(float(code))
    except ValueError:
        return False
