"""One edition of a survey as frozen records: its files, and what differs this time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from analysis.questionnaire.fixed_words import Label
from analysis.questionnaire.surveys import Note, Weighting


@dataclass(frozen=True)
class AnswersFile:
    """A file of answers and how it is read; what is None is detected.

    Of several files, `columns` gives the columns that are named otherwise in this one (here -> elsewhere) and
    `constants` columns with one value for every row; `prefix` stands before its identifiers, "" for none.
    `answers` says whether cells hold "codes" or "labels".
    """

    name: str
    encoding: str | None = None
    separator: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    answers: str = "codes"
    prefix: str = ""


@dataclass(frozen=True)
class Edition:
    """One wave of a survey: the content of one edition.toml.

    `columns` names where a question stands this time; of a derived variable, the column in which this edition
    asked it directly. `breaks` says of questions and indicators why their series is broken here.
    """

    name: str
    title: Label
    files: tuple[AnswersFile, ...]
    start: date | None = None
    end: date | None = None
    reference_year: int | None = None
    invited: int | None = None
    simulated: bool = False
    not_asked: tuple[str, ...] = ()
    columns: Mapping[str, str | Mapping[str, str]] = field(default_factory=dict)
    recode: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    exclude: Mapping[str, str] = field(default_factory=dict)
    breaks: Mapping[str, Label] = field(default_factory=dict)
    weighting: Weighting | None = None
    note: Note = field(default_factory=Note)
