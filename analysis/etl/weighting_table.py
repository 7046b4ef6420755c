"""weighting.csv: each margin before and after, what was trimmed and adjusted, how uneven the weights are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.questionnaire import Weighting
from analysis.results.record_columns import WEIGHT_MEASURE
from analysis.statistics import Calibration, Total

TRIMMED = "trimmed"


MEASURES = ("n", "before", "target", "after", "gap")


WeightingRow = tuple[str, str, str, float, str]


def margin_rows(calibration: Calibration, margins: pd.DataFrame) -> list[WeightingRow]:
    """Shares in % among the respondents whose category is known, as margins.csv states its targets."""
    sources = {(row.variable, row.code): str(row.source) for row in margins.itertuples()}
    table = pd.DataFrame(calibration.diagnostics())
    is_known = [place in sources for place in zip(table["margin"], table["category"], strict=True)]
    known = table[is_known].groupby("margin")[["before", "target", "after"]].transform("sum")
    shares = table.loc[is_known, ["before", "target", "after"]] / known * 100
    described = table[["margin", "category", "n"]].join(shares)
    described["gap"] = described["after"] - described["target"]
    return [
        (
            row["margin"],
            row["category"],
            name,
            float(row[name]),
            sources[row["margin"], row["category"]] if name == "target" else "",
        )
        for row in described.to_dict("records")
        for name in MEASURES
        if not np.isnan(row[name])
    ]


def total_rows(calibration: Calibration, totals: Sequence[Total]) -> list[WeightingRow]:
    """The totals of numbers before and after, with their targets, in the numbers' own units."""
    found = [
        (total.name, measure, value)
        for total in totals
        for measure, value in (
            ("total_before", calibration.start_weights @ total.values),
            ("total_target", total.total),
            ("total_after", calibration.weights @ total.values),
        )
    ]
    return [(name, "", measure, float(value), "") for name, measure, value in found]


def cut_rows(given: np.ndarray, start: np.ndarray, weighting: Weighting) -> list[WeightingRow]:
    """How many weights trimming changed, those that what was cut off is shared among included."""
    return [("", "", TRIMMED, float((given != start).sum()), "")] if weighting.trim else []


def nonresponse_rows(given: np.ndarray, adjusted: np.ndarray, weighting: Weighting) -> list[WeightingRow]:
    """The least and the greatest factor by which respondents also stand for those who did not answer."""
    if weighting.nonresponse is None:
        return []
    factor = adjusted[given > 0] / given[given > 0]
    return [
        ("", "", "nonresponse_min", float(factor.min()), ""),
        ("", "", "nonresponse_max", float(factor.max()), ""),
    ]


def fit_rows(calibration: Calibration) -> list[WeightingRow]:
    """How the calibration ended: iterations, what margins are missed by, the least and greatest factor."""
    return [
        ("", "", "iterations", float(calibration.iterations), ""),
        ("", "", "worst_gap", float(calibration.worst_gap), ""),
        ("", "", "g_min", float(calibration.g.min()), ""),
        ("", "", "g_max", float(calibration.g.max()), ""),
    ]


def weighting_table(weights: np.ndarray, rows: list[WeightingRow]) -> pd.DataFrame:
    """The rows and those of any weights: how uneven they are and what that costs."""
    deff = len(weights) * np.square(weights).sum() / weights.sum() ** 2
    mean = weights.mean()
    measures = {
        "respondents": len(weights),
        "zero_weights": int((weights == 0).sum()),
        "sum": weights.sum(),
        "kish_deff": deff,
        "n_effective": len(weights) / deff,
        "weight_min": weights.min() / mean,
        "weight_max": weights.max() / mean,
    }
    whole: list[WeightingRow] = [("", "", name, float(value), "") for name, value in measures.items()]
    return pd.DataFrame([*rows, *whole], columns=list(WEIGHT_MEASURE))
