"""Speeders: respondents too fast to have read the questions put to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from analysis.etl.answered import LEFT, Answers
from analysis.questionnaire import Survey

FRACTION_WORDS = {Fraction(1, 2): "half", Fraction(1, 3): "a third", Fraction(1, 4): "a quarter"}


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
    """How fast the respondents in scope (n,) were; None where the survey has no duration.

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
    """Why the respondents at `rows` are speeders, in words: time taken, questions put, the limit."""
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
