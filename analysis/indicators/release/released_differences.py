"""Differences as they are released: at the coarser step of their two figures, or the verdict alone.

The slope of figures along groups in an order is at the coarsest step of theirs.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.indicators.release.released_figures import contradictory, p_values
from analysis.indicators.release.rounding import LIMITS, rounded, rounded_error, steps, two_digits
from analysis.questionnaire import Survey
from analysis.results.indicator_columns import CELL
from analysis.results.released_columns import (
    RELEASED_BACKTEST,
    RELEASED_COMPARISONS,
    RELEASED_SENSITIVITY,
    RELEASED_TREND,
)
from analysis.results.schema import WHOLE, WITHIN_5, WITHIN_95, ComparisonStatus

SECRET: ComparisonStatus = "hidden"
INTERVAL = LIMITS[1:]
ALONG = CELL[:-1]
"""What names a figure in all groups of a breakdown."""
FIGURE = list(CELL[:2])
"""What names a figure of the whole sample."""


def released_comparisons(comparisons: pd.DataFrame, released: pd.DataFrame) -> pd.DataFrame:
    """The rows of comparisons.csv that are released: those whose figures are.

    released: the released indicators. A difference that would contradict its two figures as they are printed
    is left out with its error and interval; its p stands.
    """
    rows = comparisons[(comparisons["status"] != SECRET).to_numpy()].reset_index(drop=True)
    cells = _cells(rows)
    kind = rows["comparison"].to_numpy(dtype=object)
    against = cells | {"group": np.where(kind == "answers", WHOLE, rows["against_group"])}
    against["item"] = np.where(kind == "answers", rows["against_item"], cells["item"])
    against["breakdown"] = np.where(kind == "whole", WHOLE, cells["breakdown"])
    figures = released.set_index(list(CELL))
    one, other = _side(figures, cells), _side(figures, against)
    along = np.where(kind == "trend", _coarsest_step(released, cells), np.nan)
    difference = _difference(rows, (one[0], np.fmax(one[1], along)), other)
    level = rows["ci_level"].to_numpy(dtype=float)
    tests = {name: p_values(rows[name], level) for name in ("p_value", "p_adjusted", "p_report")}
    seen = rounded_error(rows["detectable"].to_numpy(dtype=float), difference["step"])
    return rows.assign(**difference, **tests, detectable=seen)[list(RELEASED_COMPARISONS.names)]


def released_trend(trend: pd.DataFrame, released: Mapping[str, pd.DataFrame], survey: Survey) -> pd.DataFrame:
    """The rows of trend.csv that are released; `released` has the released indicators of each edition."""
    figures = pd.concat([rows.assign(of=name).set_index([*CELL, "of"]) for name, rows in released.items()])
    cells = _cells(trend)
    sides = [_side(figures, {**cells, "of": trend[f"edition_{end}"].to_numpy(object)}) for end in ENDS]
    difference = _difference(trend, sides[1], sides[0])
    values = {f"value_{end}": side[0] for end, side in zip(ENDS, sides, strict=True)}
    values |= {
        f"{name}_{end}": rounded(trend[f"{name}_{end}"].to_numpy(dtype=float), side[1])
        for name in INTERVAL
        for end, side in zip(ENDS, sides, strict=True)
    }
    step = difference["step"]
    values |= {name: rounded(trend[name].to_numpy(dtype=float), step) for name in EQUAL}
    values["equal_se"] = rounded_error(trend["equal_se"].to_numpy(dtype=float), step)
    values |= _released_alike(trend, step)
    level = np.array([survey.publication.level])
    names = ("p", "p_adjusted", "p_report", "equal_p", "alike_p")
    tests = {name: p_values(trend[name], level) for name in names}
    return trend.assign(**difference, **values, **tests)[list(RELEASED_TREND.names)]


def _released_alike(trend: pd.DataFrame, step: np.ndarray) -> dict[str, np.ndarray]:
    """The figures weighted alike at the step of the row, and their difference, or none where it would
    contradict them."""
    before, after, difference = (
        rounded(trend[f"alike_{name}"].to_numpy(dtype=float), step) for name in ("from", "to", "difference")
    )
    contradicts = contradictory(difference, after, before)
    error = rounded_error(trend["alike_se"].to_numpy(dtype=float), step)
    return {
        "alike_from": before,
        "alike_to": after,
        "alike_difference": np.where(contradicts, np.nan, difference),
        "alike_se": np.where(contradicts, np.nan, error),
    }


EQUAL = ("equal_value", "equal_low", "equal_high")
ENDS = ("from", "to")
"""The earlier and the later edition of a change."""


def released_backtest(backtest: pd.DataFrame, released: pd.DataFrame) -> pd.DataFrame:
    """The rows of backtest.csv that are released: our figures as they are, and what they are less others'."""
    value, step = _side(released.set_index(list(CELL)), _cells(backtest))
    error = rounded_error(backtest["se"].to_numpy(dtype=float), step)
    z = two_digits(backtest["z"].to_numpy(dtype=float), (WITHIN_95, WITHIN_5))
    difference = value - backtest["published"].to_numpy(dtype=float)
    found = {"value": value, "se": error, "step": step, "difference": difference, "z": z}
    return backtest.assign(**found)[list(RELEASED_BACKTEST.names)]


def released_sensitivity(sensitivity: pd.DataFrame, released: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    """The rows of sensitivity.csv that are released, at the coarser step of the figure and the variant."""
    whole = released[released["breakdown"] == WHOLE].set_index(FIGURE)
    published, step = _side(whole, {name: sensitivity[name].to_numpy(object) for name in FIGURE})
    statistics = whole["statistic"].reindex(_index(sensitivity, FIGURE)).to_numpy()
    own = steps(sensitivity.assign(statistic=statistics), survey)
    coarser = np.fmax(own, step)
    figures = {name: rounded(sensitivity[name].to_numpy(dtype=float), coarser) for name in LIMITS}
    difference = rounded(sensitivity["difference"].to_numpy(dtype=float), coarser)
    contradicts = contradictory(difference, figures["value"], published)
    found = {
        **figures,
        "se": rounded_error(sensitivity["se"].to_numpy(dtype=float), coarser),
        "difference": np.where(contradicts, np.nan, difference),
        "step": np.where(sensitivity["value"].notna(), coarser, np.nan),
    }
    return sensitivity.assign(**found)[list(RELEASED_SENSITIVITY.names)]


def _coarsest_step(released: pd.DataFrame, cells: Mapping[str, np.ndarray]) -> np.ndarray:
    """The coarsest step (rows,) of the groups of each figure in a breakdown: that of a slope along them."""
    step = released.groupby(list(ALONG), sort=False)["step"].max()
    named = pd.MultiIndex.from_arrays([cells[name] for name in ALONG], names=ALONG)
    return np.asarray(step.reindex(named).to_numpy(dtype=float))


def _cells(rows: pd.DataFrame) -> dict[str, np.ndarray]:
    """The columns (rows,) that name a figure; the group is everyone where a row has none."""
    return {name: rows[name].to_numpy(dtype=object) for name in CELL}


def _index(rows: pd.DataFrame, names: list[str]) -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([rows[name].to_numpy(dtype=object) for name in names], names=names)


def _side(figures: pd.DataFrame, cells: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Value and step (rows,) of the released figures of the cells, NaN for a cell that has none."""
    names = list(figures.index.names)
    index = pd.MultiIndex.from_arrays([cells[str(name)] for name in names], names=names)
    found = figures[["value", "step"]].astype(float).reindex(index).to_numpy()
    return found[:, 0], found[:, 1]


def _difference(
    rows: pd.DataFrame, one: tuple[np.ndarray, np.ndarray], other: tuple[np.ndarray, np.ndarray]
) -> dict[str, np.ndarray]:
    """The step of the rows, and the difference, error and interval at it; NaN where they contradict the
    figures `one` and `other`, (value, step) each."""
    step = np.fmax(one[1], other[1])
    difference = rounded(rows["difference"].to_numpy(dtype=float), step)
    contradicts = contradictory(difference, one[0], other[0])
    found = {
        "difference": difference,
        "se": rounded_error(rows["se"].to_numpy(dtype=float), step),
        **{name: rounded(rows[name].to_numpy(dtype=float), step) for name in INTERVAL},
    }
    return {"step": step, **{name: np.where(contradicts, np.nan, found[name]) for name in found}}
