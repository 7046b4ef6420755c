"""Published rows as they are released: what is hidden without the reason, figures at their steps."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.indicators.release.rounding import LIMITS, rounded, rounded_error, steps, two_digits
from analysis.questionnaire import Survey
from analysis.results.indicator_columns import CELL
from analysis.results.released_columns import RELEASED_INDICATORS, RELEASED_TERRITORIES
from analysis.results.schema import HIDDEN, LIKELY, SURE, Status, significance

EMPTY: Status = "empty"
TABLE = list(CELL[:-1])
GROUP = list(CELL[-2:])
SEEN = ("detectable", "pair_detectable")
"""Columns that say which difference could have been seen."""
ENDS = ("difference_low", "difference_high")
"""The interval of a difference."""


def released_indicators(
    indicators: pd.DataFrame, territories: pd.DataFrame | None, survey: Survey
) -> pd.DataFrame:
    """The rows of indicators.csv that are released; `territories` are those of the same edition."""
    found = _at_steps(_hidden(indicators, _nobody([indicators, territories])), survey)
    return found[list(RELEASED_INDICATORS.names)]


def released_territories(territories: pd.DataFrame, indicators: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    """The rows of territories.csv that are released: the territory, the rest and their difference at one
    step, p of two digits.

    A difference that would contradict its two figures as they are printed is left out; its p stands.
    """
    found = _at_steps(_hidden(territories, _nobody([indicators, territories])), survey)
    step, level = (found[name].to_numpy(dtype=float) for name in ("step", "ci_level"))
    rest = rounded(found["rest"].to_numpy(dtype=float), step)
    difference = rounded(found["difference"].to_numpy(dtype=float), step)
    contradicts = contradictory(difference, found["value"].to_numpy(dtype=float), rest)
    error = rounded_error(found["difference_se"].to_numpy(dtype=float), step)
    figures = {
        "rest": rest,
        "difference": np.where(contradicts, np.nan, difference),
        "difference_se": np.where(contradicts, np.nan, error),
        **{name: np.where(contradicts, np.nan, rounded(found[name].to_numpy(float), step)) for name in ENDS},
        **{name: p_values(found[name], level) for name in ("p_value", "p_adjusted")},
        **{name: rounded_error(found[name].to_numpy(dtype=float), step) for name in SEEN},
    }
    return found.assign(**figures)[list(RELEASED_TERRITORIES.names)]


def contradictory(difference: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Mask (rows,) of the differences that say another order than the two figures do, all as printed."""
    is_known = np.isfinite(difference) & np.isfinite(one - other)
    return np.asarray(is_known & (_sign(difference) != _sign(one - other)))


def _sign(values: np.ndarray) -> np.ndarray:
    return np.sign(np.where(np.abs(values) < 1e-9, 0.0, values))


def p_values(p: pd.Series, levels: np.ndarray) -> np.ndarray:
    """p-values (rows,) to two digits, each on its side of the limits below which one is significant at its
    level, and a finding."""
    limits = [significance(level) for level in np.unique(levels[np.isfinite(levels)])]
    return two_digits(p.to_numpy(dtype=float, na_value=np.nan), [*limits, LIKELY, SURE])


def _nobody(frames: Iterable[pd.DataFrame | None]) -> pd.MultiIndex:
    """(breakdown, group) of the groups that nobody is in, in any base."""
    rows = pd.concat([each[[*GROUP, "n"]] for each in frames if each is not None])
    most = rows.assign(n=rows["n"].astype(float).fillna(1.0)).groupby(GROUP, sort=False)["n"].max()
    empty = most.index[most.to_numpy() == 0]
    return pd.MultiIndex.from_tuples(list(empty), names=GROUP)


def _hidden(rows: pd.DataFrame, nobody: pd.MultiIndex) -> pd.DataFrame:
    """The rows with status "hidden" in place of the reason; an empty group is hidden with those of its table,
    so that a hidden one may be empty, unless nobody is in it anywhere."""
    is_secret = rows["confidentiality"] != ""
    beside = is_secret.groupby([rows[name] for name in TABLE], sort=False).transform("any")
    is_known = pd.MultiIndex.from_frame(rows[GROUP]).isin(nobody)
    is_hidden = is_secret | (beside & (rows["status"] == EMPTY) & ~is_known)
    status = rows["status"].astype(object).mask(is_hidden, HIDDEN)
    return rows.assign(status=status, n=rows["n"].astype("Int64").mask(is_hidden))


def _at_steps(rows: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    """The rows with their steps, and their figures as multiples of these."""
    step = steps(rows, survey)
    figures = {name: rounded(rows[name].to_numpy(dtype=float, na_value=np.nan), step) for name in LIMITS}
    error = rounded_error(rows["se"].to_numpy(dtype=float, na_value=np.nan), step)
    return rows.assign(step=step, se=error, **figures)
