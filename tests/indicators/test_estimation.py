"""Indicators against hand arithmetic: values, bases, units and the order of the rows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analysis.results import INDICATORS
from analysis.steps.results_files import Built

SURVEY = """
breakdowns = ["sex"]
[publication]
confidential_below = 0
reliability = "none"
[design]
weight = "w"
[themes.t]
title = "Thème"
[populations.women]
label = "Femmes"
among = { sex = ["f"] }
[questions.sex]
type = "single"
codes = { f = { fr = "Femmes", en = "Women" }, m = "Hommes" }
[questions.hours]
type = "numeric"
unit = "h"
[questions.people]
type = "numeric"
[questions.kinds]
type = "multiple"
codes = { a = "A", b = "B" }
[questions.agree]
type = "scale"
codes = { never = "Jamais", always = "Toujours" }
scores = { never = 0, always = 10 }
[indicators.sex]
theme = "t"
title = { fr = "Sexe", en = "Sex" }
[indicators.women]
theme = "t"
variable = "sex"
answers = ["f"]
title = "Part des femmes"
direction = "favourable"
[indicators.kinds]
theme = "t"
[indicators.kinds_asked]
theme = "t"
variable = "kinds"
answers = ["a", "b"]
base = "asked"
[indicators.hours]
theme = "t"
statistic = "mean"
[indicators.minutes]
theme = "t"
variable = "hours"
statistic = "total"
divide_by = 0.5
unit = "demi-heure"
[indicators.middle]
theme = "t"
variable = "hours"
statistic = "median"
[indicators.lower]
theme = "t"
variable = "hours"
statistic = "first_quartile"
[indicators.upper]
theme = "t"
variable = "hours"
statistic = "third_quartile"
[indicators.tenth]
theme = "t"
variable = "hours"
statistic = "quantile"
quantile = 0.1
[indicators.apart]
theme = "t"
variable = "hours"
statistic = "standard_deviation"
divide_by = 0.5
[indicators.spread]
theme = "t"
variable = "hours"
statistic = "variance"
divide_by = 0.5
unit = "demi heure"
[indicators.each]
theme = "t"
variable = "hours"
denominator = "people"
statistic = "ratio"
[indicators.agree]
theme = "t"
statistic = "mean"
[indicators.mood]
theme = "t"
variable = "agree"
statistic = "balance"
favourable = ["always"]
unfavourable = ["never"]
[indicators.kinds_balance]
theme = "t"
variable = "kinds"
statistic = "balance"
favourable = ["a"]
unfavourable = ["b"]
base = "asked"
[indicators.held_together]
theme = "t"
variable = "kinds"
breakdowns = ["kinds"]
[indicators.women_hours]
theme = "t"
variable = "hours"
statistic = "mean"
population = "women"
"""
ANSWERS = """sex,w,hours,people,kinds_a,kinds_b,agree
f,1,2,1,1,0,never
f,3,4,2,1,1,always
m,2,10,4,0,0,always
m,2,,1,,,
f,1,6,1,0,1,never
"""
# By hand: sums of weights and of weight times answer over the rows above.
EXPECTED = [
    ("sex", "f", "all", 100 * 5 / 9, 5),
    ("sex", "m", "all", 100 * 4 / 9, 5),
    ("women", "", "all", 100 * 5 / 9, 5),
    ("kinds", "a", "all", 100 * 4 / 7, 4),
    ("kinds", "b", "all", 100 * 4 / 7, 4),
    ("kinds", "a", "f", 100 * 4 / 5, 3),
    ("kinds_asked", "", "all", 100 * 5 / 9, 5),
    ("hours", "", "all", (2 + 12 + 20 + 6) / 7, 4),
    ("hours", "", "f", (2 + 12 + 6) / 5, 3),
    ("minutes", "", "all", (2 + 12 + 20 + 6) / 0.5, 4),
    ("middle", "", "all", 4, 4),
    ("lower", "", "all", 4, 4),
    ("upper", "", "all", 10, 4),
    ("tenth", "", "all", 2, 4),
    ("apart", "", "all", 2 * (4 / 3 * (288 / 7 - (40 / 7) ** 2)) ** 0.5, 4),
    ("spread", "", "all", 4 * 4 / 3 * (288 / 7 - (40 / 7) ** 2), 4),
    ("each", "", "all", 40 / (1 + 6 + 8 + 1), 4),
    ("agree", "", "all", 10 * 5 / 7, 4),
    ("mood", "", "all", 100 * (3 + 2 - 1 - 1) / 7, 4),
    ("mood", "", "f", 100 * (3 - 1 - 1) / 5, 3),
    ("kinds_balance", "", "all", 100 * (1 + 0 - 1) / 9, 5),
    ("held_together", "b", "a", 100 * 3 / 4, 2),
    ("held_together", "a", "b", 100 * 3 / 4, 2),
    ("held_together", "a", "a", 100, 2),
    ("women_hours", "", "all", 20 / 5, 3),
]


@pytest.fixture(scope="module")
def built(processed_once: Callable[..., Built]) -> Built:
    return processed_once(SURVEY, ANSWERS)


@pytest.fixture
def rows(built: Built) -> pd.DataFrame:
    return built.indicators.set_index(["indicator", "item", "group"])


@pytest.mark.parametrize(("indicator", "item", "group", "value", "n"), EXPECTED)
def test_an_estimate_is_the_one_worked_by_hand(
    indicator: str, item: str, group: str, value: float, n: int, rows: pd.DataFrame
) -> None:
    row = rows.loc[(indicator, item, group)]
    assert row["value"] == pytest.approx(value, rel=1e-12)
    assert row["n"] == n


def test_the_columns_are_those_of_the_format_in_their_order(built: Built) -> None:
    assert tuple(built.indicators.columns) == INDICATORS.names
    assert len(INDICATORS.names) == 30


def test_rows_follow_the_survey_and_no_variable_is_broken_down_by_itself(built: Built) -> None:
    indicators = list(dict.fromkeys(built.indicators["indicator"]))
    assert indicators == list(built.survey.indicators)
    own = built.indicators.query("indicator == 'sex' and breakdown == 'sex'")
    assert own.empty


def test_labels_name_the_indicator_and_the_answer(rows: pd.DataFrame) -> None:
    assert rows.loc[("sex", "f", "all"), "label_fr"] == "Sexe : Femmes"
    assert rows.loc[("sex", "f", "all"), "label_en"] == "Sex: Women"
    assert rows.loc[("women", "", "all"), "label_fr"] == "Part des femmes"


def test_units_are_of_the_indicator_or_else_of_the_question(rows: pd.DataFrame) -> None:
    assert rows.loc[("hours", "", "all"), "unit"] == "h"
    assert rows.loc[("minutes", "", "all"), "unit"] == "demi-heure"
    assert rows.loc[("women", "", "all"), ["unit", "direction"]].tolist() == ["%", "favourable"]
    assert rows.loc[("mood", "", "all"), "unit"] == "points"


def test_a_variance_is_in_the_square_of_the_unit(rows: pd.DataFrame) -> None:
    assert rows.loc[("apart", "", "all"), "unit"] == "h"
    assert rows.loc[("spread", "", "all"), "unit"] == "(demi heure)²"


@pytest.mark.parametrize(("rule", "median"), [("school", 56), ("math", 53)])
def test_the_rule_of_medians_is_chosen_in_the_survey(
    rule: str, median: float, processed: Callable[..., Built]
) -> None:
    """Of 454 answers those in the middle are 53 and 59: base R's median() says 56."""
    survey = SURVEY.replace("[publication]", f'[publication]\nquantile_rule = "{rule}"')
    hours = [53] * 227 + [59] * 227
    answers = "sex,w,hours,people,kinds_a,kinds_b,agree\n" + "".join(f"f,1,{h},1,1,0,never\n" for h in hours)
    built = processed(survey, answers).indicators.set_index(["indicator", "group"])
    assert built.loc[("middle", "all"), "value"] == median


def test_the_standard_error_is_the_linearised_one(rows: pd.DataFrame) -> None:
    weights, hours = np.array([1, 3, 2, 0, 1]), np.array([2, 4, 10, 0, 6])
    scores = weights * (hours - 40 / 7) / 7
    variance = 5 / 4 * ((scores - scores.mean()) ** 2).sum()
    assert rows.loc[("hours", "", "all"), "se"] == pytest.approx(np.sqrt(variance), rel=1e-12)


def test_a_question_nobody_was_asked_gives_empty_rows(processed: Callable[..., Built]) -> None:
    built = processed(SURVEY, ANSWERS, 'not_asked = ["kinds"]\n[file]\nname = "answers.csv"')
    rows = built.indicators.query("indicator == 'kinds'")
    assert set(rows["status"]) == {"empty"}
    assert rows["value"].isna().all() and (rows["n"] == 0).all()


def test_respondents_of_weight_0_are_in_no_base(processed: Callable[..., Built]) -> None:
    rows = processed(SURVEY, ANSWERS + "f,0,2,1,1,0,never\n").indicators.set_index(
        ["indicator", "item", "group"]
    )
    assert rows.loc[("women", "", "all"), "n"] == 5
    assert rows.loc[("women", "", "all"), "value"] == pytest.approx(100 * 5 / 9)
