"""What a column of the answers file holds: its distinct values, and what the file says of it."""

from __future__ import annotations

import datetime
import numbers
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analysis.drafting.absences import is_marker
from analysis.etl import ColumnDescription, Received
from analysis.etl.texts import factorized, without_decimals

ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?")


@dataclass(frozen=True)
class Profile:
    """One column: distinct values with how often each occurs, blanks apart.

    `values` are answers; `markers` stand for none (NA, #NAME?). `categories` are the answers in the order in
    which the file lists them, () where it does not. `stored` is "number", "date" or "text"
    where the file says so (.sav, .dta), else "".
    """

    column: str
    values: Mapping[str, int]
    markers: Mapping[str, int] = field(default_factory=dict)
    blanks: int = 0
    stored: str = ""
    described: ColumnDescription = field(default_factory=ColumnDescription)
    categories: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The column's label, or its name."""
        return self.described.label or self.column

    @property
    def answered(self) -> int:
        """How many respondents have a value."""
        return sum(self.values.values())

    @property
    def without_answer(self) -> int:
        """How many respondents have none."""
        return self.blanks + sum(self.markers.values())


def profiles_of(received: Received) -> list[Profile]:
    """The profile of every column, in the order of the file."""
    frame = received.answers
    profiles = [_profile(name, frame[name], received.columns.get(name)) for name in map(str, frame.columns)]
    return [replace(each, categories=received.categories.get(each.column, ())) for each in profiles]


def _profile(column: str, values: pd.Series, described: ColumnDescription | None) -> Profile:
    counts = _counts(values)
    blanks = counts.pop("", 0)
    markers = {} if described else {text: n for text, n in counts.items() if is_marker(text)}
    kept = {text: n for text, n in counts.items() if text not in markers}
    stored = _stored(values) if described else ""
    return Profile(column, kept, markers, blanks, stored, _canonical(described or ColumnDescription()))


def _canonical(described: ColumnDescription) -> ColumnDescription:
    """The description with its codes written as values are: 1.0 is 1."""
    codes = {without_decimals(code): label for code, label in described.codes.items() if code}
    missing = dict.fromkeys(code if ".." in code else without_decimals(code) for code in described.missing)
    return replace(described, codes=codes, missing=tuple(missing))


def _counts(values: pd.Series) -> dict[str, int]:
    """Distinct texts and their frequency, in natural order; 1.0 and 1 are one text."""
    positions, texts = factorized(values)
    counts: dict[str, int] = {}
    for text, n in zip(texts, np.bincount(positions, minlength=len(texts)).tolist(), strict=True):
        if n:
            counts[without_decimals(text)] = counts.get(without_decimals(text), 0) + n
    return {text: counts[text] for text in sorted(counts, key=natural_order)}


def _stored(values: pd.Series) -> str:
    """How a labelled file stores its values; months and quarters arrive as dates in words."""
    if values.dtype.kind in "iuf":
        return "number"
    present = list(values.dropna().head(1000))
    if present and all(map(_is_date, present)):
        return "date"
    others = [value for value in present if not isinstance(value, str)]
    return "number" if others and all(isinstance(value, numbers.Real) for value in others) else "text"


def _is_date(value: object) -> bool:
    is_iso = isinstance(value, str) and ISO_DATE.fullmatch(value) is not None
    return is_iso or isinstance(value, datetime.date)


def natural_order(text: str) -> tuple[tuple[int, float, str], ...]:
    """A sort key by which 2 comes before 10 and "6-10" before "11-20"."""
    if re.fullmatch(r"-\d+(\.\d+)?", text):
        return ((0, float(text), ""),)
    parts = re.split(r"(\d+)", text.casefold())
    return tuple((0, float(part), "") if part.isdecimal() else (1, 0.0, part) for part in parts if part)
