"""Weights from 1e-9 to 1e12 count, and 0; others are errors that remove their respondent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.steps.results_files import Built

SURVEY = """
[design]
weight = "w"
[themes.t]
[questions.q]
type = "single"
codes = { 1 = "Oui", 2 = "Non" }
"""
WEIGHTS = [("1e-9", 1), ("9e-10", 0), ("1e12", 1), ("1.1e12", 0), ("0", 1), ("-1", 0), ("2", 1)]


@pytest.mark.parametrize(("weight", "kept"), WEIGHTS)
def test_a_weight_beyond_what_can_be_squared_is_an_error(
    weight: str, kept: int, processed: Callable[..., Built]
) -> None:
    built = processed(SURVEY, f"q,w\n1,1\n2,3\n1,{weight}\n")
    assert len(built.weighted.design.weights) == 2 + kept
    assert len(built.weighted.cleaned.problems) == 1 - kept
