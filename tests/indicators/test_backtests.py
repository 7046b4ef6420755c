"""Published figures: read whole or refused by name, and ours beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.published_figures import backtest, points, read_published, summary
from analysis.sources.received import DataError
from analysis.steps.results_files import Built

SURVEY = """
breakdowns = ["sex"]
[publication]
confidential_below = 11
reliability = "none"
[themes.t]
[populations.women]
label = "Femmes"
among = { sex = ["f"] }
[questions.sex]
type = "single"
codes = { f = "Femmes", m = "Hommes", x = "Autre" }
[questions.happy]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[questions.hours]
type = "numeric"
unit = "h"
[indicators.happy]
theme = "t"
[indicators.yes]
theme = "t"
variable = "happy"
answers = ["1"]
[indicators.hours]
theme = "t"
statistic = "mean"
population = "women"
"""
EDITION = '[file]\nname = "answers.csv"\n[fieldwork]\nstart = 2020-02-01\nend = 2020-04-09\n'
ROWS = [(sex, i % 5 < 2, i % 7) for sex, n in (("f", 200), ("m", 100), ("x", 5)) for i in range(n)]
ANSWERS = "sex,happy,hours\n" + "".join(f"{sex},{int(happy)},{hours}\n" for sex, happy, hours in ROWS)
HEADER = "indicator,item,breakdown,group,year,period,value,rounding,source,note\n"


@pytest.fixture(scope="module")
def built(processed_once: Callable[..., Built]) -> Built:
    return processed_once(SURVEY, ANSWERS, EDITION)


@pytest.fixture
def published(tmp_path: Path, built: Built) -> Callable[[str], pd.DataFrame]:
    def read(text: str) -> pd.DataFrame:
        path = tmp_path / "published.csv"
        path.write_text(text, encoding="utf-8")
        return read_published(path, built.survey)

    return read


def test_our_figure_stands_beside_the_published_one(
    published: Callable[[str], pd.DataFrame], built: Built
) -> None:
    """80 of 200 women in a sample of 305; published 45 to the unit."""
    figures = published(HEADER + "yes,,sex,f,2020,spring,45,,a report,\n")
    row = backtest(figures, built.indicators, built.edition).iloc[0]
    se = 100 * np.sqrt(305 / 304 * 0.4 * 0.6 / 200)
    assert row["value"] == pytest.approx(40)
    assert row["se"] == pytest.approx(se)
    assert row["z"] == pytest.approx(-5 / np.sqrt(se**2 + 1 / 12))
    assert bool(row["within_95"]) and bool(row["within_5se"])


ROUNDINGS = [("45", "", 1.0), ("45.0", "", 0.1), ('"45,25"', "", 0.01), ("45", "5", 5.0), ("45.2", "1", 1.0)]


@pytest.mark.parametrize(("value", "rounding", "expected"), ROUNDINGS)
def test_a_rounding_is_the_one_given_or_that_of_the_digits(
    value: str, rounding: str, expected: float, published: Callable[[str], pd.DataFrame]
) -> None:
    figures = published(HEADER + f"yes,,,,2020,,{value},{rounding},a,\n")
    assert figures.loc[0, "rounding"] == pytest.approx(expected)


PERIODS = [
    ("2020", "", True),
    ("2020", "spring", True),
    ("2020", "Printemps", True),
    ("2020", "2020-04", True),
    ("2020", "2020", True),
    ("2020", "autumn", False),
    ("2019", "", False),
]


@pytest.mark.parametrize(("year", "period", "is_compared"), PERIODS)
def test_a_figure_of_another_time_is_a_point_of_the_trend(
    year: str, period: str, is_compared: bool, published: Callable[[str], pd.DataFrame], built: Built
) -> None:
    figures = published(HEADER + f"yes,,,,{year},{period},45,,a,\n")
    assert len(backtest(figures, built.indicators, built.edition)) == is_compared
    assert len(points(figures, built.edition)) == (not is_compared)


def test_a_hidden_figure_is_not_compared(published: Callable[[str], pd.DataFrame], built: Built) -> None:
    figures = published(HEADER + "yes,,sex,x,2020,,45,,a,\nyes,,sex,f,2020,,40,,a,\n")
    rows = backtest(figures, built.indicators, built.edition)
    assert rows.loc[0, ["value", "se", "difference", "z", "within_95"]].isna().all()
    found = summary(rows)
    assert (found["published"], found["compared"], found["within_95"]) == (2, 1, 100)
    assert found["largest_z"] == pytest.approx(abs(rows.loc[1, "z"]))


def test_words_and_facts_without_an_indicator_are_kept_and_not_compared(
    published: Callable[[str], pd.DataFrame], built: Built
) -> None:
    figures = published(HEADER + "yes,,,,2020,,,,a,published in words: over half\n,,,,2020,,12,,a,other\n")
    assert len(figures) == 2
    assert backtest(figures, built.indicators, built.edition).empty
    assert np.isnan(summary(backtest(figures, built.indicators, built.edition))["largest_z"])


FAULTS = [
    (
        "yes,,,,2020,,45,,a,\n",
        "indicateur,year,value,source\n",
        "no column indicator, unknown column indicateur",
    ),
    ("yess,,,,2020,,45,,a,\n", HEADER, "line 2: no indicator 'yess'; indicators: happy, yes, hours"),
    ("happy,,,,2020,,45,,a,\n", HEADER, "line 2: happy has no item ''; expected 1, 0"),
    ("happy,2,,,2020,,45,,a,\n", HEADER, "line 2: happy has no item '2'; expected 1, 0"),
    ("yes,1,,,2020,,45,,a,\n", HEADER, "line 2: yes has no item '1'; expected blank"),
    ("yes,,age,1,2020,,45,,a,\n", HEADER, "line 2: yes has no breakdown 'age'; expected all, sex"),
    ("yes,,sex,w,2020,,45,,a,\n", HEADER, "line 2: yes has no group 'w'; expected f, m, x"),
    ("yes,,sex,,2020,,45,,a,\n", HEADER, "line 2: yes has no group 'all'; expected f, m, x"),
    ("yes,,,,20,,45,,a,\n", HEADER, "line 2: year '20'; expected four digits"),
    ("yes,,,,2020,,half,,a,\n", HEADER, "line 2: value 'half' is not a number"),
    ("yes,,,,2020,,,,a,\n", HEADER, "line 2: no value and no note"),
    ("yes,,,,2020,,45,0,a,\n", HEADER, "line 2: rounding '0'; expected the last step"),
]


@pytest.mark.parametrize(("line", "header", "message"), FAULTS)
def test_a_fault_is_named_with_what_was_expected(
    line: str, header: str, message: str, published: Callable[[str], pd.DataFrame]
) -> None:
    lines = line if header == HEADER else "yes,2020,45,a\n"
    with pytest.raises(DataError, match=message):
        published(header + lines)


def test_every_fault_is_told_at_once(published: Callable[[str], pd.DataFrame]) -> None:
    with pytest.raises(DataError, match=r"(?s)line 2: .*line 3: hours has no population 'men'"):
        published(
            "indicator,population,year,value,source\nnone,,2020,1,a\nhours,men,2020,1,a\nhours,women,2020,1,a\n"
        )
