"""The words of "other, please say": an open answer beside the code of a question."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

import numpy as np

from analysis.etl.answered import ANSWERED, NO_ANSWER, Answers, answered_one_of
from analysis.etl.cells import Column, absences
from analysis.etl.problems import ProblemLog
from analysis.etl.received import Received
from analysis.questionnaire import Edition, Question, Survey


def other_texts(
    received: Received,
    survey: Survey,
    edition: Edition,
    answers: Mapping[str, Answers],
    problems: ProblemLog,
) -> dict[str, Answers]:
    """The texts that go with the answers `other` of each question, as open answers named QUESTION.other.

    A text without its answer is a problem and stays; one against routing is a problem and is not kept.
    """
    found = {}
    for question in survey.asked.values():
        if question.other and question.name not in edition.not_asked:
            parts = [
                _texts(received, answers[question.name], code, column, problems)
                for code, column in question.other.items()
                if _is_there(received, question, column, problems)
            ]
            if parts:
                found[f"{question.name}.other"] = _together(question, parts)
    return found


def _is_there(received: Received, question: Question, column: str, problems: ProblemLog) -> bool:
    if column in received.answers.columns:
        return True
    near = get_close_matches(column, received.headers, n=1, cutoff=0.7)
    hint = f"; the file has {near[0]!r}" if near else ""
    problems.note_file(question.name, column, "column not in the file", f"no text of other{hint}")
    return False


def _texts(received: Received, answers: Answers, code: str, column: str, problems: ProblemLog) -> np.ndarray:
    """The text (n,) that goes with one answer, "" where there is none."""
    question, cells = answers.question, Column(received.answers[column], {})
    is_text = cells.spread(absences(question, cells.texts) == ANSWERED)
    has_code = answered_one_of({question.name: (code,)}, {question.name: answers}, len(is_text))
    without = is_text & ~has_code & answers.was_asked
    against = is_text & ~answers.was_asked
    place, values = f"{question.name}.other", cells.values
    problems.note(without, place, values, "other without its answer", f"expected {code}", "kept as received")
    problems.note(against, place, values, "answer against routing", action="set to not asked")
    return np.where(is_text & ~against, values, "")


def _together(question: Question, parts: list[np.ndarray]) -> Answers:
    """One open answer per respondent: the texts of several answers one after the other."""
    joined = [" / ".join(filter(None, row)) for row in zip(*parts, strict=True)]
    status = np.array([ANSWERED if text else NO_ANSWER for text in joined], dtype=np.int8)
    texts = np.array([text or None for text in joined], dtype=object)
    name = f"{question.name}.other"
    return Answers(Question(name, "text", question.text, question.label), texts, status)
