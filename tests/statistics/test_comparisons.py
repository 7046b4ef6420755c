"""Differences with overlap, corrections for many tests, letters and trends."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from scipy.stats import chi2
from survey_reference import FOLDER, coded, design, frame, numbers

from analysis.statistics import (
    Categories,
    Design,
    Margin,
    Ticks,
    against_published,
    answer_columns,
    benjamini_hochberg,
    calibrate,
    column_letters,
    contrasts,
    differences,
    goodness_of_fit,
    holm,
    jackknife,
    means,
    rao_scott,
    ratios,
    shares,
    trend,
    vcov,
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
    (p,) = found.p_adjusted[0]
    assert column_letters(found, 3, float(p))[1, 0] == ""  # below alpha, not at it
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


PUBLISHED = json.loads((FOLDER / "precision.json").read_text())["published"]


def of_made(name: str) -> tuple[Design, Categories, np.ndarray]:
    """Design, answers and x of those of data/made.csv who have an answer and a group, as in the script."""
    kept = frame("made")[lambda made: made.answer.notna() & made.group.notna()]
    psus = kept.psu if name == "strata_psus" else None
    answers = Categories(kept.answer.map({"a": 0, "b": 1, "c": 2, "d": 3}), 4)
    return Design(kept.w, kept.stratum, psus), answers, kept.x.to_numpy()


@pytest.mark.parametrize("name", ["strata", "strata_psus"])
def test_a_published_distribution_is_tested_as_rao_and_scott_do(name: str) -> None:
    """From vcov(svymean(~answer)) of R's survey 4.1.1, in tests/reference/precision.R."""
    start, answers, _ = of_made(name)
    for published in ([0.2, 0.3, 0.3, 0.2], [20, 30, 30, 20]):
        found = goodness_of_fit(start, answers, published)
        np.testing.assert_allclose(
            [found.statistic, found.df1, found.df2, found.p_value], PUBLISHED[name]["fit"], rtol=1e-9
        )
    with_a_fifth = goodness_of_fit(start, Categories(answers.codes, 5), [0.2, 0.3, 0.3, 0.2, 0])
    assert with_a_fifth == found


def test_two_answers_are_tested_as_their_share_is() -> None:
    """F = t² with the error of the share."""
    start, answers, _ = of_made("strata")
    two = Categories((answers.codes == 1).astype(int), 2)
    fit, single = goodness_of_fit(start, two, [0.7, 0.3]), against_published(shares(start, two), [0.7, 0.3])
    np.testing.assert_allclose(fit.statistic, single.statistic[0, 1] ** 2, rtol=1e-9)
    np.testing.assert_allclose([fit.df1, fit.p_value], [1, single.p_value[0, 1]], rtol=1e-9)
    inside = answers.codes != 3
    part = goodness_of_fit(start, two, [0.7, 0.3], domain=inside)
    of_part = against_published(shares(start, two, domain=inside), [0.7, 0.3])
    np.testing.assert_allclose(part.p_value, of_part.p_value[0, 0], rtol=1e-9)


def test_respondents_of_weight_0_count_as_those_who_were_not_asked() -> None:
    start, answers, _ = of_made("strata")
    counts = np.arange(start.n) % 5 != 0
    published = [0.2, 0.3, 0.3, 0.2]
    found = goodness_of_fit(Design(start.weights * counts, start.stratum), answers, published)
    expected = goodness_of_fit(start, answers, published, domain=counts)
    np.testing.assert_allclose([found.statistic, found.p_value], [expected.statistic, expected.p_value])
    assert (found.n, found.df2) == (expected.n, expected.df2) and found.n == counts.sum()


def test_a_distribution_that_calibration_fixes_is_not_tested() -> None:
    assert goodness_of_fit(design("raking"), coded("made", "m2"), [0.2, 0.5, 0.3]).state == "degenerate"


@pytest.mark.parametrize("published", [[0.5, 0.5], [1.0, 0.0]])
def test_one_answer_that_all_gave_is_not_tested(published: list[float]) -> None:
    everyone = Categories(np.zeros(40, dtype=int), 2)
    assert goodness_of_fit(Design(np.ones(40)), everyone, published).state == "degenerate"


def test_what_many_respondents_make_small_is_not_taken_for_known() -> None:
    """Of 40,000 respondents the variance of a share is a forty-thousandth of that of an answer."""
    n = 40_000
    start, answers = Design(np.ones(n)), Categories(np.arange(n) % 2, 2)
    fit = goodness_of_fit(start, answers, [0.51, 0.49])
    table = rao_scott(start, Categories(np.arange(n) // 2 % 2, 2), answers)
    assert fit.state == table.state == ""
    assert fit.p_value == pytest.approx(chi2.sf(n * 0.01**2 / 0.51 / 0.49, 1), rel=0.01)


IMPOSSIBLE = {
    "shares that do not sum": ([0.2, 0.3, 0.3, 0.3], "expected 4 shares of at least 0 that sum to 1"),
    "a share for each but one": ([0.5, 0.25, 0.25], "expected 4 shares"),
    "a negative share": ([0.5, 0.5, 0.5, -0.5], "expected 4 shares of at least 0"),
    "a missing share": ([0.5, 0.5, None, 0.0], "expected 4 shares"),
    "a share of 0 for an answer that was given": ([0.5, 0.5, 0, 0], r"a share of 0 .*: \[2, 3\]"),
}


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_a_published_distribution_that_is_none_is_refused(case: str) -> None:
    published, words = IMPOSSIBLE[case]
    start, answers, _ = of_made("strata")
    with pytest.raises(ValueError, match=words):
        goodness_of_fit(start, answers, published)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["strata", "strata_psus"])
def test_a_mean_is_tested_against_a_published_one_as_svyttest_does(name: str) -> None:
    """svyttest(I(x - 10) ~ 0), whose degrees of freedom are one less than those of the design."""
    start, _, x = of_made(name)
    found = against_published(means(start, x), 10)
    np.testing.assert_allclose(found.statistic[0, 0], PUBLISHED[name]["t"], rtol=1e-9)
    assert found.df[0, 0] == PUBLISHED[name]["df"] and found.second.tolist() == [-3]
    assert found.ci_low[0, 0] < found.value[0, 0] < found.ci_high[0, 0]


def test_what_is_small_or_fixed_is_not_tested_against_a_published_figure() -> None:
    answers, groups = coded("made", "m2"), Categories(np.where(np.arange(420) < 29, 0, 1), 2)
    fixed = against_published(shares(design("raking"), answers), [[0.3, 0.4, 0.3]])
    assert set(fixed.state[0]) == {"fixed"} and np.isnan(fixed.p_value).all()
    np.testing.assert_allclose(fixed.value[0], [0, 0.05, -0.05], atol=1e-9)
    small = against_published(shares(design("strata"), answers, groups), [0.3, 0.4, 0.3])
    assert set(small.state[0]) == {"small"} and set(small.state[1]) == {""}
    two = against_published(shares(design("strata"), answers, coded("made", "group")), [0.3, 0.4, 0.3])
    np.testing.assert_allclose(two.p_adjusted, holm(two.p_value))
    with pytest.raises(ValueError, match=r"figures \(groups, items\) \(1, 3\), found shape \(2,\)"):
        against_published(shares(design("strata"), answers), [0.5, 0.5])


JOINT = json.loads((FOLDER / "precision.json").read_text())["joint"]
KEPT = frame("made")[lambda made: made.answer.notna() & made.group.notna()]
ANSWERS = Categories(KEPT.answer.map({"a": 0, "b": 1, "c": 2, "d": 3}), 4)
GROUPS = Categories(KEPT.group.map({"g1": 0, "g2": 1, "g3": 2}), 3)
OTHER = Categories(KEPT.m2.map({"r": 0, "s": 1, "t": 2}), 3)


def joined(name: str) -> Design:
    """The strata and units of those with an answer and a group; calibrated on m1, or with replicates."""
    start = Design(KEPT.w, KEPT.stratum, KEPT.psu)
    if name == "replicates":
        return jackknife(start, mse=False)
    margin = Margin("m1", KEPT.m1.map({"p": 0, "q": 1}), "pq", [0.45, 0.55])
    return start.calibrated(calibrate(KEPT.w, [margin], method="linear")) if name == "calibrated" else start


@pytest.mark.parametrize("name", ["psus", "calibrated"])
def test_the_covariance_of_estimates_is_that_of_vcov(name: str) -> None:
    """vcov(svymean(~a + b + x)): two answers of a question and a number."""
    found = vcov(joined(name), np.column_stack([answer_columns(ANSWERS)[:, :2], KEPT.x]))
    np.testing.assert_allclose(found.covariance, JOINT[name]["vcov"], rtol=1e-9)
    np.testing.assert_array_equal(found.n, len(KEPT))
    two = contrasts(found, [1, -1, 0])
    np.testing.assert_allclose([two.value[0], two.se[0]], JOINT[name]["answers"], rtol=1e-9)


@pytest.mark.parametrize("name", ["psus", "calibrated", "replicates"])
def test_a_share_in_a_group_is_compared_with_that_of_another_question(name: str) -> None:
    """svycontrast(svytotal(~ag1 + g1 + r + one), quote(ag1 / g1 - r / one)); withReplicates() of the same."""
    columns = [answer_columns(ANSWERS, GROUPS.chose(0))[:, 0], answer_columns(OTHER)[:, 0]]
    found = contrasts(vcov(joined(name), np.column_stack(columns)), [1, -1])
    expected = JOINT[name] if name == "replicates" else JOINT[name]["apart"]
    np.testing.assert_allclose([found.value[0], found.se[0]], expected, rtol=1e-9)
    assert found.state[0] == "" and 0 < found.p_value[0] < 1
    assert found.ci_low[0] < found.value[0] < found.ci_high[0]


@pytest.mark.parametrize("name", ["psus", "calibrated", "replicates"])
def test_contrasts_of_groups_are_their_differences(name: str) -> None:
    start = joined(name)
    y = np.column_stack([np.where(GROUPS.chose(group), KEPT.x, np.nan) for group in range(3)])
    found = contrasts(vcov(start, y), [[1, -1, 0], [1, 0, -1], [0, 1, -1]])
    expected = differences(start, KEPT.x, GROUPS)
    for field in ("value", "se", "df", "ci_low", "statistic", "p_value", "p_adjusted"):
        np.testing.assert_allclose(getattr(found, field), getattr(expected, field)[:, 0], rtol=1e-9)


@pytest.mark.parametrize("name", ["psus", "calibrated", "replicates"])
def test_the_variance_of_a_ratio_alone_is_that_of_ratios(name: str) -> None:
    below = 1.0 + OTHER.codes
    found, alone = vcov(joined(name), KEPT.x, below), ratios(joined(name), KEPT.x, below)
    np.testing.assert_allclose(
        [found.value[0], found.covariance[0, 0]], [alone.value[0, 0], alone.se[0, 0] ** 2], rtol=1e-9
    )


def test_contrasts_say_what_they_cannot_test() -> None:
    start = joined("calibrated")
    known, nobody = np.where(KEPT.m1 == "q", 1.0, 0.0), np.full(len(KEPT), np.nan)
    few = np.where(np.arange(len(KEPT)) < 20, KEPT.x, np.nan)
    joint = vcov(start, np.column_stack([known, nobody, few, KEPT.x]))
    found = contrasts(joint, [[1, 0, 0, 0], [0, 1, 0, -1], [0, 0, 1, -1], [0, 0, 0, 1]])
    assert found.state.tolist() == ["fixed", "undefined", "small", ""]
    assert np.isnan(found.p_value[:3]).all() and np.isnan(found.value[1]) and found.se[0] == 0
    assert found.p_value[3] < 1e-6


def test_columns_and_weights_of_another_shape_are_refused() -> None:
    start = joined("psus")
    joint = vcov(start, np.ones((start.n, 2)))
    with pytest.raises(ValueError, match="a number for each of the 2 estimates"):
        contrasts(joint, [1, -1, 0])
    with pytest.raises(ValueError, match="y: expected columns of"):
        vcov(start, np.ones((3, 2)))
    with pytest.raises(ValueError, match="x: expected one column or 2"):
        vcov(start, np.ones((start.n, 2)), np.ones((start.n, 3)))
    with pytest.raises(ValueError, match="y: 1 values are infinite"):
        vcov(start, np.append(np.ones(start.n - 1), np.inf))
