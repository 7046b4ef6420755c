"""The step of a figure and what is rounded to it, at the limits."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.release.rounding import rounded, rounded_error, step_of, steps, two_digits
from tests.defined_survey import survey_of

NAN = float("nan")
STEPS = [
    (1.0, 1.0),
    (1.0001, 2.0),
    (2.0, 2.0),
    (2.1, 5.0),
    (5.0, 5.0),
    (5.1, 10.0),
    (9.99, 10.0),
    (10.0, 10.0),
    (0.1, 0.1),
    (0.3, 0.5),
    (100 / 3, 50.0),
    (1e-7, 1e-7),
    (3e6, 5e6),
    (0.0, NAN),
    (-1.0, NAN),
    (float("inf"), NAN),
    (NAN, NAN),
]


@pytest.mark.parametrize(("least", "step"), STEPS)
def test_a_step_is_the_next_of_1_2_and_5_times_a_power_of_ten(least: float, step: float) -> None:
    assert step_of(np.array([least])) == pytest.approx([step], nan_ok=True)


ROUNDED = [
    (0.4, 1.0, 0.0),
    (0.6, 1.0, 1.0),
    (-0.6, 1.0, -1.0),
    (-0.4, 1.0, 0.0),
    (7.4, 5.0, 5.0),
    (7.6, 5.0, 10.0),
    (3.0, NAN, NAN),
    # half-way as far as a sum of weights can tell: the even one, whatever its last digits are
    (4_949_999.999999999, 1e5, 5e6),
    (4_950_000.000000001, 1e5, 5e6),
    (33.00000000001, 2.0, 32.0),
    (33.0001, 2.0, 34.0),
    (-4_950_000.0000001, 1e5, -5e6),
]


@pytest.mark.parametrize(("value", "step", "found"), ROUNDED)
def test_a_figure_is_the_nearest_multiple_of_its_step(value: float, step: float, found: float) -> None:
    result = rounded(np.array([value]), np.array([step]))
    assert result == pytest.approx([found], nan_ok=True)
    assert not np.signbit(result[0]) or found < 0, "no negative 0 is printed"


ERRORS = [
    # error, step, told: at least one step, but none where there is none beside the step and beside 1e-4
    (0.0, 1.0, 0.0),
    (9e-5, 1.0, 0.0),
    (1e-4, 1.0, 1.0),
    (0.3, 1.0, 1.0),
    (1.6, 1.0, 2.0),
    (2e-6, 1e-5, 0.0),
    (1e-5, 1e-5, 1e-5),
    (0.3, NAN, NAN),
]


@pytest.mark.parametrize(("error", "step", "told"), ERRORS)
def test_a_small_error_is_not_taken_for_none(error: float, step: float, told: float) -> None:
    found = rounded_error(np.array([error]), np.array([step]))
    assert found == pytest.approx([told], abs=1e-12, nan_ok=True)


DIGITS = [
    # value, limits, told
    (1.234, (), 1.2),
    (-1.234, (), -1.2),
    (0.0, (), 0.0),
    (99.6, (), 100.0),
    (9.96, (), 10.0),
    (NAN, (), NAN),
    (1.9599, (1.96,), 1.9),
    (-1.9599, (1.96,), -1.9),
    (1.96, (1.96,), 2.0),
    (-1.96, (1.96,), -2.0),
    (1.94, (1.96,), 1.9),
    (0.0498, (0.05, 0.01), 0.049),
    (0.00998, (0.05, 0.01), 0.0099),
    (0.0099, (0.05, 0.01), 0.0099),
    (0.0951, (0.1,), 0.095),
    (0.0996, (0.1,), 0.099),
    (4.98, (5.0,), 4.9),
]


@pytest.mark.parametrize(("value", "limits", "told"), DIGITS)
def test_two_digits_stay_on_their_side_of_every_limit(
    value: float, limits: tuple[float, ...], told: float
) -> None:
    assert two_digits(np.array([value]), limits) == pytest.approx([told], nan_ok=True)


SURVEY = survey_of("""
[themes.t]
[questions.q]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[questions.note]
type = "scale"
codes = { 1 = "a", 3 = "b", 7 = "c" }
[questions.heures]
type = "numeric"
[indicators.q]
theme = "t"
[indicators.solde]
theme = "t"
variable = "q"
statistic = "balance"
favourable = ["1"]
unfavourable = ["0"]
[indicators.note]
theme = "t"
statistic = "mean"
[indicators.note_sur_2]
theme = "t"
variable = "note"
statistic = "mean"
divide_by = 2
[indicators.mediane]
theme = "t"
variable = "note"
statistic = "median"
[indicators.heures]
theme = "t"
statistic = "mean"
""")
OF_FIGURES = [
    # indicator, respondents, value, ends of its interval; its step
    ("q", 100, 40.0, 30.0, 50.0, 1.0),
    ("q", 300, 40.0, 30.0, 50.0, 0.5),
    ("q", 1, 100.0, NAN, NAN, 100.0),
    ("q", 0, 40.0, 30.0, 50.0, NAN),
    ("q", 100, NAN, NAN, NAN, NAN),
    ("solde", 100, -40.0, -50.0, -30.0, 1.0),
    ("note", 100, 5.0, 4.0, 6.0, 0.02),  # 2 between a and b, over 100
    ("note_sur_2", 100, 2.5, 2.0, 3.0, 0.01),
    ("mediane", 100, 3.0, 1.0, 7.0, 0.05),  # a median is no mean of answers: 3 over 100
    ("heures", 100, 12.0, 10.0, 14.0, 0.2),
    ("heures", 100, -12.0, -14.0, -10.0, 0.2),
    ("heures", 100, 0.0, -4.0, 2.0, 0.05),  # the size of its interval
    ("heures", 100, 0.0, 0.0, 0.0, 0.01),
    ("heures", 100, 0.0, NAN, NAN, 0.01),
    ("heures", 100, 0.0, NAN, 5.0, 0.05),
]


@pytest.mark.parametrize(("indicator", "n", "value", "low", "high", "step"), OF_FIGURES)
def test_the_step_of_a_figure_is_what_one_respondent_weighs(
    indicator: str, n: int, value: float, low: float, high: float, step: float
) -> None:
    statistic = SURVEY.indicators[indicator].statistic
    row = {
        "indicator": indicator,
        "statistic": statistic,
        "n": n,
        "value": value,
        "ci_low": low,
        "ci_high": high,
    }
    assert steps(pd.DataFrame([row]), SURVEY) == pytest.approx([step], nan_ok=True)
