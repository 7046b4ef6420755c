"""The step of a figure, which is the weight of one respondent in it, and figures rounded to their steps."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.indicators.measures import measure_of
from analysis.questionnaire import Survey
from analysis.questionnaire.kinds import kind_of
from analysis.results.schema import FIXED, IN_POINTS

NICE = np.array([1.0, 2.0, 5.0, 10.0])
DUST = 1e-9
"""Part of a step by which a number may miss a multiple of it, as computers count."""
LIMITS = ("value", "ci_low", "ci_high")


def step_of(least: np.ndarray) -> np.ndarray:
    """The least of 1, 2 and 5 times a power of ten that is `least` (rows,) or more; NaN where that is not
    over 0."""
    known = np.where(np.isfinite(least) & (least > 0), least, np.nan)
    power = 10.0 ** np.floor(np.log10(known) + DUST)
    place = np.searchsorted(NICE, known / power - DUST)
    return np.asarray(NICE[np.minimum(place, len(NICE) - 1)] * power)


def steps(rows: pd.DataFrame, survey: Survey) -> np.ndarray:
    """The step (rows,) of each figure of rows as indicators.csv has them; NaN where there is none.

    Shares and balances: 100 / n, one respondent of n. Means of answers that stand for numbers: the gap
    between two of them over n. Other figures: the figure itself over n.
    """
    n = rows["n"].to_numpy(dtype=float, na_value=np.nan)
    gaps = rows["indicator"].map(_gaps(survey)).to_numpy(dtype=float, na_value=np.nan)
    own = np.where(np.isfinite(gaps), gaps, _sizes(rows))
    whole = np.where(rows["statistic"].isin(IN_POINTS), 100.0, own)
    return np.where(rows["value"].notna(), step_of(whole / np.where(n > 0, n, np.nan)), np.nan)


def _gaps(survey: Survey) -> dict[str, float]:
    """By mean of answers that stand for numbers the least gap between two of them, in its unit."""
    found = {}
    for indicator in survey.indicators.values():
        question = survey.questions[indicator.variable]
        is_mean = measure_of(indicator).difference == "means"
        gap = kind_of(question).gap(question) if is_mean else None
        if gap:
            found[indicator.name] = gap / indicator.divide_by
    return found


def _sizes(rows: pd.DataFrame) -> np.ndarray:
    """The size (rows,) of each figure; of one that is 0, that of its interval, and 1 where that is 0 too."""
    value, low, high = (np.abs(rows[name].to_numpy(dtype=float, na_value=np.nan)) for name in LIMITS)
    around = np.fmax(low, high)
    return np.where(value > 0, value, np.where(around > 0, around, 1.0))


def rounded(values: np.ndarray, step: np.ndarray) -> np.ndarray:
    """The values (rows,) as the nearest multiples of their steps, of two as near the even one; NaN where
    either is.

    What misses the half by the last digits of a sum is half-way, so that every machine finds the same.
    """
    with np.errstate(invalid="ignore"):
        parts = np.asarray(values, dtype=float) / step
        halves = np.round(2 * parts) / 2
        parts = np.where(np.abs(parts - halves) <= DUST * np.maximum(np.abs(parts), 1.0), halves, parts)
        return np.asarray(np.round(parts) * step) + 0.0


def rounded_error(se: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Standard errors (rows,) as multiples of their steps, one step at least: an error that is small is not
    taken for none, as that of a figure which the calibration fixes is."""
    se = np.asarray(se, dtype=float)
    with np.errstate(invalid="ignore"):
        return np.where(se < np.minimum(step, FIXED), rounded(se, step), np.maximum(rounded(se, step), step))


def two_digits(values: np.ndarray, limits: Iterable[float] = ()) -> np.ndarray:
    """The values (rows,) to two digits, on the side of each limit on which they are: a p-value of 0.0497 is
    0.049 beside a limit of 0.05."""
    values = np.asarray(values, dtype=float)
    size = np.where(np.isfinite(values) & (values != 0), np.abs(values), 1.0)
    step = 10.0 ** (np.floor(np.log10(size)) - 1)
    found = rounded(values, step)
    for limit in limits:
        for side in (1.0, -1.0):
            crosses = (side * values < limit) & (side * found >= limit - DUST * limit)
            inside = np.where(crosses, (np.ceil(limit / np.where(crosses, step, 1.0) - DUST) - 1) * step, 0.0)
            found = np.where(crosses, side * inside, found)
    return found
