"""edition.toml as a table, read into the records of an edition."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.questionnaire.editions import AnswersFile, Edition
from analysis.questionnaire.fixed_words import Label
from analysis.questionnaire.schema_faults import Table
from analysis.questionnaire.settings import read_note, read_weighting


def edition_from(values: Mapping[str, Any], name: str, faults: list[str]) -> Edition:
    """The edition written in the TOML table `values`; what is wrong is appended to `faults`."""
    toml = Table(values, "", faults)
    fieldwork = toml.table("fieldwork")
    start, end = fieldwork.day("start"), fieldwork.day("end")
    if start and end and end < start:
        fieldwork.fault("end", f"fieldwork ends on {end}, before it starts on {start}")
    fieldwork.close()
    weighting = read_weighting(toml.table("weighting"))
    edition = Edition(
        name=name,
        title=toml.label("title") or Label(name, name),
        files=_answers_files(toml),
        start=start,
        end=end,
        reference_year=_reference_year(toml) or (end.year if end else None),
        invited=_invited(toml),
        simulated=toml.flag("simulated"),
        not_asked=toml.texts("not_asked"),
        columns=_columns(toml),
        recode=_recode(toml),
        exclude={str(key): str(reason) for key, reason in toml.values("exclude").items()},
        breaks=_breaks(toml.table("breaks")),
        weighting=weighting if toml.has("weighting") else None,
        note=read_note(toml.table("note")),
    )
    toml.close()
    return edition


def _reference_year(toml: Table) -> int | None:
    year = toml.whole("reference_year")
    if year is not None and not 1900 <= year <= 2100:
        toml.fault(
            "reference_year", f"expected the year that ages are counted to, such as 2009; found {year}"
        )
        return None
    return year


def _invited(toml: Table) -> int | None:
    invited = toml.whole("invited")
    if invited is not None and invited < 1:
        toml.fault("invited", f"expected the number of people asked to answer, found {invited}")
        return None
    return invited


def _answers_files(toml: Table) -> tuple[AnswersFile, ...]:
    """The one file of [file], or those of [[files]]."""
    listed = toml.listed_tables("files")
    if listed and toml.has("file"):
        toml.fault("files", "the answers are named twice, by [file] and by [[files]]; leave one out")
    if listed:
        toml.values("file")
        return tuple(_answers_file(table) for table in listed)
    return (_answers_file(toml.table("file")),)


def _answers_file(toml: Table) -> AnswersFile:
    name = toml.text("name") or ""
    if not name:
        toml.fault("name", "expected the name of the answers file, in the folder of the edition")
    elif Path(name).name != name:
        toml.fault("name", f"expected a file in the folder of the edition, found the path {name!r}")
    decimal, separator = toml.text("decimal"), toml.text("separator")
    if decimal not in (None, ",", "."):
        toml.fault("decimal", f'expected "," or ".", found {decimal!r}')
    if separator is not None and (len(separator) != 1 or not separator.isascii() or separator in '"\r\n'):
        toml.fault("separator", f"expected one character such as ; or a tabulator, found {separator!r}")
    file = AnswersFile(
        name=name,
        encoding=toml.text("encoding"),
        separator=separator,
        decimal=decimal,
        sheet=toml.text("sheet"),
        columns=toml.texts_by_name("columns"),
        constants=toml.texts_by_name("constants"),
        prefix=toml.text("prefix") or "",
        answers=toml.choice("answers", ("codes", "labels"), "codes"),
    )
    toml.close()
    return file


def _breaks(toml: Table) -> dict[str, Label]:
    """Why the series of a question or an indicator is broken in this edition."""
    reasons = {name: toml.label(name) for name in toml.names}
    toml.close()
    return {name: reason for name, reason in reasons.items() if reason}


def _columns(toml: Table) -> dict[str, str | Mapping[str, str]]:
    columns: dict[str, str | Mapping[str, str]] = {}
    for question, column in toml.values("columns").items():
        if isinstance(column, dict):
            columns[question] = {str(code): str(name) for code, name in column.items()}
        elif isinstance(column, (str, int)) and not isinstance(column, bool):
            columns[question] = str(column)
        else:
            toml.fault(f"columns.{question}", f"expected the name of a column, found {column!r}")
    return columns


def _recode(toml: Table) -> dict[str, dict[str, str]]:
    return {
        question: {key: table.text(key) or "" for key in toml.values("recode")[question]}
        for question, table in toml.tables("recode")
    }
