"""Whether a model of areas holds: what is measured of it, and why its figures are not shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.statistics.arrays import FloatArray
from analysis.statistics.small_areas.area_model import AreaModel, ModelledFigures

Doubt = Literal["", "few_areas", "unequal_variances", "no_variation", "not_normal", "poor_fit", "no_gain"]
"""Why modelled figures are not shown, in the order in which it is looked at; "" where they are."""

FEWEST_AREAS = 10
PER_COEFFICIENT = 5
"""Areas for each coefficient, the constant among them."""
UNEQUAL = 3.0
"""Ratio of variances per respondent above which one for all is no fair description."""
SIGNIFICANT = 0.05
GAIN = 0.9
"""What is left, at most, of the standard error of the direct figure, in half of the areas."""


@dataclass(frozen=True)
class AreaDiagnostics:
    """What is measured of a model of m areas.

    normality_p: Shapiro and Wilk's test of the standardised residuals. fit_p: of the difference between
    direct and modelled figures, Wald's test of Brown et al. (2001). remaining: the median over areas of the
    modelled standard error over the direct one. doubt: the first reason why its figures are not shown.
    """

    normality_p: float
    fit_p: float
    remaining: float
    doubt: Doubt


def are_enough(areas: int, coefficients: int) -> bool:
    """Whether so many areas can carry so many coefficients."""
    return areas >= max(FEWEST_AREAS, PER_COEFFICIENT * coefficients)


def diagnosed(model: AreaModel, figures: ModelledFigures, unequal: float = 1.0) -> AreaDiagnostics:
    """The diagnostics of a model, its figures benchmarked; unequal: the ratio of the areas' variances per
    respondent, where sampling variances were smoothed."""
    from scipy.special import chdtrc
    from scipy.stats import shapiro  # half a second, which opening a survey does not wait for

    normality = float(shapiro(model.residuals).pvalue)
    distance = (model.direct - figures.value) ** 2 / (model.sampling + figures.se**2)
    fit = float(chdtrc(len(distance), distance.sum()))
    remaining = float(np.median(figures.se / np.sqrt(model.sampling)))
    measured = {"normality": normality, "fit": fit, "remaining": remaining, "unequal": unequal}
    return AreaDiagnostics(normality, fit, remaining, _doubt(model, **measured))


def _doubt(model: AreaModel, normality: float, fit: float, remaining: float, unequal: float) -> Doubt:
    if not are_enough(*model.columns.shape):
        return "few_areas"
    if unequal > UNEQUAL:
        return "unequal_variances"
    if model.model_variance == 0:
        return "no_variation"
    if normality < SIGNIFICANT:
        return "not_normal"
    if fit < SIGNIFICANT:
        return "poor_fit"
    return "no_gain" if remaining > GAIN else ""


def kept_within(figures: ModelledFigures, least: float, greatest: float) -> ModelledFigures:
    """The figures with values and limits cut to what is possible: 0 and 100 for shares in %."""

    def cut(values: FloatArray) -> FloatArray:
        return np.clip(values, least, greatest)

    return ModelledFigures(cut(figures.value), figures.se, cut(figures.low), cut(figures.high))
