"""Differences as they are released: at the coarser step of their two figures, and never against them.

The figures of the cases: 45 % at a step of 1, 44 % at a step of 2, of answers a and b and of groups 1 and 2.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.release.released_differences import (
    released_backtest,
    released_comparisons,
    released_trend,
)
from analysis.questionnaire import Survey
from analysis.results import COMPARISONS
from analysis.results.indicator_columns import CELL
from analysis.results.released_columns import RELEASED_COMPARISONS, RELEASED_TREND

NAN = float("nan")
NAMES = ("indicator", "item", "population", "breakdown", "group")


def figures(rows: dict[tuple[str, ...], tuple[float, float]]) -> pd.DataFrame:
    """Released figures by the columns that name them: their value and step."""
    assert NAMES == CELL
    return pd.DataFrame([(*cell, *found) for cell, found in rows.items()], columns=[*CELL, "value", "step"])


FIGURES = figures(
    {
        ("q", "a", "all", "all", "all"): (45.0, 1.0),
        ("q", "b", "all", "all", "all"): (44.0, 2.0),
        ("q", "a", "all", "sexe", "1"): (45.0, 1.0),
        ("q", "a", "all", "sexe", "2"): (44.0, 2.0),
        ("q", "b", "all", "sexe", "1"): (NAN, NAN),
    }
)
NUMBERS = (
    "difference",
    "se",
    "ci_low",
    "ci_high",
    "ci_level",
    "p_value",
    "p_adjusted",
    "p_report",
    "detectable",
)
GROUPS = {"comparison": "groups", "breakdown": "sexe", "group": "1", "against_group": "2", "item": "a"}
ANSWERS = {"comparison": "answers", "breakdown": "all", "group": "all", "item": "a", "against_item": "b"}
TREND = {"comparison": "trend", "breakdown": "sexe", "item": "a"}
WHOLE = {"comparison": "whole", "breakdown": "sexe", "group": "2", "against_group": "all", "item": "a"}


def compared(difference: float, se: float = 0.3, **given: Any) -> pd.Series:
    """One row of comparisons.csv as it is released."""
    row: dict[str, Any] = dict.fromkeys(COMPARISONS.names, "") | dict.fromkeys(NUMBERS, NAN)
    row |= {"indicator": "q", "population": "all", "status": "tested", "ci_level": 0.95}
    row |= {"difference": difference, "se": se, "ci_low": difference - 2 * se, "ci_high": difference + 2 * se}
    row |= {"p_value": 0.0497, "p_adjusted": 0.0504, "p_report": 0.5, "detectable": 1.2, **given}
    released = released_comparisons(pd.DataFrame([row]), FIGURES)
    assert tuple(released.columns) == RELEASED_COMPARISONS.names
    return released.iloc[0]


DIFFERENCES: dict[str, tuple[dict[str, Any], float, tuple[float, float, float, float]]] = {
    # which figures; the difference with an error of 0.3; difference, error and interval told at a step of 2
    "of groups, below half a step": (GROUPS, 0.9, (NAN, NAN, NAN, NAN)),
    "of groups": (GROUPS, 1.3, (2, 2, 0, 2)),
    "of groups, against their figures": (GROUPS, -1.3, (NAN, NAN, NAN, NAN)),
    "along groups, at the coarsest step of theirs": (TREND, 1.3, (2, 2, 0, 2)),
    "along groups that fall": (TREND, -1.3, (-2, 2, -2, 0)),
    "of answers": (ANSWERS, 1.3, (2, 2, 0, 2)),
    "of a group and the whole": (WHOLE, -1.3, (-2, 2, -2, 0)),
    "of a group and the whole, against their figures": (WHOLE, 1.3, (NAN, NAN, NAN, NAN)),
}


@pytest.mark.parametrize("case", DIFFERENCES)
def test_a_difference_is_at_the_coarser_step_of_its_figures_and_says_no_other_order(case: str) -> None:
    which, difference, told = DIFFERENCES[case]
    row = compared(difference, **which)
    assert [row[name] for name in ("difference", "se", "ci_low", "ci_high")] == pytest.approx(
        told, nan_ok=True
    )
    assert row["step"] == 2
    assert (row["p_value"], row["p_adjusted"], row["p_report"]) == (0.049, 0.05, 0.5)
    assert row["detectable"] == 2


def test_a_p_value_stays_on_its_side_of_the_level_of_the_row() -> None:
    found = [compared(1.3, **GROUPS, ci_level=level, p_value=0.0997)["p_value"] for level in (0.9, 0.95)]
    assert found == pytest.approx([0.099, 0.1])


def test_what_is_hidden_has_no_row() -> None:
    row = dict.fromkeys(COMPARISONS.names, "") | dict.fromkeys(NUMBERS, NAN) | GROUPS
    rows = pd.DataFrame([row | {"status": status} for status in ("hidden", "untested", "tested")])
    assert released_comparisons(rows, FIGURES)["status"].tolist() == ["untested", "tested"]


TREND_NUMBERS = (
    *("difference", "se", "ci_low", "ci_high", "p", "p_adjusted", "p_report"),
    *("ci_low_from", "ci_high_from", "ci_low_to", "ci_high_to"),
    *("equal_value", "equal_se", "equal_low", "equal_high", "equal_p"),
    *("alike_from", "alike_to", "alike_difference", "alike_se", "alike_p"),
)
EDITIONS = {
    "2009": figures({("q", "", "all", "all", "all"): (44.0, 2.0)}),
    "2024": figures({("q", "", "all", "all", "all"): (45.0, 1.0)}),
}


def changed(survey: Survey, **given: float) -> pd.Series:
    """One row of trend.csv, from 2009 to 2024, as it is released."""
    row: dict[str, Any] = dict.fromkeys(RELEASED_TREND.names, "") | dict.fromkeys(TREND_NUMBERS, NAN)
    row |= dict(zip(CELL, ("q", "", "all", "all", "all"), strict=True))
    row |= {"edition_from": "2009", "edition_to": "2024", **given}
    return released_trend(pd.DataFrame([row]), EDITIONS, survey).iloc[0]


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    from analysis.questionnaire import read_survey

    path = tmp_path_factory.mktemp("s") / "survey.toml"
    path.write_text(
        'title = "S"\n[themes.t]\n[questions.q]\ntype = "single"\ncodes.1 = "a"\n', encoding="utf-8"
    )
    return read_survey(path)


def test_a_change_is_of_the_later_edition_less_the_earlier_at_the_coarser_step(survey: Survey) -> None:
    row = changed(survey, difference=1.3, se=0.3, ci_low=0.7, ci_high=1.9, ci_low_from=42.6, ci_high_to=47.6)
    assert (row["value_from"], row["value_to"], row["step"]) == (44, 45, 2)
    assert (row["difference"], row["se"], row["ci_low"], row["ci_high"]) == (2, 2, 0, 2)
    assert (row["ci_low_from"], row["ci_high_to"]) == (42, 48), "each at the step of its own edition"
    against = changed(survey, difference=-1.3, se=0.3, ci_low=-1.9, ci_high=-0.7)
    assert against[["difference", "se", "ci_low", "ci_high"]].isna().all()
    assert (against["value_from"], against["value_to"]) == (44, 45)


def test_a_change_at_equal_composition_and_weighted_alike_is_at_the_step_of_the_row(survey: Survey) -> None:
    row = changed(survey, equal_value=46.7, equal_se=0.3, equal_low=45.1, equal_high=48.9, equal_p=0.0497)
    told = row[["equal_value", "equal_se", "equal_low", "equal_high", "equal_p"]]
    assert told.tolist() == pytest.approx([46, 2, 46, 48, 0.049])
    row = changed(survey, alike_from=42.9, alike_to=44.8, alike_difference=1.9, alike_se=0.3, alike_p=0.0497)
    told = row[["alike_from", "alike_to", "alike_difference", "alike_se", "alike_p"]]
    assert told.tolist() == pytest.approx([42, 44, 2, 2, 0.049])
    row = changed(survey, alike_from=43.1, alike_to=44.8, alike_difference=1.7, alike_se=0.3)
    assert row[["alike_difference", "alike_se"]].isna().all(), "44 and 44 differ by nothing"


Z = [(1.9599, 1.9), (1.9601, 2.0), (-1.9599, -1.9), (4.999, 4.9), (5.001, 5.0)]


@pytest.mark.parametrize(("z", "told"), Z)
def test_a_back_test_is_of_the_figure_as_it_is_released(z: float, told: float) -> None:
    row = dict(zip(CELL, ("q", "b", "all", "all", "all"), strict=True))
    row |= {"published": 42.5, "unit": "%", "source": "x", "value": 44.31, "se": 0.3, "difference": 1.81}
    row |= {"z": z, "within_95": True, "within_5se": True}
    found = released_backtest(pd.DataFrame([row]), FIGURES).iloc[0]
    assert found[["value", "se", "step", "difference", "z"]].tolist() == pytest.approx([44, 2, 2, 1.5, told])


def test_a_back_test_of_a_hidden_figure_is_empty() -> None:
    row = dict(zip(CELL, ("q", "b", "all", "sexe", "1"), strict=True))
    row |= {"published": 42.5, "unit": "%", "source": "x", "value": 44.31, "se": 0.3, "difference": 1.81}
    row |= {"z": np.nan, "within_95": None, "within_5se": None}
    found = released_backtest(pd.DataFrame([row]), FIGURES).iloc[0]
    assert found[["value", "se", "step", "difference", "z"]].isna().all()
