"""Questions with one answer: a code of a list, or of a scale, whose codes stand for numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import isfinite

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.faults import Fault, some
from analysis.questionnaire.kinds.answers import ANSWERED, INVALID, Answers
from analysis.questionnaire.kinds.cells import (
    Column,
    absences,
    code_type,
    known_codes,
    positions_of,
    stored_texts,
)
from analysis.questionnaire.kinds.codes import no_codes, other_faults, same_codes
from analysis.questionnaire.kinds.kind import Kind, Problems
from analysis.questionnaire.kinds.ranking import code_rank, rank_faults
from analysis.questionnaire.questions import Question


class SingleKind(Kind):
    """One answer of a list. Values: the position (n,) of the code in the list, -1 for none."""

    keys: tuple[str, ...] = ("delimiter", "rank", "other")
    derivations: tuple[str, ...] = (
        *("groups_of", "crossed_of", "cases_of", "points_of"),
        *("region_of", "bridged_region_of"),
    )
    has_codes = True

    def faults(self, question: Question, asked: Mapping[str, Question]) -> Iterator[str]:
        yield from no_codes(question)
        yield from rank_faults(question, asked)
        yield from other_faults(question)
        yield from same_codes(question)

    def coded(self, question: Question, columns: Mapping[str, Column], problems: Problems) -> Answers:
        column = columns[""]
        if question.delimiter is not None:
            return code_rank(question, column, problems)
        status = absences(question, column.texts)
        codes = positions_of(question, column.texts)
        unknown = (codes < 0) & (status == ANSWERED)
        status[unknown] = INVALID
        if unknown.any():
            where = column.spread(unknown)
            problems.note(where, question.name, column, "unknown code", known_codes(question))
        return Answers(question, column.spread(codes), column.spread(status))

    def nothing(self, question: Question, n: int) -> np.ndarray:
        return np.full(n, -1, dtype=code_type(len(question.codes)))

    def columns(self, answers: Answers) -> dict[str, pd.Series]:
        codes = pd.Index(list(answers.question.codes))
        coded = pd.Categorical.from_codes(answers.values, categories=codes, ordered=self.is_ordered)
        return {answers.question.name: pd.Series(coded)}

    def kept(self, question: Question, cells: Sequence[pa.Array]) -> tuple[np.ndarray, np.ndarray]:
        where, texts = stored_texts(cells[0])
        codes, status = positions_of(question, texts), absences(question, texts)
        unknown = (codes < 0) & (status == ANSWERED)
        if unknown.any():
            counts = np.bincount(where, minlength=len(texts))
            used = [f"{texts[i]!r} ({counts[i]})" for i in np.flatnonzero(unknown) if counts[i]]
            if used:
                raise Fault(f"{question.name}: unknown codes {some(used)}; {known_codes(question)}")
        return codes[where], status[where]

    def among(self, answers: Answers, codes: Iterable[str]) -> np.ndarray:
        known = list(answers.question.codes)
        is_wanted = np.zeros(len(known) + 1, dtype=bool)  # the last is that of -1
        is_wanted[[known.index(code) for code in codes]] = True
        return np.asarray(is_wanted[answers.values])

    def ticks(self, answers: Answers) -> np.ndarray:
        return np.asarray(answers.values[:, None] == np.arange(len(answers.question.codes)))

    def grouped(self, answers: Answers, groups: Iterable[Sequence[str]]) -> np.ndarray:
        listed = list(groups)
        belongs = {code: position for position, group in enumerate(listed) for code in group}
        table = [belongs.get(code, -1) for code in answers.question.codes]
        return np.asarray(np.array([*table, -1], dtype=code_type(len(listed)))[answers.values])

    def points(self, answers: Answers, worth: np.ndarray) -> np.ndarray:
        return np.where(answers.was_answered, np.append(worth, np.nan)[answers.values], np.nan)

    def codes_given(self, answers: Answers) -> tuple[list[str], np.ndarray]:
        return list(answers.question.codes), answers.values


class ScaleKind(SingleKind):
    """One answer of a list in order. Values as of a single question; the number of a code is its score."""

    keys = (*SingleKind.keys, "unit")
    derivations = ("groups_of", "crossed_of", "cases_of", "points_of", "sum_of", "mean_of")
    is_ordered = True
    has_numbers = True

    def faults(self, question: Question, asked: Mapping[str, Question]) -> Iterator[str]:
        yield from no_codes(question)
        yield from _score_faults(question)
        yield from rank_faults(question, asked)
        yield from other_faults(question)
        yield from same_codes(question)

    def numbers(self, answers: Answers) -> np.ndarray:
        return np.array([*_scores(answers.question), np.nan]).take(answers.values)

    def codes_between(self, question: Question, low: float, high: float) -> tuple[str, ...]:
        scored = zip(question.codes, _scores(question), strict=True)
        return tuple(code for code, score in scored if low <= score <= high)

    def ends(self, question: Question) -> tuple[float, float]:
        scores = _scores(question)
        return min(scores), max(scores)

    def gap(self, question: Question) -> float | None:
        scores = sorted(set(_scores(question)))
        return min((high - low for low, high in pairwise(scores)), default=None)


SINGLE = SingleKind()
SCALE = ScaleKind()


def _scores(question: Question) -> list[float]:
    """The number that each code of a scale stands for."""
    return [question.scores[code] if code in question.scores else float(code) for code in question.codes]


def _score_faults(question: Question) -> Iterator[str]:
    for code in question.scores:
        if code not in question.codes:
            yield f"questions.{question.name}.scores: {code!r} is not an answer"
    for code in question.codes:
        if code not in question.scores and not _is_number(code):
            yield f"questions.{question.name}: the code {code!r} of a scale is no number; give it a score"


def _is_number(code: str) -> bool:
    try:
        return isfinite(float(code))
    except ValueError:
        return False
