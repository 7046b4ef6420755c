"""Several answers in a cell with a space between, as forms of ODK write them: codes, or words of answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from analysis.drafting.cells.column_profiles import Profile
from analysis.questionnaire.reading.cell_parts import parts_of

SPACED_CODES = re.compile(r"(?:[a-z_-][a-z0-9_-]*|\d{1,2})(?: (?:[a-z_-][a-z0-9_-]*|\d{1,2}))*")
"""Codes with a space between, as forms of ODK write them: no capitals, no accents, no three figures."""
LEAST_SPACED = 4
"""Cells of several codes, each made otherwise, from which on words are codes and no wording."""


def are_spaced_codes(profile: Profile) -> bool:
    """Whether codes stand with spaces between: each in several cells, unlike words, and half met alone."""
    if not all(map(SPACED_CODES.fullmatch, profile.values)):
        return False
    cells = [cell.split(" ") for cell in profile.values]
    met = Counter(part for cell in cells for part in {*cell})
    alone = {cell[0] for cell in cells if len(cell) == 1}
    lists = sum(len(cell) > 1 for cell in cells)
    return lists >= LEAST_SPACED and min(met.values()) > 1 and 2 * len(alone) >= len(met)


def met_alone(profile: Profile) -> tuple[str, ...]:
    """The words of answers where all other cells are several of them with a space between, each once: an
    export of ODK in words; else nothing."""
    values = sorted(profile.values, key=len)
    alone: list[str] = []
    lists = 0
    for value in values:
        parts = parts_of(value, " ", set(alone).__contains__)
        if len(parts) > 1 and len({*parts}) == len(parts) and {*parts} <= {*alone}:
            lists += 1
        else:
            alone.append(value)
    return tuple(alone) if lists >= LEAST_SPACED and lists >= len(alone) and len(alone) > 1 else ()


def said_of_spaces(parts: Sequence[str]) -> str:
    """What is said of words that are read so, with a cell of several as the example."""
    listed = " and ".join(f"“{part}”" for part in parts)
    return (
        f"Read as several answers with a space between: “{' '.join(parts)}” is {listed}, each met alone. If "
        'it is one answer, write type = "single" and codes.'
    )
