"""Response rates of a sample from what became of its cases, and how even they are over its classes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import as_numbers

FORMULAS = {
    "RR1": "I / ((I + P) + (R + NC + O) + U)",
    "RR2": "(I + P) / ((I + P) + (R + NC + O) + U)",
    "RR3": "I / ((I + P) + (R + NC + O) + e U)",
    "RR4": "(I + P) / ((I + P) + (R + NC + O) + e U)",
    "RR5": "I / ((I + P) + (R + NC + O))",
    "RR6": "(I + P) / ((I + P) + (R + NC + O))",
}
"""Each rate and its formula; U, of unknown eligibility, is UH + UO of the source of `response_rates`."""


@dataclass(frozen=True)
class SampleCases:
    """How many cases of a sample ended as what, in the categories of AAPOR."""

    complete: float
    partial: float
    refusals: float
    noncontacts: float
    other: float
    unknown: float
    not_eligible: float

    @property
    def eligible(self) -> float:
        """The cases known to belong to the population."""
        return self.complete + self.partial + self.refusals + self.noncontacts + self.other

    @property
    def known_share(self) -> float:
        """The part of the population among the cases of which it is known: e, by proportional allocation."""
        known = self.eligible + self.not_eligible
        return self.eligible / known if known else math.nan


def response_rates(cases: SampleCases, eligible_share: float) -> dict[str, float]:
    """The six rates RR1 to RR6, from 0 to 1; NaN where nobody is in the denominator.

    eligible_share: the part e of those of unknown eligibility that is taken to belong to the population.
    The American Association for Public Opinion Research (2023), Standard Definitions, 10th edition.
    """
    expected = eligible_share * cases.unknown if cases.unknown else 0.0
    everyone = (cases.eligible + cases.unknown, cases.eligible + expected, cases.eligible)
    answered = (cases.complete, cases.complete + cases.partial)
    rates = [part / whole if whole else math.nan for whole in everyone for part in answered]
    return dict(zip(FORMULAS, rates, strict=True))


def r_indicator(drawn: ArrayLike, answered: ArrayLike) -> float:
    """1 where every class of a sample answered at the same rate, 0 where they differ as far as they can.

    drawn, answered (k,): how many were drawn in each class, known of everyone, and how many of them answered.
    R = 1 - 2 S, S the standard deviation of the response rates of all who were drawn (Schouten, Cobben and
    Bethlehem 2009, Survey Methodology 35). NaN for fewer than two drawn.
    """
    counts, found = as_numbers(drawn, "drawn"), as_numbers(answered, "answered")
    total = counts.sum()
    if total < 2:
        return math.nan
    rates = np.divide(found, counts, out=np.zeros_like(counts), where=counts > 0)
    mean = found.sum() / total
    return float(1 - 2 * math.sqrt((counts * (rates - mean) ** 2).sum() / (total - 1)))
