"""The released indicators as SDMX-CSV 2.0, a row each, with the structure that says what its columns mean.

https://github.com/sdmx-twg/sdmx-csv (data message 2.0, for SDMX 3.0).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.exports.open_data.data_set import DataSet
from analysis.exports.open_data.sdmx.code_ids import CODED, CodeIds, code_ids
from analysis.exports.open_data.sdmx.components import (
    CONF_STATUS,
    FREE,
    OBS_STATUS,
    TIME,
    Component,
    components,
    year_of,
)
from analysis.exports.open_data.sdmx.structure_message import reference, structure_message
from analysis.exports.open_data.written_bytes import csv_rows
from analysis.results.released_columns import RELEASED_INDICATORS

HEAD = ("STRUCTURE", "STRUCTURE_ID", "ACTION")
INFORMATION = "I"
"""What the rows are sent for: to be read, not to add to others or take them away."""


def sdmx(data_set: DataSet) -> dict[str, bytes]:
    """Name -> bytes: indicators.csv as SDMX-CSV 2.0, and structure.xml."""
    ids = code_ids(data_set)
    found = components(data_set, ids)
    start = ("dataflow", reference(data_set), INFORMATION)
    rows = [
        (*start, *_cells(row, found, ids, year_of(data_set)))
        for row in data_set.release.rows(RELEASED_INDICATORS)
    ]
    heading = (*HEAD, *(each.id for each in found))
    return {
        RELEASED_INDICATORS.name: csv_rows(heading, rows),
        "structure.xml": structure_message(data_set, found),
    }


def _cells(row: Mapping[str, str], found: Sequence[Component], ids: CodeIds, year: str) -> list[str]:
    said = {
        TIME: year,
        "OBS_STATUS": OBS_STATUS[row["status"]],
        "CONF_STATUS": CONF_STATUS.get(row["status"], FREE),
    }
    return [
        said[each.id]
        if not each.column
        else ids.of(each.column, row)
        if each.column in CODED
        else row[each.column]
        for each in found
    ]
