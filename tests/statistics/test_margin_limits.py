"""Published shares at the limits of rounding, margins that cannot be met, and replicates counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.statistics import Margin, Replicates, crossed_margin
from analysis.statistics.replicate_weights import ratio_variance_of, replicate_sums, without_rounding
from analysis.statistics.weighting.population_margins import (
    CalibrationError,
    check_margins,
    contradictory,
    least_gaps,
    not_reached,
    problems_of,
    unit_shares,
    unmet,
)

NAN = float("nan")
ROUNDED = [
    # shares as published; what they are taken for
    ([0.5, 0.502], [0.5 / 1.002, 0.502 / 1.002]),
    ([0.5, 0.498], [0.5 / 0.998, 0.498 / 0.998]),
    ([50.0, 50.2], [50 / 100.2, 50.2 / 100.2]),
    ([50.0, 49.8], [50 / 99.8, 49.8 / 99.8]),
    ([0.5, 0.503], [0.5, 0.503]),
    ([50.0, 49.7], [50.0, 49.7]),
    ([5.0, 5.0], [5.0, 5.0]),
]


@pytest.mark.parametrize(("published", "taken"), ROUNDED)
def test_shares_that_sum_to_1_or_100_but_for_rounding_are_parts_of_1(
    published: list[float], taken: list[float]
) -> None:
    assert unit_shares(np.array(published)) == pytest.approx(taken, rel=1e-12)


def margin(shares: list[float], codes: list[int] | None = None) -> Margin:
    return Margin("sex", [0, 1, 1, -1] if codes is None else codes, ["f", "m"], shares)


PROBLEMS: dict[str, tuple[list[float], list[int], list[float], list[str]]] = {
    "none": ([0.4, 0.6], [0, 1, 1, -1], [1, 1, 1, 1], []),
    "a share too few": ([1.0], [0, 1, 1, -1], [1, 1, 1, 1], ["sex: 2 categories but 1 shares"]),
    "a code too few": ([0.4, 0.6], [0, 1, 1], [1, 1, 1, 1], ["sex: 3 codes for 4 respondents"]),
    "a code too high": ([0.4, 0.6], [0, 1, 2], [1, 1, 1], ["sex: codes from 0 to 2, expected -1 to 1"]),
    "a code too low": ([0.4, 0.6], [0, 1, -2], [1, 1, 1], ["sex: codes from -2 to 1, expected -1 to 1"]),
    "shares that do not sum": ([0.4, 0.7], [0, 1], [1, 1], ["sex: shares sum to 1.1, expected 1 or 100"]),
    "a share under 0": (
        [-0.5, 1.5],
        [0, 1],
        [1, 1],
        [
            "sex: shares must be numbers of at least 0, found [-0.5, 1.5]",
        ],
    ),
    "a target of nobody": (
        [0.4, 0.6],
        [0, 0],
        [1, 1],
        ["sex = m: target 60.0000% but no respondent with a weight. Merge it."],
    ),
    "a target of those without a weight": (
        [0.4, 0.6],
        [0, 1],
        [1, 0],
        ["sex = m: target 60.0000% but no respondent with a weight. Merge it."],
    ),
    "respondents and a target of 0": (
        [0.0, 1.0],
        [0, 1],
        [1, 1],
        ["sex = f: target 0 but it has respondents: merge it."],
    ),
    "a target of 0 and nobody": ([0.0, 1.0], [1, 1], [1, 1], []),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_what_no_weights_can_meet_is_told(case: str) -> None:
    shares, codes, start, told = PROBLEMS[case]
    given = margin(shares, codes)
    assert problems_of(given, np.array(start, dtype=float)) == told
    if told:
        with pytest.raises(CalibrationError, match="These margins cannot be met:\n- sex"):
            check_margins([given], np.array(start, dtype=float))


def test_the_unknown_keep_their_share_and_the_others_divide_the_rest() -> None:
    given = margin([0.4, 0.6])
    assert given.labels == ("f", "m", "(unknown)") and given.column_codes.tolist() == [0, 1, 1, 2]
    assert given.target_shares(np.array([1.0, 2, 3, 2])).tolist() == pytest.approx([0.3, 0.45, 0.25])
    known = margin([0.4, 0.6], [0, 1, 1, 0])
    assert known.labels == ("f", "m")
    assert known.target_shares(np.ones(4)).tolist() == [0.4, 0.6]


def test_crossed_categories_are_numbered_row_by_row() -> None:
    other = Margin("age", [2, 0, 1, 1], ["a", "b", "c"], [0.2, 0.3, 0.5])
    crossed = crossed_margin("both", margin([0.4, 0.6]), other, np.full((2, 3), 1 / 6))
    assert crossed.codes.tolist() == [2, 3, 4, -1]
    assert crossed.categories == ("f, a", "f, b", "f, c", "m, a", "m, b", "m, c")
    with pytest.raises(CalibrationError, match=r"both: expected one share .* \(2, 3\), found \(3, 2\)"):
        crossed_margin("both", margin([0.4, 0.6]), other, np.full((3, 2), 1 / 6))


def test_the_nearest_total_is_told_of_a_column_out_of_reach() -> None:
    """Two cells of weight 10, at most doubled: 20 of the first, wanted 25; the second may be met."""
    matrix, start = np.eye(2), np.array([10.0, 10.0])
    wanted = np.array([25.0, 15.0])
    assert least_gaps(matrix, start, wanted, 0.0, 2.0) == pytest.approx([-5, 0])
    said = unmet(matrix, start, wanted, 0.0, 2.0, ["a", "b"])
    assert said == "- a: target 25, the nearest possible is 20"
    assert unmet(matrix, start, wanted, 0.0, np.inf, ["a", "b"]) == ""
    low = unmet(matrix, start, np.array([4.0, 15.0]), 0.5, 2.0, ["a", "b"])
    assert low == "- a: target 4, the nearest possible is 5"


def test_targets_that_do_not_add_up_as_their_columns_do_are_named() -> None:
    """The first two columns make up the third: 4 and 6 are not 11."""
    columns = np.array([[1.0, 0, 1, 0], [0, 1, 1, 0], [0, 1, 1, 1]])
    normal = columns.T @ columns
    names, wanted = ["a", "b", "all", "x"], np.array([4.0, 6.0, 11.0, 3.0])
    said = contradictory(normal, wanted, names, wanted)
    assert said.splitlines() == ["- a: target 4", "- b: target 6", "- all: target 11"]
    met = np.array([4.0, 6.0, 10.0, 3.0])
    assert contradictory(normal, met, names, met) == ""


def test_a_worst_column_is_told_with_its_total_its_target_and_the_rounds() -> None:
    said = not_reached("Raking", np.array([1.0, 2.5]), np.array([1.0, 3.0]), ["a", "b"], 7, 1)
    assert said.startswith("Raking did not converge in 7 iterations: b is at 2.5, target 3. Merge small")


WEIGHTS = np.array([[2.0, 0.0, 1.0], [0.0, 2.0, 1.0], [1.0, 1.0, 0.0]])
VALUES = np.array([[4.0], [NAN], [1.0]])


def test_deviations_of_replicates_are_from_the_estimate_or_from_the_mean_of_those_that_count() -> None:
    """Values of 4, none and 1, about 3 with the factors 0.5 and 0.5 · 2; about their mean, of 4 alone where
    the third counts nothing."""
    given = Replicates(WEIGHTS, 0.5, [1.0, 1.0, 2.0])
    full = np.array([3.0])
    assert given.variance(VALUES, full) == pytest.approx([0.5 * 1 + 0.5 * 2 * 4])
    about_mean = Replicates(WEIGHTS, 0.5, [1.0, 1.0, 2.0], mse=False)
    assert about_mean.variance(VALUES, full) == pytest.approx([0.5 * 1.5**2 + 0.5 * 2 * 1.5**2])
    alone = Replicates(WEIGHTS, 0.5, [1.0, 1.0, 0.0], mse=False)
    assert alone.variance(VALUES, full) == pytest.approx([0.0])
    nobody = Replicates(WEIGHTS, 0.5, mse=False).variance(np.full((3, 1), NAN), full)
    assert nobody.tolist() == [0.0]
    assert (given.count, given.df, Replicates(WEIGHTS, 1.0, df=7).df) == (3, 2.0, 7.0)


def test_sums_of_replicates_leave_out_who_is_in_no_group() -> None:
    given, y, codes = Replicates(WEIGHTS, 1.0), np.array([1.0, 10.0, 100.0]), np.array([1, 0, 2])
    assert replicate_sums(given, y, codes, 2).tolist() == [[0, 2], [20, 0], [10, 1]]
    variance = ratio_variance_of(given, y, np.ones(3), np.zeros(3, dtype=int), np.array([37.0]), 2.0)
    first, second = (2 + 100) / 3, (20 + 100) / 3  # of the third the denominator, 2, is too small
    assert variance == pytest.approx([(first - 37) ** 2 + (second - 37) ** 2])


def test_a_variance_of_a_part_in_a_million_million_millions_is_rounding() -> None:
    assert without_rounding(np.array([1e-18, 1.1e-18]), 1.0).tolist() == [0.0, 1.1e-18]
