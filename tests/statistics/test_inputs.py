"""What is given to the statistics: read once and kept, or refused with what was found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.statistics import (
    Categories,
    Design,
    Estimates,
    Margin,
    Replicates,
    Ticks,
    Total,
    balances,
    banner,
    bootstrap,
    calibrate,
    column_letters,
    differences,
    jackknife,
    means,
    quantiles,
    rake,
    ratios,
    shares,
    totals,
    trim_weights,
)
from analysis.statistics.partitions import groups_of, number_sums, part_of, share_sums, value_sums

ONES = np.ones(4)
HALVES = Margin("a", [0, 0, 1, 1], "ab", [0.5, 0.5])
YES = Categories([0, 1, 0, 1], 2)
NUMBERS = np.array([1.0, 2, 3, 5])
DATES = np.array(["2020-01-01", "2021-01-01", "2022-01-01", "2023-01-01"], dtype="datetime64[s]")
HIDDEN = np.ma.array([True, False, True, True], mask=[True, False, False, False])
PART = part_of(ONES)
GROUPS = groups_of(PART)

REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "texts as ticks": (lambda: Ticks([["Yes", "No"], ["No", "Yes"]], [1, 1]), "ticks must be True or False"),
    "a missing tick": (lambda: Ticks([[1.0, np.nan], [0, 1]], [1, 1]), r"1 other values \(nan\)"),
    "a count as a tick": (lambda: Ticks([[2, 0], [0, 1]], [1, 1]), r"1 other values \(2\)"),
    "a missing tick of pandas": (
        lambda: Ticks(pd.DataFrame({"a": pd.array([True, pd.NA], "boolean")}), [1, 1]),
        r"1 other values \(<NA>\)",
    ),
    "a missing base": (lambda: Ticks([[1], [0]], [1, None]), r"answered must be .* \(None\)"),
    "a text as base": (lambda: Ticks([[1], [0]], ["yes", ""]), "answered must be True or False"),
    "codes beyond the integers they are kept as": (lambda: Categories([2**32], 3), "found 4294967296"),
    "half an answer": (lambda: Categories([0], 2.5), "whole number of answers, found 2.5"),  # type: ignore[arg-type]
    "a text as a level": (lambda: means(Design(ONES), NUMBERS, level="95"), "such as 0.95, found '95'"),  # type: ignore[arg-type]
    "no level": (lambda: shares(Design(ONES), YES, level=None), "such as 0.95, found None"),  # type: ignore[arg-type]
    "dates as numbers": (lambda: means(Design(ONES), DATES), r"y: expected numbers, found datetime64"),
    "durations as weights": (lambda: Design(DATES - DATES[0]), r"weights: expected numbers, found timedelta"),
    "complex numbers": (lambda: means(Design(ONES), NUMBERS * 1j), "expected numbers, found complex128"),
    "a number beyond all": (lambda: totals(Design(ONES), [10**400] * 4), "int too large"),
    "a masked code": (lambda: Categories(np.ma.masked_equal([0, 1], 1), 2), "whole-number codes"),
    "a masked tick": (lambda: Ticks(np.ma.masked_equal([[1], [0]], 0), [1, 1]), r"1 other values \(None\)"),
    "a masked stratum": (lambda: Design(ONES, strata=np.ma.masked_equal([1, 1, 2, 2], 2)), "have no label"),
    "a masked domain": (lambda: means(Design(ONES), NUMBERS, domain=HIDDEN), "expected 4 True or False"),
    "a truth as a total": (lambda: calibrate(ONES, [HALVES], total=True), "over 0, found True"),
    "a text as a bound": (lambda: trim_weights(ONES, "0.5"), "two numbers as bounds, found '0.5'"),  # type: ignore[arg-type]
    "a text as a total": (lambda: rake(ONES, [HALVES], total="5"), "over 0, found '5'"),  # type: ignore[arg-type]
    "a negative total": (lambda: rake([1.0, 2, 3, 4], [HALVES], total=-5), "total: expected .* over 0"),
    "a total of 0": (lambda: calibrate([1.0, 2, 3, 4], [HALVES], total=0), "over 0, found 0"),
    "a total that is no number": (lambda: rake(ONES, [HALVES], total=np.nan), "over 0, found nan"),
    "a total without end": (lambda: calibrate(ONES, [HALVES], total=np.inf), "over 0, found inf"),
    "a missing weight of pandas": (lambda: Design(pd.array([1, pd.NA], "Int64")), "1 of 2 missing"),
    "a text as a weight": (lambda: Design(["heavy", "1"]), "weights: expected numbers, found .*heavy"),
    "a missing label of pandas": (
        lambda: Design(ONES, strata=pd.array(["a", "a", pd.NA, "b"], "string")),
        "1 of 4 respondents have no label",
    ),
    "a missing label among texts in a list": (
        lambda: Design(ONES, psus=["a", "a", np.nan, "b"]),
        "1 of 4 respondents have no label",
    ),
    "a missing date as label": (
        lambda: Design(ONES, strata=np.array(["2024-01-01", "NaT", "2024-01-01", "NaT"], "M8[D]")),
        "2 of 4 respondents have no label",
    ),
    "a text as a number": (lambda: means(Design(ONES), ["1", "2", "x", "4"]), "y: expected numbers"),
    "a missing share of a margin": (
        lambda: rake(ONES, [Margin("a", [0, 0, 1, 1], "ab", [0.5, pd.NA])]),
        "a: shares must be numbers",
    ),
    "a missing total": (lambda: Total("x", [1, pd.NA], 3), "x: expected a number for every respondent"),
    "replicates with a negative scale": (lambda: Replicates(np.ones((4, 2)), -1.0), "at least 0, found -1"),
    "replicates with a negative factor": (lambda: Replicates(np.ones((4, 2)), 1.0, [1, -1]), "-1.0 to 1.0"),
    "a bootstrap of nothing": (lambda: bootstrap(Design(ONES), count=0), "0 have no variance"),
    "a jackknife of strata of one unit": (
        lambda: jackknife(Design(ONES, np.arange(4), single_psu="certainty")),
        "0 have no variance",
    ),
    "a missing code of pandas": (lambda: Categories(pd.array([1, pd.NA], "Int64"), 3), "-1 is the code of"),
    "an alpha in percent": (
        lambda: column_letters(differences(Design(ONES), NUMBERS, YES), 2, alpha=5),
        "alpha: expected a number between 0 and 1",
    ),
    "a missing quantile": (lambda: quantiles(Design(ONES), NUMBERS, np.nan), "between 0 and 1"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_number_no_tick_and_no_label_is_refused_with_what_was_found(case: str) -> None:
    attempt, words = REFUSED[case]
    with pytest.raises(ValueError, match=words):
        attempt()


WITH_LEVEL: dict[str, Callable[[float], Any]] = {
    "shares": lambda level: shares(Design(ONES), YES, level=level),
    "shares of agreement": lambda level: shares(Design(ONES), Categories([0, 0, 0, 0], 2), level=level),
    "banner": lambda level: banner(Design(ONES), [YES], level=level),
    "means": lambda level: means(Design(ONES), NUMBERS, level=level),
    "totals": lambda level: totals(Design(ONES), NUMBERS, level=level),
    "ratios": lambda level: ratios(Design(ONES), NUMBERS, ONES, level=level),
    "quantiles": lambda level: quantiles(Design(ONES), NUMBERS, level=level),
    "balances": lambda level: balances(Design(ONES), [1, -1, 0, 1], level=level),
    "differences": lambda level: differences(Design(ONES), NUMBERS, YES, level=level),
    "shares of parts": lambda level: share_sums(PART, [YES], GROUPS).banner(level=level)[0][0],
    "means of parts": lambda level: number_sums(PART, NUMBERS, GROUPS).means(level=level),
    "quantiles of parts": lambda level: value_sums(PART, NUMBERS, GROUPS).quantiles(level=level),
}


@pytest.mark.parametrize("level", [95, 1.0, 0.0, -0.5, np.nan])
@pytest.mark.parametrize("verb", WITH_LEVEL)
def test_a_level_outside_0_to_1_is_refused_by_every_estimate(verb: str, level: float) -> None:
    with pytest.raises(ValueError, match=r"level: expected a number between 0 and 1, such as 0\.95"):
        WITH_LEVEL[verb](level)


def same(found: Estimates, expected: Estimates) -> None:
    for name, array in expected.arrays().items():
        np.testing.assert_array_equal(found.arrays()[name], array, err_msg=name)


def test_labels_of_several_types_are_strata_like_others() -> None:
    """Numbers come first, then texts; 1 and "1" are two labels."""
    mixed = np.array([2, "b", 2, "b", "1", "1", 1, 1.0], dtype=object)
    alike = [1, 3, 1, 3, 2, 2, 0, 0]
    y = np.arange(8.0) ** 2
    same(means(Design(np.ones(8), strata=mixed), y), means(Design(np.ones(8), strata=alike), y))
    assert Design(np.ones(8), strata=mixed).stratum_labels.tolist() == [1, 2, "1", "b"]
    units = np.array([None if label == 2 else label for label in mixed], dtype=object)
    with pytest.raises(ValueError, match="2 of 8 respondents have no label"):
        Design(np.ones(8), psus=units)


def test_labels_of_several_types_add_up_over_the_parts_of_a_file() -> None:
    """One part has numbers as labels, the other texts, and both have those of the whole."""
    labels = np.array([7, 7, 7, "x", "x", "x", 7, "x"], dtype=object)
    y = np.array([1.0, 4, 2, 8, 5, 7, 1, 9])
    first, second = np.flatnonzero(labels == 7), np.flatnonzero(labels == "x")
    parts = [part_of(np.ones(4), list(labels[rows])) for rows in (first, second)]
    one, other = (
        number_sums(part, y[rows], groups_of(part)) for part, rows in zip(parts, (first, second), strict=True)
    )
    whole = means(Design(np.ones(8), strata=labels), y)
    np.testing.assert_allclose((one + other).means()[0].se, whole.se, rtol=1e-12)


def test_numbers_of_pandas_and_masked_arrays_with_missing_ones_are_out_of_the_base() -> None:
    given = [
        pd.array([1, 2, pd.NA, 5], "Int64"),
        [1, 2, None, 5],
        np.array([1, 2, pd.NA, 5], dtype=object),
        np.ma.masked_equal([1, 2, 3, 5], 3),
    ]
    for y in given:
        same(means(Design(ONES), y), means(Design(ONES), [1, 2, np.nan, 5]))


def test_whole_numbers_of_pandas_are_codes() -> None:
    given = pd.array([0, -1, 2], "Int64")
    for codes in (given, np.asarray(given, dtype=object), pd.Series(given)):
        assert Categories(codes, 3).codes.tolist() == [0, -1, 2]


def test_a_design_does_not_follow_later_changes_of_what_it_was_made_from() -> None:
    """Whatever of it has been asked for before: half is computed when it is first needed."""
    given: dict[str, np.ndarray] = {
        "weights": np.array([1.0, 2, 3, 1, 2, 4]),
        "strata": np.array([0, 0, 0, 1, 1, 1]),
        "psus": np.array([0, 1, 1, 0, 1, 2]),
        "fpc": np.array([9.0, 9, 9, 9, 9, 9]),
    }
    y, codes, matrix, base = np.arange(6.0), np.arange(6) % 2, np.eye(6, 2) > 0, np.ones(6, dtype=bool)
    start = Design(**given)
    answers, ticks, margin = Categories(codes, 2), Ticks(matrix, base), Margin("m", codes, "ab", [0.4, 0.6])
    redrawn, factors = np.outer(given["weights"], [1, 2, 0.5]), np.ones(3)
    replicated = Design(given["weights"]).with_replicates(Replicates(redrawn, 0.5, factors))
    total = Total("y", y, 40)
    fixed = start.calibrated(calibrate(given["weights"], [margin], [total], method="linear"))
    arrays = (*given.values(), codes, matrix, base, redrawn, factors)
    kept = [array.copy() for array in arrays]
    for array in arrays:
        array[:] = array[::-1].copy() * 0
    other = Design(*kept[:4])
    same(means(start, np.arange(6.0)), means(other, np.arange(6.0)))
    same(shares(start, answers), shares(other, Categories(kept[4], 2)))
    same(shares(start, ticks), shares(other, Ticks(kept[5], kept[6])))
    recalibrated = calibrate(kept[0], [Margin("m", kept[4], "ab", [0.4, 0.6])], [total], method="linear")
    same(shares(fixed, answers), shares(other.calibrated(recalibrated), answers))
    again = Design(kept[0]).with_replicates(Replicates(kept[7], 0.5, kept[8]))
    same(means(replicated, np.arange(6.0)), means(again, np.arange(6.0)))
    y[:] = 0
    assert total.values.tolist() == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("name", ["weights", "start_weights", "g"])
def test_the_weights_of_a_calibration_cannot_be_written_to(name: str) -> None:
    with pytest.raises(ValueError, match="read-only"):
        getattr(rake(ONES, [HALVES]), name)[0] = 7


NEVER_ENDED = {
    "the shared part pushes others over in turn": ([0.78, 1.95, 1.37, 0.26, 0.45, 1.01], 0.83, 1.91),
    "every weight is outside": ([0.1, 5.0], 0.5, 3.0),
    "the mean is the upper bound": ([1.0, 3.0, 2.0], 0.0, 2.0),
    "the mean is the lower bound": ([1.0, 3.0, 2.0], 2.0, np.inf),
}


@pytest.mark.parametrize("case", NEVER_ENDED)
def test_weights_that_can_be_trimmed_are(case: str) -> None:
    weights, lower, upper = NEVER_ENDED[case]
    found = trim_weights(weights, lower, upper)
    assert found.min() >= lower and found.max() <= upper
    np.testing.assert_allclose(found.sum(), np.sum(weights), rtol=1e-14)


def test_any_weights_are_trimmed_to_any_bounds_around_their_mean() -> None:
    generator = np.random.default_rng(6)
    for _ in range(400):
        weights = np.round(generator.gamma(2, 0.5, generator.integers(2, 9)) + 0.01, 2)
        lower, upper = weights.mean() * generator.uniform([0.3, 1.0], [1.0, 2.0])
        found = trim_weights(weights, lower, upper)
        assert lower <= found.min() and found.max() <= upper
        np.testing.assert_allclose(found.sum(), weights.sum(), rtol=1e-12)


def test_weights_cut_once_leave_somebody_to_share_among() -> None:
    with pytest.raises(ValueError, match="nobody is left"):
        trim_weights([0.1, 5.0], 0.5, 3.0, strict=False)


@pytest.mark.parametrize("strict", [True, False])
def test_a_weight_of_0_leaves_a_respondent_out_of_what_is_trimmed_and_shared(strict: bool) -> None:
    found = trim_weights([0.0, 1.0, 2.0, 5.0, 0.0], 1.5, 4.0, strict)
    assert found.tolist() == [0.0, *trim_weights([1.0, 2.0, 5.0], 1.5, 4.0, strict), 0.0]
    np.testing.assert_allclose(found.sum(), 8.0)
