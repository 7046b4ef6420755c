"""Received cells as texts, codes and absences: a table of cases at their limits."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from analysis.questionnaire import Label, Question
from analysis.questionnaire.kinds.answers import STATUSES
from analysis.questionnaire.kinds.cells import (
    Column,
    absences,
    code_type,
    factorized,
    known_codes,
    listed_codes,
    positions_of,
    stored_numbers,
    stored_texts,
    text_of,
    texts_of,
    without_decimals,
)

TEXTS: list[tuple[object, str]] = [
    (" a b ", "a b"),
    (None, ""),
    (pd.NA, ""),
    (pd.NaT, ""),
    (float("nan"), ""),
    (True, "1"),
    (np.bool_(False), "0"),
    (1.0, "1"),
    (np.float32(2.0), "2"),
    (-3.0, "-3"),
    (0.5, "0.5"),
    (99_999_999_999_999_984.0, "99999999999999984"),
    (1e17, "1e+17"),
    (float("inf"), "inf"),
    (7, "7"),
    (datetime.datetime(2009, 3, 10), "2009-03-10"),
    (datetime.datetime(2009, 3, 10, 0, 0, 1), "2009-03-10 00:00:01"),
    (datetime.date(2009, 3, 10), "2009-03-10"),
    (datetime.time(8, 30), "08:30:00"),
]


@pytest.mark.parametrize(("value", "text"), TEXTS)
def test_a_received_value_is_a_text(value: object, text: str) -> None:
    assert text_of(value) == text


WITHOUT = [
    ("1.0", "1"),
    ("1.", "1"),
    ("+2.000", "+2"),
    ("-2.0", "-2"),
    ("01", "01"),
    ("1.5", "1.5"),
    ("1.01", "1.01"),
]
WITHOUT += [("1", "1"), ("", ""), ("a.0", "a.0"), (".0", ".0"), ("1.0.0", "1.0.0")]


@pytest.mark.parametrize(("text", "plain"), WITHOUT)
def test_a_whole_number_loses_its_zeros(text: str, plain: str) -> None:
    assert without_decimals(text) == plain


SIZES = [(0, np.int8), (127, np.int8), (128, np.int16), (32_767, np.int16), (32_768, np.int32)]


@pytest.mark.parametrize(("count", "kind"), SIZES)
def test_codes_are_kept_in_the_smallest_integers(count: int, kind: type) -> None:
    assert code_type(count) is kind


def test_each_distinct_value_is_put_in_words_once() -> None:
    for values in (pd.Series(["b ", None, "a", "b "]), pd.Series(["b ", None, "a", "b "], dtype="category")):
        positions, texts = factorized(values)
        assert [texts[place] for place in positions] == ["b", "", "a", "b"]
        assert texts[-1] == "" and list(texts_of(values)) == ["b", "", "a", "b"]
    numbers, words = factorized(pd.Series([1.0, np.nan, 2.5]))
    assert [words[place] for place in numbers] == ["1", "", "2.5"]
    full, known = factorized(pd.Series(["x", "y"]))
    assert list(full) == [0, 1] and known == ["x", "y", ""]


def test_a_text_under_two_decimal_marks_is_two_texts() -> None:
    column = Column(pd.Series(["1,5", "1,5", "2", "1,5"]), {}, np.array([",", ".", ".", ","], dtype=object))
    found = sorted(zip(column.received, column.decimals, strict=True))
    assert found == [("1,5", ","), ("1,5", "."), ("2", ".")]
    of_each = [(column.received[place], column.decimals[place]) for place in column.positions]
    assert of_each == [("1,5", ","), ("1,5", "."), ("2", "."), ("1,5", ",")]
    assert list(column.values) == ["1,5", "1,5", "2", "1,5"]
    assert list(column[np.array([False, False, True, True])]) == ["2", "1,5"]


def test_an_edition_recodes_a_text_with_and_without_its_zeros() -> None:
    column = Column(pd.Series(["1.0", "1", "2.0", "oui"]), {"1": "a", "oui": "b"})
    assert [column.texts[place] for place in column.positions] == ["a", "a", "2.0", "b"]
    assert column.spread(np.arange(4)).tolist() == [0, 1, 2, 3]


QUESTION = Question(
    "q",
    "single",
    Label("q", "q"),
    Label("q", "q"),
    codes={code: Label(code, code) for code in ("1", " 2", "01", "x")},
    missing={"refused": ("98",), "dont_know": ("99", "nsp")},
    delimiter=";",
)
MEANT: list[tuple[str, int, str]] = [
    # a text; the place of its code, -1 for none; its status
    ("1", 0, "answered"),
    ("1.0", 0, "answered"),
    ("2", 1, "answered"),
    (" 2", 1, "answered"),
    ("01", 2, "answered"),
    ("x", 3, "answered"),
    ("3", -1, "answered"),
    ("98", -1, "refused"),
    ("98.0", -1, "refused"),
    ("nsp", -1, "dont_know"),
    ("", -1, "no_answer"),
]


@pytest.mark.parametrize(("text", "place", "status"), MEANT)
def test_a_text_is_a_code_or_an_absence(text: str, place: int, status: str) -> None:
    assert positions_of(QUESTION, [text]).tolist() == [place]
    [found] = absences(QUESTION, [text])
    assert STATUSES[found] == status


def test_what_the_questionnaire_knows_is_its_codes_and_those_of_absence() -> None:
    assert known_codes(QUESTION) == "the questionnaire knows 1,  2, 01, x, 98, 99, nsp"


LISTED = [("1;x", ["1", "x"]), ("1; y ;", ["1", "y"]), ("", []), ("oui;x", ["1", "x"])]


@pytest.mark.parametrize(("text", "codes"), LISTED)
def test_a_cell_lists_codes(text: str, codes: list[str]) -> None:
    column = Column(pd.Series([text]), {"oui": "1"})
    assert listed_codes(QUESTION, column, text) == codes


STORED: list[tuple[Sequence[object], list[str]]] = [
    (["a", None, "b", "a"], ["a", "", "b", "a"]),
    ([1, None, 2, 1], ["1", "", "2", "1"]),
    ([1.0, 2.5, None], ["1", "2.5", ""]),
    ([True, False, None], ["1", "0", ""]),
]


@pytest.mark.parametrize(("values", "texts"), STORED)
def test_kept_values_are_texts_as_the_questionnaire_writes_codes(
    values: Sequence[object], texts: list[str]
) -> None:
    for column in (pa.array(values), pa.array(values).dictionary_encode()):
        where, distinct = stored_texts(column)
        assert [distinct[place] for place in where] == texts


def test_kept_numbers_are_numbers_or_none() -> None:
    assert np.array_equal(stored_numbers(pa.array([1, None, 3])), [1.0, np.nan, 3.0], equal_nan=True)


def test_a_column_of_numbers_dates_and_truths_is_read_as_texts() -> None:
    given: dict[tuple[str, ...], list[object]] = {
        ("1", "2.5", "", "1"): [1.0, 2.5, None, 1.0],
        ("7", "70", "7", "8"): [7, 70, 7, 8],
        ("1", "0", "", "1"): [True, False, None, True],
        ("2024-03-01", "a", "", "3"): [datetime.date(2024, 3, 1), " a ", None, 3],
    }
    for texts, values in given.items():
        assert tuple(texts_of(pd.Series(values))) == texts
