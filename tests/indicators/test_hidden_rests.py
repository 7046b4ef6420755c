"""No difference, test or standardised figure tells a figure that is hidden beside it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.indicators.compare.comparisons import comparisons
from analysis.indicators.compare.territories import territories
from analysis.steps.results_files import Built

SURVEY = """
breakdowns = ["lieu"]
territories = ["lieu"]
[publication]
reliability = "none"
[themes.t]
[questions.lieu]
type = "single"
codes = { a = "A", b = "B", c = "C", d = "D" }
[questions.q]
type = "single"
codes = { 1 = "oui", 2 = "non", 3 = "peut-être" }
[indicators.oui]
theme = "t"
variable = "q"
answers = ["1"]
[indicators.q]
theme = "t"
"""
ANSWERS = "lieu,q\n" + "".join(
    f"{lieu},{1 + (i + i // 5) % 3}\n"
    for lieu, n in {"a": 80, "b": 90, "c": 100, "d": 70}.items()
    for i in range(n)
)
BLANK = ["rest", "difference", "difference_se", "p_value", "detectable"]


def hidden(rows: pd.DataFrame, **where: str) -> pd.DataFrame:
    """The published rows with those hidden that have these values."""
    chosen = np.logical_and.reduce([rows[name] == value for name, value in where.items()])
    found = rows.copy()
    found.loc[chosen, ["value", "se", "n", "base", "ci_low", "ci_high"]] = np.nan
    found.loc[chosen, ["status", "confidentiality"]] = ["confidential", "complementary"]
    return found


def compared(built: Built, rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    found = comparisons(built.weighted, rows, built.survey, built.edition)
    return found[(found["comparison"] == kind) & (found["breakdown"] == "lieu")]


def test_the_rest_of_two_groups_does_not_tell_a_hidden_whole(processed: Callable[..., Built]) -> None:
    """With a figure for each group and for its rest, two groups give how many all are, and their figure."""
    built = processed(SURVEY, ANSWERS)
    assert compared(built, built.indicators, "rest")["difference"].notna().all()
    rows = hidden(built.indicators, indicator="oui", breakdown="all")
    rest = compared(built, rows, "rest").set_index("indicator")
    assert rest.loc["oui", ["difference", "se", "p_value"]].isna().all(axis=None)
    assert (rest.loc["oui", "status"] == "hidden").all()
    assert rest.loc["q", "difference"].notna().all()


def test_the_rest_of_a_territory_tells_no_whole_and_no_other_territory(
    processed: Callable[..., Built],
) -> None:
    built = processed(SURVEY, ANSWERS)
    published = built.indicators
    of = {
        "nothing": published,
        "the whole": hidden(published, indicator="oui", breakdown="all"),
        "one territory": hidden(published, indicator="oui", group="d"),
    }
    found = {
        name: territories(built.weighted, rows, built.survey).set_index("indicator")
        for name, rows in of.items()
    }
    assert found["nothing"].loc["oui", BLANK].notna().all(axis=None)
    for name in ("the whole", "one territory"):
        assert found[name].loc["oui", BLANK].isna().all(axis=None)
        assert found[name].loc["q", BLANK].notna().all(axis=None)


def test_answers_are_not_tested_together_where_one_of_them_is_hidden(processed: Callable[..., Built]) -> None:
    built = processed(SURVEY, ANSWERS)
    tested = compared(built, built.indicators, "table").set_index("indicator")
    assert tested["p_value"].notna().all()
    rows = hidden(hidden(built.indicators, indicator="q", item="2"), indicator="q", item="3")
    table = compared(built, rows, "table").set_index("indicator")
    assert np.isnan(table.loc["q", "p_value"]) and np.isfinite(table.loc["oui", "p_value"])
