"""Questions and derived variables as frozen records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

Condition = Mapping[str, tuple[str, ...]]
"""Answered one of: question -> codes. Several questions must all hold."""

ABSENCES = ("not_asked", "refused", "dont_know", "no_answer", "left", "invalid")
"""Kinds of absence an answer can have: `left` before the question; `invalid`, a value the questionnaire
does not know."""
DECLARED_ABSENCES = ("refused", "dont_know", "no_answer", "not_asked")
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
class Noun:
    """What those who are counted are called: `one` with its article, a volunteer; `many`, volunteers."""

    one: str
    many: str


@dataclass(frozen=True)
class Derivation:
    """How a derived variable follows from its sources.

    `kind` is one of
    years_since (reference year minus a year), age_on (completed years from a date to the date `on`, or to
    the end of fieldwork), year_of (of a date), classes_of (bounds: code -> from inclusive, below exclusive),
    groups_of (groups: code -> codes of the source), count_of (number of answers ticked),
    sum_of and mean_of (of numbers, those of `reversed` turned round), points_of (points: source -> code ->
    points), region_of (of a department), bridged_region_of (of a region before 2016).
    `at_least` items must be answered for a sum, a mean or points; None means all.
    """

    kind: str
    sources: tuple[str, ...]
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    points: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    at_least: int | None = None
    reversed: tuple[str, ...] = ()
    on: str | None = None

    @property
    def source(self) -> str:
        """The first of the sources, "" where there is none."""
        return self.sources[0] if self.sources else ""

    @property
    def needs(self) -> tuple[str, ...]:
        """Every variable that is read: the sources, and the date an age is counted to."""
        return (*self.sources, self.on) if self.on else self.sources

    @property
    def is_score(self) -> bool:
        """Whether the variable adds up several items."""
        return self.kind in ("sum_of", "mean_of", "points_of")


@dataclass(frozen=True)
class Question:
    """One question of the questionnaire, or one variable derived from others.

    A multiple question has its answers in `columns` (code -> column), in `sets` (columns that each hold one
    code) or in one cell with a `delimiter`. A question of one answer may be a place of a ranking, `rank`;
    with a `delimiter`, its column lists the codes in their order. `other` names, for codes such as "other,
    please say", the column of the text that goes with it.
    """

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
    sets: tuple[str, ...] = ()
    other: Mapping[str, str] = field(default_factory=dict)
    delimiter: str | None = None
    rank: int | None = None
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
