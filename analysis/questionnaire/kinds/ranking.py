"""Questions that are one place of a ranking, of which a cell may list the codes: "water health roads"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from analysis.questionnaire.kinds.answers import ANSWERED, INVALID, NO_ANSWER, Answers
from analysis.questionnaire.kinds.cells import (
    SIGNS,
    Column,
    absences,
    known_codes,
    listed_codes,
    positions_of,
)
from analysis.questionnaire.kinds.kind import Problems
from analysis.questionnaire.questions import Question


@dataclass(frozen=True)
class _Place:
    """What stands at one rank of a cell; `is_repeated` where an earlier rank has the same code."""

    position: int = -1
    status: int = NO_ANSWER
    is_repeated: bool = False


def code_rank(question: Question, column: Column, problems: Problems) -> Answers:
    """The code at the question's rank of each cell.

    A cell of fewer codes has no answer there; one that ends in a code of absence has that absence. A code
    that an earlier rank has is invalid at the later one. The first rank tells of cells with more codes than
    there are answers.
    """
    cells = [listed_codes(question, column, text) for text in column.texts]
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


def _note_overfull(question: Question, cells: list[list[str]], column: Column, problems: Problems) -> None:
    most = len(question.codes)
    is_overfull = column.spread(np.array([len(parts) > most for parts in cells], dtype=bool))
    expected = f"expected {most} at most"
    problems.note(
        is_overfull, question.name, column, "too many ranks", expected, f"the first {most} are read"
    )


def rank_faults(question: Question, asked: Mapping[str, Question]) -> Iterator[str]:
    """What contradicts itself in the question's rank, and in it beside the other ranks of its cell."""
    place = f"questions.{question.name}"
    if question.rank is None:
        if question.delimiter is not None:
            yield (
                f"{place}.delimiter: a {question.type} question is one place of the cell; write which as "
                'rank, or type = "multiple"'
            )
        return
    if not 1 <= question.rank <= len(question.codes):
        yield f"{place}.rank: expected 1 to {len(question.codes)}, one per answer, found {question.rank}"
    if question.delimiter is not None:
        yield from _cell_faults(question, asked)


def _cell_faults(question: Question, asked: Mapping[str, Question]) -> Iterator[str]:
    """The ranks of one cell are 1, 2, 3 …, each once, of the same answers cut the same way."""
    place = f"questions.{question.name}"
    if question.delimiter == SIGNS:
        yield f'{place}.delimiter: {SIGNS!r} says who gave each answer, and no order; write type = "multiple"'
    if question.other:
        yield f"{place}.other: a ranking has none; a multiple question on the same column may"
    others = [each for each in asked.values() if _is_of_cell(each, question)]
    ranks = {each.rank for each in others}
    if question.rank in ranks:
        same = [each.name for each in others if each.rank == question.rank]
        yield f"{place}.rank: rank {question.rank} of column {question.column} is also {', '.join(same)}"
    if (question.rank or 1) > 1 and (question.rank or 1) - 1 not in ranks:
        yield f"{place}.rank: no question is rank {(question.rank or 1) - 1} of column {question.column}"
    for each in others:
        if (each.delimiter, list(each.codes)) != (question.delimiter, list(question.codes)):
            yield (
                f"{place}: its answers or delimiter are not those of {each.name}, of the same cell; "
                "give both the same scale"
            )


def _is_of_cell(each: Question, question: Question) -> bool:
    """Whether `each` is another rank of the cell of `question`."""
    is_rank = each.rank is not None and each.delimiter is not None
    return is_rank and each.column == question.column and each.name != question.name
