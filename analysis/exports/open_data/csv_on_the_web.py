"""The release as CSV on the Web: its tables as they are, with csv-metadata.json beside them.

https://www.w3.org/TR/tabular-metadata/ (W3C recommendation of 2015).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.exports.harmless_texts import LANGUAGES, plain_label
from analysis.exports.open_data.data_package import columns_in, tables_with_codes
from analysis.exports.open_data.data_set import DataSet
from analysis.exports.open_data.written_bytes import json_text
from analysis.questionnaire import Label
from analysis.results.schema import ColumnType, File, FileColumn, Wording

DATATYPES: Mapping[ColumnType, object] = {
    "text": "string",
    "whole": "integer",
    "number": "number",
    "boolean": {"base": "boolean", "format": "True|False"},
}


def csv_on_the_web(data_set: DataSet) -> dict[str, bytes]:
    """Name -> bytes: the released tables, their codes with labels, and csv-metadata.json."""
    tables = tables_with_codes(data_set)
    metadata = json_text(_metadata(data_set, tables))
    return {file.name: content for file, content in tables.items()} | {"csv-metadata.json": metadata}


def _metadata(data_set: DataSet, tables: Mapping[File, bytes]) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "fr"}],
        "dc:title": _by_language(data_set.title),
        "dc:description": _by_language(data_set.description),
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True, "lineTerminators": ["\n"]},
    }
    for key, label in (("dc:creator", "producer"), ("dc:contributor", "sponsor"), ("dc:rights", "licence")):
        if (said := data_set.noted(label)) is not None:
            metadata[key] = _by_language(said)
    keywords = data_set.keywords
    if any(keywords.values()):
        metadata["dcat:keyword"] = [
            {"@value": word, "@language": language} for language in LANGUAGES for word in keywords[language]
        ]
    if data_set.licence:
        metadata["dc:license"] = {"@id": data_set.licence.url}
    if data_set.url:
        metadata["dcat:landingPage"] = {"@id": data_set.url}
    return {**metadata, "tables": [_table(*each) for each in tables.items()]}


def _by_language(label: Label) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in plain_label(label).items() if text]


def _worded(wording: Wording) -> list[dict[str, str]]:
    return _by_language(Label(wording.fr, wording.en))


def _table(file: File, content: bytes) -> dict[str, Any]:
    return {
        "url": file.name,
        "dc:description": _worded(file.row),
        "tableSchema": {"columns": [_column(column) for column in columns_in(file, content)]},
    }


def _column(column: FileColumn) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "datatype": DATATYPES[column.type],
        "null": "",
        "dc:description": _worded(column.meaning),
    }
    if column.unit.en:
        described["schema:unitText"] = column.unit.en
    return described
