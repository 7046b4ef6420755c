"""Means, totals and ratios, which are all computed from the linearised score y - R x."""

from __future__ import annotations

from analysis.indicators.measures.number_measure import NumberMeasure
from analysis.statistics import means, ratios, totals
from analysis.statistics.partitions import NumberSums

MEAN = NumberMeasure(means, NumberSums.means, is_pivoted=True, difference="means")
TOTAL = NumberMeasure(totals, NumberSums.totals, is_pivoted=True)
"""It follows the size of a group, so that two groups are not compared."""
RATIO = NumberMeasure(ratios, NumberSums.ratios, difference="ratios")
