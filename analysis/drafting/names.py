"""Names of questions from the names of columns: lower case letters, digits and _, each met once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from analysis.questionnaire.survey_tables import RESERVED_NAMES

LONGEST = 40


def slug(text: str) -> str:
    """The text in lower case letters, digits and single _; accents are taken off. May be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def question_names(columns: Iterable[str]) -> list[str]:
    """One name per column, in their order; a name met again has its rank added: q5, q5_2."""
    names: list[str] = []
    for position, column in enumerate(columns, start=1):
        names.append(distinct(_name(column, position), names))
    return names


def distinct(name: str, taken: Iterable[str]) -> str:
    """The name, with the first free rank added where it is taken."""
    used, candidate, rank = set(taken), name, 1
    while candidate in used:
        rank += 1
        candidate = f"{name}_{rank}"
    return candidate


def _name(column: str, position: int) -> str:
    name = _shortened(slug(column))
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
