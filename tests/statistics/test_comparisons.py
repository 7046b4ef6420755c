"""Differences with overlap, corrections for many tests, letters and trends."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from survey_reference import coded, design, frame, numbers

from analysis.statistics import (
    Categories,
    Design,
    Ticks,
    benjamini_hochberg,
    column_letters,
    differences,
    holm,
    rao_scott,
    shares,
    trend,
    wald,
)
from analysis.statistics.inference.p_value_corrections import within_families

P = np.array([0.01, 0.04, 0.03, np.nan, 0.005])
CORRECTED = {
    "holm": (holm, [0.03, 0.06, 0.06, np.nan, 0.02]),
    "benjamini-hochberg": (benjamini_hochberg, [0.02, 0.04, 0.04, np.nan, 0.02]),
}


@pytest.mark.parametrize("name", CORRECTED)
def test_p_values_are_corrected_as_p_adjust_does(name: str) -> None:
    correct, expected = CORRECTED[name]
    np.testing.assert_allclose(correct(P), expected)


def test_each_family_is_corrected_by_itself() -> None:
    families = np.array([1, 0, 1, 1, 0])
    found = within_families(P, families)
    np.testing.assert_allclose(found[[0, 2, 3]], holm(P[[0, 2, 3]]))
    np.testing.assert_allclose(found[[1, 4]], holm(P[[1, 4]]))


def overlapping() -> Ticks:
    generator = np.random.default_rng(8)
    return Ticks(generator.random((420, 2)) < 0.6, np.ones(420))


@pytest.mark.parametrize("name", ["strata", "strata_psus", "raking", "raking_psus", "numeric_psus"])
def test_overlap_of_two_groups_is_counted_once(name: str) -> None:
    """By another road: the variance of a difference from those of the two and of their sum."""
    answers, groups = coded("made", "answer"), overlapping()
    found = differences(design(name), answers, groups, least=0)
    one = shares(design(name), answers, groups)
    apart = np.sqrt(one.se[0] ** 2 + one.se[1] ** 2)
    assert (found.se[0] < apart).all()
    same = Ticks(np.repeat(groups.matrix[:, :1], 2, axis=1), np.ones(420))
    assert (differences(design(name), answers, same, least=0).state == "fixed").all()


DESIGNS = ["weights_only", "strata_fpc", "strata", "strata_psus", "raking", "raking_psus", "numeric_psus"]


@pytest.mark.parametrize("against", ["pairs", "rest", "whole"])
@pytest.mark.parametrize("name", DESIGNS)
def test_groups_that_do_not_overlap_agree_with_scores(name: str, against: Any) -> None:
    """Cross-products of cells and linearised scores are two roads to the same covariance."""
    groups = coded("made", "group")
    some = Categories(np.where(np.arange(420) % 7 == 0, -1, groups.codes), groups.k)
    ticks = Ticks(np.eye(groups.k, dtype=bool)[some.codes], some.in_base)
    domain = np.arange(420) % 5 > 0
    one, other = (
        differences(design(name), coded("made", "answer"), group, against, domain) for group in (some, ticks)
    )
    for field in ("value", "se", "df", "p_value", "p_adjusted"):
        np.testing.assert_allclose(getattr(one, field), getattr(other, field), rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(one.state, other.state)


def test_a_group_against_the_whole_is_its_part_outside_of_the_difference_with_the_rest() -> None:
    start, answers, groups = Design(np.ones(420)), coded("made", "answer"), coded("made", "group")
    rest, whole = (differences(start, answers, groups, against) for against in ("rest", "whole"))
    np.testing.assert_array_equal(rest.second, -1)
    np.testing.assert_array_equal(whole.second, -2)
    inside = groups.in_base & answers.in_base
    outside = [(inside & (groups.codes != g)).sum() / inside.sum() for g in range(3)]
    np.testing.assert_allclose(whole.value, rest.value * np.array(outside)[:, None], rtol=1e-9)
    np.testing.assert_allclose(whole.p_value, rest.p_value, rtol=0.25)


def test_small_groups_are_not_tested() -> None:
    groups = Categories(np.where(np.arange(420) < 29, 0, 1), 2)
    found = differences(design("strata"), numbers("made", "y"), groups)
    assert found.state[0, 0] == "small" and np.isnan(found.p_value[0, 0]) and np.isfinite(found.value[0, 0])


def test_letters_stand_on_the_larger_value() -> None:
    generator = np.random.default_rng(2)
    groups = Categories(np.arange(900) % 3, 3)
    y = groups.codes * np.array([1.0]) + generator.normal(0, 1, 900)
    found = differences(Design(np.ones(900)), y, groups)
    assert column_letters(found, 3)[:, 0].tolist() == ["", "A", "A B"]
    nothing = differences(Design(np.ones(900)), generator.normal(0, 1, 900), groups)
    assert column_letters(nothing, 3)[:, 0].tolist() == ["", "", ""]


def test_the_change_between_two_editions_adds_their_variances() -> None:
    answers, groups = coded("made", "answer"), coded("made", "group")
    earlier, later = shares(design("strata"), answers, groups), shares(design("raking"), answers, groups)
    found = trend(earlier, later)
    np.testing.assert_allclose(found.value, later.value - earlier.value)
    np.testing.assert_allclose(found.se**2, later.se**2 + earlier.se**2)
    with pytest.raises(ValueError, match="same groups and items"):
        trend(earlier, shares(design("strata"), groups))


def test_two_by_two_tests_of_simple_random_sampling_are_the_textbook_ones() -> None:
    rows, columns = Categories([0, 0, 0, 1, 1, 1, 1, 0] * 20, 2), Categories([0, 1, 0, 1, 1, 0, 1, 0] * 20, 2)
    table = np.bincount(rows.codes * 2 + columns.codes, minlength=4).reshape(2, 2)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    chi2 = ((table - expected) ** 2 / expected).sum()
    found = rao_scott(Design(np.ones(160)), rows, columns)
    assert found.df1 == pytest.approx(1)
    assert found.statistic == pytest.approx(chi2 * 159 / 160, rel=1e-12)


def test_a_table_with_one_column_is_not_tested() -> None:
    answers = coded("made", "answer")
    everyone = Categories(np.zeros(420, dtype=int), 2)
    assert rao_scott(design("strata"), answers, everyone).state == "degenerate"
    assert wald(design("strata"), answers, everyone).state == "degenerate"


def test_a_domain_is_a_mask_for_tests_and_differences() -> None:
    inside = frame("made").domain.to_numpy(dtype=bool)
    answers, groups = coded("made", "answer"), coded("made", "group")
    cut = Categories(np.where(inside, groups.codes, -1), 3)
    assert rao_scott(design("raking"), answers, groups, inside) == rao_scott(design("raking"), answers, cut)
    one = differences(design("raking"), answers, groups, domain=inside)
    np.testing.assert_array_equal(one.se, differences(design("raking"), answers, cut).se)
