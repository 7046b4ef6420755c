"""What was asked, as frozen records: the survey, its questions and indicators, and one edition of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from graphlib import TopologicalSorter
from math import inf
from typing import Literal

Condition = Mapping[str, tuple[str, ...]]
"""Answered one of: question -> codes. Several questions must all hold."""

QUESTION_TYPES = ("single", "multiple", "scale", "numeric", "text", "date")
ABSENCES = ("not_asked", "refused", "dont_know", "no_answer", "invalid")
"""Kinds of absence an answer can have; `invalid` is a value that the questionnaire does not know."""
DECLARED_ABSENCES = ("refused", "dont_know", "no_answer", "not_asked")
STATISTICS = ("share", "mean", "median", "total", "ratio")
DIRECTIONS = ("favourable", "unfavourable", "neutral")

SinglePsu = Literal["fail", "adjust", "average", "certainty"]


RANGE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)?\.\.(-?[0-9]+(?:\.[0-9]+)?)?")


@dataclass(frozen=True)
class Label:
    """A text in French and English; the one that is not given is the other."""

    fr: str
    en: str

    def to(self, language: str) -> str:
        """The text in `language`, "fr" or "en"."""
        return self.en if language == "en" else self.fr


@dataclass(frozen=True)
class Derivation:
    """How a derived variable follows from its source.

    `kind` is one of years_since (reference year minus a year), classes_of (bounds: code -> from
    inclusive, below exclusive), groups_of (groups: code -> codes of the source) or count_of (number
    of answers ticked).
    """

    kind: str
    source: str
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """One question of the questionnaire, or one variable derived from others."""

    name: str
    type: str
    text: Label
    label: Label
    codes: Mapping[str, Label] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked_if: Condition = field(default_factory=dict)
    column: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    delimiter: str | None = None
    ticked: tuple[str, ...] = ("1",)
    not_ticked: tuple[str, ...] = ("0",)
    empty: str = "no_answer"
    exclusive: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    unit: Label | None = None
    date_format: str | None = None
    required: bool = False
    derivation: Derivation | None = None

    @property
    def is_coded(self) -> bool:
        """Whether a respondent's answer is one code of a list."""
        return self.type in ("single", "scale")

    @property
    def is_number(self) -> bool:
        """Whether a respondent's answer is a number (a scale is one by its scores)."""
        return self.type in ("numeric", "scale")


@dataclass(frozen=True)
class Theme:
    """A chapter of the report."""

    name: str
    title: Label
    lead: Label | None = None


@dataclass(frozen=True)
class Population:
    """The respondents an indicator speaks of: those who answered one of."""

    name: str
    label: Label
    among: Condition


@dataclass(frozen=True)
class Indicator:
    """One figure, or one figure per answer, to be estimated for each group of each breakdown.

    `answers` are the answers counted by a share (none: every answer has its own row). `base` says who
    counts in the denominator of a share: those who "answered", or all who were "asked".
    """

    name: str
    title: Label
    theme: str
    statistic: str
    variable: str
    answers: tuple[str, ...] = ()
    denominator: str | None = None
    population: str | None = None
    base: str = "answered"
    direction: str = "neutral"
    unit: Label | None = None
    divide_by: float = 1.0
    headline: bool = False
    breakdowns: tuple[str, ...] | None = None


@dataclass(frozen=True)
class SamplingDesign:
    """Columns of the answers file that carry the sampling design."""

    weight: str | None = None
    strata: str | None = None
    psu: str | None = None
    single_psu: SinglePsu = "fail"


@dataclass(frozen=True)
class Weighting:
    """How respondents are weighted: `calibration` to the edition's margins is "none" or "raking"."""

    calibration: str = "none"
    variables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cleaning:
    """Who is kept: respondents who answered one of `keep_if`; of duplicates, the first or all."""

    keep_if: Condition = field(default_factory=dict)
    duplicates: str = "first"


@dataclass(frozen=True)
class Publication:
    """What may be shown: `confidential_below` so many respondents nothing; `reliability` "nchs" or "none"."""

    confidential_below: int = 11
    reliability: str = "nchs"
    level: float = 0.95
    interval: str = "logit"


@dataclass(frozen=True)
class Note:
    """What the methodology page states in words; every field is optional and a gap is shown as one."""

    purpose: Label | None = None
    population: Label | None = None
    excluded: Label | None = None
    frame: Label | None = None
    recruitment: Label | None = None
    incentives: Label | None = None
    producer: Label | None = None
    sponsor: Label | None = None
    mode: Label | None = None
    languages: Label | None = None
    weighting: Label | None = None
    availability: Label | None = None
    contact: Label | None = None
    simulation: Label | None = None


@dataclass(frozen=True)
class Survey:
    """A questionnaire with its indicators: the content of one survey.toml. Orders are the file's."""

    name: str
    title: Label
    questions: Mapping[str, Question]
    indicators: Mapping[str, Indicator]
    breakdowns: tuple[str, ...] = ()
    themes: Mapping[str, Theme] = field(default_factory=dict)
    populations: Mapping[str, Population] = field(default_factory=dict)
    identifier: str | None = None
    sampling: str = "volunteer"
    design: SamplingDesign = field(default_factory=SamplingDesign)
    weighting: Weighting = field(default_factory=Weighting)
    cleaning: Cleaning = field(default_factory=Cleaning)
    publication: Publication = field(default_factory=Publication)
    note: Note = field(default_factory=Note)

    @property
    def asked(self) -> Mapping[str, Question]:
        """The questions put to respondents, without the derived variables."""
        return {name: question for name, question in self.questions.items() if not question.derivation}

    @property
    def sources(self) -> Mapping[str, tuple[str, ...]]:
        """What each variable needs first: the source it derives from, or the questions that route to it."""
        return {
            name: (question.derivation.source,) if question.derivation else tuple(question.asked_if)
            for name, question in self.questions.items()
        }

    @property
    def order(self) -> tuple[str, ...]:
        """Every variable after those it needs. Raises graphlib.CycleError where there is no such order."""
        return tuple(TopologicalSorter(self.sources).static_order())

    @property
    def derived(self) -> Mapping[str, Question]:
        """The variables derived from the questions."""
        return {name: question for name, question in self.questions.items() if question.derivation}


def missing_ranges(missing: Mapping[str, tuple[str, ...]]) -> list[tuple[str, tuple[float, float]]]:
    """Kinds of absence that are ranges of numbers, "-9..-1" or "..0", with their bounds, both included."""
    found = []
    for kind, codes in missing.items():
        for code in codes:
            match = RANGE.fullmatch(code)
            if match and code != "..":
                low, high = match.groups()
                found.append((kind, (float(low or -inf), float(high or inf))))
    return found


@dataclass(frozen=True)
class AnswersFile:
    """The file of answers and how it is read; what is None is detected."""

    name: str
    encoding: str | None = None
    separator: str | None = None
    decimal: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class Edition:
    """One wave of a survey: the content of one edition.toml."""

    name: str
    title: Label
    file: AnswersFile
    start: date | None = None
    end: date | None = None
    reference_year: int | None = None
    invited: int | None = None
    simulated: bool = False
    not_asked: tuple[str, ...] = ()
    columns: Mapping[str, str | Mapping[str, str]] = field(default_factory=dict)
    recode: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    exclude: Mapping[str, str] = field(default_factory=dict)
    weighting: Weighting | None = None
    note: Note = field(default_factory=Note)
