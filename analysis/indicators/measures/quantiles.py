"""The median, with Woodruff's interval; from a large file, by counts of its distinct numbers."""

from __future__ import annotations

import numpy as np

from analysis.indicators.measures.number_measure import NumberMeasure
from analysis.questionnaire import SinglePsu
from analysis.statistics import CodedAnswers, Design, Estimates, quantiles
from analysis.statistics.partitions import ValueSums, value_sums

HALF = 0.5


def medians(
    design: Design, y: np.ndarray, groups: CodedAnswers | None, domain: np.ndarray | None, level: float
) -> Estimates:
    """The weighted median of y in every group: Estimates (groups, 1)."""
    return quantiles(design, y, HALF, groups, domain, level=level)


def medians_of_sums(sums: ValueSums, single_psu: SinglePsu, level: float) -> list[Estimates]:
    """The weighted median in every group, one Estimates per breakdown."""
    return sums.quantiles(HALF, single_psu, level)


MEDIAN = NumberMeasure(medians, medians_of_sums, value_sums, difference="quantiles")
