"""A file with the replicate weights of a jackknife within strata: degrees of freedom and tests are R's.

R survey 4.1: design = svrepdesign(data, ~w, repweights = "r[0-9]+", type = "JKn", scale = 1, rscales = 2 / 3,
combined.weights = TRUE, mse = TRUE); degf(design); svychisq(~y + g, design, statistic = "F"), and ~m1 + g;
SE(svyby(~y, ~g, design, svymean, covmat = TRUE)) and svycontrast of it for a less b, with pt(-abs(t), degf).
"""

from __future__ import annotations

import pytest

from tests.conftest import Process

STRATA, UNITS = 5, 3
REPLICATES = STRATA * UNITS
SURVEY = f"""
breakdowns = ["g"]
[publication]
reliability = "none"
[design]
weight = "w"
replicates = {{ type = "JKn", columns = "r*", rscales = {[2 / 3] * REPLICATES} }}
[themes.t]
[questions.g]
type = "single"
codes = {{ a = "A", b = "B", c = "C" }}
[questions.y]
type = "single"
codes = {{ 1 = "Oui", 0 = "Non" }}
[questions.m]
type = "multiple"
codes = {{ 1 = "Un", 2 = "Deux" }}
[indicators.y]
theme = "t"
answers = ["1"]
[indicators.m]
theme = "t"
"""
DF = 10
TABLES = {
    # the answer: F, its degrees of freedom, p
    ("y", ""): (9.941128767524466, 1.447527698270424, 14.475276982704244, 0.003601097275988),
    ("m", "1"): (6.779674355055774, 1.849113988448142, 18.491139884481424, 0.007107768750716),
    ("m", "2"): (3.27536895670031, 1.67685455314017, 16.76854553140168, 0.07001272284083),
}
ERRORS = {"a": 1.786612935443, "b": 3.320226803254, "c": 4.383101630712}
LESS = (-2.1875, 3.6176710500566, 0.5588672932525)


def answers() -> str:
    """240 respondents in 5 strata of 3 units, and a replicate without each unit, whose weight the other two
    of its stratum have."""
    rows = ["g,y,m_1,m_2,w," + ",".join(f"r{replicate:02}" for replicate in range(REPLICATES))]
    for i in range(240):
        place, stratum, unit = i % 3, i // 3 % STRATA, i * i // 15 % UNITS
        said = int((i * i + 3 * i) % 7 < 2 + place)
        weight = 1 + i % 5 / 2
        replicates = [
            weight
            if left_out // UNITS != stratum
            else 0
            if left_out % UNITS == unit
            else weight * UNITS / (UNITS - 1)
            for left_out in range(REPLICATES)
        ]
        ticks = f"{int(i % 11 < 3 + 2 * place)},{int(i * 5 % 13 < 4 + place)}"
        rows.append(f"{'abc'[place]},{said},{ticks},{weight},{','.join(map(str, replicates))}")
    return "\n".join(rows) + "\n"


def test_a_table_of_one_answer_is_tested_with_the_shares_of_each_replicate(processed: Process) -> None:
    rows = processed(SURVEY, answers()).comparisons
    tables = rows[rows["comparison"] == "table"].set_index(["indicator", "item"])
    for answer, expected in TABLES.items():
        found = tables.loc[answer, ["test_statistic", "df_numerator", "df", "p_value"]].to_list()
        assert found == pytest.approx(expected, rel=1e-9)


def test_units_less_strata_are_the_degrees_of_freedom_of_a_jackknife_that_comes_with_the_file(
    processed: Process,
) -> None:
    made = processed(SURVEY, answers())
    shares = made.indicators[made.indicators["indicator"] == "y"]
    assert set(shares["df"]) == {DF}
    by_group = shares[shares["breakdown"] == "g"].set_index("group")["se"].to_dict()
    assert by_group == pytest.approx(ERRORS, rel=1e-9)
    pairs = made.comparisons.query("indicator == 'y' and group == 'a' and against_group == 'b'")
    [found] = pairs[["df", "difference", "se", "p_value"]].to_numpy(float).tolist()
    assert found == pytest.approx([DF, *LESS], rel=1e-9)
