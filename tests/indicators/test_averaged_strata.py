"""Figures of groups together where strata with one primary unit count as the others do on average.

R survey 4.1, options(survey.lonely.psu = "average"), svydesign(~p, strata = ~s, weights = ~w, nest = TRUE):
svychisq(~y + g, design, statistic = "F"); vcov(svyglm(y ~ 0 + g, design)), and that of z;
SE(svymean(~z, svystandardize(design, by = ~g, over = ~1, population = c(.5, .3, .2)))).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.compare.editions.equal_composition import standardised
from tests.conftest import Process

SURVEY = """
breakdowns = ["g"]
composition = "g"
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
[questions.z]
type = "numeric"
[indicators.y]
theme = "t"
answers = ["1"]
[indicators.z]
theme = "t"
statistic = "mean"
"""
F, DF1, DF2, P = 2.67830335275, 1.88676398443, 56.6029195328, 0.0804029045635
COVARIANCES = {
    # the groups a, b and c with each other, in the order aa, ab, ac, bb, bc, cc
    "y": (18.20950826009, -2.51173782349, -4.08208020528, 32.54227266312, 8.70312684377, 22.77271931966),
    "z": (
        *(0.13640501261393, -0.02089737238566, -0.00743576404572),
        *(0.08733830700874, -0.00984658756574, 0.12713761632284),
    ),
}
AT_PARTS = {"y": 2.80473317994, "z": 0.19521590715}


def answers() -> str:
    """240 respondents; of group a some are in strata of their own, and three strata have one unit."""
    rows = ["g,s,p,y,z,w"]
    for i in range(240):
        place = i % 3
        stratum = i * 7 % 11 if i % 10 else 11 + i % 20 // 10
        stratum += 4 if place == 0 and stratum <= 3 else 0
        unit = 0 if stratum >= 10 else i // 3 % 4
        said = int((i * i + 3 * i) % 7 < 2 + place)
        rows.append(
            f"{'abc'[place]},{stratum},{stratum}_{unit},{said},{(5 * i + i // 7) % 13},{1 + i % 5 / 2}"
        )
    return "\n".join(rows) + "\n"


def test_a_table_is_tested_as_the_design_averages_not_as_its_groups_do(processed: Process) -> None:
    rows = processed(SURVEY, answers()).comparisons
    [table] = rows[(rows["comparison"] == "table") & (rows["indicator"] == "y")].to_dict("records")
    found = [table[name] for name in ("test_statistic", "df_numerator", "df", "p_value")]
    assert found == pytest.approx([F, DF1, DF2, P], rel=1e-8)


@pytest.mark.parametrize("indicator", COVARIANCES)
def test_figures_at_equal_composition_average_over_the_strata_of_all_groups(
    processed: Process, indicator: str
) -> None:
    kept = processed(SURVEY, answers()).composition
    assert kept is not None
    own = kept[kept["indicator"] == indicator]
    np.testing.assert_allclose(own["covariance"].to_numpy(float), COVARIANCES[indicator], rtol=1e-9)
    is_class = own["group"] == own["against_group"]
    earlier = own.assign(base=own["group"].map({"a": 50.0, "b": 30.0, "c": 20.0}).where(is_class))
    nothing_hidden = pd.DataFrame(columns=["breakdown", "confidentiality", "indicator", "item"])
    found = standardised(earlier, own, [nothing_hidden, nothing_hidden], "g")
    assert found.loc[(indicator, ""), "se"] == pytest.approx(AT_PARTS[indicator], rel=1e-9)
