"""Every indicator in every territory, and how far it is from the rest of the survey: one row each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm

from analysis.etl.weighting import Weighted
from analysis.indicators.estimation import estimate, factor_of
from analysis.indicators.measures import measure_of
from analysis.indicators.measures.measure import as_classes, domains_of
from analysis.indicators.publication import publish
from analysis.questionnaire import Edition, Indicator, Survey
from analysis.results.indicator_columns import CONTRAST, TERRITORIES
from analysis.results.schema import SHOWN, SMALLEST_GROUP, WHOLE
from analysis.statistics import benjamini_hochberg, differences


def territories(weighted: Weighted, survey: Survey, edition: Edition) -> pd.DataFrame:
    """Rows as in indicators.csv for each group of the survey's territories, and their contrast with the rest.

    rest: the value among those whose territory is another; difference: value - rest, in points for shares;
    p_value of a two-sided test; p_adjusted: over all the figures of one territory, by Benjamini & Hochberg
    (1995). Blank where nothing is compared (fewer than 30 respondents on a side) and where the figure is
    hidden. A share of 0 or 100 %, whose standard error is 0, is compared with the error that its interval
    stands for.
    """
    local = _broken_down(survey)
    rows = publish(estimate(weighted, local, edition), local)
    rows = rows[rows["breakdown"] != WHOLE].reset_index(drop=True)
    contrasts = np.full((len(rows), len(CONTRAST)), np.nan)
    domains = domains_of(weighted, survey)
    tables: dict[Any, Any] = rows.groupby(["indicator", "breakdown"], sort=False).indices
    for (name, variable), places in tables.items():
        indicator = survey.indicators[name]
        if measure_of(indicator).difference == "means":
            domain = domains[indicator.population]
            contrasts[places, :4] = _contrast(indicator, variable, weighted, domain, rows.iloc[places])
    found = pd.DataFrame(contrasts, columns=list(CONTRAST))
    found[~rows["status"].isin(SHOWN)] = np.nan
    of_territory = found.groupby([rows["breakdown"], rows["group"]], sort=False)["p_value"]
    found["p_adjusted"] = of_territory.transform(_adjusted)
    return pd.concat([rows, found], axis=1)[list(TERRITORIES.names)]


def _broken_down(survey: Survey) -> Survey:
    """The survey with its territories for breakdowns, and those alone."""
    indicators = {
        name: replace(indicator, breakdowns=tuple(t for t in survey.territories if t != indicator.variable))
        for name, indicator in survey.indicators.items()
    }
    return replace(survey, indicators=indicators)


def _adjusted(p_values: pd.Series) -> np.ndarray:
    return benjamini_hochberg(p_values.to_numpy()[:, None])[:, 0]


def _contrast(
    indicator: Indicator, variable: str, weighted: Weighted, domain: np.ndarray | None, rows: pd.DataFrame
) -> np.ndarray:
    """rest, difference, its standard error and p-value (rows, 4), groups by items as in the table."""
    answers = weighted.cleaned.answers
    measured = measure_of(indicator).measured(indicator, answers[indicator.variable])
    groups = as_classes(answers[variable])
    found = differences(weighted.design, measured, groups, "rest", domain, least=SMALLEST_GROUP)
    factor = factor_of(indicator)
    difference, error = (values.ravel() * factor for values in (found.value, found.se))
    value = rows["value"].to_numpy(dtype=float)
    p_value = found.p_value.ravel()
    is_extreme = (rows["se"].to_numpy(dtype=float) == 0) & np.isfinite(p_value)
    error = np.where(is_extreme, np.hypot(error, _stand_in(rows)), error)
    with np.errstate(divide="ignore", invalid="ignore"):
        p_value = np.where(is_extreme, 2 * norm.sf(np.abs(difference) / error), p_value)
    return np.stack([value - difference, difference, error, p_value], axis=1)


def _stand_in(rows: pd.DataFrame) -> np.ndarray:
    """The standard error (rows,) that would give the wider side of each interval."""
    value, low, high = (rows[name].to_numpy(dtype=float) for name in ("value", "ci_low", "ci_high"))
    level = rows["ci_level"].to_numpy(dtype=float)
    return np.maximum(high - value, value - low) / norm.ppf((1 + level) / 2)
