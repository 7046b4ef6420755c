"""What may be shown: confidentiality first, then reliability; each hidden row says why.

Shares follow the National Center for Health Statistics standard (Parker et al. 2017), balances the same with
its limits doubled, means, totals, medians and ratios the coefficients of variation of Statistics Canada.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.indicators.confidentiality import confidentiality
from analysis.questionnaire import Publication, Survey
from analysis.results.schema import SHOWN, SMALLEST_SAMPLE, Status
from analysis.statistics.estimates.intervals import korn_graubard, t_quantile

SUPPRESSED: Status = "suppressed"
EMPTY: Status = "empty"
STANDS: Status = "shown"
ESTIMATE = ("value", "se", "ci_low", "ci_high", "deff", "cv")
BASES = ("n", "n_eff", "base", "df")
TEXTS = ("ci_method", "verdict")


def publish(estimates: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    """The rows with `status` and `confidentiality` filled and the hidden figures emptied.

    status: shown, footnote, caution, suppressed, or empty where nobody is in the base.
    confidentiality: "confidential" below the least number of respondents, "complementary" for a figure
    that would give a confidential one away.
    """
    frame = estimates.copy()
    frame["status"] = _status(frame, survey.publication)
    frame["confidentiality"] = confidentiality(frame, survey)
    frame.loc[frame["confidentiality"] != "", "status"] = SUPPRESSED
    return _hidden(frame)


def _status(frame: pd.DataFrame, rules: Publication) -> np.ndarray:
    statistic = frame["statistic"].to_numpy()
    status = np.select(
        [statistic == "share", statistic == "balance"],
        [_share_status(frame), _balance_status(frame)],
        default=_cv_status(frame),
    )
    if rules.reliability == "none":
        status = np.full(len(frame), STANDS, dtype=object)
    return np.where(frame["n"].to_numpy() == 0, EMPTY, status)


def _balance_status(frame: pd.DataFrame) -> np.ndarray:
    """The NCHS standard where it does not divide by the share: of a balance of yes and no, which is twice
    the share of yes less 100, an interval 30 points wide is 60."""
    df = frame["df"].to_numpy(dtype=float)
    n, n_eff = frame["n"].to_numpy(dtype=float), frame["n_eff"].to_numpy(dtype=float)
    se = frame["se"].to_numpy(dtype=float)
    width = 2 * t_quantile(0.95, np.maximum(df, 1)) * se
    conditions = [
        ~np.isfinite(width) | (np.minimum(n, n_eff) < SMALLEST_SAMPLE) | ~(df >= 1) | (width >= 60),
        df < 8,
    ]
    return _first_of(conditions, ["suppressed", "footnote"])


def _share_status(frame: pd.DataFrame) -> np.ndarray:
    """The NCHS standard, in its order, on the width w of the 95 % Korn-Graubard interval."""
    p = frame["value"].to_numpy(dtype=float) / 100
    df = frame["df"].to_numpy(dtype=float)
    n_eff = _effective_size(frame, p, df)
    low, high = korn_graubard(p, n_eff, 0.95)
    width = high - low
    with np.errstate(divide="ignore", invalid="ignore"):
        relative, relative_of_rest = width / p, width / (1 - p)
    conditions = [
        ~np.isfinite(width) | (n_eff < SMALLEST_SAMPLE) | ~(df >= 1),
        (width > 0.05) & ((width >= 0.30) | (relative > 1.30)),
        ((width > 0.05) & (relative_of_rest > 1.30)) | (df < 8),
    ]
    return _first_of(conditions, ["suppressed", "suppressed", "footnote"])


def _effective_size(frame: pd.DataFrame, p: np.ndarray, df: np.ndarray) -> np.ndarray:
    """p(1-p)/V adjusted for the degrees of freedom and at most n; n where the share is 0 or 100 %."""
    n = frame["n"].to_numpy(dtype=float)
    variance = (frame["se"].to_numpy(dtype=float) / 100) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        size = p * (1 - p) / variance
        adjusted = size * (t_quantile(0.95, np.maximum(n - 1, 1)) / t_quantile(0.95, np.maximum(df, 1))) ** 2
    is_extreme = (p <= 0) | (p >= 1)
    return np.where(is_extreme, n, np.minimum(adjusted, n))


def _cv_status(frame: pd.DataFrame) -> np.ndarray:
    """By the coefficient of variation; a few respondents who all agree are no evidence of precision, and
    neither are primary units that agree by chance, which leaves no interval."""
    value, se = frame["value"].to_numpy(dtype=float), frame["se"].to_numpy(dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        cv = np.where(se == 0, 0.0, se / np.abs(value))
    low = frame["ci_low"].to_numpy(dtype=float)
    agree = (se == 0) & ((frame["n"].to_numpy() < SMALLEST_SAMPLE) | ~np.isfinite(low))
    conditions = [~np.isfinite(cv) | (cv > 0.333) | agree, cv > 0.165]
    return _first_of(conditions, ["suppressed", "caution"])


def _first_of(conditions: Sequence[np.ndarray], statuses: Sequence[Status]) -> np.ndarray:
    """The status of the first condition that holds in each row; shown where none does."""
    return np.select(list(conditions), list(statuses), default=STANDS).astype(object)


def _hidden(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the figures of hidden rows emptied; a confidential row keeps no base either."""
    shown = frame.copy()
    is_hidden = ~frame["status"].isin(SHOWN)
    is_secret = frame["confidentiality"] != ""
    for column in ESTIMATE:
        shown[column] = frame[column].mask(is_hidden)
    for column in BASES:
        shown[column] = frame[column].astype(float).mask(is_secret)
    for column in TEXTS:
        shown[column] = frame[column].mask(is_hidden, "")
    shown["n"] = shown["n"].astype("Int64")
    return shown
