"""Values as text: the canonical form by which a received value meets a code."""

from __future__ import annotations

import datetime
import re

import numpy as np
import pandas as pd

INTEGRAL = re.compile(r"([+-]?\d+)\.0*")


def text_of(value: object) -> str:
    """One received value as text: 1.0 is "1", a date is ISO, nothing is ""."""
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, str):
        return value.strip()
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
    match = INTEGRAL.fullmatch(text)
    return match.group(1) if match else text


def factorized(values: pd.Series) -> tuple[np.ndarray, list[str]]:
    """Positions (n,) in a list of texts, and that list: each distinct value is put in words once."""
    positions, uniques = pd.factorize(values, use_na_sentinel=True)
    texts = [text_of(value) for value in uniques]
    return np.where(positions < 0, len(texts), positions), [*texts, ""]


def texts_of(values: pd.Series) -> np.ndarray:
    """Every value of a column as text, in an object array (n,)."""
    positions, texts = factorized(values)
    return np.array(texts, dtype=object)[positions]
