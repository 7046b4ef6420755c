"""Which figures by a model are shown, and how they are released: at their limits, with sums done by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.area_models import _Fitted, _fitted, _rows_shown
from analysis.indicators.release.released_models import released_area_models, released_modelled
from analysis.results import AREA_MODELS, MODELLED
from tests.defined_survey import survey_of

SURVEY = """
[themes.t]
[questions.q]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
[questions.h]
type = "numeric"
[indicators.yes]
theme = "t"
variable = "q"
answers = ["1"]
[indicators.hours]
theme = "t"
variable = "h"
statistic = "mean"
[indicators.balance]
theme = "t"
variable = "q"
statistic = "balance"
favourable = ["1"]
unfavourable = ["0"]
"""
PRECISE: list[tuple[str, float, float, float, float, bool]] = [
    # the indicator, value, error and limits of a modelled figure; whether it is shown
    ("yes", 50.0, 5.0, 36.0, 65.9, True),
    ("yes", 50.0, 5.0, 35.0, 65.0, False),
    ("balance", 0.0, 15.0, -29.9, 30.0, True),
    ("balance", 0.0, 15.0, -30.0, 30.0, False),
    ("hours", 10.0, 3.33, 0.0, 100.0, True),
    ("hours", 10.0, 3.34, 4.0, 16.0, False),
    ("hours", -10.0, 3.33, -20.0, 0.0, True),
]


@pytest.mark.parametrize(("name", "value", "se", "low", "high", "is_shown"), PRECISE)
def test_a_modelled_figure_is_shown_as_precise_as_a_direct_one_has_to_be(
    name: str, value: float, se: float, low: float, high: float, is_shown: bool
) -> None:
    arrays = {"value": value, "se": se, "low": low, "high": high}
    figures = SimpleNamespace(**{key: np.array([number]) for key, number in arrays.items()})
    fitted: Any = SimpleNamespace(figures=figures, model=SimpleNamespace(own_part=np.array([0.4])))
    used = pd.DataFrame({"group": ["a"], "status": ["suppressed"], "value": [1.0], "se": [2.0]})
    rows = _rows_shown(used, fitted, survey_of(SURVEY).indicators[name])
    assert len(rows) == is_shown
    for row in rows.to_dict("records"):
        assert (row["value"], row["se"], row["ci_low"], row["ci_high"]) == (value, se, low, high)
        assert (row["direct_status"], row["own_part"], row["group"]) == ("suppressed", 0.4, "a")


def test_a_modelled_figure_is_no_finer_than_its_part_of_one_respondent() -> None:
    """One of 80 is 1.25 points, and so 2 in steps of 1, 2 and 5; of these 0.4 is kept, which makes 1."""
    row = dict.fromkeys(MODELLED.names, "") | {"indicator": "yes", "statistic": "share", "n": 80}
    figures = {"value": 48.36, "se": 0.2, "ci_low": 41.2, "ci_high": 55.13}
    rows = pd.DataFrame([{**row, **figures, "own_part": part} for part in (0.4, 0.9)])
    found = released_modelled(rows, survey_of(SURVEY))
    told = found[["step", "value", "se", "ci_low", "ci_high"]].to_numpy(dtype=float).tolist()
    assert told == [[1.0, 48.0, 1.0, 41.0, 55.0], [2.0, 48.0, 2.0, 42.0, 56.0]]
    assert "own_part" not in found.columns


def test_measures_of_a_model_have_two_digits_on_their_side_of_every_rule() -> None:
    row = dict.fromkeys(AREA_MODELS.names, "") | {"coefficients": "12.345;-0.6789", "model_sd": 3.456}
    row |= {"respondent_sd": 43.21, "variance_ratio": 2.99, "normality_p": 0.0499, "fit_p": 0.456}
    found = released_area_models(pd.DataFrame([{**row, "remaining": 0.899}, {**row, "remaining": np.nan}]))
    assert found["coefficients"].tolist() == ["12;-0.68"] * 2
    first = found.iloc[0]
    assert (first["model_sd"], first["respondent_sd"], first["fit_p"]) == pytest.approx((3.5, 43, 0.46))
    assert (first["variance_ratio"], first["normality_p"]) == pytest.approx((2.9, 0.049))
    assert first["remaining"] == pytest.approx(0.89) and np.isnan(found.iloc[1]["remaining"])
    none = released_area_models(pd.DataFrame([{**row, "coefficients": None, "remaining": 0.5}]))
    assert none["coefficients"].tolist() == [""]


AREAS: list[tuple[int, int, bool]] = [
    # areas and covariates; whether a model is fitted: five areas for each of these and the constant
    (9, 1, False),
    (10, 1, True),
    (19, 3, False),
    (20, 3, True),
]


@pytest.mark.parametrize(("areas", "covariates", "is_fitted"), AREAS)
def test_a_model_is_fitted_where_areas_are_enough_for_what_is_known(
    areas: int, covariates: int, is_fitted: bool
) -> None:
    draw = np.random.default_rng(7)
    used = pd.DataFrame({"value": draw.normal(50, 5, areas), "se": 2.0, "n": 100, "base": 1.0})
    survey = survey_of(SURVEY)
    found = _fitted(used, survey.indicators["yes"], survey, draw.normal(0, 1, (areas, covariates)))
    assert isinstance(found, _Fitted) is is_fitted
    if isinstance(found, _Fitted):
        assert found.facts["respondent_sd"] == pytest.approx(20)  # 100 respondents, each of 400 points²
        assert found.facts["variance_ratio"] == pytest.approx(1)
    else:
        assert found == "few_areas"


def test_no_model_is_fitted_to_figures_that_do_not_vary() -> None:
    draw = np.random.default_rng(7)
    used = pd.DataFrame({"value": draw.normal(50, 5, 12), "se": 0.0, "n": 100, "base": 1.0})
    survey = survey_of(SURVEY)
    known = draw.normal(0, 1, (12, 1))
    assert _fitted(used, survey.indicators["yes"], survey, known) == "no_variation"
    same = np.ones((12, 1))
    assert _fitted(used.assign(se=2.0), survey.indicators["yes"], survey, same) == "few_areas"
