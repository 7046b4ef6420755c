"""The answers as received, before anything is interpreted, and what is known of their file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.faults import Fault


class DataError(Fault):
    """The answers, the margins or their file are at fault; the message says how to put it right."""


@dataclass(frozen=True)
class Source:
    """Where the answers came from and how the file was read."""

    name: str
    sha256: str
    bytes: int
    format: str
    encoding: str | None = None
    separator: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    remarks: tuple[str, ...] = ()
    blank_rows: int = 0


@dataclass(frozen=True)
class ColumnDescription:
    """What an SPSS, Stata or SAS file says of one of its columns.

    `measure` is "ordinal", "nominal", "scale", or "" where nothing is said.
    """

    label: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    measure: str = ""


@dataclass(frozen=True)
class AnswerSet:
    """A multiple-response set: several columns that hold the answers to one question."""

    name: str
    label: str
    columns: tuple[str, ...]
    counted: str | None


@dataclass(frozen=True)
class Received:
    """One row per respondent, one column per column of the file, values as received."""

    answers: pd.DataFrame
    source: Source
    columns: Mapping[str, ColumnDescription] = field(default_factory=dict)
    answer_sets: tuple[AnswerSet, ...] = ()
