"""A question as it is drafted: what is written of it, and what an analyst should look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis import faults


@dataclass(frozen=True)
class Drafted:
    """One question. `remarks` are comments above it, `asides` comments after one of its codes."""

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
    remarks: tuple[str, ...] = ()
    asides: Mapping[str, str] = field(default_factory=dict)
    label: str = ""
    asked_if: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    other: Mapping[str, str] = field(default_factory=dict)
    sets: tuple[str, ...] = ()
    exclusive: tuple[str, ...] = ()
    minimum: str = ""
    maximum: str = ""
    required: bool = False
    theme: str = ""


def columns_of(question: Drafted) -> list[str]:
    """Every column that a question reads, each once."""
    named = (question.column, *question.columns.values(), *question.sets, *question.other.values())
    return list(dict.fromkeys(filter(None, named)))


def some(values: list[str], limit: int = 8) -> str:
    """The first values, each cut short, and how many more there are."""
    return faults.some((value if len(value) <= 40 else f"{value[:39]}…" for value in values), limit)
