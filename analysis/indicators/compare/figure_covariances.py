"""The covariance of a figure's values in the groups of a breakdown: what a whole table, a trend along ordered
groups and a figure at equal composition are tested with."""

from __future__ import annotations

import numpy as np

from analysis.indicators.compare.compared_figures import Compared
from analysis.indicators.compare.group_differences import BreakdownDifferences
from analysis.indicators.estimation import item_labels
from analysis.indicators.measures import measure_of
from analysis.indicators.measures.measure import as_classes, numbers_of
from analysis.questionnaire import Indicator
from analysis.statistics import Categories, Differences, Ticks
from analysis.statistics.inference.comparison_sides import item_sides


def covariance_of(
    found: BreakdownDifferences, column: int, factor: float, compared: Compared
) -> np.ndarray:
    """The covariance (groups, groups) of the figure of a column, in the units of the statistics: factor is
    the one to those of indicators.csv.

    It follows from the errors of the groups and of their differences; not where strata with one unit count as
    the others do on average, as each group then averages over strata of its own: the covariance is that of
    all groups together, as R's svyglm and svystandardize have it.
    """
    assert found.pairs is not None
    if compared.weighted.design.averaged == "base":
        indicator, item = _figure(found, column, compared)
        if measure_of(indicator).difference != "quantiles":  # whose differences keep the groups' errors
            return _averaged(indicator, item, found.breakdown, compared)
    return _of_errors(found.pairs, column, found.figures.se[:, column] / factor)


def _figure(found: BreakdownDifferences, column: int, compared: Compared) -> tuple[Indicator, int]:
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
    numbers, below = compared.measured(indicator), indicator.denominator
    if isinstance(numbers, Categories | Ticks):
        numbers = np.where(numbers.in_base, numbers.chose(item), np.nan)
    design, domain = compared.weighted.design, compared.domains[indicator.population]
    inside = np.ones(design.n, dtype=bool) if domain is None else domain
    groups = as_classes(compared.answers(breakdown))
    divided = None if below is None else numbers_of(compared.answers(below))
    [sides] = item_sides(design, numbers, groups, inside, "pairs", divided)
    return np.nan_to_num(sides.covariance)
