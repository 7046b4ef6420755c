"""What codes of the released indicators are called in SDMX: an id has letters, digits, _ and - alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from analysis.exports.open_data.code_lists import Code
from analysis.exports.open_data.data_set import DataSet
from analysis.questionnaire import Label
from analysis.results.released_columns import RELEASED_INDICATORS
from analysis.results.schema import WHOLE

TOTAL, NOT_APPLICABLE = "_T", "_Z"
"""The codes that every list of SDMX has for all, and for what a row has not."""
NONE = Label("Sans objet", "Not applicable")
OF_VARIABLES = {"item": "indicator", "group": "breakdown"}
"""Columns whose codes mean something by another column -> that column."""
CODED = ("theme", "indicator", "item", "population", "breakdown", "group")
"""Columns that hold codes of the survey."""


@dataclass(frozen=True)
class ListedCode:
    """A code in a list of SDMX: its id there, and as the release has it."""

    id: str
    code: str
    label: Label


@dataclass(frozen=True)
class CodeIds:
    """The lists by column, and the id of each code: (column, variable, code) -> id."""

    lists: Mapping[str, tuple[ListedCode, ...]]
    ids: Mapping[tuple[str, str, str], str]

    def of(self, column: str, row: Mapping[str, str]) -> str:
        """The id of what a row has in a column."""
        variable = row[OF_VARIABLES[column]] if column in OF_VARIABLES else ""
        return self.ids[column, variable, row[column]]


def code_ids(data_set: DataSet) -> CodeIds:
    """The codes that rows of indicators.csv have, each with an id that no other of its column has."""
    used = set(_used(data_set.release.rows(RELEASED_INDICATORS)))
    codes = [code for code in data_set.codes if (code.column, code.variable, code.code) in used]
    lists: dict[str, list[ListedCode]] = {column: [] for column in CODED}
    ids: dict[tuple[str, str, str], str] = {}
    codes += [Code(*blank, NONE) for blank in sorted(used) if not blank[2]]
    for code in codes:
        found = lists[code.column]
        known = {each.id for each in found}
        wanted = _id(code)
        given = wanted if wanted in (TOTAL, NOT_APPLICABLE) else _free(wanted, known)
        ids[code.column, code.variable, code.code] = given
        if given not in known:
            found.append(ListedCode(given, code.code, code.label))
    return CodeIds({column: tuple(found) for column, found in lists.items()}, ids)


def _used(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, str, str]]:
    for row in rows:
        for column in CODED:
            yield column, row[OF_VARIABLES[column]] if column in OF_VARIABLES else "", row[column]


def _id(code: Code) -> str:
    if not code.code:
        return NOT_APPLICABLE
    if code.code == WHOLE:
        return TOTAL
    return plain_id(f"{code.variable}__{code.code}" if code.column in OF_VARIABLES else code.code)


def plain_id(text: str) -> str:
    """The text in letters, digits, _ and -, as an id of SDMX is written."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", text)


def _free(wanted: str, taken: set[str]) -> str:
    free, rank = wanted, 1
    while free in taken | {TOTAL, NOT_APPLICABLE}:
        rank += 1
        free = f"{wanted}_{rank}"
    return free
