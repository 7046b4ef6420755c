"""One place of a ranking whose cell lists the codes in their order: "water health roads"."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.etl.clean.problems import ProblemLog
from analysis.questionnaire.kinds.answers import ANSWERED, INVALID, NO_ANSWER, Answers
from analysis.questionnaire.kinds.cells import Column, absences, known_codes, positions_of
from analysis.questionnaire.questions import Question


@dataclass(frozen=True)
class _Place:
    """What stands at one rank of a cell; `is_repeated` where an earlier rank has the same code."""

    position: int = -1
    status: int = NO_ANSWER
    is_repeated: bool = False


def code_rank(question: Question, column: Column, problems: ProblemLog) -> Answers:
    """The code at the question's rank of each cell.

    A cell of fewer codes has no answer there; one that ends in a code of absence has that absence. A code
    that an earlier rank has is invalid at the later one. The first rank tells of cells with more codes than
    there are answers.
    """
    cells = [_parts(question, column, text) for text in column.texts]
    places = [_place(question, parts) for parts in cells]
    positions = np.array([place.position for place in places], dtype=positions_of(question, []).dtype)
    status = column.spread(np.array([place.status for place in places], dtype=np.int8))
    is_repeated = column.spread(np.array([place.is_repeated for place in places], dtype=bool))
    at = f"at rank {question.rank}"
    is_unknown = (status == INVALID) & ~is_repeated
    problems.note(is_unknown, question.name, column, "unknown code", f"{at}, where {known_codes(question)}")
    problems.note(is_repeated, question.name, column, "ranked twice", f"{at}, and before")
    if question.rank == 1:
        _note_overfull(question, cells, column, problems)
    return Answers(question, column.spread(positions), status)


def _parts(question: Question, column: Column, text: str) -> list[str]:
    return [column.recoded(part.strip()) for part in text.split(question.delimiter) if part.strip()]


def _place(question: Question, parts: list[str]) -> _Place:
    rank = question.rank or 1
    if len(parts) < rank:
        status = absences(question, parts[-1:] or [""])[0]
        return _Place(status=NO_ANSWER if status == ANSWERED else int(status))
    *before, position = positions_of(question, parts[:rank])
    if position < 0:
        status = absences(question, [parts[rank - 1]])[0]
        return _Place(status=INVALID if status == ANSWERED else int(status))
    if position in before:
        return _Place(status=INVALID, is_repeated=True)
    return _Place(int(position), ANSWERED)


def _note_overfull(question: Question, cells: list[list[str]], column: Column, problems: ProblemLog) -> None:
    most = len(question.codes)
    is_overfull = column.spread(np.array([len(parts) > most for parts in cells], dtype=bool))
    expected = f"expected {most} at most"
    problems.note(
        is_overfull, question.name, column, "too many ranks", expected, f"the first {most} are read"
    )
