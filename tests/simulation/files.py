"""A table of answers as an SPSS file or as CSV, the same bytes every time."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat

from analysis.questionnaire import Edition, Question, Survey

CREATED_AT = 92
CREATED = b"01 Mar 0812:00:00"
"""Where an SPSS header has the day (9 bytes) and time (8) of the file's making, and what we write there."""
END_OF_DICTIONARY = struct.pack("<2i", 999, 0)
ABSENCE_LABELS = {"refused": "Refus", "dont_know": "Ne sait pas", "no_answer": "Sans réponse"}


def answers_bytes(
    table: pd.DataFrame, survey: Survey, edition: Edition, asked: Mapping[str, Question]
) -> bytes:
    """The content of the edition's answers file: SPSS when its name ends in .sav, CSV otherwise."""
    if edition.files[0].name.endswith(".sav"):
        return _sav_bytes(table, survey, asked)
    return _csv_bytes(table, edition, _numeric_columns(survey, asked))


def _csv_bytes(table: pd.DataFrame, edition: Edition, numeric: list[str]) -> bytes:
    shown = table.copy()
    for column in numeric:
        shown[column] = shown[column].str.replace(".", edition.files[0].decimal or ".", regex=False)
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=edition.files[0].separator or ",", lineterminator="\r\n")
    writer.writerow(shown.columns)
    writer.writerows(shown.itertuples(index=False))
    return lines.getvalue().encode(edition.files[0].encoding or "utf-8")


def _numeric_columns(survey: Survey, asked: Mapping[str, Question]) -> list[str]:
    numeric = [question.column for question in asked.values() if question.type == "numeric"]
    return [*numeric, *([survey.design.weight] if survey.design.weight else [])]


def _sav_bytes(table: pd.DataFrame, survey: Survey, asked: Mapping[str, Question]) -> bytes:
    """The SPSS file, its time of making fixed, with a record of its multiple-response sets."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        _write_sav(table, survey, asked, path)
        written = bytearray(path.read_bytes())
    written[CREATED_AT : CREATED_AT + len(CREATED)] = CREATED
    end = written.index(END_OF_DICTIONARY)
    return bytes(written[:end] + _multiple_response_sets(asked) + written[end:])


def _write_sav(table: pd.DataFrame, survey: Survey, asked: Mapping[str, Question], path: Path) -> None:
    questions = {column: question for question in asked.values() for column in _columns(question)}
    typed = {name: _typed(table[name], questions.get(name)) for name in table.columns}
    absences = {name: _absences(question) for name, question in questions.items()}
    pyreadstat.write_sav(
        pd.DataFrame(typed),
        path,
        file_label=f"{survey.title.fr} - données simulées",
        row_compress=True,
        column_labels=[_column_label(name, questions.get(name)) for name in table.columns],
        variable_value_labels={name: _value_labels(question) for name, question in questions.items()},
        missing_ranges={name: codes for name, codes in absences.items() if codes},
        variable_measure={name: _measure(question) for name, question in questions.items()},
    )


def _multiple_response_sets(asked: Mapping[str, Question]) -> bytes:
    """The record of an SPSS file that says which columns are the answers to one question.

    Format: PSPP Developers Guide, Multiple Response Sets Records.
    """
    lines = b""
    for question in asked.values():
        label = question.label.fr.encode()
        counted = question.ticked[0]
        head = f"${question.column}=D{len(counted)} {counted} {len(label)} ".encode()
        if question.columns:
            lines += head + label + f" {' '.join(question.columns.values()).lower()}\n".encode()
    return struct.pack("<4i", 7, 7, 1, len(lines)) + lines


def _columns(question: Question) -> list[str]:
    return list(question.columns.values()) or [question.column]


def _typed(column: pd.Series, question: Question | None) -> pd.Series:
    """The column as SPSS has it: numbers, days or text."""
    if question is not None and question.type == "date":
        return pd.Series([date.fromisoformat(day) if day else None for day in column], dtype=object)
    if question is not None and is_text(question):
        return column.astype(object)
    return pd.Series([float(cell) if cell else np.nan for cell in column], dtype=float)


def is_text(question: Question) -> bool:
    """Whether the answers of a question are text in an SPSS file: not every code is a number as written."""
    return question.type == "text" or any(not _is_plain_number(code) for code in question.codes)


def _is_plain_number(code: str) -> bool:
    return code.isdigit() and code == str(int(code))


def _column_label(name: str, question: Question | None) -> str:
    if question is None:
        return "Identifiant"
    codes = {column: code for code, column in question.columns.items()}
    label = question.label.fr if question.type == "multiple" else question.text.fr
    return f"{label} : {question.codes[codes[name]].fr}" if name in codes else label


def _value_labels(question: Question) -> dict[Any, str]:
    if question.type == "multiple":
        return {1.0: "Oui", 0.0: "Non"}
    if question.type in ("text", "date"):
        return {}
    labels = {code: label.fr for code, label in question.codes.items()}
    labels |= {codes[0]: ABSENCE_LABELS[kind] for kind, codes in question.missing.items()}
    return {_cell(code, question): label for code, label in labels.items()}


def _absences(question: Question) -> list[Any]:
    if question.type in ("multiple", "text", "date"):
        return []
    return [_cell(codes[0], question) for codes in question.missing.values()]


def _cell(code: str, question: Question) -> str | float:
    return code if is_text(question) else float(code)


def _measure(question: Question) -> str:
    return {"numeric": "scale", "scale": "ordinal"}.get(question.type, "nominal")
