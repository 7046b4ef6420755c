"""Margins and loadings, read from CSV: what share each answer takes, and what inclines people to it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.questionnaire import Condition, DeclaredAbsence

FOLDER = Path(__file__).parent
ASSUMPTION = "assumption"
ABSENCE_CODES: tuple[DeclaredAbsence, ...] = ("no_answer", "refused", "dont_know")


@dataclass(frozen=True)
class AnswerMargin:
    """The share (0–100) that `code` of `question` takes among those asked, or among `population`.

    `code` is an answer, an interval low:high of a numeric question (bounds included), or one of
    no_answer, refused, dont_know. `source` is `assumption` when the share is not published.
    """

    question: str
    code: str
    population: str
    value: float
    source: str
    date: str
    note: str

    @property
    def is_published(self) -> bool:
        """Whether the share is a published figure."""
        return self.source != ASSUMPTION


@dataclass(frozen=True)
class Loading:
    """How strongly `trait` inclines to `code` of `question` (no code: to the higher answers, or to all)."""

    question: str
    code: str
    trait: str
    strength: float


def read_margins(survey: str, edition: str, folder: Path = FOLDER) -> list[AnswerMargin]:
    """The margins of one edition, in the order of the file."""
    rows = _rows(folder / "margins" / f"{survey}_{edition}.csv")
    return [AnswerMargin(value=float(row.pop("value")), **row) for row in rows]


def read_loadings(survey: str, folder: Path = FOLDER) -> list[Loading]:
    """The loadings of one survey, in the order of the file."""
    rows = _rows(folder / "loadings" / f"{survey}.csv")
    return [Loading(strength=float(row.pop("strength")), **row) for row in rows]


def read_remarks(survey: str, folder: Path = FOLDER) -> list[str]:
    """The invented open answers of one survey."""
    return [row["text"] for row in _rows(folder / "remarks" / f"{survey}.csv")]


def shares_of(margins: Iterable[AnswerMargin], question: str) -> dict[str, dict[str, float]]:
    """The shares 0–1 of a question's answers: population -> code -> share; populations in file order."""
    shares: dict[str, dict[str, float]] = {}
    for margin in margins:
        if margin.question == question and margin.code not in ABSENCE_CODES:
            shares.setdefault(margin.population, {})[margin.code] = margin.value / 100
    return shares


def absences_of(margins: Iterable[AnswerMargin], question: str) -> dict[str, float]:
    """The shares 0–1 of each kind of absence that the margins state for a question."""
    return {
        margin.code: margin.value / 100
        for margin in margins
        if margin.question == question and margin.code in ABSENCE_CODES
    }


def condition_of(text: str) -> Condition:
    """The condition written as question=code|code, several joined by &; empty for everyone."""
    parts = (part.split("=", 1) for part in text.split("&") if part)
    return {name.strip(): tuple(codes.strip().split("|")) for name, codes in parts}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
