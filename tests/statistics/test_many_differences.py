"""Differences against R's survey package, and of many questions by many breakdowns at once."""

from __future__ import annotations

import json
from dataclasses import fields

import numpy as np
import pytest
from survey_reference import FOLDER, coded, design, frame, numbers

from analysis.statistics import (
    Categories,
    Design,
    Differences,
    Ticks,
    answer_differences,
    balances,
    banner_differences,
    differences,
    equality,
    jackknife,
    number_differences,
    quantile_differences,
    quantiles,
    rao_scott,
    rao_scott_of_shares,
    shares,
)
from analysis.statistics.inference import comparison_sides, score_blocks

REFERENCE = json.loads((FOLDER / "comparisons.json").read_text())["designs"]
NAMES = sorted(REFERENCE)
EVERY_DESIGN = [
    *("weights_only", "strata", "strata_fpc", "strata_psus", "zero_weights", "raking", "raking_psus"),
    *("linear", "numeric_total", "numeric_psus", "lonely_adjust", "lonely_average"),
]


def at(found: Differences, pair: int, item: int = 0) -> list[float]:
    return [found.value[pair, item], found.se[pair, item]]


@pytest.mark.parametrize("name", NAMES)
def test_groups_are_compared_as_in_r(name: str) -> None:
    expected, groups, x = REFERENCE[name], coded("made", "group"), numbers("made", "x")
    [found] = banner_differences(design(name), [coded("made", "answer")], [groups])
    assert at(found["pairs"], 1, 1) == pytest.approx(expected["share_pair"], rel=1e-6)
    assert at(found["rest"], 1, 1) == pytest.approx(expected["share_rest"], rel=1e-6)
    means = number_differences(design(name), numbers("made", "y"), groups)
    assert at(means["pairs"], 0) == pytest.approx(expected["mean_pair"], rel=1e-6)
    assert at(means["rest"], 2) == pytest.approx(expected["mean_rest"], rel=1e-6)
    ratios = number_differences(design(name), numbers("made", "y"), groups, below=x)
    assert at(ratios["pairs"], 0) == pytest.approx(expected["ratio_pair"], rel=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_groups_that_overlap_and_answers_of_one_question_are_compared_as_in_r(name: str) -> None:
    expected, answers, data = REFERENCE[name], coded("made", "answer"), frame("made")
    ticks = Ticks(np.stack([data.m1 == "p", data.m2 == "r"], axis=1), np.ones(420))
    pairs = differences(design(name), answers, ticks)
    assert at(pairs, 0, 1) == pytest.approx(expected["overlap_pair"], rel=1e-6)
    whole = differences(design(name), answers, ticks, "whole")
    assert at(whole, 0, 1) == pytest.approx(expected["overlap_whole"], rel=1e-6)
    two = answer_differences(design(name), answers)
    assert (two.first[2], two.second[2]) == (0, 3)
    assert at(two, 2) == pytest.approx(expected["answers"], rel=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_whole_tables_are_tested_as_in_r(name: str) -> None:
    expected, groups, answers = REFERENCE[name], coded("made", "group"), coded("made", "answer")
    chosen = Ticks(answers.chose(1)[:, None], answers.in_base)
    found, pairs = shares(design(name), chosen, groups), differences(design(name), chosen, groups)
    covariance = covariance_of(found.se[:, 0], pairs)
    n, df = int(found.n.sum()), float(pairs.df[0, 0])
    two = rao_scott_of_shares(found.value[:, 0], found.base[:, 0], covariance, df, n)
    assert [two.statistic, two.df1] == pytest.approx(expected["two_columns"], rel=1e-6)
    four = rao_scott(design(name), groups, answers)
    assert [four.statistic, four.df1] == pytest.approx(expected["four_columns"], rel=1e-6)
    y = number_differences(design(name), numbers("made", "y"), groups)["pairs"]
    value = np.array([0.0, -y.value[0, 0], -y.value[1, 0]])
    wald = equality(value, covariance_of(np.zeros(3), y), float(y.df[0, 0]), 0)
    assert (wald.df1, wald.df2) == (2, y.df[0, 0] - 1)
    assert wald.statistic * y.df[0, 0] / wald.df2 == pytest.approx(expected["wald"], rel=1e-6)


def covariance_of(se: np.ndarray, pairs: Differences) -> np.ndarray:
    apart = np.zeros((len(se), len(se)))
    apart[pairs.first, pairs.second] = apart[pairs.second, pairs.first] = pairs.se[:, 0] ** 2
    return np.asarray((se[:, None] ** 2 + se**2 - apart) / 2)


@pytest.mark.parametrize("name", EVERY_DESIGN)
def test_all_at_once_and_one_by_one_are_the_same(name: str) -> None:
    data = {"zero_weights": "zero"}.get(name, name.partition("_")[0] if "lonely" in name else "made")
    answers, groups, y = coded(data, "answer"), coded(data, "group"), numbers(data, "y")
    several = Ticks(np.eye(4, dtype=bool)[answers.codes], np.arange(answers.n) % 11 > 0)
    domain = (np.arange(answers.n) % 5 > 0) & (design(name).weights > 0)
    [found] = banner_differences(design(name), [answers, several], [groups], domain=domain)
    means = number_differences(design(name), y, groups, domain=domain, below=numbers(data, "x"))
    for way in ("pairs", "rest"):
        of = [differences(design(name), q, groups, way, domain, 0.95, "none") for q in (answers, several)]
        number = differences(design(name), y, groups, way, domain, below=numbers(data, "x"))
        for field in ("value", "se", "df", "p_value", "state"):
            assert_same(getattr(found[way], field), np.hstack([getattr(each, field) for each in of]))
            assert_same(getattr(means[way], field), getattr(number, field))


def assert_same(one: np.ndarray, other: np.ndarray) -> None:
    if one.dtype.kind == "U":
        np.testing.assert_array_equal(one, other)
    else:
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-11)


def test_only_the_questions_wanted_in_a_breakdown_are_compared() -> None:
    answers, groups, margin = (coded("made", name) for name in ("answer", "group", "m2"))
    wanted = np.array([[True, False], [True, True]])
    alone, both = banner_differences(
        design("raking"), [answers, margin], [margin, groups], ("rest",), wanted=wanted
    )
    assert set(alone) == {"rest"}
    assert (alone["rest"].value.shape[1], both["rest"].value.shape[1]) == (answers.k, answers.k + margin.k)


SETS_APART = ["strata", "strata_fpc", "raking", "linear", "numeric_total"]


@pytest.mark.parametrize("name", SETS_APART)
def test_sets_of_groups_side_by_side_differ_to_the_last_digit_as_each_in_its_domain(name: str) -> None:
    data = name.partition("_")[0] if "lonely" in name else "made"
    answers, groups = coded(data, "answer"), coded(data, "group")
    several = Ticks(np.eye(4, dtype=bool)[answers.codes], np.arange(answers.n) % 11 > 0)
    line = np.arange(answers.n) % 3 - 1  # nobody of the first third is in either set
    is_in = (line >= 0) & groups.in_base
    beside = Categories(np.where(is_in, line * groups.k + groups.codes, -1), 2 * groups.k)
    [together] = banner_differences(design(name), [answers, several], [beside], apart=2)
    for number in range(2):
        [alone] = banner_differences(design(name), [answers, several], [groups], domain=line == number)
        for way in ("pairs", "rest"):
            own = together[way].of_groups(number * groups.k, (number + 1) * groups.k)
            for each in fields(own):
                np.testing.assert_array_equal(getattr(own, each.name), getattr(alone[way], each.name))


def test_groups_that_overlap_are_in_no_sets_apart() -> None:
    answers = coded("made", "answer")
    ticks = Ticks(np.eye(4, dtype=bool)[answers.codes], np.ones(answers.n))
    with pytest.raises(ValueError, match="apart: expected groups that do not overlap"):
        banner_differences(design("raking"), [answers], [ticks], apart=2)


@pytest.mark.parametrize("name", ["strata", "strata_psus", "raking", "raking_psus"])
def test_the_error_of_two_answers_is_that_of_their_balance(name: str) -> None:
    codes = coded("made", "answer").codes
    sides = np.select([codes < 0, codes == 0, codes == 2], [np.nan, 1.0, -1.0], 0.0)
    found, balance = answer_differences(design(name), coded("made", "answer")), balances(design(name), sides)
    assert at(found, 1) == pytest.approx([balance.value[0, 0], balance.se[0, 0]], rel=1e-9)
    ticks = Ticks(np.eye(4, dtype=bool)[codes], codes >= 0)
    assert_same(answer_differences(design(name), ticks).se, found.se)


def test_medians_of_independent_groups_differ_with_the_errors_of_both() -> None:
    plain, y, groups = Design(np.ones(420)), numbers("made", "y"), coded("made", "group")
    found, each = quantile_differences(plain, y, groups), quantiles(plain, y, 0.5, groups)
    apart = np.hypot(each.se[found.first, 0], each.se[found.second, 0])
    np.testing.assert_allclose(found.se[:, 0], apart, rtol=1e-9)


@pytest.mark.parametrize("name", ["raking", "strata_psus", "raking_psus"])
def test_medians_of_groups_that_share_units_or_margins_count_their_covariance(name: str) -> None:
    y, groups = numbers("made", "y"), coded("made", "group")
    ticks = Ticks(np.eye(3, dtype=bool)[groups.codes], groups.in_base)
    found = quantile_differences(design(name), y, groups)
    each = quantiles(design(name), y, 0.5, groups)
    apart = np.hypot(each.se[found.first, 0], each.se[found.second, 0])
    assert not np.allclose(found.se[:, 0], apart, rtol=1e-4)
    assert_same(found.se, quantile_differences(design(name), y, ticks).se)


def test_the_same_group_twice_has_no_difference_of_its_medians() -> None:
    inside = np.arange(420) % 3 > 0
    twice = Ticks(np.stack([inside, inside], axis=1), np.ones(420))
    found = quantile_differences(design("raking"), numbers("made", "y"), twice)
    assert found.state[0, 0] == "fixed" and found.value[0, 0] == 0


def test_a_table_with_a_share_of_0_is_left_to_the_crossed_table() -> None:
    test = rao_scott_of_shares(np.array([0.0, 0.4]), np.ones(2), np.diag([0.0, 0.01]), 100, 200)
    assert test.state == "degenerate"


def test_groups_that_all_have_one_error_in_common_are_not_tested() -> None:
    assert equality(np.array([1.0, 2.0]), np.ones((2, 2)), 100, 200).state == "degenerate"
    assert equality(np.array([1.0]), np.ones((1, 1)), 100, 200).state == "degenerate"


def test_replicates_give_the_differences_of_answers_groups_and_medians() -> None:
    plain = design("strata_psus")
    drawn = jackknife(plain)
    answers, groups, y = coded("made", "answer"), coded("made", "group"), numbers("made", "y")
    for one, other in (
        (answer_differences(drawn, answers), answer_differences(plain, answers)),
        (
            banner_differences(drawn, [answers], [groups])[0]["pairs"],
            banner_differences(plain, [answers], [groups])[0]["pairs"],
        ),
        (number_differences(drawn, y, groups)["rest"], number_differences(plain, y, groups)["rest"]),
        (quantile_differences(drawn, y, groups), quantile_differences(plain, y, groups)),
    ):
        np.testing.assert_allclose(one.se, other.se, rtol=0.05)


def test_codes_of_nobody_give_no_difference() -> None:
    answers, groups = coded("made", "answer"), Categories(np.where(np.arange(420) % 2, 0, 2), 3)
    [found] = banner_differences(design("raking"), [answers], [groups])
    assert np.isnan(found["pairs"].value[0]).all() and (found["pairs"].state[0] == "undefined").all()
    assert np.isfinite(found["pairs"].value[1]).all()


@pytest.mark.parametrize("name", EVERY_DESIGN)
def test_many_respondents_block_by_block_have_the_same_differences(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = {"zero_weights": "zero"}.get(name, name.partition("_")[0] if "lonely" in name else "made")
    answers, y = coded(data, "answer"), numbers(data, "y")
    domain = design(name).weights > 0
    ticks = Ticks(np.random.default_rng(8).random((answers.n, 3)) < 0.6, np.arange(answers.n) % 9 > 0)
    several = Ticks(np.eye(4, dtype=bool)[answers.codes], answers.in_base)

    def found() -> list[Differences]:
        return [
            differences(design(name), answers, ticks, "whole", domain),
            differences(design(name), y, ticks, "rest", domain, below=numbers(data, "x")),
            quantile_differences(design(name), y, ticks, domain=domain),
            answer_differences(design(name), several, domain),
        ]

    at_once = found()
    for module in (comparison_sides, score_blocks):
        monkeypatch.setattr(module, "BLOCK", 50)
    for one, other in zip(at_once, found(), strict=True):
        for field in ("value", "se", "df", "p_value", "state"):
            assert_same(getattr(one, field), getattr(other, field))


def test_groups_of_nobody_at_the_end_have_no_difference_and_change_none() -> None:
    codes, y = np.tile([0, 1], 40).astype(np.int32), np.arange(80.0) ** 1.5
    two = number_differences(Design(np.ones(80)), y, Categories(codes, 2))
    five = number_differences(Design(np.ones(80)), y, Categories(codes, 5))
    for way, known in two.items():
        found = five[way]
        inside = (found.first < 2) & (found.second < 2)
        np.testing.assert_array_equal(found.value[inside], known.value)
        np.testing.assert_array_equal(found.se[inside], known.se)
        assert np.isnan(found.value[~inside]).all()
