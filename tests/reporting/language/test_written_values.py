"""The figure of a row as it is printed: its unit, its decimals, its interval, the sign of its absence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.reporting.language.typography import signed_decimals
from analysis.reporting.language.voice import Voice, is_ordered
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow

Make = Callable[..., IndicatorRow]
HOURS = {"statistic": "mean", "unit": "heures", "indicator": "heures"}
BALANCE = {"statistic": "balance", "unit": "points"}


def plain(text: str) -> str:
    """`text` with ordinary spaces."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


INTERVALS = [
    ({}, 40.0, 44.0, "de 40 % à 44 %", "40,0 – 44,0"),
    ({}, None, 44.0, "", ""),
    ({}, 40.0, None, "", ""),
    ({}, None, None, "", ""),
    ({}, 0.0, 0.2, "de 0 % à moins de 1 %", "0,0 – 0,2"),
    ({}, 41.8, 42.2, "de 41,8 % à 42,2 %", "41,8 – 42,2"),
    (HOURS, 40.0, 44.0, "de 40,0 à 44,0 heures", "40,0 – 44,0"),
    (HOURS, 41.96, 42.04, "de 42,0 à 42,0 heures", "42,0 – 42,0"),
    (BALANCE, 40.0, 44.0, "de +40 à +44 points", "+40,0 à +44,0"),
    (BALANCE, -1.0, 85.0, "de −1 à +85 points", "−1,0 à +85,0"),
    (BALANCE, 0.3, 84.0, "de +0,3 à +84,0 points", "+0,3 à +84,0"),
    (BALANCE, 0.0, 84.0, "de 0 à +84 points", "0,0 à +84,0"),
    (
        {**HOURS, "statistic": "total"},
        1.9e6,
        2.1e6,
        "de 1,9 million à 2,1 millions d’heures",
        "1,9 million – 2,1 millions",
    ),
]


@pytest.mark.parametrize(("given", "low", "high", "said", "cell"), INTERVALS)
def test_an_interval_has_the_unit_once_and_decimals_that_part_its_ends(
    given: dict[str, Any],
    low: float | None,
    high: float | None,
    said: str,
    cell: str,
    voices: dict[str, Voice],
    estimate: Make,
) -> None:
    row = replace(estimate(42.0, 1.0, **given), low=low, high=high)
    text = written(voices["fr"], row)
    name = "intervalle indicatif à 95 % : "
    assert plain(text.interval) == (name + said if said else "")
    assert plain(text.interval_in_table) == cell
    if not said:
        assert text.figure_with_interval == text.figure


ENDS = [((None, None), 0), ((0.0, 3.0), 0), ((0.3, 3.0), 1), ((-3.0, -0.3), 1), ((0.5, 3.0), 0)]


@pytest.mark.parametrize(("ends", "decimals"), ENDS)
def test_an_end_that_would_be_printed_as_0_takes_a_decimal(
    ends: tuple[float | None, ...], decimals: int
) -> None:
    assert signed_decimals(0, *ends) == decimals


BARE = [
    ({}, 68.2, "68", "68 %"),
    (BALANCE, 12.0, "+12", "+12 points"),
    (BALANCE, -12.0, "−12", "−12 points"),
    (HOURS, 12.34, "12,3", "12,3 heures"),
    ({**HOURS, "statistic": "total"}, 999_999.0, "999 999,0", "999 999,0 heures"),
    ({**HOURS, "statistic": "total"}, 1e6, "1,0 million", "1,0 million d’heures"),
    ({}, 0.4, "0", "moins de 1 %"),
    ({}, 0.0, "0", "0 %"),
    ({}, 0.5, "1", "1 %"),
]


@pytest.mark.parametrize(("given", "value", "bare", "figure"), BARE)
def test_a_card_leaves_the_unit_out(
    given: dict[str, Any], value: float, bare: str, figure: str, voices: dict[str, Voice], estimate: Make
) -> None:
    text = written(voices["fr"], estimate(value, 1.0, **given))
    assert (plain(text.bare), plain(text.figure)) == (bare, figure)


SIGNS = [
    ({"value": 40.0}, "40 %", "40,0", ""),
    ({"value": 40.0, "status": "caution"}, "40 %", "40,0", "(b)"),
    ({"value": 40.0, "status": "footnote"}, "40 %", "40,0", "(a)"),
    ({"value": None, "status": "suppressed"}, "n.p.", "", "n.p."),
    ({"value": None, "status": "hidden", "confidential": True}, "c", "", "c"),
    ({"value": None, "status": "empty"}, "–", "", "–"),
]


@pytest.mark.parametrize(("given", "figure", "cell", "sign"), SIGNS)
def test_what_is_not_shown_has_the_sign_of_its_reason(
    given: dict[str, Any], figure: str, cell: str, sign: str, voices: dict[str, Voice], estimate: Make
) -> None:
    text = written(voices["fr"], estimate(**given))
    assert (plain(text.figure_or_sign), text.in_table, text.sign) == (figure, cell, sign)
    assert bool(text.meaning) == bool(sign)


def test_the_answers_of_a_question_have_an_order_where_its_definition_says_so(
    voices: dict[str, Voice],
) -> None:
    question = voices["fr"].survey.questions["age"]
    assert [is_ordered(replace(question, ordered=ordered)) for ordered in (True, False)] == [True, False]
    assert is_ordered(None), "what no question asks, such as a class of numbers, is in the order of its codes"


CALLED = [("bien_accueillis", "Bien accueillis", "Well received"), ("x'y", "x’y", "x’y")]


@pytest.mark.parametrize(("name", "french", "english"), CALLED)
def test_an_indicator_is_called_by_its_title_and_by_itself_where_the_survey_has_none(
    name: str, french: str, english: str, voices: dict[str, Voice]
) -> None:
    assert (voices["fr"].indicator(name), voices["en"].indicator(name)) == (french, english)
