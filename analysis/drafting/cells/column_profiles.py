"""What a column of the answers file holds: values, absences, and words that respondents typed."""

from __future__ import annotations

import datetime
import numbers
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.etl.personal_data import masked
from analysis.questionnaire.kinds.cells import factorized, without_decimals
from analysis.sources.received import ColumnDescription, ColumnWording, Received

REMEMBERED = 2**16
"""Labels whose meaning is kept: the same answers stand in many columns."""
MARKERS = re.compile(
    r"na|n/a|nan|null|-|--|\.|#n/a|#name\?|#value!|#ref!|#div/0!|#null!|#num!|#nom\?|#valeur!|#nul!|#nombre!"
)
"""Cells of spreadsheets and statistical programs that are no answer, in lower case."""

WORDS = {
    "dont_know": r"\bnsp|ne (le )?sai[ts] pas|sans avis|(don't|dont|do not|doesn't) know|\bdk\b|not sure",
    "refused": r"refus|prefer not|rather not|declined|ne (souhaite|veut|desire) pas|prefere ne pas|\bnvpd?\b",
    "no_answer": r"^\W*(non[ -]?reponses?|(sans|pas de|aucune) reponse|no (answer|response)|vide)\W*$",
    "not_asked": r"not asked|non pose|applicable|non concerne|sans objet|hors champ|\binap\b|\bn/a\b|filtre",
}
"""Kind of absence -> words of its labels, in lower case without accents."""

OF_NONE = (
    r"nsp|(je )?ne (le )?sai[ts] pas( du tout)?|(i )?(don't|dont|do not|doesn't) know|dk",
    r"non[ -]?reponses?|(sans|pas de|aucune) reponse|nr|no (answer|response)",
    r"ne se prononce pas|nvpd?|refuse? de repondre|(refused|prefer not|rather not|declined?) to (say|answer)",
    r"(je )?(ne (souhaite|veut|desire)s? pas|prefere ne pas) (y )?repondre( a cette question)?",
)
ONLY_NONE = re.compile(
    "(\\d+\\W+)?\\W*({0})(( ?[/,;-] ?| ou | or )({0}))*\\W*(\\([^)]*\\)\\W*)?".format("|".join(OF_NONE))
)
"""A label that says that there is no answer and nothing else, in lower case without accents; with a remark in
brackets."""

ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?")

PERSONAL = re.compile(
    r"[^\s@]+@[^\s@]+\.\w|https?://|\bwww\.\w|(?<![\d.])\d{1,3}(\.\d{1,3}){3}(?![\d.])|"
    r"(?<!\d)(\+\d{1,3}[ .-]?\(?\d|0[1-9]|\(\d{3}\) ?\d)([ .-]?\d){7,11}(?!\d)"
)
"""E-mail addresses, addresses of pages and machines, telephone numbers."""
OF_PERSONAL = re.compile(r"[@＠0-9]|www|http|[(\[{]\s?a|\sarobas", re.IGNORECASE)
SHORTEST_PERSONAL = 6
"""Without any of these, or in fewer letters, there is no address or number to look for."""
SELECTED = " - Selected Choice"
"""What Qualtrics adds to the wording of a question beside which another is typed."""
LONG = 25
MANY_RESPONDENTS = 5
LEAST_REPEATED = 0.9


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
    wording: ColumnWording = field(default=ColumnWording(""))

    @property
    def text(self) -> str:
        """The column's label, what further heading rows say of it, or its name."""
        said = joined_words(self.wording.question.removesuffix(SELECTED), self.wording.item)
        return self.described.label or said or self.column

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
    return [
        replace(
            each,
            categories=received.categories.get(each.column, ()),
            wording=received.wordings.get(each.column, ColumnWording("")),
        )
        for each in profiles
    ]


def joined_words(question: str, item: str) -> str:
    """A question and its row or choice as one text."""
    return f"{question} – {item}" if question and item else question or item


def _profile(column: str, values: pd.Series, described: ColumnDescription | None) -> Profile:
    counts = _counts(values)
    blanks = counts.pop("", 0)
    markers = {} if described else {text: n for text, n in counts.items() if is_marker(text)}
    kept = {text: n for text, n in counts.items() if text not in markers}
    stored = _stored(values) if described else ""
    return Profile(column, kept, markers, blanks, stored, _canonical(described or ColumnDescription()))


def is_marker(text: str) -> bool:
    """Whether a cell of a file without labels stands for no answer."""
    return MARKERS.fullmatch(text.casefold()) is not None


def kind_of_absence(label: str) -> str:
    """refused, dont_know or not_asked by the words of a label; no_answer where none of them is there."""
    return absence_meant(label) or "no_answer"


@lru_cache(REMEMBERED)
def absence_meant(label: str) -> str | None:
    """The kind of absence that the words of a label mean, None where they mean none."""
    plain = _plain(label)
    return next((kind for kind, words in WORDS.items() if re.search(words, plain)), None)


def says_only_absence(label: str) -> bool:
    """Whether a label says that there is no answer and nothing else: « Ne sait pas / NSP », but neither « Ne
    sait pas encore » nor « Sans opinion »."""
    return ONLY_NONE.fullmatch(_plain(label)) is not None


def absences_by_kind(absent: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Codes of absence by the kind that their labels mean."""
    kinds: dict[str, tuple[str, ...]] = {}
    for code, label in absent.items():
        kind = kind_of_absence(label)
        kinds[kind] = (*kinds.get(kind, ()), code)
    return kinds


def _plain(label: str) -> str:
    letters = unicodedata.normalize("NFKD", label.replace("\u2019", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


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
    order = float if all(map(str.isdecimal, filter(None, counts))) and "" not in counts else natural_order
    return {text: counts[text] for text in sorted(counts, key=order)}


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


def is_typed(values: Mapping[str, int]) -> bool:
    """Whether values with their frequency are sentences of respondents, or ways to reach them.

    Sentences have spaces and are long on average; the answers of a closed question may be so too, but
    nearly all respondents then gave one that several others gave.
    """
    return is_personal(values) or (are_sentences(values) and not _are_repeated(values))


def is_personal(values: Mapping[str, int]) -> bool:
    """Whether a value holds an e-mail address, a telephone number or the address of a page or machine."""
    may_be = (value for value in values if len(value) >= SHORTEST_PERSONAL and OF_PERSONAL.search(value))
    return any(PERSONAL.search(value) or masked(value) != (value, 0, 0) for value in may_be)


def are_sentences(values: Mapping[str, int]) -> bool:
    """Whether the values have spaces and are long on average."""
    with_spaces = sum(" " in value for value in values)
    return 2 * with_spaces > len(values) and sum(map(len, values)) > LONG * len(values)


def _are_repeated(values: Mapping[str, int]) -> bool:
    repeated = sum(n for n in values.values() if n >= MANY_RESPONDENTS)
    return repeated >= LEAST_REPEATED * sum(values.values())
