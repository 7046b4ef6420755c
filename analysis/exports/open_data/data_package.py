"""The release as a Data Package (version 2): its tables as they are, with a descriptor that programs check.

https://datapackage.org/standard/data-package/ and the specifications of resources and table schemas under it.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from analysis.exports.harmless_texts import LANGUAGES, plain_label
from analysis.exports.open_data.code_lists import CODES
from analysis.exports.open_data.data_set import DataSet
from analysis.exports.open_data.written_bytes import csv_rows, json_text
from analysis.questionnaire import Label
from analysis.results.schema import ColumnType, File, FileColumn, Wording

PROFILE = "https://datapackage.org/profiles/2.0/{}.json"
TYPES: Mapping[ColumnType, str] = {
    "text": "string",
    "whole": "integer",
    "number": "number",
    "boolean": "boolean",
}
"""The types of a table schema by those of our columns."""


def data_package(data_set: DataSet) -> dict[str, bytes]:
    """Name -> bytes: the released tables, their codes with labels, and datapackage.json."""
    tables = tables_with_codes(data_set)
    descriptor = _descriptor(data_set, tables)
    return {file.name: content for file, content in tables.items()} | {
        "datapackage.json": json_text(descriptor)
    }


def tables_with_codes(data_set: DataSet) -> dict[File, bytes]:
    """The released tables, byte for byte, and codes.csv."""
    codes = [code.cells for code in data_set.codes]
    return {**data_set.tables, CODES: csv_rows(CODES.names, codes)}


def _descriptor(data_set: DataSet, tables: Mapping[File, bytes]) -> dict[str, Any]:
    descriptor: dict[str, Any] = {
        "$schema": PROFILE.format("datapackage"),
        "name": data_set.name,
        "title": in_both(data_set.title),
        "description": in_both(data_set.description),
    }
    if data_set.url:
        descriptor["homepage"] = data_set.url
    keywords = [*dict.fromkeys(word for words in data_set.keywords.values() for word in words)]
    if keywords:
        descriptor["keywords"] = keywords
    contributors = [
        {"title": in_both(label), "roles": [role]}
        for role, label in (("producer", data_set.noted("producer")), ("funder", data_set.noted("sponsor")))
        if label is not None
    ]
    if contributors:
        descriptor["contributors"] = contributors
    if (said := data_set.noted("licence")) is not None:
        descriptor["rights"] = in_both(said)
    if data_set.licence:
        licence = data_set.licence
        descriptor["licenses"] = [{"name": licence.name, "path": licence.url, "title": licence.title}]
    return {**descriptor, "resources": [_resource(*each) for each in tables.items()]}


def in_both(label: Label) -> str:
    """The text in French, and in English after a stroke where that is another."""
    said = plain_label(label)
    return " / ".join(dict.fromkeys(said[language] for language in LANGUAGES if said[language]))


def worded(wording: Wording) -> str:
    """A meaning in French and in English."""
    return in_both(Label(wording.fr, wording.en))


def columns_in(file: File, content: bytes) -> list[FileColumn]:
    """The columns of the schema that a table has, in its order."""
    heading = content.decode("utf-8").partition("\n")[0].split(",")
    known = {column.name: column for column in file.columns}
    return [known[name] for name in heading]


def _resource(file: File, content: bytes) -> dict[str, Any]:
    return {
        "$schema": PROFILE.format("dataresource"),
        "name": PurePosixPath(file.name).stem,
        "path": file.name,
        "type": "table",
        "description": worded(file.row),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "dialect": {"$schema": PROFILE.format("tabledialect"), "delimiter": ",", "header": True},
        "schema": {
            "$schema": PROFILE.format("tableschema"),
            "fields": [_field(column) for column in columns_in(file, content)],
            "missingValues": [""],
        },
    }


def _field(column: FileColumn) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": TYPES[column.type],
        "description": worded(column.meaning),
    }
    if column.type == "boolean":
        field |= {"trueValues": ["True"], "falseValues": ["False"]}
    if column.words:
        field["constraints"] = {"enum": list(column.words)}
    if column.unit.en:
        field["unit"] = worded(column.unit)
    return field
