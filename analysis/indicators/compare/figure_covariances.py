"""What a figure in the groups of a breakdown is tested with, as a whole table, along ordered groups, at equal
composition: the covariance of its values, and its degrees of freedom."""

from __future__ import annotations

import numpy as np

from analysis.indicators.compare.compared_figures import Compared
from analysis.indicators.compare.group_differences import BreakdownDifferences
from analysis.indicators.estimation import item_labels
from analysis.indicators.measures import measure_of
from analysis.indicators.measures.measure import as_classes, numbers_of
from analysis.questionnaire import Indicator
from analysis.statistics import Categories, Differences, Ticks
from analysis.statistics.estimates.means import base_counts
from analysis.statistics.inference.comparison_sides import item_sides


def covariance_of(found: BreakdownDifferences, column: int, factor: float, compared: Compared) -> np.ndarray:
    """The covariance (groups, groups) of the figure of a column, in the units of the statistics: factor is
    the one to those of indicators.csv.

    It follows from the errors of the groups and of their differences; not where strata with one unit count as
    the others do on average, as each group then averages over strata of its own: the covariance is that of
    all groups together, as R's svyglm and svystandardize have it.
    """
    assert found.pairs is not None
    if compared.weighted.design.averaged == "base":
        indicator, item = figure_of(found, column, compared)
        if measure_of(indicator).difference != "quantiles":  # whose differences keep the groups' errors
            return _averaged(indicator, item, found.breakdown, compared)
    return _of_errors(found.pairs, column, found.figures.se[:, column] / factor)


def figure_of(found: BreakdownDifferences, column: int, compared: Compared) -> tuple[Indicator, int]:
    """The indicator of a column, and the number of its item."""
    counts = [len(item_labels(indicator, compared.survey)) for indicator in found.indicators]
    ends = np.cumsum(counts)
    place = int(np.searchsorted(ends, column, side="right"))
    return found.indicators[place], column - int(ends[place] - counts[place])


def _of_errors(pairs: Differences, column: int, se: np.ndarray) -> np.ndarray:
    apart = np.zeros((len(se), len(se)))
    apart[pairs.first, pairs.second] = apart[pairs.second, pairs.first] = pairs.se[:, column] ** 2
    return np.asarray((se[:, None] ** 2 + se**2 - apart) / 2)


def _averaged(indicator: Indicator, item: int, breakdown: str, compared: Compared) -> np.ndarray:
    below = indicator.denominator
    divided = None if below is None else numbers_of(compared.answers(below))
    design, numbers = compared.weighted.design, _numbers(indicator, item, compared)
    groups, inside = as_classes(compared.answers(breakdown)), _domain(indicator, compared)
    [sides] = item_sides(design, numbers, groups, inside, "pairs", divided)
    return np.nan_to_num(sides.covariance)


def kept_df(found: BreakdownDifferences, column: int, kept: np.ndarray, compared: Compared) -> float:
    """The degrees of freedom of a figure in the groups numbered in `kept`: primary units less strata of those
    in them. Those in groups that are left out are not compared."""
    assert found.pairs is not None
    is_left_out = np.ones(len(found.figures.is_empty), dtype=bool)
    is_left_out[kept] = False
    if found.figures.is_empty[is_left_out, column].all():
        return float(found.pairs.df[0, column])
    indicator, _ = figure_of(found, column, compared)
    key = indicator.name, kept.tobytes()
    if key not in found.kept_dfs:
        found.kept_dfs[key] = _df_in(indicator, found.breakdown, kept, compared)
    return found.kept_dfs[key]


def _df_in(indicator: Indicator, breakdown: str, kept: np.ndarray, compared: Compared) -> float:
    groups = as_classes(compared.answers(breakdown))
    is_kept = np.any([groups.chose(int(group)) for group in kept], axis=0)
    inside = _domain(indicator, compared) & is_kept & _base(indicator, compared)
    if indicator.denominator is not None:
        inside &= ~np.isnan(numbers_of(compared.answers(indicator.denominator)))
    _, _, df, _ = base_counts(compared.weighted.design, np.where(inside, 0, 1), 1)
    return float(df[0])


def _numbers(indicator: Indicator, item: int, compared: Compared) -> np.ndarray:
    """What the figure is a mean of (n,), 1 and 0 of an answer; NaN outside its base."""
    measured = compared.measured(indicator)
    if isinstance(measured, Categories | Ticks):
        return np.where(measured.in_base, measured.chose(item), np.nan)
    return measured


def _base(indicator: Indicator, compared: Compared) -> np.ndarray:
    """Mask (n,) of those in the base of the indicator's items."""
    measured = compared.measured(indicator)
    return measured.in_base if isinstance(measured, Categories | Ticks) else ~np.isnan(measured)


def _domain(indicator: Indicator, compared: Compared) -> np.ndarray:
    domain = compared.domains[indicator.population]
    return np.ones(compared.weighted.design.n, dtype=bool) if domain is None else domain
