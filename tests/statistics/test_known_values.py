"""A variance of 0: a value that the calibration or a complete count knows, or units that agree by chance."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from analysis.statistics import (
    Calibration,
    Categories,
    Design,
    Margin,
    Ticks,
    Total,
    balances,
    calibrate,
    crossed_margin,
    differences,
    jackknife,
    means,
    rake,
    rao_scott,
    shares,
    totals,
    wald,
)
from analysis.statistics.partitions import groups_of, number_sums, part_of

HALF, CLASSES = Categories([0, 1, 0, 1, 1, 0, 1, 0], 2), [0, 0, 0, 0, 1, 1, 1, 1]
SIDES = np.where(HALF.codes == 1, 1.0, -1.0)


def test_primary_units_that_agree_by_chance_are_no_margin() -> None:
    """Two classes, both half girls: the error of svymean is 0, and its interval has no width."""
    start = Design(np.ones(8), psus=CLASSES)
    for design in (start, jackknife(start)):
        found = shares(design, HALF)
        assert set(found.state[0]) == {"alike"} and (found.se == 0).all()
        assert set(found.ci_method[0]) == {"korn-graubard"}
        np.testing.assert_allclose([found.ci_low[0, 1], found.ci_high[0, 1]], [0.157012, 0.842988], atol=1e-6)
        for number in (means(design, SIDES + 5), totals(design, SIDES + 5)):
            assert number.state[0, 0] == "alike" and number.se[0, 0] == 0
            assert np.isnan([number.ci_low[0, 0], number.ci_high[0, 0]]).all()
        balance = balances(design, SIDES)
        np.testing.assert_allclose(
            [balance.ci_low[0, 0], balance.ci_high[0, 0]], [-0.685974, 0.685974], atol=1e-6
        )


def test_strata_within_which_all_agree_are_no_margin_either() -> None:
    """All in the north said yes, all in the south no: also in a file that is read in parts."""
    strata, y = np.arange(8) // 4, 3.0 * (np.arange(8) // 4)
    found = shares(Design(np.ones(8), strata), Categories(strata, 2))
    assert set(found.state[0]) == {"alike"}
    part = part_of(np.ones(8), strata)
    of_parts = number_sums(part, y, groups_of(part))
    for number in (means(Design(np.ones(8), strata), y), of_parts.means()[0], of_parts.totals()[0]):
        assert number.state[0, 0] == "alike"


UNEVEN = Margin("h", HALF.codes, "ab", [0.4, 0.6])
EVEN = Margin("h", HALF.codes, "ab", [0.5, 0.5])
SUMS = [Total("girls", HALF.codes, 5), Total("all", np.ones(8), 9)]
KNOWN: dict[str, Callable[[], Design]] = {
    "raked": lambda: Design(np.ones(8)).calibrated(rake(np.ones(8), [UNEVEN])),
    "raked, in units that agree": lambda: Design(np.ones(8), psus=CLASSES).calibrated(
        rake(np.ones(8), [EVEN])
    ),
    "calibrated on a number and a count alone": lambda: Design(np.ones(8)).calibrated(
        calibrate(np.ones(8), [], SUMS, method="linear")
    ),
    "counted whole": lambda: Design(np.ones(8), psus=CLASSES, fpc=2),
    "each replicate raked": lambda: jackknife(
        Design(np.ones(8)).calibrated(rake(np.ones(8), [UNEVEN])), recalibrate=True
    ),
}


@pytest.mark.parametrize("name", KNOWN)
def test_what_the_calibration_or_a_complete_count_knows_is_a_margin(name: str) -> None:
    design = KNOWN[name]()
    found = shares(design, HALF)
    assert set(found.state[0]) == {"margin"} and (found.se == 0).all()
    np.testing.assert_array_equal(found.ci_low, found.value)
    for number in (means(design, SIDES), totals(design, SIDES + 5), balances(design, SIDES)):
        assert number.state[0, 0] == "margin" and number.se[0, 0] == 0
        assert number.ci_low[0, 0] == number.value[0, 0] == number.ci_high[0, 0]


FIXED_TABLES: dict[str, Callable[[Calibration], Design]] = {
    "respondents": lambda found: Design(found.start_weights).calibrated(found),
    "units": lambda found: Design(found.start_weights, psus=np.arange(400) // 4).calibrated(found),
    "replicates": lambda found: jackknife(Design(found.start_weights).calibrated(found), recalibrate=True),
    "counted whole": lambda found: Design(found.start_weights, np.arange(400) % 3, fpc=1.0),
}


@pytest.mark.parametrize("name", FIXED_TABLES)
def test_a_table_that_the_calibration_fixes_is_not_tested(name: str) -> None:
    """Rounding over rounding is no F of 10^15."""
    generator = np.random.default_rng(3)
    rows, columns = Categories(generator.integers(0, 3, 400), 3), Categories(generator.integers(0, 2, 400), 2)
    one, other = Margin("r", rows.codes, "abc", [0.3, 0.3, 0.4]), Margin("c", columns.codes, "ab", [0.5, 0.5])
    crossed = crossed_margin("r, c", one, other, [[0.2, 0.1], [0.1, 0.2], [0.15, 0.25]])
    design = FIXED_TABLES[name](rake(generator.gamma(2, 1, 400) + 0.1, [crossed]))
    for test in (rao_scott, wald):
        assert test(design, rows, columns).state == "degenerate"
    sides = Ticks(np.eye(2)[columns.codes], np.ones(400))
    for found in (
        differences(design, rows, columns),
        differences(design, rows.codes + 0.5, columns),
        differences(design, rows, sides),
    ):
        assert set(found.state.ravel()) == {"fixed"} and np.isnan(found.p_value).all()


def test_walds_test_is_not_made_where_one_row_is_fixed() -> None:
    """What the margins leave of the table varies, and Rao and Scott's test stands."""
    generator = np.random.default_rng(3)
    rows, columns = Categories(generator.integers(0, 3, 400), 3), Categories(generator.integers(0, 2, 400), 2)
    first = np.where(rows.codes == 2, columns.codes, 2)
    known = [Margin("c", columns.codes, "ab", [0.5, 0.5]), Margin("f", first, "abc", [0.2, 0.1, 0.7])]
    design = Design(np.ones(400)).calibrated(rake(np.ones(400), known))
    free = Design(np.ones(400))
    assert wald(free, rows, columns).state == rao_scott(design, rows, columns).state == ""
    sums = Margin("r", rows.codes, "abc", [0.3, 0.4, 0.3])
    fixed = Design(np.ones(400)).calibrated(rake(np.ones(400), [*known, sums]))
    assert wald(fixed, rows, columns).state == "degenerate"
    assert rao_scott(fixed, rows, columns).state == ""


def test_a_calibration_on_something_else_does_not_make_a_margin_of_agreement() -> None:
    """The units agree on the residuals too, as the other margin is the same in both of them."""
    other = Margin("o", [0, 0, 1, 1, 0, 0, 1, 1], "ab", [0.3, 0.7])
    design = Design(np.ones(8), psus=CLASSES).calibrated(rake(np.ones(8), [other]))
    answers = Categories([0, 1, 0, 1, 0, 1, 0, 1], 2)
    assert set(shares(design, answers).state[0]) == {"alike"}
    assert means(design, answers.codes + 0.0).state[0, 0] == "alike"
