"""Respondents as a file of SPSS: labels, kinds of absence as user-missing values, and a syntax beside it.

Sets of several answers are in the syntax, as no writer of .sav files stores them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from analysis.exports.file_variables import (
    ABSENCE_LABELS,
    WEIGHT,
    WEIGHT_LABEL,
    FileVariable,
    question_label,
)
from analysis.exports.harmless_texts import harmless
from analysis.microdata.respondent_table import RespondentTable
from analysis.questionnaire import Label
from analysis.questionnaire.kinds import kind_of

LONGEST_LABEL = 255
LONGEST_VALUE_LABEL = 120
"""Bytes that SPSS keeps of the label of a variable, and of a value."""
MADE = slice(92, 109)
"""Where a file says on which day and at which time it was made."""
NO_DAY = b"01 Jan 7000:00:00"
"""A day that is none: the same respondents give the same bytes."""
MEASURES = {"codes": "nominal", "texts": "nominal", "tick": "nominal", "quantity": "scale", "day": "scale"}


def spss_file(table: RespondentTable, name: str, title: Label, language: str) -> dict[str, bytes]:
    """Name -> bytes: the .sav file, and the .sps syntax that opens it, weighted, with its sets of answers."""
    return {
        f"{name}.sav": _sav(table, title, language),
        f"{name}.sps": _syntax(table, name, language).encode("utf-8-sig"),
    }


def _sav(table: RespondentTable, title: Label, language: str) -> bytes:
    from pyreadstat import write_sav

    columns: dict[str, Any] = {WEIGHT: table.weights, **table.design}
    columns |= {each.name: _column(table, each) for each in table.variables}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "respondents.sav"
        write_sav(
            pd.DataFrame(columns),
            str(path),
            file_label=_cut(title.to(language), 64),
            column_labels=_column_labels(table, language),
            variable_value_labels=dict(_value_labels(table, language)),
            missing_ranges=dict(_missing_ranges(table)),
            variable_measure={each.name: _measure(each) for each in table.variables},
            compress=False,
            row_compress=True,
        )
        written = bytearray(path.read_bytes())
    written[MADE] = NO_DAY
    return bytes(written)


def _column(table: RespondentTable, variable: FileVariable) -> pd.Series:
    if variable.form in ("codes", "tick"):
        return table.numbered(variable)
    values = table.values[variable.name]
    if variable.form == "texts":
        return values.astype("object").where(values.notna(), None)
    return values


def _column_labels(table: RespondentTable, language: str) -> list[str | None]:
    """The label of each column, in their order."""
    labels = [
        WEIGHT_LABEL.to(language),
        *table.design,
        *(each.label.to(language) for each in table.variables),
    ]
    return [_cut(label, LONGEST_LABEL) for label in labels]


def _value_labels(table: RespondentTable, language: str) -> Iterator[tuple[str, dict[Any, str]]]:
    for each in table.variables:
        if not each.values:
            continue
        is_text = each.form == "texts"
        labels: dict[Any, str] = {
            code if is_text else float(code): _cut(label.to(language), LONGEST_VALUE_LABEL)
            for code, label in each.values.items()
        }
        for absence, number in each.absences.items():
            labels[float(number)] = _cut(ABSENCE_LABELS[absence].to(language), LONGEST_VALUE_LABEL)
        yield each.name, labels


def _missing_ranges(table: RespondentTable) -> Iterator[tuple[str, list[Any]]]:
    for each in table.variables:
        if each.absences:
            numbers = each.absences.values()
            yield each.name, [{"lo": float(min(numbers)), "hi": float(max(numbers))}]


def _measure(variable: FileVariable) -> str:
    is_ordered = kind_of(variable.question).is_ordered or bool(variable.question.ordered)
    return "ordinal" if variable.form == "codes" and is_ordered else MEASURES[variable.form]


def _syntax(table: RespondentTable, name: str, language: str) -> str:
    """Commands of SPSS: open the file, weight it, define the sets of several answers."""
    lines = ["* Encoding: UTF-8.", f"GET FILE={_quoted(f'{name}.sav')}.", f"WEIGHT BY {WEIGHT}."]
    several: dict[str, list[FileVariable]] = {}
    for each in table.variables:
        if each.form == "tick":
            several.setdefault(each.question.name, []).append(each)
    for question, ticks in several.items():
        label = _cut(question_label(ticks[0].question).to(language), LONGEST_LABEL)
        names = "\n    ".join(each.name for each in ticks)
        lines += [
            "MRSETS",
            f"  /MDGROUP NAME=${question[:60]} LABEL={_quoted(label)} CATEGORYLABELS=VARLABELS",
            f"    VARIABLES={names}",
            "    VALUE=1.",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _cut(text: str, most: int) -> str:
    """The text without characters that cannot be seen, in `most` bytes at most."""
    return harmless(text).encode("utf-8")[:most].decode("utf-8", "ignore")
