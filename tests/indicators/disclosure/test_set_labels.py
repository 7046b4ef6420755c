"""What is said of hidden sets that follow from what is shown: labels of the survey, never their number."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.disclosure.set_labels import breakdown_label, row_label, set_labels
from analysis.indicators.disclosure.sets.ledger import RowSets
from tests.defined_survey import survey_of

SURVEY = survey_of("""
[themes.t]
[populations.p]
label = "Les jeunes"
among = { q = ["1"] }
[populations.blank]
among = { q = ["2"] }
[questions.q]
type = "single"
label = "Avis"
codes = { 1 = "Oui", 2 = "Non" }
[questions.r]
type = "single"
codes = { 1 = "Oui", 2 = "" }
[indicators.i]
theme = "t"
variable = "q"
[indicators.of_p]
theme = "t"
variable = "q"
population = "p"
[indicators.of_blank]
theme = "t"
variable = "q"
population = "blank"
""")
COLUMNS = ["indicator", "breakdown", "group"]
LABELS = [
    (("i", "all", "all"), "i"),
    (("i", "q", "1"), "i, q (Avis): Oui"),
    (("i", "r", "1"), "i, r: Oui"),
    (("i", "r", "2"), "i, r: 2"),
    (("i", "r", "9"), "i, r: 9"),
    (("of_p", "all", "all"), "of_p, Les jeunes"),
    (("of_p", "q", "2"), "of_p, Les jeunes, q (Avis): Non"),
    (("of_blank", "all", "all"), "of_blank, blank"),
]


@pytest.mark.parametrize(("row", "label"), LABELS)
def test_a_row_is_called_by_its_indicator_population_and_group(row: tuple[str, str, str], label: str) -> None:
    assert row_label(pd.Series(dict(zip(COLUMNS, row, strict=True))), SURVEY) == label


def test_a_breakdown_has_its_name_beside_its_label() -> None:
    assert breakdown_label("q", SURVEY) == "q (Avis)" and breakdown_label("r", SURVEY) == "r"


def test_a_set_is_called_by_the_first_row_that_is_of_it_or_tells_it() -> None:
    frames = [
        pd.DataFrame([row for row, _ in LABELS[:4]], columns=COLUMNS),
        pd.DataFrame([("of_p", "all", "all")], columns=COLUMNS),
    ]
    rows = [
        RowSets(np.array([0, 0, 1, 1]), np.array([0, 5, 2, 5]), {3: ((0, 7), (2, 1))}),
        RowSets(np.array([2]), np.array([0]), {}),
    ]
    between = "those between the bounds of two classings"
    cases = {
        (0, 0): "i",
        (0, 5): "i, q (Avis): Oui",
        (1, 2): "i, r: Oui",
        (1, 5): "i, r: 2",
        (0, 7): "i, r: 2",
        (2, 1): "i, r: 2",
        (2, 0): "of_p, Les jeunes",
        (2, 9): f"q: {between}",
        (1, 9): f"q: {between}",
        (7, 0): between,
    }
    for place, label in cases.items():
        assert set_labels([place], frames, rows, SURVEY) == [label]
    assert set_labels([(2, 9), (1, 9), (0, 0)], frames, rows, SURVEY) == [f"q: {between}", "i"]
