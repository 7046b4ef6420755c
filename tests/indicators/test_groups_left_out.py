"""Whole tables and trends of the groups that may be compared: those left out count in no degree of freedom.

R survey 4.1, s <- subset(svydesign(~p, strata = ~s, weights = ~w, data = d, nest = TRUE), g != "d"):
svychisq(~y + g, s, statistic = "F"); regTermTest(svyglm(z ~ g, s), ~g); degf(s).
"""

from __future__ import annotations

import pytest

from tests.conftest import Process

SURVEY = """
breakdowns = ["g"]
[publication]
reliability = "none"
[design]
weight = "w"
strata = "s"
psu = "p"
[themes.t]
[questions.g]
type = "single"
ordered = true
codes = { a = "A", b = "B", c = "C", d = "D" }
[questions.y]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
[questions.z]
type = "numeric"
[indicators.y]
theme = "t"
answers = ["1"]
[indicators.z]
theme = "t"
statistic = "mean"
"""


def answers() -> str:
    """120 of three groups in three strata of four units; 20 of group d, too few to be compared, in one of
    their own with five units."""
    rows = ["g,s,p,y,z,w"]
    for i in range(120):
        stratum, unit, said = i % 5 % 3, i // 3 % 4, int((i * i + 3 * i) % 7 < 2 + i % 3)
        place = f"{'abc'[i % 3]},{stratum},{stratum}_{unit}"
        rows.append(f"{place},{said},{(5 * i + i // 7) % 13},{1 + i % 4 / 2}")
    rows += [f"d,3,3_{i % 5},{i % 2},{i % 11},1" for i in range(20)]
    return "\n".join(rows) + "\n"


IN_R = {
    # (indicator, comparison): statistic, degrees of freedom of the numerator, of the denominator, p
    ("y", "table"): (2.74817415813, 1.56191768954, 14.05725920585, 0.107299786239),
    ("z", "trend"): (0.00357142857143 / 0.31972407364923, None, 9, 0.991331231815),
    ("z", "table"): (2 * 0.000433761522765 * 8 / 18, 2, 8, None),  # Wald's chi-squared, adjusted as an F
}


@pytest.mark.parametrize("case", IN_R, ids="-".join)
def test_those_left_out_count_in_no_degree_of_freedom(processed: Process, case: tuple[str, str]) -> None:
    rows = processed(SURVEY, answers()).comparisons
    [row] = rows[(rows["indicator"] == case[0]) & (rows["comparison"] == case[1])].to_dict("records")
    names = ("test_statistic", "df_numerator", "df", "p_value")
    for name, expected in zip(names, IN_R[case], strict=True):
        assert expected is None or row[name] == pytest.approx(expected, rel=1e-7)
