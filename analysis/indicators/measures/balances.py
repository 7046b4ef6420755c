"""Balances of opinion: favourable less unfavourable answers, in points, with a verdict on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.indicators.measures.measure import (
    Difference,
    Measured,
    Respondents,
    RespondentsPart,
    first_of,
    sides_of,
)
from analysis.questionnaire import Indicator, Label, Publication, SinglePsu, Survey
from analysis.questionnaire.kinds.answers import Answers
from analysis.results.schema import SMALLEST_SAMPLE
from analysis.statistics import Estimates, balances
from analysis.statistics.estimates.intervals import t_quantile
from analysis.statistics.estimates.means import weighted_means
from analysis.statistics.estimates.shares import limited
from analysis.statistics.partitions import NumberSums, number_sums

POINTS = 100.0
NOTICEABLE = 20.0
"""Share, in %, from which the answers of a side are more than a few dissenting voices."""
NARROW = 10.0
"""Half the width, in points, up to which an interval is narrow enough to say that the sides are close."""
WIDEST_BALANCE = 60.0
"""Width of an interval, in points, from which a balance is suppressed: one of yes and no is twice the share
of yes, less 100, so that it may be twice as wide as that of a share."""


@dataclass(frozen=True)
class BalanceMeasure:
    """The share of one side of an opinion less that of the other."""

    difference: Difference = "means"

    def items(self, indicator: Indicator, survey: Survey) -> Mapping[str, Label]:
        """The indicator's title: a single row."""
        return {"": indicator.title}

    def factor(self, indicator: Indicator) -> float:
        """In points."""
        return POINTS

    def tables(
        self, indicators: Sequence[Indicator], respondents: Respondents
    ) -> Iterator[Mapping[str, Measured]]:
        """The balance in every place, with its verdicts."""
        for indicator in indicators:
            sides = sides_of(indicator, respondents.answers[indicator.variable])
            places = respondents.places[indicator.name]
            yield {place: _table(sides, respondents, place) for place in places}

    def pivot(self, indicator: Indicator, answers: Mapping[str, Answers]) -> float:
        """0, as sides are 1, -1 and 0 and need no other origin."""
        return 0.0

    def sums(self, indicators: Sequence[Indicator], part: RespondentsPart) -> Mapping[str, NumberSums]:
        """The sums of the sides, 1, -1 and 0."""
        return {
            each.name: number_sums(part.part, sides_of(each, part.answers[each.variable]), part.groups)
            for each in indicators
        }

    def tables_of_sums(
        self,
        indicators: Sequence[Indicator],
        sums: Mapping[str, NumberSums],
        single_psu: SinglePsu,
        rules: Publication,
    ) -> Iterator[Sequence[Measured]]:
        """The balances with their verdicts; the squares of the sides tell how many took one."""
        for indicator in indicators:
            own = sums[indicator.name]
            found = (limited(each) for each in own.means(single_psu, rules.level))
            yield [judged(*both) for both in zip(found, own.mean_squares(), strict=True)]

    def measured(self, indicator: Indicator, answers: Answers) -> np.ndarray:
        """The side (n,) of each respondent, whose mean is the balance."""
        return sides_of(indicator, answers)

    def reliability(self, rows: pd.DataFrame) -> np.ndarray:
        """The status (rows,) of balances by the NCHS standard, without its rule on the width relative to the
        share."""
        df = rows["df"].to_numpy(dtype=float)
        n, n_eff = rows["n"].to_numpy(dtype=float), rows["n_eff"].to_numpy(dtype=float)
        width = 2 * t_quantile(0.95, np.maximum(df, 1)) * rows["se"].to_numpy(dtype=float)
        is_small = (np.minimum(n, n_eff) < SMALLEST_SAMPLE) | ~(df >= 1)
        is_wide = ~np.isfinite(width) | (width >= WIDEST_BALANCE)
        return first_of([is_small | is_wide, df < 8], ["suppressed", "footnote"])


def _table(sides: np.ndarray, respondents: Respondents, place: str) -> Measured:
    design, groups, domain = respondents.design, respondents.groups[place], respondents.domain
    found = balances(design, sides, groups, domain, level=respondents.rules.level)
    return judged(found, weighted_means(design, np.abs(sides), groups, domain))


def judged(found: Estimates, opinions: np.ndarray) -> Measured:
    """Balances (groups, 1) with their verdicts; `opinions` is the share (groups,), in 0..1, of those who took
    a side."""
    value, low, high = (POINTS * each[:, 0] for each in (found.value, found.ci_low, found.ci_high))
    return Measured(found, verdicts(value, low, high, POINTS * opinions))


def verdicts(
    value: NDArray[np.float64],
    ci_low: NDArray[np.float64],
    ci_high: NDArray[np.float64],
    opinions: NDArray[np.float64],
) -> NDArray[np.object_]:
    """The verdict on each balance, in points; `opinions` is the share, in %, of who took a side.

    favourable, unfavourable: the interval excludes 0. divided: it holds 0, is narrow, and the smaller of the
    two sides is noticeable. undecided: it holds 0 otherwise, as the sample is too small to tell the sides
    apart, or few take one. Empty where there is no interval.
    """
    smaller_side = (opinions - np.abs(value)) / 2
    is_close = (ci_high - ci_low) / 2 <= NARROW
    conditions = [
        ~np.isfinite(ci_low + ci_high),
        ci_low > 0,
        ci_high < 0,
        is_close & (smaller_side >= NOTICEABLE - 1e-9),
    ]
    return np.select(conditions, ["", "favourable", "unfavourable", "divided"], "undecided").astype(object)


BALANCE = BalanceMeasure()
