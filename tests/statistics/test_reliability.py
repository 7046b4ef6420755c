"""Cronbach's alpha against covariances in R, against KR-20 by hand, and where it cannot be."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.statistics import alpha_of_parts, cronbach_alpha

ITEMS = np.array([[1, 2, 2], [2, 2, 3], [3, 4, 3], [4, 4, 5], [5, 3, 4], [2, 1, 1]], dtype=float)
WEIGHTS = np.array([1, 2, 1, 0.5, 1.5, 3])
EQUAL = np.ones(6)
RIGHT_OR_WRONG = np.array([[1, 1], [1, 0], [0, 0], [0, 0]], dtype=float)

# R 4.2.2: alpha <- function(S) nrow(S) / (nrow(S) - 1) * (1 - sum(diag(S)) / sum(S))
# alpha(cov(X)) and alpha(cov.wt(X, wt = w / sum(w))$cov), X and w as above.
CASES = [
    ("as R's cov", ITEMS, EQUAL, 0.892086330935),
    ("as R's cov.wt", ITEMS, WEIGHTS, 0.888661002051),
    # KR-20: p q is 1/4 and 3/16; the totals 2, 1, 0, 0 vary by 11/16: 2 (1 - (7/16) / (11/16)) = 8/11.
    ("as KR-20", RIGHT_OR_WRONG, np.ones(4), 8 / 11),
    ("the same item twice", np.column_stack([EQUAL.cumsum()] * 2), EQUAL, 1.0),
    ("items that do not vary together", np.array([[1, 1], [1, 0], [0, 1], [0, 0]]), np.ones(4), 0.0),
]


@pytest.mark.parametrize(
    ("items", "weights", "alpha"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_alpha_is_that_of_r_and_of_hand_arithmetic(
    items: np.ndarray, weights: np.ndarray, alpha: float
) -> None:
    assert cronbach_alpha(items, weights) == pytest.approx(alpha, abs=1e-11)


def test_alpha_needs_no_scale_of_weights() -> None:
    assert cronbach_alpha(ITEMS, 7 * WEIGHTS) == pytest.approx(cronbach_alpha(ITEMS, WEIGHTS))


@pytest.mark.parametrize("cuts", [[], [1], [2, 3, 3], [0, 6]])
def test_respondents_in_parts_have_the_alpha_of_all(cuts: list[int]) -> None:
    parts = zip(np.split(1e6 + ITEMS, cuts), np.split(WEIGHTS, cuts), strict=True)
    assert alpha_of_parts(parts) == pytest.approx(cronbach_alpha(ITEMS, WEIGHTS), rel=1e-9)


SUMS_THAT_DO_NOT_VARY = [
    np.array([[1.0, 3.0], [2.0, 2.0], [3.0, 1.0]]),
    np.array([[0.1, 0.6], [0.2, 0.5], [0.3, 0.4]]),  # 0.7, 0.7 and 0.7 but for rounding
    np.empty((0, 2)),
]


@pytest.mark.parametrize("items", SUMS_THAT_DO_NOT_VARY)
def test_a_sum_that_does_not_vary_has_no_alpha(items: np.ndarray) -> None:
    assert np.isnan(cronbach_alpha(items, np.ones(len(items))))


def test_one_item_is_refused() -> None:
    with pytest.raises(ValueError, match=r"two items or more, found the shape \(6, 1\)"):
        cronbach_alpha(ITEMS[:, :1], EQUAL)


def test_missing_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="expected no missing numbers; leave out respondents"):
        cronbach_alpha(np.where(ITEMS == 5, np.nan, ITEMS), EQUAL)
