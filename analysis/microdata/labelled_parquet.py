"""Respondents as a Parquet file whose columns say what they are: labels, wording, codes."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.exports.file_variables import ABSENCE_LABELS, WEIGHT, WEIGHT_LABEL, FileVariable
from analysis.exports.harmless_texts import harmless
from analysis.microdata.respondent_table import RespondentTable
from analysis.questionnaire import Label

ABSENCE = "__absence"
"""After the name of a variable, in that of the column that says why it has no value."""
ANSWERED = "answered"


def labelled_parquet(table: RespondentTable, name: str, title: Label) -> dict[str, bytes]:
    """Name -> bytes: a Parquet file; each variable, and beside it why there is no value.

    The metadata of each column are texts: label_fr, label_en, question_fr, question_en, and values, a JSON of
    codes with their labels.
    """
    fields: list[pa.Field] = []
    arrays: list[pa.Array] = []

    def add(column: str, values: object, metadata: dict[str, str]) -> None:
        array = pa.array(values, from_pandas=True)
        fields.append(pa.field(column, array.type, metadata=metadata))
        arrays.append(array)

    add(WEIGHT, table.weights, _labels(WEIGHT_LABEL))
    for column, numbers in table.design.items():
        add(column, numbers, {})
    for each in table.variables:
        add(each.name, table.values[each.name], _described(each))
        status = table.statuses[each.name].astype("object")
        absent = pd.Categorical(status.where(status != ANSWERED), categories=list(ABSENCE_LABELS))
        add(f"{each.name}{ABSENCE}", absent, {"values": _values(ABSENCE_LABELS)})
    schema = pa.schema(fields, metadata={f"title_{key}": text for key, text in _said(title).items()})
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), buffer, compression="zstd")
    return {f"{name}.parquet": buffer.getvalue()}


def _described(variable: FileVariable) -> dict[str, str]:
    described = _labels(variable.label)
    if not variable.question.text.is_blank:
        described |= {f"question_{key}": text for key, text in _said(variable.question.text).items()}
    if variable.values and variable.form != "tick":
        described["values"] = _values(variable.values)
    return described


def _labels(label: Label) -> dict[str, str]:
    return {f"label_{key}": text for key, text in _said(label).items()}


def _said(label: Label) -> dict[str, str]:
    return {"fr": harmless(label.fr), "en": harmless(label.en)}


def _values(labels: Mapping[Any, Label]) -> str:
    """Codes with their labels in both languages, as JSON."""
    return json.dumps({code: _said(label) for code, label in labels.items()}, ensure_ascii=False)
