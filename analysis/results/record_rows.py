"""Rows of the files about quality, weighting, sensitivity, back-test and provenance as records."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from analysis.results.csv_files import figure_of, read_rows
from analysis.results.indicator_columns import SENSITIVITY
from analysis.results.indicator_rows import IndicatorRow, indicator_row, with_decimals
from analysis.results.record_columns import BACKTEST, PROVENANCE, QUALITY, WEIGHTING
from analysis.results.schema import MODEL_DOUBTS, WHOLE, ModelDoubt, QualitySection, one_of
from analysis.results.territory_columns import AREA_MODELS, MODELLED


@dataclass(frozen=True)
class QualityMeasure:
    """A number of quality.csv; `value` is None where it is blank."""

    section: QualitySection
    question: str
    item: str
    measure: str
    value: float | None


@dataclass(frozen=True)
class WeightingMeasure:
    """A number of weighting.csv: of a category of a margin, or of all weights, which name neither; `design`
    names that of some respondents, "" for that of everyone."""

    variable: str
    code: str
    measure: str
    value: float | None
    source: str = ""
    design: str = ""


@dataclass(frozen=True)
class VariantFigure:
    """A main figure computed another way; `value` and `difference` are None where it may not be shown."""

    indicator: str
    item: str
    variant: str
    value: float | None
    difference: float | None


@dataclass(frozen=True)
class BacktestFigure:
    """A figure that others published, beside ours; `z`, their difference in standard errors, is None if ours
    is hidden."""

    indicator: str
    published: float
    value: float | None
    z: float | None
    item: str = ""
    breakdown: str = WHOLE
    group: str = WHOLE
    unit: str = ""
    source: str = ""
    step: float | None = None


@dataclass(frozen=True)
class ModelRow:
    """What is measured of the model of an indicator in the territories of a variable; `doubt`, why its
    figures are not shown, is blank where they are."""

    indicator: str
    variable: str
    areas: int
    labels: Mapping[str, Sequence[str]]
    sources: Sequence[str]
    coefficients: Sequence[float]
    doubt: ModelDoubt
    measures: Mapping[str, float]
    unit: str = ""


@dataclass(frozen=True)
class Records:
    """What an edition's files say besides its indicators."""

    weighting: Sequence[WeightingMeasure]
    provenance: Mapping[str, Any]
    quality: Sequence[QualityMeasure] = ()
    sensitivity: Sequence[VariantFigure] = ()
    backtest: Sequence[BacktestFigure] = ()
    modelled: Sequence[IndicatorRow] = ()
    """Figures of territories by a model, never among the direct ones."""
    models: Sequence[ModelRow] = ()

    def counted(self, key: str) -> dict[str, Any]:
        """A table of the provenance; empty where it is absent."""
        found = self.provenance.get(key)
        return dict(found) if isinstance(found, Mapping) else {}


def read_records(folder: Path) -> Records:
    """The records in `folder`; a file that is not there leaves its part empty."""
    path = folder / PROVENANCE.name
    return Records(
        [_weighting(row) for row in read_rows(folder / WEIGHTING.name)],
        json.loads(path.read_text(encoding="utf-8")) if path.exists() else {},
        [_quality(row) for row in read_rows(folder / QUALITY.name)],
        [_variant(row) for row in read_rows(folder / SENSITIVITY.name)],
        [found for row in read_rows(folder / BACKTEST.name) if (found := _backtest(row))],
        with_decimals([indicator_row(row) for row in read_rows(folder / MODELLED.name)]),
        [_model(row) for row in read_rows(folder / AREA_MODELS.name)],
    )


MEASURED = ("model_sd", "variance_ratio", "normality_p", "fit_p", "remaining")
"""What is measured of a model, blank where it could not be fitted."""


def _model(row: Mapping[str, str]) -> ModelRow:
    measures = {name: figure_of(row[name]) for name in MEASURED}
    return ModelRow(
        row["indicator"],
        row["breakdown"],
        int(row["areas"]),
        {language: _parts(row[f"label_{language}"], " | ") for language in ("fr", "en")},
        _parts(row["sources"], " | "),
        [float(text) for text in _parts(row["coefficients"], ";")],
        one_of(("", *MODEL_DOUBTS), row["doubt"]),
        {name: value for name, value in measures.items() if value is not None},
        row["unit"],
    )


def _parts(text: str, separator: str) -> list[str]:
    return text.split(separator) if text else []


def _weighting(row: Mapping[str, str]) -> WeightingMeasure:
    value, source = figure_of(row["value"]), row.get("source", "")
    design = row.get("design", "")
    return WeightingMeasure(row["variable"], row["code"], row["measure"], value, source, design)


def _quality(row: Mapping[str, str]) -> QualityMeasure:
    section = one_of(get_args(QualitySection), row["section"])
    return QualityMeasure(section, row["question"], row["item"], row["measure"], figure_of(row["value"]))


def _variant(row: Mapping[str, str]) -> VariantFigure:
    value, difference = figure_of(row["value"]), figure_of(row["difference"])
    return VariantFigure(row["indicator"], row["item"], row["variant"], value, difference)


def _backtest(row: Mapping[str, str]) -> BacktestFigure | None:
    published = figure_of(row["published"])
    if published is None:
        return None
    return BacktestFigure(
        row["indicator"],
        published,
        figure_of(row["value"]),
        figure_of(row["z"]),
        item=row["item"],
        breakdown=row["breakdown"],
        group=row["group"],
        unit=row["unit"],
        source=row["source"],
        step=figure_of(row.get("step")),
    )
