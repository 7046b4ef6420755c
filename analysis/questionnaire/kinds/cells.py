"""Cells of a column as texts: their canonical form, the code each one is, or the absence it stands for."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.faults import some
from analysis.questionnaire.kinds.answers import ANSWERED, STATUSES
from analysis.questionnaire.questions import Question
from analysis.questionnaire.reading.cell_parts import parts_of

FEW_ROWS = 10_000
"""Up to so many rows a column is always codes: what it takes in memory does not matter."""
INTEGRAL = re.compile(r"([+-]?\d+)\.0*")


def text_of(value: object) -> str:
    """One received value as text: 1.0 is "1", a date is ISO, nothing is ""."""
    if isinstance(value, str):
        return value.strip()
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, (bool, np.bool_)):
        return "1" if value else "0"
    if isinstance(value, (float, np.floating)):
        return _number_text(float(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value).strip()


def _number_text(value: float) -> str:
    if np.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e17 else repr(value)


def without_decimals(text: str) -> str:
    """The text of a whole number without a fraction of zeros: "1.0" is "1", "01" stays."""
    match = INTEGRAL.fullmatch(text) if "." in text else None
    return match.group(1) if match else text


SIGNS = "01"
"""The delimiter of cells that have a sign for each answer in their order, 1 where it was given: 0110."""


class DistinctTexts:
    """A column of texts as it is read: each distinct text once, and a small code for each row."""

    def __init__(self) -> None:
        self._texts: list[pa.Array] = []
        self._codes: list[np.ndarray] = []

    def extend(self, chunks: pa.ChunkedArray) -> None:
        """Rows after those there, as dictionaries of texts without nulls, each chunk with its own."""
        for chunk in chunks.chunks:
            self._texts.append(chunk.dictionary)
            self._codes.append(np.asarray(chunk.indices).astype(code_type(len(chunk.dictionary))))

    def values(self) -> pd.Categorical | pd.Series:
        """The whole column (n,); its categories are the texts in the order in which they are met.

        Where most rows have a text of their own, as keys do, it is the texts themselves.
        """
        met = pa.chunked_array(self._texts, pa.string()).combine_chunks()
        distinct = met.dictionary_encode()
        meanings = np.asarray(distinct.indices).astype(code_type(len(distinct.dictionary)))
        ends = np.cumsum([len(texts) for texts in self._texts])
        codes = [
            meanings[end - len(texts) : end][codes]
            for end, texts, codes in zip(ends, self._texts, self._codes, strict=True)
        ]
        joined = np.concatenate(codes) if codes else np.empty(0, dtype=np.int8)
        if 2 * len(distinct.dictionary) > len(joined) > FEW_ROWS:
            column: pd.Series = distinct.dictionary.take(pa.array(joined)).to_pandas().astype("str")
            return column
        categories = pd.Index(distinct.dictionary.to_pandas(), dtype="str")
        return pd.Categorical.from_codes(joined, categories=categories)


def code_type(count: int) -> type[np.signedinteger]:
    """The smallest integers that hold the codes of so many values, and -1 for none."""
    return next(kind for kind in (np.int8, np.int16, np.int32) if count <= np.iinfo(kind).max)


def factorized(values: pd.Series) -> tuple[np.ndarray, list[str]]:
    """Positions (n,) in a list of texts, and that list: each distinct value is put in words once."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        positions, uniques = values.cat.codes.to_numpy(), values.cat.categories
    else:
        positions, uniques = pd.factorize(values)
    texts = [*_in_words(uniques), ""]
    is_absent = positions < 0
    return np.where(is_absent, len(texts) - 1, positions) if is_absent.any() else positions, texts


def _in_words(uniques: pd.Index | np.ndarray) -> list[str]:
    if uniques.dtype == "str":
        return [text.strip() for text in np.asarray(uniques, dtype=object)]
    return [text_of(value) for value in np.asarray(uniques, dtype=object)]


def texts_of(values: pd.Series) -> np.ndarray:
    """Every value of a column as text, in an object array (n,)."""
    if values.dtype == "str":
        texts = [text.strip() if isinstance(text, str) else "" for text in values.tolist()]
        return np.array(texts, dtype=object)
    positions, texts = factorized(values)
    return np.array(texts, dtype=object).take(positions)


class Column:
    """One column as received: the position (n,) of each value in the list of its distinct texts.

    `decimals` is the decimal mark of each respondent's file (n,), or of all; a text received under two marks
    is two texts.
    """

    def __init__(
        self, values: pd.Series, recode: Mapping[str, str], decimals: np.ndarray | str = "."
    ) -> None:
        self.positions, self.received = factorized(values)
        self.decimals = [str(decimals)] * len(self.received)
        if not isinstance(decimals, str):
            self._tell_marks_apart(decimals)
        self.recode = recode
        self.texts = [self.recoded(text) for text in self.received]

    def _tell_marks_apart(self, decimals: np.ndarray) -> None:
        marks, kinds = np.unique(decimals.astype("U1"), return_inverse=True)
        pairs, self.positions = np.unique(self.positions * len(marks) + kinds, return_inverse=True)
        self.decimals = [str(marks[pair % len(marks)]) for pair in pairs]
        self.received = [self.received[pair // len(marks)] for pair in pairs]

    def recoded(self, text: str) -> str:
        """The questionnaire's code for a received text, the text itself where the edition has none."""
        return self.recode.get(text, self.recode.get(without_decimals(text), text))

    def spread(self, meanings: np.ndarray) -> np.ndarray:
        """What each distinct text means, for each respondent (n, …)."""
        return meanings.take(self.positions, axis=0)

    def __getitem__(self, where: np.ndarray) -> np.ndarray:
        """The received texts of the respondents in the mask `where` (n,)."""
        return np.asarray(np.array(self.received, dtype=object).take(self.positions[where]))

    @property
    def values(self) -> np.ndarray:
        """The received text of each respondent (n,)."""
        return np.array(self.received, dtype=object).take(self.positions)


def absences(question: Question, texts: list[str]) -> np.ndarray:
    """The status of each text: an absence where the question declares one, else answered."""
    kinds = {code: kind for kind, codes in question.missing.items() for code in codes}
    status = np.full(len(texts), ANSWERED, dtype=np.int8)
    for position, text in enumerate(texts):
        kind = kinds.get(text, kinds.get(without_decimals(text), "" if text else "no_answer"))
        if kind:
            status[position] = STATUSES.index(kind)
    return status


def positions_of(question: Question, texts: list[str]) -> np.ndarray:
    """The position of each text among the question's codes, -1 where it is none of them."""
    codes = {code: position for position, code in enumerate(question.codes)}
    stripped = {code.strip(): position for code, position in codes.items()}
    found = [codes.get(text, stripped.get(without_decimals(text), -1)) for text in texts]
    return np.array(found, dtype=code_type(len(question.codes)))


def listed_codes(question: Question, column: Column, text: str) -> list[str]:
    """The codes that a cell of several lists, in its order; what is no code stays as it was written."""
    if question.delimiter == SIGNS:
        is_other = text and not is_signed(question, text)
        return [column.recoded(text)] if is_other else _signed_codes(question, text)
    known = {*question.codes, *column.recode}
    parts = parts_of(text, question.delimiter or ";", lambda part: part in known)
    return [column.recoded(part) for part in parts]


def is_signed(question: Question, text: str) -> bool:
    """Whether a cell has a sign for each answer; zeros before the first 1 may have been lost."""
    is_long = len(text) > len(question.codes) and len(text) != _highest(question)
    return bool(text) and set(text) <= {*SIGNS} and not is_long


def _signed_codes(question: Question, text: str) -> list[str]:
    """The codes at whose places a cell has a 1: in their order, or by number where there are gaps."""
    codes = list(question.codes)
    if len(text) > len(codes):
        return [str(place) for place, sign in enumerate(text, start=1) if sign == "1"]
    return [code for code, sign in zip(codes, text.zfill(len(codes)), strict=True) if sign == "1"]


def _highest(question: Question) -> int:
    """The highest of codes that are whole numbers; 0 of others."""
    codes = list(question.codes)
    return max(map(int, codes)) if all(map(str.isdecimal, codes)) else 0


def known_codes(question: Question) -> str:
    """What the questionnaire knows for `question`, in words: its codes and those of absence."""
    absent = [code for codes in question.missing.values() for code in codes]
    return f"the questionnaire knows {some([*question.codes, *absent])}"


def stored_texts(column: pa.Array) -> tuple[np.ndarray, list[str]]:
    """(position (n,), texts): the distinct values of a kept column as texts, and "" for an empty cell."""
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    texts = [_stored_text(value) for value in coded.dictionary.to_pylist()]
    positions = coded.indices.fill_null(len(texts)).cast(pa.int32()).to_numpy()
    return positions, [*texts, ""]


def _stored_text(value: object) -> str:
    """A value as the questionnaire writes codes: 1 for 1.0 and for true."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def stored_numbers(column: pa.Array) -> np.ndarray:
    """The numbers of a kept column, NaN for an empty cell."""
    numbers = column.cast(pa.float64())
    return np.asarray(numbers.fill_null(float("nan")).to_numpy(zero_copy_only=False), dtype=float)
