"""What an edition's figures would be if its respondents were of the ages of an earlier one.

A figure is standardised directly: its values by age, from the later edition, weighted by the ages of the
earlier one (Kalton 1968; R's svystandardize). The `composition` of survey.toml names the age classes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.etl.weighting import Weighted
from analysis.indicators.compare.compared_figures import (
    Compared,
    factors_of,
    figures_by_table,
    group_codes,
)
from analysis.indicators.compare.figure_covariances import covariance_of
from analysis.indicators.compare.group_differences import BreakdownDifferences, breakdown_differences
from analysis.indicators.estimation import breakdowns_of, estimate, item_labels
from analysis.indicators.measures import measure_of
from analysis.indicators.measures.measure import by_design, domains_of
from analysis.questionnaire import Edition, Indicator, Survey
from analysis.results.record_columns import COMPOSITION
from analysis.results.schema import SECRET
from analysis.statistics.estimates.standardised_means import at_composition, composition_of

CELL = ["indicator", "item"]
CLASSES = ("group", "against_group")
NUMBERS = ("base", "value", "covariance")
Columns = dict[str, np.ndarray]


def composition(weighted: Weighted, survey: Survey, edition: Edition) -> pd.DataFrame | None:
    """The rows of composition.csv: each figure by age, its base, and the covariances; nothing is hidden.

    None where survey.toml names no composition. Of medians, totals and ratios there are no rows: no average
    of their values by age is their value.
    """
    if survey.composition is None:
        return None
    local = _by_age(survey, survey.composition)
    raw = estimate(weighted, local, edition)
    figures = figures_by_table(raw.assign(status="shown"), local)
    parts = [
        part
        for own, of in by_design(weighted, local)
        for compared in [Compared(own, of, figures, domains_of(own, of))]
        for found in breakdown_differences(compared)
        for part in _covariances(found, compared)
    ]
    if not parts:
        return pd.DataFrame(columns=list(COMPOSITION.names))
    rows = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return pd.DataFrame({**rows, "survey": survey.name, "edition": edition.name})[list(COMPOSITION.names)]


def _by_age(survey: Survey, variable: str) -> Survey:
    """The survey with the indicators that can be standardised, broken down by age alone."""
    kept = {
        name: replace(indicator, breakdowns=(variable,))
        for name, indicator in survey.indicators.items()
        if _can_be(indicator) and variable in breakdowns_of(indicator, survey)
    }
    return replace(survey, indicators=kept, breakdowns=(variable,), territories=())


def _can_be(indicator: Indicator) -> bool:
    return measure_of(indicator).difference == "means" and indicator.denominator is None


def _covariances(found: BreakdownDifferences, compared: Compared) -> Iterator[Columns]:
    """The columns of every figure: one row for each two classes of age, and each class with itself."""
    if found.pairs is None:
        return
    codes = group_codes(found.breakdown, compared.survey)
    one, two = np.triu_indices(len(codes))
    factors = factors_of(found.indicators, compared.survey)
    names = [(i.name, item) for i in found.indicators for item in item_labels(i, compared.survey)]
    for column, (name, item) in enumerate(names):
        factor, figures = float(factors[column]), found.figures
        covariance = covariance_of(found, column, factor, compared) * factor**2
        yield {
            "indicator": np.full(len(one), name, dtype=object),
            "item": np.full(len(one), item, dtype=object),
            "group": codes[one],
            "against_group": codes[two],
            "n": figures.n[one, column],
            "base": np.where(one == two, figures.weight[one, column], np.nan),
            "value": np.where(one == two, figures.value[one, column], np.nan),
            "covariance": covariance[one, two],
        }


def standardised(
    earlier: pd.DataFrame, later: pd.DataFrame, published: Sequence[pd.DataFrame], variable: str
) -> pd.DataFrame:
    """value and se, by indicator and item: the later edition's figures at the ages of the earlier one.

    earlier, later: rows of composition.csv; published: the indicators of both editions, which say where a
    class is secret: its figure in the later, or its part of the earlier, would follow from the others and the
    standardised figures. NaN there, and where a class that the earlier edition has is empty in the later.
    """
    by_class = pd.concat([table[table["breakdown"] == variable] for table in published])
    secret = by_class[by_class["confidentiality"].isin(SECRET)]
    hidden = set(zip(secret["indicator"], secret["item"], strict=True))
    before, rows = _by_cell(earlier), []
    for cell, found in _by_cell(later).items():
        if cell in before and cell not in hidden:
            rows.append((*cell, *_standardised(before[cell], found)))
    return pd.DataFrame(rows, columns=[*CELL, "value", "se"]).set_index(CELL).astype(float)


def _by_cell(rows: pd.DataFrame) -> dict[tuple[str, str], Columns]:
    """The rows of each figure, as arrays: a frame of its own for each of hundreds takes ten times as long."""
    columns: Columns = {name: rows[name].to_numpy(dtype=object) for name in CLASSES}
    columns |= {name: rows[name].to_numpy(dtype=float, na_value=np.nan) for name in NUMBERS}
    places: Mapping[Any, Any] = rows.groupby(CELL, sort=False).indices
    return {cell: {name: of[at] for name, of in columns.items()} for cell, at in places.items()}


def _standardised(earlier: Columns, later: Columns) -> tuple[float, float]:
    is_own, was_own = (rows["group"] == rows["against_group"] for rows in (later, earlier))
    groups = later["group"][is_own].tolist()
    base = dict(zip(earlier["group"][was_own], earlier["base"][was_own], strict=True))
    part = np.nan_to_num([base.get(group, 0.0) for group in groups])
    if not part.sum() > 0:
        return np.nan, np.nan
    return at_composition(later["value"][is_own], _square(later, groups), composition_of(part, len(part)))


def _square(rows: Columns, groups: Sequence[str]) -> np.ndarray:
    """The covariance (groups, groups), from one row for each two."""
    place = {group: number for number, group in enumerate(groups)}
    one, two = (np.array([place[group] for group in rows[name]], dtype=int) for name in CLASSES)
    square = np.zeros((len(groups), len(groups)))
    square[one, two] = square[two, one] = np.nan_to_num(rows["covariance"])
    return square
