"""Which differences between published estimates are supported, from their standard errors alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import erfc, sqrt
from statistics import NormalDist

from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import SMALLEST_GROUP


@dataclass(frozen=True)
class Contrast:
    """Two groups of one breakdown: the higher and the lower, and the p-value of their difference."""

    higher: IndicatorRow
    lower: IndicatorRow
    p: float

    def holds(self, level: float = 0.95) -> bool:
        """Whether the difference is significant."""
        return self.p < 1 - level


def is_comparable(estimate: IndicatorRow) -> bool:
    """Whether the estimate has a precision of its own and enough respondents to be compared.

    A share that the weighting fixes says nothing of the respondents, and a total follows the size of
    the group: neither is compared.
    """
    if estimate.se is None or estimate.is_fixed or estimate.form.is_sum:
        return False
    return estimate.is_shown and (estimate.n or 0) >= SMALLEST_GROUP


def group_contrasts(breakdowns: Sequence[Sequence[IndicatorRow]]) -> list[list[Contrast]]:
    """Every pair of groups within each breakdown, with p-values adjusted by Holm over all of them.

    The two estimates are taken as independent: z = (a - b) / sqrt(se_a² + se_b²), two-sided.
    """
    pairs = [list(combinations(filter(is_comparable, rows), 2)) for rows in breakdowns]
    adjusted = iter(holm([two_sided(a, b) for within in pairs for a, b in within]))
    return [[_contrast(a, b, next(adjusted)) for a, b in within] for within in pairs]


def two_sided(a: IndicatorRow, b: IndicatorRow) -> float:
    """The p-value of the difference of two independent estimates."""
    gap = abs(_value(a) - _value(b))
    return _p_value(gap, sqrt(_error(a) ** 2 + _error(b) ** 2))


def answers_differ(a: IndicatorRow, b: IndicatorRow, level: float = 0.95) -> bool:
    """Whether two answers of the same respondents differ, whatever the correlation between them.

    A figure that cannot be compared differs from none.
    """
    return is_comparable(a) and is_comparable(b) and cautious_p(a, b) < 1 - level


def cautious_p(a: IndicatorRow, b: IndicatorRow) -> float:
    """The p-value of the difference of two estimates that may be correlated in any way, two-sided.

    The standard error of a difference is at most se_a + se_b (Cauchy–Schwarz), so the test is cautious.
    """
    return _p_value(abs(_value(a) - _value(b)), _error(a) + _error(b))


def holm(p_values: Sequence[float]) -> list[float]:
    """`p_values` adjusted by Holm's step-down method (Holm 1979), in the order given."""
    adjusted = [1.0] * len(p_values)
    running = 0.0
    for rank, index in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        running = max(running, min(1.0, p_values[index] * (len(p_values) - rank)))
        adjusted[index] = running
    return adjusted


def _contrast(a: IndicatorRow, b: IndicatorRow, p: float) -> Contrast:
    return Contrast(a, b, p) if _value(a) >= _value(b) else Contrast(b, a, p)


def _error(estimate: IndicatorRow) -> float:
    """The standard error; where it is 0 (nobody or everybody), the one that the interval stands for."""
    if estimate.se or estimate.low is None or estimate.high is None:
        return estimate.se or 0.0
    value = _value(estimate)
    return max(estimate.high - value, value - estimate.low) / NormalDist().inv_cdf((1 + estimate.level) / 2)


def _p_value(gap: float, se: float) -> float:
    if se <= 0:
        return 0.0 if gap > 0 else 1.0
    return erfc(gap / se / sqrt(2))


def _value(estimate: IndicatorRow) -> float:
    return 0.0 if estimate.value is None else estimate.value
