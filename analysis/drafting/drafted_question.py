"""Questions as they are drafted, before they are written to survey.toml."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis import faults
from analysis.questionnaire.fixed_words import Condition
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.reading.written_numbers import PLAIN, NumberForm
from analysis.questionnaire.surveys import RESERVED_NAMES

LONGEST = 40
INTERNAL = re.compile(r"[^\W\d_]\w*(?:[\d_.]|(?<=[a-z])[A-Z])[\w.]*")
"""Names of columns in which words are joined by signs or capitals, or numbered."""


@dataclass(frozen=True)
class Rival:
    """A reading of a question in words, as keys, and what of the question is otherwise then."""

    said: str
    keys: str
    changes: Mapping[str, Any]


@dataclass(frozen=True)
class Drafted:
    """One question. `remarks` are comments above it, `asides` comments after one of its codes.

    `rivals` are the readings that its cells allow, that which is taken first; none where there is one.
    """

    wanted_name: str
    type: str
    text: str
    column: str = ""
    scale: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    delimiter: str = ""
    rank: int = 0
    ticked: tuple[str, ...] = ()
    not_ticked: tuple[str, ...] = ()
    blank_is_not_ticked: bool = False
    date_format: str = ""
    is_year: bool = False
    is_ordered: bool = False
    form: NumberForm = PLAIN
    unit: str = ""
    remarks: tuple[str, ...] = ()
    asides: Mapping[str, str] = field(default_factory=dict)
    label: str = ""
    asked_if: Condition = field(default_factory=dict)
    other: Mapping[str, str] = field(default_factory=dict)
    sets: tuple[str, ...] = ()
    exclusive: tuple[str, ...] = ()
    minimum: str = ""
    maximum: str = ""
    required: bool = False
    theme: str = ""
    aside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rivals: tuple[Rival, ...] = ()


def is_unworded(question: Drafted) -> bool:
    """Whether its text is the name of a column as programs write them, A101 or nbHeures, and no wording."""
    return question.text in (question.column, question.wanted_name) and bool(
        INTERNAL.fullmatch(question.text)
    )


def columns_of(question: Drafted) -> list[str]:
    """Every column that a question reads, each once."""
    named = (question.column, *question.columns.values(), *question.sets, *question.other.values())
    return list(dict.fromkeys(filter(None, named)))


def is_plain_choice(question: Drafted) -> bool:
    """Whether the question has one answer of a list without an order."""
    kind = kind_of(question)
    return kind.is_coded and not kind.is_ordered


def some(values: list[str], limit: int = 8) -> str:
    """The first values, each cut short, and how many more there are."""
    return faults.some(map(short, values), limit)


def short(value: str) -> str:
    """The value, cut short where it would fill a line."""
    return value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…"


def slug(text: str) -> str:
    """The text in lower case letters, digits and single _; accents are taken off. May be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def question_names(columns: Iterable[str]) -> list[str]:
    """One name per column, in their order; a name met again has its rank added: q5, q5_2."""
    names: dict[str, None] = {}
    for position, column in enumerate(columns, start=1):
        names[distinct(_name(column, position), names)] = None
    return [*names]


def distinct(name: str, taken: Iterable[str]) -> str:
    """The name, with the first free rank added where it is taken."""
    used = taken if isinstance(taken, Mapping) else set(taken)
    candidate, rank = name, 1
    while candidate in used:
        rank += 1
        candidate = f"{name}_{rank}"
    return candidate


def _name(column: str, position: int) -> str:
    name = _shortened(slug(html.unescape(column)))
    if not name:
        return f"column_{position}"
    if name[0].isdigit():
        return f"q{name}"
    return f"q_{name}" if name in RESERVED_NAMES else name


def _shortened(name: str) -> str:
    """At most LONGEST characters, ending with a whole word where there is one."""
    if len(name) <= LONGEST:
        return name
    cut = name[: LONGEST + 1]
    return cut[: cut.rfind("_")] if "_" in cut else name[:LONGEST]
