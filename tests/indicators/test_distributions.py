"""distributions.csv: by hand, and nothing of what is hidden."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.distributions import classes, distributions
from analysis.steps.results_files import Built

SURVEY = """
[publication]
confidential_below = 5
reliability = "none"
[themes.t]
[populations.venus]
among = { venu = ["oui"] }
[questions.venu]
type = "single"
codes = { oui = "Oui", non = "Non" }
[questions.avis]
type = "scale"
codes = { 1 = "Non", 2 = "Un peu", 3 = "Oui" }
[questions.autre]
type = "scale"
codes = { 1 = "Non", 2 = "Un peu", 3 = "Oui" }
[questions.heures]
type = "numeric"
unit = "heures"
[questions.lieux]
type = "multiple"
codes = { a = "A", b = "B" }
[grids.avis]
items = ["avis", "autre"]
[indicators.contents]
theme = "t"
variable = "avis"
answers = ["3"]
[indicators.contents_venus]
theme = "t"
variable = "avis"
statistic = "mean"
population = "venus"
[indicators.heures]
theme = "t"
statistic = "mean"
[indicators.lieux]
theme = "t"
"""


def answers(come: int = 30) -> str:
    """40 respondents: opinions 1, 2, 3, 3 in turn, hours 0 to 39."""
    rows = [
        {
            "venu": "oui" if i < come else "non",
            "avis": (1, 2, 3, 3)[i % 4],
            "autre": 2,
            "heures": i,
            "lieux_a": 1,
            "lieux_b": 0,
        }
        for i in range(40)
    ]
    return pd.DataFrame(rows).to_csv(index=False)


@pytest.fixture
def rows(processed: Callable[..., Built]) -> pd.DataFrame:
    built = processed(SURVEY, answers())
    return distributions(built.weighted, built.survey, built.edition)


def of(rows: pd.DataFrame, variable: str, kind: str, population: str = "all") -> pd.DataFrame:
    found = rows[(rows["variable"] == variable) & (rows["kind"] == kind)]
    return found[found["population"] == population].set_index("item")


def test_every_answer_behind_a_figure_or_in_a_grid_has_its_share_and_its_count(rows: pd.DataFrame) -> None:
    asked = of(rows, "avis", "answer")
    assert list(asked["value"]) == pytest.approx([25, 25, 50])
    assert list(asked["count"]) == [10, 10, 20] and set(asked["n"]) == {40}
    assert list(of(rows, "autre", "answer")["value"]) == pytest.approx([0, 100, 0])
    came = of(rows, "avis", "answer", "venus")
    assert list(came["count"]) == [8, 8, 14]  # of the first 30
    assert list(came["value"]) == pytest.approx([100 * 8 / 30, 100 * 8 / 30, 100 * 14 / 30])
    assert "lieux" not in set(rows["variable"])  # its answers are in indicators.csv, each with its row


def test_a_number_has_classes_of_a_round_width_and_quartiles(rows: pd.DataFrame) -> None:
    found = of(rows, "heures", "class")
    assert list(found["low"]) == [0, 5, 10, 15, 20, 25, 30, 35]
    assert list(found["high"].iloc[:-1]) == [5, 10, 15, 20, 25, 30, 35] and np.isnan(found["high"].iloc[-1])
    assert list(found["value"]) == pytest.approx([12.5] * 8) and list(found["count"]) == [5] * 8
    quartiles = of(rows, "heures", "quartile")
    assert list(quartiles["value"]) == pytest.approx([9.5, 19.5, 29.5])
    assert set(quartiles["unit"]) == {"heures"}


def test_a_secret_base_has_no_distribution(processed: Callable[..., Built]) -> None:
    built = processed(SURVEY, answers(come=4))
    rows = distributions(built.weighted, built.survey, built.edition)
    hidden = of(rows, "avis", "answer", "venus")
    assert hidden[["value", "count", "n"]].isna().all(axis=None)


def test_a_grid_has_its_distribution_where_no_figure_speaks_of_everyone(
    processed: Callable[..., Built],
) -> None:
    start = SURVEY.index("[indicators.contents]")
    survey = SURVEY[:start] + SURVEY[SURVEY.index("[indicators.contents_venus]") :]
    survey = survey[: survey.index("[indicators.heures]")]
    built = processed(survey, answers())
    rows = distributions(built.weighted, built.survey, built.edition)
    assert list(of(rows, "autre", "answer")["count"]) == [0, 40, 0]


BY_PLACE = """
[publication]
reliability = "none"
[themes.t]
[questions.lieu]
type = "single"
codes = { ville = "Ville", village = "Village", autre = "Autre" }
[questions.venu]
type = "single"
codes = { oui = "Oui", non = "Non" }
[indicators.venu]
theme = "t"
answers = ["oui"]
breakdowns = ["lieu"]
[indicators.lieu]
theme = "t"
"""


def test_nothing_is_said_of_an_answer_counted_with_another(processed: Callable[..., Built]) -> None:
    """40 of a town, 20 of a village and 3 of elsewhere, who are counted with the 40: nobody says that they
    are none."""
    places = ["ville"] * 40 + ["village"] * 20 + ["autre"] * 3
    found = of(
        processed(BY_PLACE, "lieu,venu\n" + "".join(f"{p},oui\n" for p in places)).distributions,
        "lieu",
        "answer",
    )
    assert found.loc["autre", ["value", "se", "count", "n"]].isna().all()
    assert found.loc["autre", "status"] == "suppressed"
    assert list(found["count"].dropna()) == [43, 20]
    assert list(found["value"].dropna()) == pytest.approx([100 * 43 / 63, 100 * 20 / 63])


CLASSES = [
    ([0, 1, 2, 3, 4, 5], 1, [0, 1, 2, 3, 4]),
    ([0] * 10 + [1] * 2 + [2] * 10 + [9] * 3, 5, [0, 1]),
    ([7, 7, 7], 1, [7]),
    ([1.5, 2.5] * 20, 5, [1.5, 1.6]),
    ([place / 5 for place in range(5, 16)], 1, [place / 5 for place in range(5, 15)]),  # 12 × 0.2 is over 2.4
    ([0.1 + 0.7, 0.8, 0.9, 1.0, 1.4] * 3, 1, [0.8, 0.85, 0.95, 1.05]),
    ([1e9 + place for place in range(6)], 1, [1e9 + place for place in range(5)]),
    ([-0.6, -0.4, -0.2, 0, 1.8], 1, [-0.6, -0.4, -0.2, 0, 0.2]),
    ([1e300, 2e300, 3e300], 1, [1e300, 1.2e300, 2.2e300]),
    ([1e-300, 2e-300, 3e-300], 1, [1e-300, 1.2e-300, 2.2e-300]),
]


@pytest.mark.parametrize(("numbers", "least", "lower"), CLASSES)
def test_classes_hold_enough_respondents(numbers: list[float], least: int, lower: list[float]) -> None:
    y = np.array(numbers, dtype=float)
    edges = classes(y, least)
    assert list(edges) == [
        *lower,
        np.inf,
    ]  # to the last digit: a number on an edge is of the class that it begins
    counts = np.histogram(y + 1e-14 * np.abs(y), edges)[0]  # what 0.1 + 0.7 lacks of 0.8
    assert counts.min() >= min(least, len(y)) and counts.sum() == len(y)
