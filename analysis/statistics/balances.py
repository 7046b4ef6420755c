"""Balances of opinion: the share of one side less that of the other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.answers import Question
from analysis.statistics.arrays import BoolArray
from analysis.statistics.design import Design
from analysis.statistics.estimates import Estimates
from analysis.statistics.intervals import korn_graubard
from analysis.statistics.means import means, numbers


def balances(
    design: Design,
    sides: ArrayLike,
    groups: Question | None = None,
    domain: BoolArray | None = None,
    level: float = 0.95,
) -> Estimates:
    """Share of one side less share of the other in every group, in -1..1: Estimates (groups, 1).

    sides (n,): 1 for one side, -1 for the other, 0 for neither, NaN for a respondent who is not in the base.
    The balance is the mean of `sides`, so that its variance is that of the difference of the two shares,
    with their covariance. The interval is linear and stays within -1..1. Where everyone in the base is on
    one side, or on none, the limits are those that Korn and Graubard's lower limit L of a share of 1 leaves
    to the others, with n as effective size: they may all be on the other side. ValueError for other numbers.
    """
    values = numbers(design, sides, "sides")
    odd = np.setdiff1d(values[~np.isnan(values)], (-1.0, 0.0, 1.0))
    if odd.size:
        raise ValueError(f"sides: expected 1, -1, 0 or NaN, found {odd[:5].tolist()}")
    return limited(means(design, values, groups, domain, level))


def limited(balance: Estimates) -> Estimates:
    """The balances with limits within -1..1, and those of a base that agrees."""
    low, high = np.maximum(balance.ci_low, -1.0), np.minimum(balance.ci_high, 1.0)
    agrees = np.isfinite(low) & (balance.se == 0) & (balance.state == "")
    least, _ = korn_graubard(np.ones(agrees.sum()), balance.n[agrees].astype(float), balance.level)
    value = balance.value[agrees]
    reach = np.where(value == 0, 1.0, 2.0) * (1.0 - least)
    low[agrees], high[agrees] = np.maximum(value - reach, -1.0), np.minimum(value + reach, 1.0)
    method = np.where(agrees, "korn-graubard", balance.ci_method)
    return replace(balance, ci_low=low, ci_high=high, ci_method=method)
