"""Numbers with thousands apart, with a unit, and times that something took."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.questionnaire.reading.written_numbers import NumberForm, number_of, numbers_in

NAN = float("nan")
COMMAS, POINTS, SPACES = NumberForm(thousands=","), NumberForm(thousands="."), NumberForm(thousands=" ")
MONEY = NumberForm(affixes=("€", "$", "EUR"))
MARK = NumberForm(affixes=("/10",))
SHARE = NumberForm(affixes=("%",))
SECONDS, MINUTES = NumberForm(duration="seconds"), NumberForm(duration="minutes")
HOURS, DAYS = NumberForm(duration="hours"), NumberForm(duration="days")
APOSTROPHES = NumberForm(thousands="'")

CASES = [
    (COMMAS, "1,102", ",", 1102),
    (COMMAS, "12,345,678.5", ".", 12345678.5),
    (COMMAS, "901", ".", 901),
    (COMMAS, "1,1", ".", NAN),
    (COMMAS, "1,1024", ".", NAN),
    (POINTS, "1.102", ",", 1102),
    (POINTS, "-1.102,5", ".", -1102.5),
    (POINTS, "0.5", ".", NAN),
    (SPACES, "1\u202f102,5", ",", 1102.5),
    (MONEY, "1 005,50 €", ",", 1005.5),
    (MONEY, "$12.5", ".", 12.5),
    (MONEY, "40 eur", ".", 40),
    (MONEY, "40 £", ".", NAN),
    (MARK, "7/10", ".", 7),
    (MARK, "7/20", ".", NAN),
    (SHARE, "70 %", ",", 70),
    (SHARE, "12,5%", ",", 12.5),
    (MINUTES, "00:12:30", ".", 12.5),
    (MINUTES, "1h30", ".", 90),
    (MINUTES, "1 h 30 min", ".", 90),
    (MINUTES, "45 min", ".", 45),
    (MINUTES, "1 day, 0:00:30", ".", 1440.5),
    (MINUTES, "90", ".", 90),
    (HOURS, "2 heures", ".", 2),
    (HOURS, "26:30:00", ".", 26.5),
    (HOURS, "soon", ".", NAN),
    (HOURS, "2 j", ",", 48),
    (HOURS, "PT1H30M", ".", 1.5),
    (HOURS, "P1DT6H", ".", 30),
    (MINUTES, "30 s", ".", 0.5),
    (MINUTES, "0:30", ".", 30),
    (MINUTES, "0:60", ".", NAN),
    (SECONDS, "1:02:03,5", ",", 3723.5),
    (DAYS, "36:00:00", ".", 1.5),
    (APOSTROPHES, "1’102", ".", 1102),
    (APOSTROPHES, "1'10", ".", NAN),
]


@pytest.mark.parametrize(("form", "text", "decimal", "number"), CASES)
def test_a_number_is_read_in_the_form_of_its_question(
    form: NumberForm, text: str, decimal: str, number: float
) -> None:
    assert numbers_in([text], [decimal], form)[0] == pytest.approx(number, nan_ok=True)


def test_plain_numbers_are_read_beside_those_of_another_form() -> None:
    found = numbers_in(["901", "1,102", "", "many"], [",", ",", ",", ","], COMMAS)
    assert np.array_equal(found, [901, 1102, np.nan, np.nan], equal_nan=True)


PLAIN = [
    ("52", ".", 52),
    ("-52", ".", -52),
    ("+52", ".", 52),
    ("\u221252", ".", -52),
    ("(52)", ".", -52),
    ("52-", ".", -52),
    ("(1 234,5)", ",", -1234.5),
    ("1\u00a0234", ".", 1234),
    ("1 23", ".", NAN),
    ("1.234,5", ",", 1234.5),
    ("1.5", ",", 1.5),
    ("1,5", ".", NAN),
    (",5", ",", 0.5),
    ("5.", ".", 5),
    ("1e3", ".", 1000),
    ("1e999", ".", NAN),
    ("-", ".", NAN),
    ("()", ".", NAN),
    ("a", ",", NAN),
]


@pytest.mark.parametrize(("text", "decimal", "number"), PLAIN)
def test_a_number_is_understood_as_people_write_it(text: str, decimal: str, number: float) -> None:
    assert number_of(text, decimal) == pytest.approx(number, nan_ok=True)
    assert numbers_in([text], [decimal])[0] == pytest.approx(number, nan_ok=True)
