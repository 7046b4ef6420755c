"""Our figures beside those that others published for the same edition."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.indicators.columns import CELL
from analysis.indicators.errors import comparable_error
from analysis.indicators.published import is_of_edition
from analysis.questionnaire import Edition

BACKTEST_COLUMNS = (
    *(*CELL, "published", "unit", "source", "value", "se", "difference", "z", "within_95", "within_5se"),
)
WITHIN_95 = 1.959963984540054
WITHIN_5 = 5.0


def backtest(published: pd.DataFrame, indicators: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """One row per published figure of the edition's year and period, BACKTEST_COLUMNS.

    published: as read_published gives it; indicators: the edition's published rows. z is the difference over
    √(se² + rounding²/12): a rounded figure lies anywhere within its last step, whose variance is that of a
    uniform distribution. A figure that is hidden here is not compared: its columns are empty.
    """
    asked = published[is_of_edition(published, edition) & (published["indicator"] != "")]
    rows = asked[asked["value"].notna()].reset_index(drop=True)
    ours = indicators.assign(se=comparable_error(indicators)).set_index(list(CELL))[["value", "se"]]
    found = ours.reindex(pd.MultiIndex.from_frame(rows[list(CELL)])).to_numpy(dtype=float, na_value=np.nan)
    value, se = np.where(np.isfinite(found).all(axis=1), found.T, np.nan)
    difference = value - rows["value"].to_numpy(dtype=float)
    z = difference / np.sqrt(se**2 + rows["rounding"].to_numpy(dtype=float) ** 2 / 12)
    compared = rows.rename(columns={"value": "published"}).assign(
        value=value,
        se=se,
        difference=difference,
        z=z,
        within_95=_within(z, WITHIN_95),
        within_5se=_within(z, WITHIN_5),
    )
    return compared[list(BACKTEST_COLUMNS)]


def _within(z: np.ndarray, limit: float) -> pd.arrays.BooleanArray:
    """Whether |z| is at most the limit, absent where there is no z."""
    with np.errstate(invalid="ignore"):
        return pd.arrays.BooleanArray(np.abs(z) <= limit, np.isnan(z))


def summary(backtested: pd.DataFrame) -> dict[str, float]:
    """The back-test in numbers: figures published, compared, shares (%) within 95 % and within 5 standard
    errors, and the largest |z| (NaN where none is compared)."""
    z = backtested["z"].to_numpy(dtype=float)
    z = np.abs(z[np.isfinite(z)])
    return {
        "published": len(backtested),
        "compared": len(z),
        "within_95": 100 * float((z <= WITHIN_95).mean()) if len(z) else np.nan,
        "within_5se": 100 * float((z <= WITHIN_5).mean()) if len(z) else np.nan,
        "largest_z": float(z.max()) if len(z) else np.nan,
    }
