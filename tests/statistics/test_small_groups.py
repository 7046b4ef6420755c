"""Differences of groups of 29 and of 30 respondents: only the latter are tested, whatever is compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from analysis.statistics import Categories, Design, against_published, differences, means, shares
from analysis.statistics.estimates.joint_estimates import vcov
from analysis.statistics.inference.banner_differences import (
    banner_differences,
    group_and_rest_differences,
    number_differences,
)
from analysis.statistics.inference.contrasts import contrasts
from analysis.statistics.inference.differences import (
    answer_differences,
    quantile_differences,
    trend,
)

N = 400
DRAW = np.random.default_rng(4)
Y = DRAW.normal(10, 3, N)
ANSWERS = Categories(DRAW.integers(0, 3, N), 3)
UNITS = np.arange(N) // 2


def groups(size: int) -> Categories:
    """A group of so many respondents and one of the others."""
    return Categories((np.arange(N) >= size).astype(int), 2)


def design(has_units: bool) -> Design:
    return Design(np.ones(N), psus=UNITS if has_units else None)


COMPARED: dict[str, Callable[[int], Any]] = {
    "shares of two groups": lambda size: differences(design(False), ANSWERS, groups(size)),
    "means of two groups": lambda size: differences(design(True), Y, groups(size)),
    "a group and the rest": lambda size: differences(design(False), Y, groups(size), "rest"),
    "groups, and each and the rest": lambda size: group_and_rest_differences(
        design(True), Y, groups(size), np.array([0])
    )[1],
    "contrasts of estimates": lambda size: contrasts(
        vcov(design(False), np.stack([Y, np.where(np.arange(N) < size, Y, np.nan)], axis=1)), [1, -1]
    ),
    "medians": lambda size: quantile_differences(design(False), Y, groups(size)),
    "numbers of all groups at once": lambda size: number_differences(design(False), Y, groups(size))["pairs"],
    "numbers one by one": lambda size: number_differences(design(True), Y, groups(size))["rest"],
    "a whole banner": lambda size: banner_differences(design(False), [ANSWERS], [groups(size)])[0]["pairs"],
    "a banner of units": lambda size: banner_differences(design(True), [ANSWERS], [groups(size)])[0]["rest"],
    "answers of one question": lambda size: answer_differences(
        design(False), ANSWERS, domain=np.arange(N) < size
    ),
    "two editions": lambda size: trend(
        means(design(False), Y), means(Design(np.ones(N)), Y, domain=np.arange(N) < size)
    ),
    "a published figure": lambda size: against_published(
        shares(Design(np.ones(N)), ANSWERS, domain=np.arange(N) < size), [0.2, 0.5, 0.3]
    ),
}


@pytest.mark.parametrize("case", COMPARED)
def test_30_respondents_are_tested_and_29_are_not(case: str) -> None:
    few, enough = (COMPARED[case](size) for size in (29, 30))
    assert set(few.state.ravel()) == {"small"} and np.isnan(few.p_value).all()
    assert np.isfinite(few.value).all() and np.isfinite(few.se).all()
    assert set(enough.state.ravel()) == {""} and np.isfinite(enough.p_value).all()
