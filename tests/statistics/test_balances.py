"""Balances of opinion against R's svycontrast (tests/reference/balances.R), and in closed form."""

from __future__ import annotations

import json

import numpy as np
import pytest
from survey_reference import FOLDER, coded, design, frame

from analysis.statistics import Design, balances, shares

REFERENCE = json.loads((FOLDER / "balances.json").read_text())["designs"]
PRECISION = {"strata": 1e-9, "strata_psus": 1e-9, "linear": 1e-9, "raking": 1e-6}  # R itself iterates


def sides() -> np.ndarray:
    """Answers a and b against d, c for neither, as in the script."""
    return frame("made")["answer"].map({"a": 1.0, "b": 1.0, "c": 0.0, "d": -1.0}).to_numpy()


@pytest.mark.parametrize("name", REFERENCE)
def test_a_balance_and_its_error_are_those_of_svycontrast(name: str) -> None:
    whole = balances(design(name), sides())
    groups = balances(design(name), sides(), coded("made", "group"))
    expected = [REFERENCE[name][group] for group in ("all", "g1", "g2", "g3")]
    for field in ("value", "se"):
        found = [getattr(whole, field)[0, 0], *getattr(groups, field)[:, 0]]
        assert found == pytest.approx([row[field] for row in expected], rel=PRECISION[name])


def test_a_balance_is_the_difference_of_the_two_shares() -> None:
    answers = shares(design("strata"), coded("made", "answer")).value[0]
    assert balances(design("strata"), sides()).value[0, 0] == pytest.approx(
        answers[0] + answers[1] - answers[3]
    )


def test_the_error_under_simple_sampling_is_the_multinomial_one() -> None:
    p, q, n = 0.5, 0.2, 100
    given = np.repeat([1.0, -1.0, 0.0], [50, 20, 30])
    found = balances(Design(np.ones(n)), given)
    assert found.se[0, 0] == pytest.approx(np.sqrt((p + q - (p - q) ** 2) / (n - 1)))


# n respondents who all say the same: Clopper-Pearson leaves a share of 1 - 0.025^(1/n) to the others.
AGREEING = [(1.0, 1 - 2 * (1 - 0.025 ** (1 / 20)), 1.0), (0.0, 0.025 ** (1 / 20) - 1, 1 - 0.025 ** (1 / 20))]


@pytest.mark.parametrize(("side", "low", "high"), AGREEING)
def test_respondents_who_agree_do_not_make_an_exact_balance(side: float, low: float, high: float) -> None:
    found = balances(Design(np.ones(20)), np.full(20, side))
    assert (found.se[0, 0], found.ci_method[0, 0]) == (0.0, "korn-graubard")
    assert (found.ci_low[0, 0], found.ci_high[0, 0]) == pytest.approx((low, high))


def test_three_who_agree_decide_nothing() -> None:
    found = balances(Design(np.ones(3)), np.ones(3))
    assert found.ci_low[0, 0] < 0


def test_limits_stay_within_the_scale() -> None:
    found = balances(Design(np.ones(12)), np.repeat([1.0, 0.0], [11, 1]))
    assert found.ci_high[0, 0] == 1.0


def test_a_number_that_is_no_side_is_named() -> None:
    with pytest.raises(ValueError, match=r"sides: expected 1, -1, 0 or NaN, found \[2\.0\]"):
        balances(Design(np.ones(2)), [1, 2])
