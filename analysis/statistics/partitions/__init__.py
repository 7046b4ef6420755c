"""Estimates of a file larger than memory, from sums that each part of it gives and that add up.

Of an element sample with given weights and strata every estimate follows from sums over respondents by cell
and stratum. Each part gives its sums in one pass, `a + b` are those of both, and what is estimated from the
sums of all parts is what `banner`, `means`, `totals`, `ratios`, `quantiles` and `variances`
estimate from the whole. Primary units and calibration are not covered: the sums of a unit that lies in two
parts, and residuals, do not add up by cell.

- a part: `Part(weights, stratum, labels)` or `part_of(weights, strata)`, and its groups,
  `groups_of(part, breakdowns, domain)`
- `share_sums` -> ShareSums, whose `banner()` is that of the whole
- `number_sums` -> NumberSums, whose `means()`, `totals()` and `ratios()` are one Estimates per breakdown
- `value_sums` -> ValueSums, whose `quantiles()`, `variances()` and `standard_deviations()` are exact, of
  numbers with few distinct values
"""

from analysis.statistics.partitions.respondent_parts import Groups, Part, groups_of, part_of
from analysis.statistics.partitions.sums_of_numbers import NumberSums, number_sums
from analysis.statistics.partitions.sums_of_shares import (
    ManyValuesError,
    ShareSums,
    ValueSums,
    share_sums,
    value_sums,
)

__all__ = [
    "Groups",
    "ManyValuesError",
    "NumberSums",
    "Part",
    "ShareSums",
    "ValueSums",
    "groups_of",
    "number_sums",
    "part_of",
    "share_sums",
    "value_sums",
]
