"""The standard error with which a published figure is compared."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.results.schema import FIXED, IN_POINTS
from analysis.statistics.estimates.intervals import t_quantile


def comparable_error(rows: pd.DataFrame) -> np.ndarray:
    """The standard error (rows,) with which each figure is compared: its own, or, where that is 0 because all
    gave the same answer, the one read from its interval; NaN where the figure is hidden."""
    se, df = (rows[name].to_numpy(dtype=float, na_value=np.nan) for name in ("se", "df"))
    stand_in = stand_in_error(rows, df)
    return np.where(stand_in == 0, se, stand_in)


ESTIMATE = ("value", "se", "ci_low", "ci_high", "ci_level")
"""The columns of a figure that `stand_in_error` looks at."""


def stand_in_error(rows: pd.DataFrame, df: np.ndarray) -> np.ndarray:
    """The standard error (rows,) used in place of one of 0 where all gave the same answer; 0 where none is
    needed.

    It is the wider side of the confidence interval over Student's t with df (rows,).
    """
    value, se = (rows[name].to_numpy(dtype=float, na_value=np.nan) for name in ("value", "se"))
    low, high = (rows[name].to_numpy(dtype=float, na_value=np.nan) for name in ("ci_low", "ci_high"))
    level = rows["ci_level"].to_numpy(dtype=float, na_value=np.nan)
    half = np.maximum(high - value, value - low)
    quantile = np.ones(len(rows))
    for each in np.unique(level[np.isfinite(level)]):
        at = level == each
        quantile[at] = t_quantile(float(each), np.where(df[at] >= 1, df[at], np.nan))
    return np.where((se == 0) & (half > 0), half / quantile, 0.0)


def is_fixed(rows: pd.DataFrame) -> np.ndarray:
    """Mask (rows,) of the figures without an error: calibration fixes them, or nothing varies."""
    error = comparable_error(rows)
    of_codes = rows["statistic"].isin(IN_POINTS).to_numpy()
    least = np.where(of_codes, FIXED, 1e-9 * np.abs(rows["value"].to_numpy(dtype=float, na_value=np.nan)))
    return np.asarray(np.isfinite(error) & (error <= least))
