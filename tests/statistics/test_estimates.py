"""Edge cases of estimates: each is defined, and says what it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from analysis.statistics import (
    Categories,
    Design,
    Margin,
    Ticks,
    banner,
    means,
    quantiles,
    rake,
    ratios,
    shares,
    totals,
)
from analysis.statistics.estimates.intervals import wilson
from analysis.statistics.estimates.means import weighted_means

WEIGHTS = np.array([1.0, 2, 0, 0, 3, 1, 1, 2, 1, 1])
ANSWERS = Categories([0, 1, 0, 1, -1, 0, 0, 0, 2, 1], 3)
GROUPS = Categories([0, 0, 1, 1, 2, 3, 4, 4, 0, 0], 6)
Y = np.array([1, 2, 3, 4, np.nan, 5, 6, 6, 3, 9.0])
design = Design(WEIGHTS)

STATES = {0: "", 1: "zero_weight", 2: "empty", 3: "single", 5: "empty"}

REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "negative and missing weights": (lambda: Design([1, -2, np.nan]), "2 of 3 missing, infinite or negative"),
    "no weight at all": (lambda: Design([0.0, 0.0]), "all 2 weights are 0"),
    "a stratum of one": (lambda: Design([1, 1, 1], ["north", "south", "south"]), r"1 of 2 .*\(north\)"),
    "a policy that is not known": (lambda: Design([1, 1], single_psu="skip"), "skip"),  # type: ignore[arg-type]
    "a label that is missing": (lambda: Design([1, 1], [1.0, np.nan]), "1 of 2 respondents have no label"),
    "strata of another length": (lambda: Design([1, 1], ["a"]), "one label for each of the 2"),
    "a population smaller than the sample": (lambda: Design([1, 1, 1], fpc=2), "fpc"),
    "codes that are not known": (lambda: Categories([0, 7, -2], 3), r"found \[-2, 7\]"),
    "codes that are not whole": (lambda: Categories([0.5], 3), "whole-number"),
    "ticks of another length": (lambda: Ticks(np.ones((2, 2)), [True]), "Ticks"),
    "answers of others": (lambda: shares(design, Categories([0], 1)), "10 respondents"),
    "a domain that is not a mask": (lambda: shares(design, ANSWERS, domain=np.arange(10)), "domain"),  # type: ignore[arg-type]
    "an interval that is not known": (lambda: shares(design, ANSWERS, method="exact"), "exact"),
    "infinite numbers": (lambda: means(design, np.append(Y[:-1], np.inf)), "infinite"),
    "numbers whose squares overflow": (lambda: means(design, Y * 1e200), "is 9e\\+200, whose square"),
    "numbers whose squares are 0": (lambda: totals(design, Y * 1e-200), "cannot be told from 0"),
    "weights whose squares overflow": (
        lambda: Design(WEIGHTS * 1e200),
        "weights: the greatest in size is 3e",
    ),
    "weights whose squares are 0": (
        lambda: Design(WEIGHTS * 1e-200),
        "weights: the greatest in size is 3e-200",
    ),
    "a quantile outside 0..1": (lambda: quantiles(design, Y, 1.0), "between 0 and 1"),
    "a quantile rule that is not known": (lambda: quantiles(design, Y, rule="hf7"), "hf7"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_used_is_refused_with_what_was_found(case: str) -> None:
    attempt, words = REFUSED[case]
    with pytest.raises(ValueError, match=words):
        attempt()


@pytest.mark.parametrize("group", STATES)
def test_a_base_that_allows_no_precision_is_named(group: int) -> None:
    for found in (
        shares(design, ANSWERS, GROUPS),
        means(design, Y, GROUPS),
        totals(design, Y, GROUPS),
        quantiles(design, Y, 0.5, GROUPS),
    ):
        assert set(found.state[group]) == {STATES[group]}
        assert np.isfinite(found.value[group]).all() == (STATES[group] in ("", "single"))
        assert np.isfinite(found.se[group]).all() == (STATES[group] == "")
        assert np.isfinite(found.ci_low[group]).all() == (STATES[group] == "")


@pytest.mark.parametrize("method", ["logit", "korn-graubard", "wilson", "linear"])
def test_a_share_of_zero_or_one_has_the_exact_interval_of_its_base(method: str) -> None:
    found = shares(design, ANSWERS, GROUPS, method=method)
    assert set(found.ci_method[4]) == {"korn-graubard"}
    np.testing.assert_array_equal(found.value[4], [1, 0, 0])
    np.testing.assert_array_equal(found.se[4], 0)
    np.testing.assert_allclose(found.ci_low[4, 0], 0.025 ** (1 / 2))  # Clopper-Pearson, two of two
    np.testing.assert_allclose(found.ci_high[4, 1], 1 - 0.025 ** (1 / 2))
    np.testing.assert_allclose(found.n_eff[4], 3**2 / 5)  # Kish's
    assert np.isnan(found.deff[4]).all()


def test_a_ratio_without_denominator_is_named() -> None:
    found = ratios(design, Y, np.zeros(10))
    assert found.state[0, 0] == "no_denominator" and np.isnan(found.value[0, 0])


def test_without_degrees_of_freedom_there_is_a_standard_error_but_no_interval() -> None:
    clustered = Design(np.ones(8), psus=[0, 0, 0, 0, 1, 1, 1, 1])
    found = shares(clustered, Categories([0, 1, 0, 1, 0, 0, 1, 1], 2), domain=np.arange(8) < 4)
    assert set(found.state[0]) == {"no_df"}
    assert np.isfinite(found.se).all() and np.isnan(found.ci_low).all()


def test_a_domain_inside_one_primary_unit_has_no_rounding_for_a_variance() -> None:
    """Its scores sum to 0 in the unit: the standard error is 0 and there are no degrees of freedom."""
    generator = np.random.default_rng(3)
    clustered = Design(generator.gamma(2, 1, 60), psus=np.arange(60) % 4)
    answers, inside = Categories(np.arange(60) // 4 % 3, 3), np.arange(60) % 4 == 1
    for found in (
        shares(clustered, answers, domain=inside),
        means(clustered, generator.random(60), domain=inside),
    ):
        assert (found.se == 0).all() and set(found.state[0]) == {"no_df"}
        assert np.isfinite(found.n_eff).all() and (found.n_eff <= 15).all()


def test_missing_answers_are_not_in_the_base() -> None:
    found = shares(design, ANSWERS)
    assert found.n[0, 0] == 9 and found.base[0, 0] == 9
    assert means(design, Y).n[0, 0] == 9


def test_respondents_outside_the_domain_still_count_in_the_variance() -> None:
    y = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    inside = np.arange(10) < 5
    whole = Design(np.ones(10))
    cut = Design(np.ones(5))
    expected = np.sqrt(10 / 9 * (((y[:5] - 3) / 5) ** 2).sum())
    np.testing.assert_allclose(means(whole, y, domain=inside).se[0, 0], expected)
    assert means(cut, y[:5]).se[0, 0] > expected


def test_simple_random_sampling_has_the_textbook_variance_and_a_design_effect_of_one() -> None:
    y = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    found = means(Design(np.ones(10), fpc=100), y)
    np.testing.assert_allclose(found.se[0, 0], np.sqrt((1 - 10 / 100) * y.var(ddof=1) / 10))
    np.testing.assert_allclose(means(Design(np.ones(10)), y).deff, 1)
    np.testing.assert_allclose(means(Design(np.ones(10)), y).n_eff, 10)


def test_a_fraction_drawn_and_a_population_size_are_the_same_correction() -> None:
    strata = np.array([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    by_size = Design(WEIGHTS, strata, fpc=np.where(strata == 0, 50, 20))
    by_fraction = Design(WEIGHTS, strata, fpc=np.where(strata == 0, 0.1, 0.25))
    assert np.array_equal(shares(by_size, ANSWERS).se, shares(by_fraction, ANSWERS).se)


def test_a_sample_that_is_the_whole_population_has_no_error() -> None:
    found = means(Design(np.ones(10), fpc=10), Y)
    assert found.se[0, 0] == 0 and found.state[0, 0] == "margin"


def test_groups_of_a_multiple_answer_may_overlap() -> None:
    everyone = Ticks(np.ones((10, 2)), np.ones(10))
    found = shares(design, ANSWERS, everyone)
    np.testing.assert_array_equal(found.value[0], found.value[1])
    np.testing.assert_array_equal(found.value[0], shares(design, ANSWERS).value[0])


@pytest.mark.parametrize("number", [7.0, 7.1, 1e-7, -3.3e9])
@pytest.mark.parametrize("strata", [None, ["north", "south"] * 50])
def test_numbers_on_which_all_agree_have_no_variance_whatever_the_weights(
    number: float, strata: list[str] | None
) -> None:
    """Their weighted mean is theirs but for rounding, which must not pass for a variance."""
    uneven = np.random.default_rng(1).gamma(2, 1, 100)
    found = means(Design(uneven, strata), np.full(100, number))
    assert found.value[0, 0] == pytest.approx(number, rel=1e-14)
    assert (found.se[0, 0], found.n_eff[0, 0]) == (0, pytest.approx(uneven.sum() ** 2 / (uneven**2).sum()))
    assert np.isnan(found.deff[0, 0])
    assert np.isnan(totals(Design(uneven, strata), np.full(100, number)).deff[0, 0])


@pytest.mark.parametrize("weight", [1.0, 0.1, 1 / 3, 1.1])
@pytest.mark.parametrize("n", [10, 454, 200_000])
def test_equal_weights_whatever_they_are_have_the_median_of_a_textbook(n: int, weight: float) -> None:
    """By "school" the mean of the two middle values, as numpy and base R have it; by "math" the lower one."""
    y = np.random.default_rng(2).permutation(n) * 6.0
    equal = Design(np.full(n, weight))
    assert quantiles(equal, y, rule="school").value[0, 0] == np.median(y)
    assert quantiles(equal, y, rule="math").value[0, 0] == np.median(y) - 3
    tenth = quantiles(equal, y, 0.1, rule="school").value[0, 0]
    assert tenth == np.quantile(y, 0.1, method="averaged_inverted_cdf")


NUMBERS: dict[str, np.ndarray] = {
    "whole": np.array([7.0, -3, 7, 0, 12, -3, 5]),
    "with absent ones": np.array([7.0, np.nan, 7, 0, np.nan, -3, 5]),
    "the largest short ones": np.array([32_767.0, -32_767, 0, 32_766, 1, 2, 3]),
    "longer": np.array([32_768.0, -40_000, 65_537, 1, 2, 3, 4]),
    "with decimals": np.array([0.5, 0.25, -0.5, 0.75, 2, 1, 0]),
}


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("q", [0.1, 0.5, 0.8])
def test_quantiles_are_those_of_a_textbook_whatever_the_size_of_the_numbers(name: str, q: float) -> None:
    y = NUMBERS[name]
    found = quantiles(Design(np.ones(7)), y, q).value[0, 0]
    assert found == np.quantile(y[~np.isnan(y)], q, method="averaged_inverted_cdf")


def test_more_questions_of_one_answer_than_an_array_has_dimensions() -> None:
    alone = Categories(np.zeros(4, dtype=int), 1)
    found = banner(Design(np.ones(4)), [alone] * 70, [None])
    assert all(found[question][0].value[0, 0] == 1 for question in range(70))


def test_the_median_of_an_even_number_is_half_way_between_the_middle_ones_by_the_rule_school() -> None:
    """454 answers whose middle ones are 53 and 59: base R's median() says 56 (R 4.2.2)."""
    y = np.concatenate([np.full(200, 20.0), np.full(27, 53.0), np.full(27, 59.0), np.full(200, 80.0)])
    assert quantiles(Design(np.ones(454)), y, rule="school").value[0, 0] == 56
    assert quantiles(Design(np.ones(454)), y).value[0, 0] == 56
    assert quantiles(Design(np.ones(454)), y, rule="math").value[0, 0] == 53


def test_wilsons_limits_are_those_of_prop_test_with_students_t() -> None:
    """prop.test(c(300, 3), 1000, conf.level = 2 * pnorm(qt(.975, 1000)) - 1, correct = FALSE), R 4.2.2."""
    thousand = np.full(2, 1000.0)
    low, high = wilson(np.array([0.3, 0.003]), thousand, thousand, 0.95)
    np.testing.assert_allclose(low, [0.272374433147734, 0.00101956636398067], rtol=1e-12)
    np.testing.assert_allclose(high, [0.329159968086119, 0.00879342070214495], rtol=1e-12)
    uneven = Design(np.random.default_rng(4).gamma(2, 1, 300))
    found = shares(uneven, Categories(np.arange(300) % 7 // 2, 4), method="wilson")
    expected = wilson(found.value, found.value * (1 - found.value) / found.se**2, found.df, 0.95)
    np.testing.assert_allclose([found.ci_low, found.ci_high], expected, rtol=1e-12)


def test_the_mean_without_its_precision_is_the_mean_with_it() -> None:
    rng = np.random.default_rng(8)
    n = 240
    design = Design(rng.gamma(3, 1, n) * (rng.random(n) > 0.1), strata=rng.integers(0, 4, n))
    y = np.where(rng.random(n) < 0.2, np.nan, rng.normal(5, 2, n))
    codes, domain = rng.integers(-1, 4, n), rng.random(n) < 0.8
    codes[codes == 3] = 2  # nobody is in the last group
    for groups in (None, Categories(codes, 4), Ticks(rng.random((n, 3)) < 0.5, np.ones(n, dtype=bool))):
        found = weighted_means(design, y, groups, domain)
        assert found == pytest.approx(means(design, y, groups, domain).value[:, 0], nan_ok=True)


def test_a_median_at_a_share_that_the_margins_fix_has_no_limits_beside_it() -> None:
    codes = np.repeat([0, 1], [30, 10])  # three in five have 1, as the margin says
    fitted = rake(np.ones(40), [Margin("one", codes, ("1", "more"), [0.6, 0.4])])
    numbers = np.where(codes == 0, 1.0, 2.0 + np.arange(40) % 3)
    found = quantiles(Design(np.ones(40)).calibrated(fitted), numbers)
    assert [each[0, 0] for each in (found.value, found.ci_low, found.ci_high, found.se)] == [1, 1, 1, 0]
