"""The measure of each statistic: one module for each, or for those that are computed alike.

A statistic that is not here is one more module and one more line; its word stands in
`questionnaire.fixed_words`, and nothing else asks which statistic an indicator has.
"""

from __future__ import annotations

from collections.abc import Mapping

from analysis.indicators.measures.balances import BALANCE
from analysis.indicators.measures.means import MEAN, RATIO, TOTAL
from analysis.indicators.measures.measure import Measure
from analysis.indicators.measures.quantiles import QUANTILE
from analysis.indicators.measures.shares import SHARE
from analysis.indicators.measures.spreads import STANDARD_DEVIATION, VARIANCE
from analysis.questionnaire import Indicator, Statistic

MEASURES: Mapping[Statistic, Measure] = {
    "share": SHARE,
    "mean": MEAN,
    "median": QUANTILE,
    "first_quartile": QUANTILE,
    "third_quartile": QUANTILE,
    "quantile": QUANTILE,
    "standard_deviation": STANDARD_DEVIATION,
    "variance": VARIANCE,
    "total": TOTAL,
    "ratio": RATIO,
    "balance": BALANCE,
}


def measure_of(indicator: Indicator) -> Measure:
    """The measure of an indicator's statistic."""
    return MEASURES[indicator.statistic]
