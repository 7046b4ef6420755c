"""Signs of careless answering: too fast, the same throughout a grid, the same as an earlier respondent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd
from pandas.util import hash_array

from analysis.questionnaire import Survey
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import LEFT, Answers
from analysis.questionnaire.kinds.cells import code_type

FRACTION_WORDS = {Fraction(1, 2): "half", Fraction(1, 3): "a third", Fraction(1, 4): "a quarter"}

LEAST_ITEMS = 5
"""In a shorter grid the same answer throughout is too often sincere."""

LEAST_ANSWERS = 10
"""With fewer answers two sincere respondents agree by chance."""
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Speed:
    """Time taken, in the unit of the question that holds it.

    `durations` (n,) with NaN where unknown; `questions_put` (n,) before the respondent left. `median` is
    the median duration, `median_pace` the median time per question put, `limit` the pace under which a
    respondent `is_speeder` (n,).
    """

    durations: np.ndarray
    questions_put: np.ndarray
    median: float
    median_pace: float
    limit: float
    is_speeder: np.ndarray


def speed_of(
    answers: Mapping[str, Answers],
    questions: tuple[str, ...],
    survey: Survey,
    in_scope: np.ndarray,
    has_left: np.ndarray,
) -> Speed | None:
    """The speed of the respondents in scope (n,); None where the survey has no duration.

    The medians are those of the respondents in scope who came to the end. Who was put no question has no
    pace.
    """
    if survey.quality.duration is None:
        return None
    durations = answers[survey.quality.duration].values.astype(float)
    put = np.zeros(len(durations), dtype=np.int32)
    for name in questions:
        put += answers[name].was_asked & (answers[name].status != LEFT)
    pace = np.divide(durations, put, out=np.full(len(durations), np.nan), where=put > 0)
    stayed = in_scope & ~has_left & ~np.isnan(pace)
    median_pace = float(np.median(pace[stayed])) if stayed.any() else np.nan
    median = float(np.median(durations[stayed])) if stayed.any() else np.nan
    limit = median_pace * survey.quality.speeder_below
    is_speeder = in_scope & (np.nan_to_num(pace, nan=np.inf) < limit)
    return Speed(durations, put, median, median_pace, limit, is_speeder)


def speeder_reasons(speed: Speed, rows: np.ndarray, survey: Survey) -> list[str]:
    """The reasons in words why the respondents at `rows` are speeders: time taken, questions put, the
    limit."""
    assert survey.quality.duration is not None
    unit = survey.questions[survey.quality.duration].unit
    after = f" {unit.en}" if unit else ""
    share = Fraction(survey.quality.speeder_below).limit_denominator(100)
    limit = FRACTION_WORDS.get(share, f"{survey.quality.speeder_below:g} times")
    of = " of" if limit == "a third" or limit == "a quarter" else ""
    return [
        f"{speed.durations[row]:g}{after} for {speed.questions_put[row]} questions, "
        f"under {limit}{of} the median time per question"
        for row in rows
    ]


@dataclass(frozen=True)
class GridRuns:
    """The longest run (n,) of the same answer that each respondent gave in a grid, and the number of items
    `answered` (n,)."""

    longest: np.ndarray
    answered: np.ndarray

    @property
    def is_examined(self) -> np.ndarray:
        """Mask (n,) of those who answered enough items for a run to mean anything."""
        return self.answered >= LEAST_ITEMS

    @property
    def is_straight(self) -> np.ndarray:
        """Mask (n,) of those who gave the same answer to every item they answered."""
        return np.asarray(self.is_examined & (self.longest == self.answered))


def runs_of(items: Sequence[Answers]) -> GridRuns:
    """The longest runs of the same answer over the items of a grid in their order; a skipped item breaks
    none."""
    n = len(items[0].status)
    last = np.full(n, -1, dtype=np.result_type(*(item.values.dtype for item in items)))
    run, longest, answered = (np.zeros(n, dtype=code_type(len(items))) for _ in range(3))
    for item in items:
        given = item.was_answered
        run = np.where(given, np.where(item.values == last, run, 0) + 1, run).astype(run.dtype)
        last = np.where(given, item.values, last)
        answered += given
        longest = np.maximum(longest, run)
    return GridRuns(longest, answered)


def grid_runs(answers: Mapping[str, Answers], survey: Survey) -> dict[str, GridRuns]:
    """The runs in each grid of five items or more."""
    return {
        name: runs_of([answers[item] for item in grid.items])
        for name, grid in survey.grids.items()
        if len(grid.items) >= LEAST_ITEMS
    }


def straight_liners(runs: Mapping[str, GridRuns], n: int) -> np.ndarray:
    """Mask (n,) of those who gave one and the same answer throughout every grid in which it can be seen."""
    is_examined, is_varied = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    for grid in runs.values():
        is_examined |= grid.is_examined
        is_varied |= grid.is_examined & ~grid.is_straight
    return is_examined & ~is_varied


def same_answers(
    answers: Mapping[str, Answers], questions: tuple[str, ...], in_scope: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Mask (n,) of those in scope who gave all the answers of an earlier one, and how many answers each gave.

    Compared are coded questions and numbers; dates and open answers are not. Who gave fewer than
    `LEAST_ANSWERS` is compared with nobody. Rows are compared by a 64-bit hash: among a million of them
    two that differ are taken for the same with a chance of 3 in 100 million.
    """
    n = len(in_scope)
    digest, given = np.zeros(n, dtype=np.uint64), np.zeros(n, dtype=np.int32)
    compared = [answers[name] for name in questions if kind_of(answers[name].question).shows_copying]
    for column in _packed(compared):
        digest = (digest ^ hash_array(column, categorize=False)) * MULTIPLIER
        digest ^= digest >> np.uint64(29)
    for answer in compared:
        given += answer.was_answered
    places = np.flatnonzero(in_scope & (given >= LEAST_ANSWERS))
    is_same = np.zeros(n, dtype=bool)
    is_same[places] = pd.Series(digest[places]).duplicated().to_numpy()
    return is_same, given


def _packed(answers: Sequence[Answers]) -> Iterator[np.ndarray]:
    """The values as columns of numbers: codes and ticks of one byte eight to a column, then the others."""
    columns = [column for answer in answers for column in kind_of(answer.question).packed(answer)]
    small = [column for column in columns if column.dtype == np.int8]
    for start in range(0, len(small), 8):
        together = np.zeros((len(small[0]), 8), dtype=np.int8)
        for place, column in enumerate(small[start : start + 8]):
            together[:, place] = column
        yield together.view(np.uint64)[:, 0]
    yield from (column for column in columns if column.dtype != np.int8)
