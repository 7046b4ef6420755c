"""The median, quartiles and any quantile, with Woodruff's interval; from a large file, by counts of its
distinct numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from analysis.indicators.measures.number_measure import NumberMeasure
from analysis.questionnaire import Indicator, Publication, SinglePsu
from analysis.statistics import Estimates, quantiles
from analysis.statistics.partitions import ValueSums, value_sums


@dataclass(frozen=True)
class QuantileMeasure(NumberMeasure):
    """The quantile of the order that the indicator, or its statistic, says; by the survey's rule."""

    def estimator(self, indicator: Indicator, rules: Publication) -> Callable[..., Estimates]:
        """The quantile of one order in every group."""
        return partial(quantiles, q=indicator.order, rule=rules.quantile_rule)

    def summed(
        self, indicator: Indicator, sums: ValueSums, single_psu: SinglePsu, rules: Publication
    ) -> Sequence[Estimates]:
        """The quantile of one order from the counts of distinct numbers."""
        return sums.quantiles(indicator.order, single_psu, rules.level, rules.quantile_rule)


QUANTILE = QuantileMeasure(quantiles, ValueSums.quantiles, value_sums, difference="quantiles")
