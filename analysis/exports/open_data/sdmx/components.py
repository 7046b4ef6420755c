"""Dimensions, measure and attributes of the released indicators in SDMX, with their lists of codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.exports.open_data.data_package import columns_in
from analysis.exports.open_data.data_set import DataSet
from analysis.exports.open_data.sdmx.code_ids import CODED, CodeIds, ListedCode
from analysis.questionnaire import Label
from analysis.results.released_columns import RELEASED_INDICATORS
from analysis.results.schema import ColumnType, FileColumn

Role = Literal["dimension", "time", "measure", "attribute"]
DIMENSIONS = ("indicator", "item", "population", "breakdown", "group")
NOT_THERE = ("survey", "edition", "label_fr", "label_en")
"""Columns that the structure says once, or that lists of codes have."""
NAMES = {"value": "OBS_VALUE", "unit": "UNIT_MEASURE", "with": "COUNTED_WITH"}
"""Columns -> concepts that SDMX has a name for, or whose name would be a riddle alone."""
TEXT_TYPES: Mapping[ColumnType, str] = {
    "text": "String",
    "whole": "Integer",
    "number": "Double",
    "boolean": "Boolean",
}
TIME = "TIME_PERIOD"
OBS_STATUS = {"shown": "A", "footnote": "A", "caution": "U", "suppressed": "Q", "empty": "M", "hidden": "Q"}
"""The words of the column status -> codes of SDMX's list of observation statuses."""
CONF_STATUS = {"hidden": "C"}
FREE = "F"
"""The confidentiality of a figure: hidden, or free."""
STANDARD_CODES: Mapping[str, tuple[ListedCode, ...]] = {
    "OBS_STATUS": (
        ListedCode("A", "A", Label("Valeur normale", "Normal value")),
        ListedCode("U", "U", Label("Faible fiabilité", "Low reliability")),
        ListedCode("Q", "Q", Label("Valeur manquante, supprimée", "Missing value; suppressed")),
        ListedCode("M", "M", Label("Valeur manquante, impossible", "Missing value; data cannot exist")),
    ),
    "CONF_STATUS": (
        ListedCode("F", "F", Label("Diffusable", "Free (free for publication)")),
        ListedCode("C", "C", Label("Confidentiel", "Confidential statistical information")),
    ),
}
STANDARD_NAMES = {
    "OBS_STATUS": Label("Statut de l'observation", "Observation status"),
    "CONF_STATUS": Label("Statut de confidentialité", "Confidentiality status"),
}


@dataclass(frozen=True)
class Component:
    """A dimension, the measure or an attribute: its id, what it means, its codes or else its type.

    `column` is that of indicators.csv; nothing for what follows from other columns.
    """

    id: str
    role: Role
    name: Label
    column: str = ""
    text_type: str = "String"
    codes: tuple[ListedCode, ...] = ()

    @property
    def is_coded(self) -> bool:
        """Whether its values are those of a list."""
        return bool(self.codes)


def components(data_set: DataSet, ids: CodeIds) -> list[Component]:
    """What a row has, in the order of the data: dimensions, the measure, attributes."""
    file = RELEASED_INDICATORS
    columns = [c for c in columns_in(file, data_set.tables[file]) if c.name not in NOT_THERE]
    named = {column.name: _of_column(column, ids) for column in columns}
    dimensions = [named.pop(name) for name in DIMENSIONS]
    if year_of(data_set):
        dimensions.append(Component(TIME, "time", Label("Année de l'enquête", "Year of the survey")))
    measure = named.pop("value")
    of_standard = [
        Component(name, "attribute", STANDARD_NAMES[name], codes=codes)
        for name, codes in STANDARD_CODES.items()
    ]
    return [*dimensions, measure, *of_standard, *named.values()]


def year_of(data_set: DataSet) -> str:
    """The year in which the edition was in the field, or which it refers to; nothing where none is known."""
    edition = data_set.edition
    day = edition.end or edition.start
    year = day.year if day else edition.reference_year
    return str(year) if year else ""


def _of_column(column: FileColumn, ids: CodeIds) -> Component:
    name = column.name
    role: Role = "dimension" if name in DIMENSIONS else "measure" if name == "value" else "attribute"
    words = tuple(ListedCode(word, word, Label(word, word)) for word in column.words)
    codes = ids.lists[name] if name in CODED else words
    meaning = Label(column.meaning.fr, column.meaning.en)
    return Component(NAMES.get(name, name.upper()), role, meaning, name, TEXT_TYPES[column.type], codes)
