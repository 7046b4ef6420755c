"""Totals of two editions: of a population they are a trend, of the respondents they follow their number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.indicators.compare.editions.edition_differences import trend
from analysis.pipeline import process
from analysis.workspace import Place

SURVEY = """
[publication]
confidential_below = 1
reliability = "none"
[themes.t]
[questions.meals]
type = "numeric"
[indicators.meals]
theme = "t"
statistic = "total"
[indicators.per_club]
theme = "t"
statistic = "mean"
variable = "meals"
"""
FILE = '[file]\nname = "answers.csv"\n[fieldwork]\nend = {}-06-30\n'
FOLLOWS = "a total of the respondents, which follows their number"
Kept = Callable[..., pd.DataFrame]


def clubs(n: int, weight: float, population: float = 900.0) -> pd.DataFrame:
    """n clubs that serve 2, 4, 6, 2, … meals; the last gave no number."""
    meals = [str(2 + 2 * (number % 3)) for number in range(n - 1)] + [""]
    return pd.DataFrame({"meals": meals, "w": weight, "N": population})


@pytest.fixture
def status(tmp_path: Path) -> Kept:
    """The row of each indicator in the trend of two editions of a survey with these lines more."""

    def run(earlier: pd.DataFrame, later: pd.DataFrame, more: str = "") -> pd.DataFrame:
        found = {}
        for year, frame in ((2011, earlier), (2015, later)):
            place = Place(tmp_path, "repas", str(year))
            place.raw.mkdir(parents=True)
            place.survey_toml.write_text(more + SURVEY, encoding="utf-8")
            place.edition_toml.write_text(FILE.format(year), encoding="utf-8")
            (place.raw / "answers.csv").write_bytes(frame.to_csv(index=False).encode())
            found[str(year)] = process(place)
        tables = {name: built.indicators for name, built in found.items()}
        editions = [built.edition for built in found.values()]
        return trend(tables, found["2011"].survey, editions).set_index("indicator")

    return run


UNEXTENDED = {
    "without weights": ("", 1.0, 1.0),
    "weights that are 1 on average": ('[design]\nweight = "w"\n', 1.0, 1.0),
    "extended in one edition alone": ('[design]\nweight = "w"\n', 1.0, 7.5),
}


@pytest.mark.parametrize("case", UNEXTENDED)
def test_more_in_all_is_no_rise_where_only_more_have_answered(case: str, status: Kept) -> None:
    more, earlier, later = UNEXTENDED[case]
    rows = status(clubs(200, earlier), clubs(320, later), more)
    total, mean = rows.loc["meals"], rows.loc["per_club"]
    assert (total["status"], total["break_en"]) == ("profile", FOLLOWS)
    assert total[["value_from", "value_to"]].notna().all()
    assert total[["difference", "p", "p_report", "alike_from", "alike_to"]].isna().all()
    assert (mean["status"], mean["break_en"]) == ("tested", "")


def test_totals_of_a_population_are_compared(status: Kept) -> None:
    total = status(clubs(200, 4.5), clubs(320, 3.5), '[design]\nweight = "w"\n').loc["meals"]
    assert (total["status"], total["break_en"]) == ("tested", "") and total["difference"] > 0


def test_totals_of_everyone_there_is_are_compared(status: Kept) -> None:
    total = status(clubs(200, 1, 200), clubs(320, 1, 320), '[design]\nfpc = "N"\n').loc["meals"]
    assert total["break_en"] != FOLLOWS
    assert total["difference"] == 318 // 3 * 12 + 2 - (198 // 3 * 12 + 2)


def test_a_sample_of_a_known_population_without_weights_is_not_extended_to_it(status: Kept) -> None:
    total = status(clubs(200, 1), clubs(320, 1), '[design]\nfpc = "N"\n').loc["meals"]
    assert total["break_en"] == FOLLOWS
