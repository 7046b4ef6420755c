"""The figure of a row as it is printed: its unit, its decimals, its interval, the sign of its absence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.questionnaire import Label, Noun
from analysis.reporting.language.typography import signed_decimals
from analysis.reporting.language.voice import Voice, is_ordered
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow
from tests.plain_spaces import plain

from .written_spaces import spaced

Make = Callable[..., IndicatorRow]
HOURS = {"statistic": "mean", "unit": "heures", "indicator": "heures"}
BALANCE = {"statistic": "balance", "unit": "points"}


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


def test_those_of_a_population_are_called_in_the_spaces_and_apostrophes_of_its_label(
    voices: dict[str, Voice],
) -> None:
    """So that a noun that says all of whom a figure speaks is known to, and the population not said again."""
    survey, said = voices["fr"].survey, "dirigeants d'associations de 10 000 € ou plus"
    called = {"fr": Noun("un dirigeant d'association de 10 000 € ou plus", said)}
    population = replace(survey.populations["accueillis"], label=Label(said, "leaders"), called=called)
    voice = Voice("fr", replace(survey, populations={**survey.populations, "accueillis": population}))
    assert voice.noun("accueillis").many == voice.population("accueillis") != said
    assert "’" in voice.noun("accueillis").one
    assert voice.is_named("accueillis")


@pytest.mark.parametrize(("language", "unit"), [("fr", "minutes par jour"), ("en", "minutes a day")])
def test_the_unit_of_the_question_is_in_the_language_of_the_page(
    voices: dict[str, Voice], estimate: Make, language: str, unit: str
) -> None:
    row = estimate(9.0, statistic="mean", unit="minutes par jour", indicator="trajet")
    assert written(voices[language], row).unit == unit


def test_a_figure_that_the_weighting_fixes_says_so_instead_of_an_interval(
    voices: dict[str, Voice], estimate: Make
) -> None:
    assert written(voices["fr"], estimate(41.0, 4e-7)).interval == "chiffre fixé par le redressement"


def test_an_interval_that_rounds_to_one_number_takes_a_decimal(
    voices: dict[str, Voice], estimate: Make
) -> None:
    said = "41.0% (95% indicative interval: 40.8% to 41.2%)"
    assert written(voices["en"], estimate(41.0, 0.1)).figure_with_interval == said


DECIMALS = [(None, "8_%", "8,4"), (0, "8_%", "8"), (1, "8,4_%", "8,4"), (2, "8,35_%", "8,35")]


@pytest.mark.parametrize(("decimals", "figure", "cell"), DECIMALS)
def test_a_figure_has_the_decimals_of_its_indicator(
    decimals: int | None, figure: str, cell: str, voices: dict[str, Voice], estimate: Make
) -> None:
    survey, row = voices["fr"].survey, estimate(8.35, 1.0)
    indicator = replace(survey.indicators[row.indicator], decimals=decimals)
    voice = Voice("fr", replace(survey, indicators={**survey.indicators, row.indicator: indicator}))
    assert (written(voice, row).figure, written(voice, row).in_table) == (spaced(figure), cell)


LARGE = [
    ("fr", 11_124_313_193.0, "heures", "11,1 milliards d’heures", "11,1 milliards"),
    ("fr", 1_234_567.0, "journées", "1,2 million de journées", "1,2 million"),
    ("fr", 2_000_000.0, "€", "2,0 millions €", "2,0 millions"),
    ("en", 11_124_313_193.0, "hours", "11.1 billion hours", "11.1 billion"),
]


@pytest.mark.parametrize(("language", "value", "unit", "figure", "cell"), LARGE)
def test_a_large_number_is_said_in_words(
    language: str, value: float, unit: str, figure: str, cell: str, voices: dict[str, Voice], estimate: Make
) -> None:
    row = estimate(value, 1e6, statistic="total", unit=unit, indicator="sans", decimals=0)
    text = written(voices[language], row)
    assert (plain(text.figure), plain(text.in_table)) == (figure, cell)
