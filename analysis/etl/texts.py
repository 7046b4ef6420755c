"""Values as text: the canonical form by which a received value meets a code."""

from __future__ import annotations

import datetime
import re

import numpy as np
import pandas as pd
import pyarrow as pa

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
            return distinct.dictionary.take(pa.array(joined)).to_pandas().astype("str")
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
        positions, uniques = pd.factorize(values, use_na_sentinel=True)
    texts = [*_in_words(uniques), ""]
    is_absent = positions < 0
    return np.where(is_absent, len(texts) - 1, positions) if is_absent.any() else positions, texts


def _in_words(uniques: pd.Index | np.ndarray) -> list[str]:
    if uniques.dtype == "str":
        return [text.strip() for text in uniques.tolist()]
    return [text_of(value) for value in np.asarray(uniques, dtype=object)]


def texts_of(values: pd.Series) -> np.ndarray:
    """Every value of a column as text, in an object array (n,)."""
    if values.dtype == "str":
        texts = [text.strip() if isinstance(text, str) else "" for text in values.tolist()]
        return np.array(texts, dtype=object)
    positions, texts = factorized(values)
    return np.array(texts, dtype=object)[positions]
