"""What of the definitions differs between two builds, key by key: what stood there, and what stands there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.reporting.language.typography import cut_at_word
from analysis.steps.comparing.compared_sides import CAUSES, Cause, Side, deciding

LONGEST = 80
"""Characters of a value that is shown."""


@dataclass(frozen=True)
class ChangedKey:
    """A key of a definition, or a row of its table, that differs; nothing where one side has none.

    `place` is the file and the way in it: survey.toml indicators.forme.answers.
    """

    cause: Cause
    place: str
    before: str
    after: str


def changed_keys(before: Side, after: Side) -> list[ChangedKey]:
    """Every key that a figure may follow from and that differs, cause by cause; none where the definitions of
    a side are not at hand."""
    if not before.parts or not after.parts:
        return []
    sides = deciding(before.definitions), deciding(after.definitions)
    return [
        ChangedKey(cause, place, was, now)
        for cause in CAUSES
        for place, was, now in _differences(*(_leaves(side[cause]) for side in sides))
    ]


def _differences(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for place in {**was, **now}:
        if was.get(place) != now.get(place):
            yield place, was.get(place, ""), now.get(place, "")


def _leaves(tables: Mapping[str, Any]) -> dict[str, str]:
    """Place -> text of every value; a table of rows by its first two cells, which name them."""
    found: dict[str, str] = {}
    for name, content in tables.items():
        file, _, key = name.partition(":")
        inside = {key: content} if key else _rows(content)
        found |= {f"{file} {place}": _said(value) for place, value in _flat(inside)}
    return found


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        place = f"{above}.{key}" if above else key
        if isinstance(value, Mapping):
            yield from _flat(value, place)
        else:
            yield place, value


def _rows(content: str) -> dict[str, str]:
    """The rows of a table under its headings."""
    _, *rows = [row for row in csv.reader(io.StringIO(content)) if row] or [[]]
    return {", ".join(row[:2]): ", ".join(row[2:]) for row in rows}


def _said(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return cut_at_word(" ".join(text.split()), LONGEST) or "–"
