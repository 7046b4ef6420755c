"""Certified values of NIST, and how often intervals hold the truth: what docs/accuracy.md says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.reference.accuracy import DESIGNS, NIST, PAGE, beside_r, coverage, nist

LEAST = {
    "Michelso": (14, 12),
    "NumAcc1": (14, 14),
    "NumAcc2": (13, 13),
    "NumAcc3": (14, 9),
    "NumAcc4": (14, 8),
}
"""Digits that the mean and the standard deviation have to agree in: no fewer than the numbers hold."""


@pytest.mark.parametrize("found", nist(), ids=lambda each: each.name)
def test_means_and_deviations_agree_with_the_certified_ones(found) -> None:  # type: ignore[no-untyped-def]
    mean, deviation = LEAST[found.name]
    assert found.mean >= mean and found.deviation >= deviation


def test_the_largest_difference_from_r_is_that_of_the_last_digits() -> None:
    assert all(worst < 1e-9 and count for _, count, worst in beside_r())


def test_the_page_names_every_data_set_and_design() -> None:
    named = re.findall(r"(?m)^\| (\w+) \|", Path(PAGE).read_text(encoding="utf-8"))
    assert {*NIST, *DESIGNS} <= set(named)


@pytest.mark.slow
@pytest.mark.parametrize("name", DESIGNS)
def test_intervals_hold_the_truth_as_often_as_they_say(name: str) -> None:
    """Four standard errors of 1,000 draws are 2.8 points."""
    mean, share = coverage(name, 1000)
    assert 0.92 <= mean <= 0.98 and 0.92 <= share <= 0.98
