"""The test of a whole table where strata with one primary unit count as the others do on average.

R survey 4.1 with options(survey.lonely.psu = "average"):
svychisq(~y + g, svydesign(~p, strata = ~s, weights = ~w, data = d, nest = TRUE), statistic = "F").
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
single_psu = "average"
[themes.t]
[questions.g]
type = "single"
codes = { a = "A", b = "B", c = "C" }
[questions.y]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
[indicators.y]
theme = "t"
answers = ["1"]
"""
F, DF1, DF2, P = 2.67830335275, 1.88676398443, 56.6029195328, 0.0804029045635


def answers() -> str:
    """240 respondents; of group a some are in strata of their own, and three strata have one unit."""
    rows = ["g,s,p,y,w"]
    for i in range(240):
        place = i % 3
        stratum = i * 7 % 11 if i % 10 else 11 + i % 20 // 10
        stratum += 4 if place == 0 and stratum <= 3 else 0
        unit = 0 if stratum >= 10 else i // 3 % 4
        said = int((i * i + 3 * i) % 7 < 2 + place)
        rows.append(f"{'abc'[place]},{stratum},{stratum}_{unit},{said},{1 + i % 5 / 2}")
    return "\n".join(rows) + "\n"


def test_a_table_is_tested_as_the_design_averages_not_as_its_groups_do(processed: Process) -> None:
    rows = processed(SURVEY, answers()).comparisons
    [table] = rows[rows["comparison"] == "table"].to_dict("records")
    found = [table[name] for name in ("test_statistic", "df_numerator", "df", "p_value")]
    assert found == pytest.approx([F, DF1, DF2, P], rel=1e-8)
