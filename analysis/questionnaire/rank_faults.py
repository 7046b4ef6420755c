"""Contradictions of questions that are the places of a ranking."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.questionnaire.questions import Question
from analysis.questionnaire.surveys import Survey


def rank_faults(question: Question, survey: Survey) -> Iterator[str]:
    """What contradicts itself in the question's rank, and in it beside the other ranks of its cell."""
    place = f"questions.{question.name}"
    if not question.is_coded:
        return
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
        yield from _cell_faults(question, survey)


def _cell_faults(question: Question, survey: Survey) -> Iterator[str]:
    """The ranks of one cell are 1, 2, 3 …, each once, of the same answers cut the same way."""
    place = f"questions.{question.name}"
    if question.other:
        yield f"{place}.other: a ranking has none; a multiple question on the same column may"
    others = [each for each in survey.asked.values() if _is_of_cell(each, question)]
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
