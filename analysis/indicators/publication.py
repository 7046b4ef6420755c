"""What may be shown: confidentiality first, then reliability; each hidden row says why.

Shares follow the National Center for Health Statistics standard (Parker et al. 2017), means, totals,
medians and ratios the coefficients of variation of Statistics Canada.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.questionnaire import Publication
from analysis.statistics.intervals import korn_graubard, t_quantile

WHOLE = "all"
ESTIMATE = ("value", "se", "ci_low", "ci_high", "deff", "cv")
BASES = ("n", "n_eff", "base", "df")


def publish(estimates: pd.DataFrame, rules: Publication) -> pd.DataFrame:
    """The rows with `status` and `confidentiality` filled and the hidden figures emptied.

    status: shown, footnote, caution, suppressed, or empty where nobody is in the base.
    confidentiality: "confidential" below the least number of respondents, "complementary" for the
    group that would give a confidential one away by subtraction.
    """
    frame = estimates.copy()
    frame["status"] = _status(frame, rules)
    frame["confidentiality"] = _confidentiality(frame, rules)
    frame.loc[frame["confidentiality"] != "", "status"] = "suppressed"
    return _hidden(frame)


def _status(frame: pd.DataFrame, rules: Publication) -> np.ndarray:
    is_share = (frame["statistic"] == "share").to_numpy()
    status = np.where(is_share, _share_status(frame), _cv_status(frame))
    if rules.reliability == "none":
        status = np.full(len(frame), "shown", dtype=object)
    return np.where(frame["n"].to_numpy() == 0, "empty", status)


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
        ~np.isfinite(width) | (n_eff < 30) | ~(df >= 1),
        (width > 0.05) & ((width >= 0.30) | (relative > 1.30)),
        ((width > 0.05) & (relative_of_rest > 1.30)) | (df < 8),
    ]
    return np.select(conditions, ["suppressed", "suppressed", "footnote"], default="shown").astype(object)


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
    """By the coefficient of variation; a few respondents who all agree are no evidence of precision."""
    value, se = frame["value"].to_numpy(dtype=float), frame["se"].to_numpy(dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        cv = np.where(se == 0, 0.0, se / np.abs(value))
    agree = (se == 0) & (frame["n"].to_numpy() < 30)
    conditions = [~np.isfinite(cv) | (cv > 0.333) | agree, cv > 0.165]
    return np.select(conditions, ["suppressed", "caution"], default="shown").astype(object)


def _confidentiality(frame: pd.DataFrame, rules: Publication) -> np.ndarray:
    """Groups under the limit, and in each table as many more of the smallest as keep those from being
    recomputed: what the hidden groups add up to, whole sample less groups shown, is the limit or more."""
    n = frame["n"].to_numpy()
    is_small = (n > 0) & (n < rules.confidential_below)
    hidden = np.where(is_small, "confidential", "").astype(object)
    broken_down = np.flatnonzero(frame["breakdown"] != WHOLE)
    tables = frame.iloc[broken_down].groupby(["indicator", "item", "breakdown"], sort=False)
    for places in tables.indices.values():
        rows = broken_down[np.asarray(places)]
        if is_small[rows].any():
            hidden[_complement(rows, n, is_small, rules.confidential_below)] = "complementary"
    return hidden


def _complement(rows: np.ndarray, n: np.ndarray, is_small: np.ndarray, limit: int) -> list[int]:
    """The rows of a table, smallest first, without which its small groups could be recomputed."""
    together = n[rows[is_small[rows]]].sum()
    candidates = sorted((row for row in rows if n[row] >= limit), key=lambda row: n[row])
    chosen: list[int] = []
    while together < limit and len(chosen) < len(candidates):
        chosen.append(candidates[len(chosen)])
        together += n[chosen[-1]]
    return chosen


def _hidden(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the figures of hidden rows emptied; a confidential row keeps no base either."""
    shown = frame.copy()
    is_hidden = frame["status"].isin(["suppressed", "empty"])
    is_secret = frame["confidentiality"] != ""
    for column in ESTIMATE:
        shown[column] = frame[column].mask(is_hidden)
    for column in BASES:
        shown[column] = frame[column].astype(float).mask(is_secret)
    shown["ci_method"] = frame["ci_method"].mask(is_hidden, "")
    shown["n"] = shown["n"].astype("Int64")
    return shown
