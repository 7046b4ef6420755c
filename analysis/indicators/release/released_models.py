"""Figures of territories by a model as they are released: none finer than the weight of one respondent."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.indicators.release.rounding import LIMITS, rounded, rounded_error, step_of, steps, two_digits
from analysis.questionnaire import Survey
from analysis.results.released_columns import RELEASED_AREA_MODELS, RELEASED_MODELLED
from analysis.statistics.small_areas.area_diagnostics import GAIN, SIGNIFICANT, UNEQUAL

MEASURED = ("model_sd", "respondent_sd", "variance_ratio", "normality_p", "fit_p", "remaining")
RULES = (SIGNIFICANT, GAIN, UNEQUAL)
"""Limits that a measure keeps its side of when it is rounded."""


def released_modelled(modelled: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    """The rows of modelled.csv without the part of the direct figure, value and limits at their step: what
    one respondent weighs in the direct figure, of which that part is kept."""
    step = step_of(steps(modelled, survey) * modelled["own_part"].to_numpy(dtype=float))
    figures = {name: rounded(modelled[name].to_numpy(dtype=float), step) for name in LIMITS}
    error = rounded_error(modelled["se"].to_numpy(dtype=float), step)
    return modelled.assign(step=step, se=error, **figures)[list(RELEASED_MODELLED.names)]


def released_area_models(models: pd.DataFrame) -> pd.DataFrame:
    """The rows of area_models.csv, every measure and coefficient to two digits."""
    measures = {name: two_digits(models[name].to_numpy(dtype=float), RULES) for name in MEASURED}
    coefficients = [_two_digits_each(text) for text in models["coefficients"].fillna("")]
    return models.assign(coefficients=coefficients, **measures)[list(RELEASED_AREA_MODELS.names)]


def _two_digits_each(coefficients: str) -> str:
    given = np.array([float(text) for text in coefficients.split(";") if text])
    return ";".join(f"{each:.12g}" for each in two_digits(given))
