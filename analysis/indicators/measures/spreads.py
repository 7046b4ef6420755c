"""The standard deviation and the variance of a number: how far respondents are from each other."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.indicators.measures.number_measure import NumberMeasure
from analysis.questionnaire import Indicator
from analysis.statistics import standard_deviations, variances
from analysis.statistics.partitions import ValueSums, value_sums


@dataclass(frozen=True)
class VarianceMeasure(NumberMeasure):
    """A variance, in the square of the unit of its question."""

    def factor(self, indicator: Indicator) -> float:
        """1 over the square of the number by which the indicator divides the unit of its question."""
        return 1 / indicator.divide_by**2


STANDARD_DEVIATION = NumberMeasure(standard_deviations, ValueSums.standard_deviations, value_sums)
VARIANCE = VarianceMeasure(variances, ValueSums.variances, value_sums)
