"""modelled.csv and area_models.csv: figures of territories by a model, beside the direct ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.etl.population.covariates_file import KnownTerritories
from analysis.indicators.measures.balances import WIDEST_BALANCE
from analysis.indicators.measures.number_measure import GREATEST_CV
from analysis.indicators.measures.shares import WIDEST_SHARE
from analysis.indicators.published_tables import PublishedTables
from analysis.questionnaire import Indicator, Survey
from analysis.results.schema import FORMS, ModelDoubt
from analysis.results.territory_columns import AREA_MODELS, MODELLED
from analysis.statistics import (
    AreaModel,
    ModelledFigures,
    benchmarked,
    diagnosed,
    fit_areas,
    smoothed_variances,
)
from analysis.statistics.small_areas.area_diagnostics import are_enough, kept_within
from analysis.statistics.small_areas.area_model import dependent_columns
from analysis.statistics.small_areas.sampling_variances import variance_ratio


@dataclass(frozen=True, eq=False)
class ModelledTables:
    """The rows of modelled.csv, those that may be shown alone, and of area_models.csv, one per model."""

    figures: pd.DataFrame
    models: pd.DataFrame


def modelled_tables(
    tables: PublishedTables, known: Mapping[str, KnownTerritories | None]
) -> ModelledTables | None:
    """The figures by [modelled] of an edition, in each territory whose direct figure is not secret; None
    where the survey asks for none.

    A model is fitted to the direct figures that are not secret, imprecise ones among them, and to nothing of
    the others: what it gives follows from respondents of territories of whom each has as many as may be
    published. It has no row for a territory whose direct figure is secret.
    """
    survey = tables.of.survey
    if not survey.modelled or tables.territories is None:
        return None
    direct = tables.of.frames[1]
    direct = direct.assign(
        is_open=np.asarray(tables.decision.reasons[1]) == "", status=tables.territories["status"].to_numpy()
    )
    models, figures = [], []
    for variable, asked in survey.modelled.items():
        for name in asked.indicators:
            rows = direct[(direct["breakdown"] == variable) & (direct["indicator"] == name)]
            facts, found = _modelled(rows, survey.indicators[name], survey, known[variable])
            models.append({**facts, "indicator": name, "breakdown": variable, **_named(rows)})
            figures += [found[list(MODELLED.names)]] if facts["doubt"] == "" else []
    shown = pd.concat(figures, ignore_index=True) if figures else pd.DataFrame(columns=list(MODELLED.names))
    return ModelledTables(shown, pd.DataFrame(models)[list(AREA_MODELS.names)])


def _named(rows: pd.DataFrame) -> dict[str, str]:
    return {name: str(rows[name].iloc[0]) for name in ("survey", "edition", "population", "unit")}


@dataclass(frozen=True, eq=False)
class _Fitted:
    """A model with its figures and what is measured of it."""

    model: AreaModel
    figures: ModelledFigures
    facts: Mapping[str, Any]


def _modelled(
    rows: pd.DataFrame, indicator: Indicator, survey: Survey, known: KnownTerritories | None
) -> tuple[dict[str, Any], pd.DataFrame]:
    """What is measured of a model, and its figures where it holds."""
    usable = np.isfinite(rows["value"].to_numpy(float)) & np.isfinite(rows["se"].to_numpy(float))
    used = rows[usable & rows["is_open"].to_numpy() & (rows["n"].to_numpy() > 0)]
    facts: dict[str, Any] = dict.fromkeys(AREA_MODELS.names) | {"areas": len(used), "doubt": "no_covariates"}
    if known is None:
        return facts, used.head(0)
    facts |= {
        "covariates": ";".join(known.figures.columns),
        "label_fr": " | ".join(label.fr for label in known.labels),
        "label_en": " | ".join(label.en for label in known.labels),
        "sources": " | ".join(known.sources),
    }
    found = _fitted(used, indicator, survey, known.figures.loc[used["group"]].to_numpy())
    if not isinstance(found, _Fitted):
        return facts | {"doubt": found}, used.head(0)
    facts |= found.facts
    return facts, used.head(0) if facts["doubt"] else _rows_shown(used, found, indicator)


def _fitted(
    used: pd.DataFrame, indicator: Indicator, survey: Survey, covariates: np.ndarray
) -> _Fitted | ModelDoubt:
    """The model of the direct figures; the doubt that keeps it from being fitted."""
    if not are_enough(len(used), covariates.shape[1] + 1) or dependent_columns(covariates):
        return "few_areas"
    direct, variance, n, base = (
        used[name].to_numpy(dtype=float) ** (2 if name == "se" else 1)
        for name in ("value", "se", "n", "base")
    )
    sampling = smoothed_variances(variance, n)
    if not (sampling > 0).all():
        return "no_variation"
    model = fit_areas(direct, sampling, covariates)
    figures = benchmarked(model, base, survey.publication.level)
    if bounds := FORMS[indicator.statistic].bounds:
        figures = kept_within(figures, *bounds)
    told = diagnosed(model, figures, variance_ratio(variance, n))
    facts = {
        "coefficients": ";".join(f"{each:.12g}" for each in model.coefficients),
        "model_sd": float(np.sqrt(model.model_variance)),
        "respondent_sd": float(np.sqrt((sampling * n)[0])),
        "variance_ratio": variance_ratio(variance, n),
        **{name: getattr(told, name) for name in ("normality_p", "fit_p", "remaining", "doubt")},
    }
    return _Fitted(model, figures, facts)


def _rows_shown(used: pd.DataFrame, fitted: _Fitted, indicator: Indicator) -> pd.DataFrame:
    """The rows of modelled.csv that are precise enough, by the limits of direct figures."""
    found = fitted.figures
    rows = used.rename(columns={"status": "direct_status"}).assign(
        value=found.value, se=found.se, ci_low=found.low, ci_high=found.high, own_part=fitted.model.own_part
    )
    form = FORMS[indicator.statistic]
    if form.in_points:
        is_precise = found.high - found.low < (100 * WIDEST_SHARE if form.is_share else WIDEST_BALANCE)
    else:
        is_precise = found.se <= GREATEST_CV * np.abs(found.value)
    return rows[is_precise]
