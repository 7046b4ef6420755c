"""The measure of each statistic: one module for each, or for those that are computed alike.

A statistic that is not here is one more module and one more line; its word stands in
`questionnaire.fixed_words`, and nothing else asks which statistic an indicator has.
"""

from __future__ import annotations

from collections.abc import Mapping

from analysis.indicators.measures.balances import BALANCE
from analysis.indicators.measures.means import MEAN, RATIO, TOTAL
from analysis.indicators.measures.measure import Measure
from analysis.indicators.measures.quantiles import MEDIAN
from analysis.indicators.measures.shares import SHARE
from analysis.questionnaire import Indicator, Statistic

MEASURES: Mapping[Statistic, Measure] = {
    "share": SHARE,
    "mean": MEAN,
    "median": MEDIAN,
    "total": TOTAL,
    "ratio": RATIO,
    "balance": BALANCE,
}


def measure_of(indicator: Indicator) -> Measure:
    """The measure of an indicator's statistic."""
    return MEASURES[indicator.statistic]
