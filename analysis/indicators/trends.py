"""What changed from one edition to the next: published figures compared, never across a break."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from analysis.indicators.columns import CELL
from analysis.indicators.series import FIGURES, series_of
from analysis.questionnaire import Edition, Survey
from analysis.statistics import holm
from analysis.statistics.intervals import linear

TREND_COLUMNS = (
    *(*CELL, "edition_from", "edition_to", "value_from", "value_to"),
    *("difference", "se", "ci_low", "ci_high", "p", "p_adjusted", "status", "break_fr", "break_en"),
)
LEAST = 30
"""Respondents under which a figure is not tested."""
FAMILY = ["indicator", "breakdown", "edition_to"]
"""Tests that are corrected together."""


def trend(tables: Mapping[str, pd.DataFrame], survey: Survey, editions: Sequence[Edition]) -> pd.DataFrame:
    """One row per figure and edition after the first that has it, TREND_COLUMNS, in the order of the survey.

    tables: edition -> its published indicators. Each edition is compared with the last one before it that
    asked the question. status: "tested"; "small" or "fixed", a difference without a test; "hidden", "break"
    or "not_asked", no difference, the figures that are published stand alone. Editions are independent
    samples: se = √(se₁² + se₂²), Student's t with Satterthwaite's degrees of freedom; p_adjusted by Holm over
    the groups and answers of an indicator in a breakdown.
    """
    dated = [edition for edition in in_order(editions) if edition.name in tables]
    pairs = series_of(tables, survey, dated)
    if pairs.empty:
        return pd.DataFrame(columns=list(TREND_COLUMNS))
    return _adjusted(_compared(pairs))[list(TREND_COLUMNS)]


def in_order(editions: Sequence[Edition]) -> list[Edition]:
    """The editions by the end of their fieldwork (its start, where no end is known), then by name; those
    without a date last."""
    return sorted(editions, key=lambda edition: (edition.end or edition.start or date.max, edition.name))


def _compared(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs with status, difference, its error and interval, and p where there is a test."""
    first, second = (
        {name: pairs[f"{name}_{side}"].to_numpy(dtype=float) for name in FIGURES} for side in ("from", "to")
    )
    status = _status(pairs, first, second)
    has_difference = np.isin(status, ("tested", "small", "fixed"))
    is_tested = status == "tested"
    one, two = first["error"] ** 2, second["error"] ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        df = (one + two) ** 2 / (one**2 / first["df"] + two**2 / second["df"])
    value = np.where(has_difference, second["value"] - first["value"], np.nan)
    se = np.where(has_difference, np.sqrt(one + two), np.nan)
    low, high = linear(value, np.where(is_tested, se, np.nan), df, float(pairs["ci_level_to"].max()))
    found = {"difference": value, "se": se, "ci_low": low, "ci_high": high, "status": status}
    return pairs.assign(**found, p=_p_value(np.where(is_tested, value / np.where(se > 0, se, 1), np.nan), df))


def _p_value(statistic: np.ndarray, df: np.ndarray) -> np.ndarray:
    """Two-sided, by Student's t."""
    from scipy.special import stdtr

    return np.asarray(2 * stdtr(np.where(df >= 1, df, np.nan), -np.abs(statistic)))


def _status(
    pairs: pd.DataFrame, first: Mapping[str, np.ndarray], second: Mapping[str, np.ndarray]
) -> np.ndarray:
    """What is done with each pair; the first reason that applies."""
    return np.select(
        [
            pairs["status"] == "not_asked",
            (pairs["break_fr"] + pairs["break_en"]).ne(""),
            ~np.isfinite(first["error"] + second["error"]),
            (first["fixed"] == 1) | (second["fixed"] == 1),
            np.minimum(first["n"], second["n"]) < LEAST,
        ],
        ["not_asked", "break", "hidden", "fixed", "small"],
        default="tested",
    ).astype(object)


def _adjusted(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their p-values corrected by Holm within each family."""
    p = rows["p"].to_numpy(dtype=float)
    adjusted = np.full(len(rows), np.nan)
    for places in rows.groupby(FAMILY, sort=False).indices.values():
        adjusted[places] = holm(p[places])
    return rows.assign(p_adjusted=adjusted)
