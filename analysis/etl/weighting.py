"""Weights: as given by the file, or calibrated to the population's margins; with what it did, as rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.etl.cleaning import Cleaned
from analysis.etl.received import DataError
from analysis.questionnaire import SinglePsu
from analysis.statistics import Calibration, CalibrationError, Design, Margin, rake

MEASURES = ("n", "before", "target", "after", "gap")


@dataclass(frozen=True)
class Weighted:
    """The respondents kept, their sampling design with final weights, and the rows of weighting.csv.

    `weighting` has one row per measure: variable, code, measure, value, source; shares in %. Rows
    without a variable describe the weights as a whole.
    """

    cleaned: Cleaned
    design: Design
    weighting: pd.DataFrame


def weigh(cleaned: Cleaned, margins: pd.DataFrame | None, single_psu: SinglePsu = "fail") -> Weighted:
    """The respondents with their design: start weights, and calibration where margins are given.

    Raises DataError where the weights are all 0 or the margins cannot be met.
    """
    sampling = cleaned.sampling
    if not sampling.weights.sum() > 0:
        raise DataError("every weight is 0; expected a column with weights above 0")
    if len(cleaned.keys) < 2:
        raise DataError("one respondent is kept; estimates with their precision need two or more")
    try:
        design = Design(sampling.weights, strata=sampling.strata, psus=sampling.psus, single_psu=single_psu)
        calibration = None if margins is None else rake(sampling.weights, _margins(cleaned, margins))
    except CalibrationError as error:
        raise DataError(f"margins.csv: {error}") from None
    except ValueError as error:
        raise DataError(f"sampling design: {error}") from None
    if calibration is None or margins is None:
        return Weighted(cleaned, design, _described(sampling.weights, []))
    rows = _margin_rows(calibration, margins) + _fit_rows(calibration)
    return Weighted(cleaned, design.calibrated(calibration), _described(calibration.weights, rows))


def _margins(cleaned: Cleaned, margins: pd.DataFrame) -> list[Margin]:
    found = []
    for name, rows in margins.groupby("variable", sort=False):
        answers = cleaned.answers[str(name)]
        shares = rows.set_index("code")["share"]
        categories = tuple(answers.question.codes)
        targets = np.array([shares[code] for code in categories], dtype=float)
        found.append(Margin(str(name), answers.values, categories, targets / targets.sum()))
    return found


Row = tuple[str, str, str, float, str]


def _margin_rows(calibration: Calibration, margins: pd.DataFrame) -> list[Row]:
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


def _fit_rows(calibration: Calibration) -> list[Row]:
    return [
        ("", "", "iterations", float(calibration.iterations), ""),
        ("", "", "worst_gap", float(calibration.worst_gap), ""),
        ("", "", "g_min", float(calibration.g.min()), ""),
        ("", "", "g_max", float(calibration.g.max()), ""),
    ]


def _described(weights: np.ndarray, rows: list[Row]) -> pd.DataFrame:
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
    whole: list[Row] = [("", "", name, float(value), "") for name, value in measures.items()]
    return pd.DataFrame([*rows, *whole], columns=["variable", "code", "measure", "value", "source"])
