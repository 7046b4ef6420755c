"""Which groups comparisons.csv compares and tests: beside hidden ones, of few, fixed, in an order, alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from analysis.results import COMPARISONS
from analysis.results.comparison_rows import read_comparisons
from analysis.results.csv_files import csv_bytes
from analysis.steps.results_files import Built
from tests.indicators.compared_rows import of, pick

PLAIN = """
breakdowns = ["zone"]
[publication]
reliability = "none"
[questions.zone]
type = "single"
codes = { a = "A", b = "B", c = "C", d = "D", e = "E" }
[questions.oui]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
[questions.heures]
type = "numeric"
[themes.t]
[populations.d]
among = { zone = ["d"] }
[indicators.oui]
theme = "t"
answers = ["1"]
[indicators.reponses]
theme = "t"
variable = "oui"
[indicators.heures]
theme = "t"
statistic = "mean"
"""


def by_zone(**sizes: tuple[int, int]) -> str:
    """Respondents of each zone, and how many of them say yes."""
    rows = [
        {"zone": zone, "oui": int(i < yes), "heures": 1 + (7 * i + ord(zone)) % 23}
        for zone, (n, yes) in sizes.items()
        for i in range(n)
    ]
    return pd.DataFrame(rows).to_csv(index=False)


SIZES = {"a": (60, 40), "b": (60, 20), "c": (50, 25), "d": (7, 4), "e": (40, 10)}
FIGURES = ["difference", "se", "df", "ci_low", "ci_high", "test_statistic", "p_value", "p_adjusted"]


def test_what_compares_a_hidden_figure_is_blank(processed: Callable[..., Built]) -> None:
    """d is confidential, and e goes with it, as it would follow from the others."""
    built = processed(PLAIN, by_zone(**SIZES))
    hidden = built.indicators.query("confidentiality != ''")
    assert set(hidden["group"]) == {"d", "e"}
    rows = of(built)
    enters = rows["group"].isin(["d", "e"]) | rows["against_group"].isin(["d", "e"])
    assert set(rows.loc[enters, "status"]) == {"hidden"}
    assert rows.loc[enters, FIGURES].isna().all(axis=None)
    assert set(rows.loc[~enters, "status"]) == {"tested"}


@pytest.mark.parametrize("yes", [0, 7])
def test_no_test_of_the_groups_shown_depends_on_what_the_hidden_ones_answered(
    yes: int, processed: Callable[..., Built]
) -> None:
    def without_rest(d: int, e: int) -> pd.DataFrame:
        rows = of(processed(PLAIN, by_zone(**SIZES | {"d": (7, d), "e": (40, e)})))
        return rows[~rows["comparison"].isin(["rest", "answers"])].reset_index(drop=True)

    pd.testing.assert_frame_equal(without_rest(4, 10), without_rest(yes, 14 - yes), rtol=1e-9)


def test_the_rest_is_blank_where_it_would_give_one_hidden_figure_away(
    processed: Callable[..., Built],
) -> None:
    """With its precision too low, e is suppressed alone: the rest of a, less b and c, would be e."""
    survey = PLAIN.replace('reliability = "none"', 'reliability = "nchs"')
    built = processed(survey, by_zone(a=(90, 40), b=(90, 30), c=(90, 50), e=(20, 9)))
    shares = built.indicators.query("indicator == 'oui' and breakdown == 'zone'").set_index("group")
    assert list(shares.index[shares["status"] == "suppressed"]) == ["e"]
    rows = pick(of(built), indicator="oui", breakdown="zone")
    assert set(pick(rows, comparison="rest")["status"]) == {"hidden"}
    pairs = pick(rows, comparison="groups")
    assert list(pairs[pairs["status"] == "tested"]["group"] + pairs["against_group"]) != []
    assert {*pairs.loc[pairs["status"] == "tested", "group"]} == {"a", "b"}


def test_small_groups_have_a_difference_and_no_test(processed: Callable[..., Built]) -> None:
    rows = of(processed(PLAIN, by_zone(a=(60, 40), b=(29, 12))))
    small = pick(rows, indicator="oui", comparison="groups").iloc[0]
    assert small["status"] == "small" and np.isfinite(small["difference"]) and np.isnan(small["p_value"])
    assert pick(rows, indicator="oui", comparison="table").iloc[0]["status"] == "untested"


def test_everybody_is_compared_with_the_error_that_the_interval_stands_for(
    processed: Callable[..., Built],
) -> None:
    # Clopper-Pearson, 40 of 40: 91.2 to 100, an error of 8.8 / 1.96 = 4.5, beside that of 54 of 60.
    built = processed(PLAIN, by_zone(a=(40, 40), b=(60, 54)))
    row = pick(of(built), indicator="oui", comparison="groups").iloc[0]
    assert row["test"] == "z" and np.isnan(row["df"])
    error = np.hypot(8.8097 / 1.959964, 100 * np.sqrt(0.9 * 0.1 / 60 * 100 / 99))
    assert row["se"] == pytest.approx(error, rel=1e-4)
    assert row["p_value"] == pytest.approx(0.0926, abs=1e-4)  # 10 / 5.94 = 1.68
    table = pick(of(built), indicator="oui", comparison="table").iloc[0]
    assert table["test"] == "rao-scott"


ORDERED = PLAIN.replace('codes = { a = "A", b', 'ordered = true\ncodes = { a = "A", b', 1)


def test_a_trend_is_the_slope_along_groups_in_order(processed: Callable[..., Built]) -> None:
    # 20, 40 and 60 % of 60 each: 20 points a step, half the last less the first; each variance is that of a
    # part of 180 respondents, p (1 - p) / 60 x 180 / 179.
    rows = of(processed(ORDERED, by_zone(a=(60, 12), b=(60, 24), c=(60, 36))))
    found = pick(rows, indicator="oui", comparison="trend").iloc[0]
    error = 50 * np.sqrt((0.2 * 0.8 + 0.6 * 0.4) / 60 * 180 / 179)
    assert (found["population"], found["breakdown"], found["item"]) == ("all", "zone", "")
    assert found["difference"] == pytest.approx(20)
    assert found["se"] == pytest.approx(error)
    assert (found["test"], found["df"]) == ("t", 179)
    assert found["test_statistic"] == pytest.approx(20 / error)
    assert found["p_value"] == pytest.approx(2 * t.sf(20 / error, 179))
    reach = 1.973305 * error  # qt(0.975, 179)
    assert (found["ci_low"], found["ci_high"]) == (pytest.approx(20 - reach), pytest.approx(20 + reach))


def test_groups_that_cannot_be_compared_keep_their_place_in_a_trend(processed: Callable[..., Built]) -> None:
    # b, too small, is left out; a, c, d weigh 60 each at 0, 2, 3: mean 5/3, sum of squares 14/3 x 60.
    rows = of(processed(ORDERED, by_zone(a=(60, 12), b=(20, 10), c=(60, 24), d=(60, 36))))
    found = pick(rows, indicator="oui", comparison="trend").iloc[0]
    assert found["difference"] == pytest.approx((-5 * 20 + 1 * 40 + 4 * 60) / 14)


def test_groups_without_an_order_or_two_alone_have_no_trend(processed: Callable[..., Built]) -> None:
    sizes = {"a": (60, 12), "b": (60, 24), "c": (60, 36)}
    assert pick(of(processed(PLAIN, by_zone(**sizes))), comparison="trend").empty
    two = of(processed(ORDERED, by_zone(a=(60, 12), b=(60, 24), c=(20, 9))))
    assert set(pick(two, comparison="trend")["status"]) == {"untested"}


def test_the_smallest_difference_that_is_found_follows_from_the_error(
    processed: Callable[..., Built],
) -> None:
    # 1.9801 and 0.8449 are the quantiles of Student's t with 119 degrees of freedom for 5 % and 80 %.
    rows = of(processed(PLAIN, by_zone(a=(60, 12), b=(60, 24))))
    found = pick(rows, indicator="oui", comparison="groups").iloc[0]
    assert found["detectable"] == pytest.approx((1.9801 + 0.8449) * found["se"], rel=1e-4)


def test_a_row_is_found_by_what_it_compares(processed: Callable[..., Built], tmp_path: Path) -> None:
    """Codes that a spreadsheet would evaluate are written with an apostrophe, and read without."""
    survey = PLAIN.replace("{ a =", "{ -a =").replace("-a =", '"-a" =')
    answers = by_zone(**SIZES).replace("\na,", "\n-a,")
    rows = of(processed(survey, answers))
    path = tmp_path / "comparisons.csv"
    path.write_bytes(csv_bytes(rows))
    found = read_comparisons(path)
    pairs = found.groups("oui", "", "zone")
    assert [(each.group, each.against_group) for each in pairs] == [("-a", "b"), ("-a", "c"), ("b", "c")]
    expected = pick(rows, indicator="oui", comparison="groups", status="tested")
    assert [each.p for each in pairs] == pytest.approx(list(expected["p_value"]))
    one, other = found.answers("reponses", "1", "0"), found.answers("reponses", "0", "1")
    assert one == other and one is not None and one.is_tested
    table = found.table("reponses", "zone")
    assert table is not None and table.p_adjusted is not None
    assert table.holds(0.95) == (table.p_adjusted < 0.05)
    assert found.with_whole("oui", "", "zone", "b") is None
    assert read_comparisons(tmp_path / "absent.csv").groups("oui", "", "zone") == []


def test_a_survey_without_indicators_has_columns_and_no_row(processed: Callable[..., Built]) -> None:
    questions = '[questions.oui]\ntype = "single"\ncodes = { 1 = "Oui", 0 = "Non" }\n'
    rows = of(processed(questions, "oui\n1\n0\n1\n"))
    assert rows.empty and tuple(rows.columns) == COMPARISONS.names


def test_a_breakdown_of_one_group_compares_nothing(processed: Callable[..., Built]) -> None:
    survey = PLAIN.replace(', b = "B", c = "C", d = "D", e = "E"', "").replace('["d"]', '["a"]')
    rows = of(processed(survey, by_zone(a=(60, 40))))
    assert pick(rows, comparison="groups").empty
    assert set(pick(rows, breakdown="zone", comparison="table")["status"]) == {"untested"}
    assert set(pick(rows, breakdown="all", comparison="answers")["status"]) == {"tested"}
