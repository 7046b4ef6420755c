"""Which tests are corrected together: eleven p-values, corrected by hand."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.indicators.compare.corrections import corrected
from tests.defined_survey import survey_of

SURVEY = """
breakdowns = ["age"]
[themes.t]
[questions.age]
type = "single"
codes = { 1 = "Jeunes", 2 = "Vieux" }
""" + "".join(
    f"[questions.{name}]\ntype = 'single'\ncodes = {{ 1 = 'Oui', 2 = 'Non' }}\n"
    f"[indicators.{name}]\ntheme = 't'\nprofile = {str(name == 'c').lower()}\n"
    for name in "abc"
)
NONE = np.nan
ROWS = [
    # indicator, breakdown, comparison, own family, p; corrected within its family, and over the report
    ("a", "age", "table", "", 0.01, 0.015, 0.02),  # of three tables by Benjamini and Hochberg: 0.01 * 3 / 2
    ("b", "age", "table", "", 0.04, 0.04, 0.04),  # over the report by Holm, of two: c is of who answered
    ("c", "age", "table", "", 0.001, 0.003, NONE),
    ("a", "age", "groups", "ga", 0.02, 0.04, 0.04),  # two pairs by Holm
    ("a", "age", "groups", "ga", 0.03, 0.04, 0.04),
    ("b", "age", "rest", "rb", 0.01, 0.01, 0.04),  # no surer than its table
    ("c", "age", "groups", "gc", 0.001, 0.001, NONE),
    ("a", "all", "answers", "aa", 0.001, 0.002, 0.004),  # of two questions
    ("a", "all", "answers", "aa", 0.3, 0.3, 0.6),
    ("b", "all", "answers", "ab", 0.6, 0.6, 1.0),
    ("c", "all", "answers", "ac", 0.001, 0.001, NONE),
]


def test_each_use_that_a_report_makes_of_a_test_has_its_correction() -> None:
    names = ("indicator", "breakdown", "comparison", "family", "p_value")
    columns = {name: np.array([row[place] for row in ROWS]) for place, name in enumerate(names)}
    given = {**columns, "item": np.array([""] * len(ROWS)), "status": np.array(["tested"] * len(ROWS))}
    found = corrected(given, survey_of(SURVEY), ())
    assert found["p_adjusted"] == pytest.approx([row[5] for row in ROWS])
    assert found["p_report"] == pytest.approx([row[6] for row in ROWS], nan_ok=True)
    assert list(found["correction"]) == ["benjamini-hochberg"] * 3 + ["holm"] * 8
    assert list(found["family"]) == ["table"] * 3 + [row[3] for row in ROWS[3:]]


def test_what_was_not_tested_has_no_correction() -> None:
    given = {
        "indicator": np.array(["a", "b"]),
        "breakdown": np.array(["age", "age"]),
        "comparison": np.array(["table", "table"]),
        "family": np.array(["", ""]),
        "item": np.array(["", ""]),
        "p_value": np.array([0.03, NONE]),
        "status": np.array(["tested", "untested"]),
    }
    found = corrected(given, survey_of(SURVEY), ())
    assert found["p_adjusted"] == pytest.approx([0.03, NONE], nan_ok=True)
    assert list(found["correction"]) == ["benjamini-hochberg", ""]
