"""Sums of parts that add up: a file cut in pieces gives the estimates of the whole."""

from __future__ import annotations

from functools import reduce
from itertools import pairwise
from operator import add
from typing import Any

import numpy as np
import pytest

from analysis.statistics import (
    Categories,
    CodedAnswers,
    Design,
    Estimates,
    Ticks,
    banner,
    means,
    quantiles,
    ratios,
    standard_deviations,
    totals,
    variances,
)
from analysis.statistics.partitions import (
    Groups,
    ManyValuesError,
    Part,
    groups_of,
    number_sums,
    part_of,
    share_sums,
    value_sums,
)

N = 900
CUTS = (0, 1, 130, 131, 500, N)
RNG = np.random.default_rng(5)
REGION = np.sort(RNG.choice(["est", "nord", "ouest", "sud"], N))  # a part may lack a stratum
WEIGHTS = RNG.gamma(3, 0.4, N) * (RNG.random(N) > 0.05)  # some of weight 0
QUESTIONS = [
    Categories(RNG.integers(-1, 5, N), 5),
    Ticks(RNG.random((N, 3)) < 0.4, RNG.random(N) < 0.9),
    Categories(np.where(np.arange(N) < 400, -1, 1), 2),  # not asked of the first parts, then all agree
]
BREAKDOWNS = [None, Categories(RNG.integers(-1, 3, N), 4), Ticks(RNG.random((N, 2)) < 0.3, np.ones(N, bool))]
DOMAIN = RNG.random(N) < 0.8
AGE = np.where(RNG.random(N) < 0.1, np.nan, RNG.integers(18, 90, N))
YEAR = 1_700_000 + RNG.integers(0, 40, N).astype(float)
HOURS = np.where(RNG.random(N) < 0.1, np.nan, RNG.gamma(2, 3, N))


def cut(question: CodedAnswers | None, where: slice) -> CodedAnswers | None:
    if question is None:
        return None
    if isinstance(question, Categories):
        return Categories(question.codes[where], question.k)
    return Ticks(question.matrix[where], question.answered[where])


def parts(domain: np.ndarray | None = None, strata: np.ndarray = REGION) -> list[tuple[slice, Part, Groups]]:
    found = []
    for where in (slice(a, b) for a, b in pairwise(CUTS)):
        part = part_of(WEIGHTS[where], strata[where])
        groups = [cut(question, where) for question in BREAKDOWNS]
        found.append((where, part, groups_of(part, groups, None if domain is None else domain[where])))
    return found


def assert_same(found: Estimates, expected: Estimates) -> None:
    for name, array in expected.arrays().items():
        if array.dtype.kind == "U":
            assert getattr(found, name).tolist() == array.tolist(), name
        else:
            np.testing.assert_allclose(
                getattr(found, name).astype(float), array.astype(float), rtol=1e-10, atol=1e-13, err_msg=name
            )


DOMAINS = pytest.mark.parametrize("domain", [None, DOMAIN], ids=["everyone", "domain"])


@DOMAINS
@pytest.mark.parametrize("method", ["logit", "korn-graubard"])
def test_shares_of_a_file_in_pieces_are_the_banner_of_the_whole(
    domain: np.ndarray | None, method: str
) -> None:
    sums = reduce(
        add,
        [
            share_sums(part, [cut(question, where) for question in QUESTIONS], groups)  # type: ignore[misc]
            for where, part, groups in parts(domain)
        ],
    )
    whole = banner(Design(WEIGHTS, REGION), QUESTIONS, BREAKDOWNS, domain, method=method)
    for found, expected in zip(sums.banner(method=method), whole, strict=True):
        for one, other in zip(found, expected, strict=True):
            assert_same(one, other)


@DOMAINS
@pytest.mark.parametrize(("y", "pivot"), [(AGE, 0.0), (YEAR, 1_700_010.0), (HOURS, 5.0)])
def test_means_of_a_file_in_pieces_are_those_of_the_whole(
    y: np.ndarray, pivot: float, domain: np.ndarray | None
) -> None:
    sums = reduce(
        add, [number_sums(part, y[where], groups, pivot=pivot) for where, part, groups in parts(domain)]
    )
    for found, groups in zip(sums.means(), BREAKDOWNS, strict=True):
        assert_same(found, means(Design(WEIGHTS, REGION), y, groups, domain))


@DOMAINS
def test_totals_and_ratios_add_up(domain: np.ndarray | None) -> None:
    cuts = parts(domain)
    total = reduce(add, [number_sums(part, HOURS[where], groups) for where, part, groups in cuts])
    ratio = reduce(add, [number_sums(part, HOURS[where], groups, AGE[where]) for where, part, groups in cuts])
    design = Design(WEIGHTS, REGION)
    for found, groups in zip(total.totals(), BREAKDOWNS, strict=True):
        assert_same(found, totals(design, HOURS, groups, domain))
    for found, groups in zip(ratio.ratios(), BREAKDOWNS, strict=True):
        assert_same(found, ratios(design, HOURS, AGE, groups, domain))


@DOMAINS
@pytest.mark.parametrize("rule", ["math", "school"])
@pytest.mark.parametrize("q", [0.5, 0.25])
def test_quantiles_of_few_distinct_numbers_are_exact(q: float, rule: Any, domain: np.ndarray | None) -> None:
    sums = reduce(add, [value_sums(part, AGE[where], groups) for where, part, groups in parts(domain)])
    for found, groups in zip(sums.quantiles(q, rule=rule), BREAKDOWNS, strict=True):
        assert_same(found, quantiles(Design(WEIGHTS, REGION), AGE, q, groups, domain, rule=rule))


@DOMAINS
@pytest.mark.parametrize("numbers", [AGE, YEAR], ids=["ages", "years"])
def test_variances_of_few_distinct_numbers_are_those_of_the_whole(
    numbers: np.ndarray, domain: np.ndarray | None
) -> None:
    sums = reduce(add, [value_sums(part, numbers[where], groups) for where, part, groups in parts(domain)])
    design = Design(WEIGHTS, REGION)
    for found, groups in zip(sums.variances(), BREAKDOWNS, strict=True):
        assert_same(found, variances(design, numbers, groups, domain))
    for found, groups in zip(sums.standard_deviations(level=0.9), BREAKDOWNS, strict=True):
        assert_same(found, standard_deviations(design, numbers, groups, domain, 0.9))


def test_the_variance_of_one_number_alone_is_none() -> None:
    part = part_of([1.0, 2.0])
    (found,) = value_sums(part, [3.0, np.nan], groups_of(part)).variances()
    assert found.state.tolist() == [["one_number"]] and np.isnan(found.value).all()


@pytest.mark.parametrize("policy", ["certainty", "adjust", "average"])
def test_a_stratum_of_one_respondent_follows_the_policy(policy: Any) -> None:
    strata = REGION.copy()
    strata[7] = "seul"
    cuts = parts(strata=strata)
    shares = reduce(add, [share_sums(p, [cut(QUESTIONS[0], w)], g) for w, p, g in cuts])  # type: ignore[list-item]
    hours = reduce(add, [number_sums(p, HOURS[w], g) for w, p, g in cuts])
    ages = reduce(add, [value_sums(p, AGE[w], g) for w, p, g in cuts])
    design = Design(WEIGHTS, strata, single_psu=policy)
    expected = banner(design, QUESTIONS[:1], BREAKDOWNS)
    for place, groups in enumerate(BREAKDOWNS):
        assert_same(shares.banner(policy)[0][place], expected[0][place])
        assert_same(hours.means(policy)[place], means(design, HOURS, groups))
        assert_same(ages.quantiles(0.5, policy)[place], quantiles(design, AGE, 0.5, groups))
        assert_same(ages.variances(policy)[place], variances(design, AGE, groups))
    with pytest.raises(ValueError, match=r"1 of 5 have a single primary unit \(seul\)"):
        shares.banner()


def test_numbers_that_agree_have_no_variance() -> None:
    same = np.full(N, 0.1)
    sums = reduce(add, [number_sums(part, same[where], groups) for where, part, groups in parts()])
    assert all((found.se == 0).all() for found in sums.means()[:1])


def test_sums_do_not_change_what_they_are_added_from() -> None:
    (_, part, groups), (_, other, other_groups) = parts()[2:4]
    a = number_sums(part, AGE[CUTS[2] : CUTS[3]], groups)
    b = number_sums(other, AGE[CUTS[3] : CUTS[4]], other_groups)
    before = a.tables.copy(), b.tables.copy()
    assert (a + b).tables.sum() == pytest.approx(before[0].sum() + before[1].sum())
    assert np.array_equal(a.tables, before[0]) and np.array_equal(b.tables, before[1])


def test_an_empty_part_changes_nothing() -> None:
    part = part_of(WEIGHTS, REGION)
    groups = groups_of(part, [BREAKDOWNS[1]])
    none = part_of(np.zeros(0), np.zeros(0, dtype="<U5"))
    no_groups = groups_of(none, [Categories(np.zeros(0, int), 4)])
    alone = value_sums(part, AGE, groups)
    together = value_sums(none, np.zeros(0), no_groups) + alone
    assert_same(together.quantiles()[0], alone.quantiles()[0])
    number = number_sums(none, np.zeros(0), no_groups) + number_sums(part, AGE, groups)
    assert_same(number.means()[0], means(Design(WEIGHTS, REGION), AGE, BREAKDOWNS[1]))


def test_too_many_distinct_numbers_are_refused() -> None:
    part = part_of(np.ones(1200))
    with pytest.raises(ManyValuesError, match="1200 distinct numbers, more than the 1000"):
        value_sums(part, np.arange(1200.0), groups_of(part))
    halves = [part_of(np.ones(600)), part_of(np.ones(600))]
    a, b = (
        value_sums(p, np.arange(600.0) + at, groups_of(p)) for p, at in zip(halves, (0, 600), strict=True)
    )
    with pytest.raises(ManyValuesError, match="1200 distinct"):
        _ = a + b


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda p, g: number_sums(p, [np.inf, 1.0], g), "1 values are infinite"),
        (lambda p, g: number_sums(p, [1.0], g), "one number for each of the 2 respondents"),
        (lambda p, g: number_sums(p, [1.0, 2.0], g, [1.0, 1.0], 3.0), "expected pivot 0"),
        (lambda p, g: number_sums(p, [1.0, 2.0], g) + number_sums(p, [1.0, 2.0], g, pivot=1.0), "same pivot"),
        (lambda _p, _g: part_of([1.0, -1.0]), "found 1 of 2"),
    ],
)
def test_what_cannot_be_counted_is_named(call: Any, message: str) -> None:
    part = part_of([1.0, 2.0])
    with pytest.raises(ValueError, match=message):
        call(part, groups_of(part))


def test_totals_of_weights_that_sum_to_less_than_one_have_the_same_design_effect() -> None:
    light = WEIGHTS / WEIGHTS.sum() / 2
    part = part_of(light, REGION)
    (found,) = number_sums(part, AGE, groups_of(part)).totals()
    assert_same(found, totals(Design(light, REGION), AGE))
