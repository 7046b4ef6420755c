"""Respondents for programs of survey research: a Triple-S 2.0 definition, and its data as CSV.

https://www.triple-s.org, version 2.0: variables of the types single, multiple, quantity and date. A question
of several answers is one variable, as a row of noughts and ones in the order of its answers. Whatever the
definition is written in, data are in ISO 8859-1.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

import numpy as np
import pandas as pd

from analysis.exports.file_variables import (
    RESERVED,
    WEIGHT,
    WEIGHT_LABEL,
    FileVariable,
    free_name,
    question_label,
)
from analysis.exports.open_data.written_bytes import said_in, xml_text
from analysis.microdata.respondent_table import RespondentTable
from analysis.questionnaire import Label
from analysis.results.csv_files import inert_cell

VERSION = "2.0"
DATA_ENCODING = "iso-8859-1"
MOST_DECIMALS = 10
"""Decimals that a number keeps: as many as a weight needs."""
WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
NOT_NAMED = Label("sans libellé", "without a label")

Kind = Literal["single", "multiple", "quantity", "date"]


@dataclass(frozen=True)
class Field:
    """A variable of the definition, and its cells: a text for each respondent, blank where there is none."""

    name: str
    kind: Kind
    label: Label
    cells: Sequence[str]
    values: Sequence[tuple[str, Label]] = ()
    is_weight: bool = False

    @property
    def is_literal(self) -> bool:
        """Whether the codes are texts: any that is no whole number as a program writes it."""
        return self.kind == "single" and not all(WHOLE.fullmatch(code) for code, _ in self.values)


def triple_s_file(table: RespondentTable, name: str, title: Label, language: str) -> dict[str, bytes]:
    """Name -> bytes: the definition, .sss, and the data that it tells how to read, .csv."""
    fields = list(_fields(table))
    return {f"{name}.sss": _definition(fields, name, title, language), f"{name}.csv": _data(fields)}


def _fields(table: RespondentTable) -> Iterator[Field]:
    weights = _numbers(pd.Series(table.weights))
    yield Field(WEIGHT, "quantity", WEIGHT_LABEL, weights, is_weight=True)
    for name, numbers in table.design.items():
        yield Field(name, "quantity", Label(name, name), _numbers(pd.Series(numbers)))
    done: set[str] = set()
    taken = {each.name for each in table.variables if each.form != "tick"} | {*RESERVED, *table.design}
    for each in table.variables:
        if each.form != "tick":
            yield _field(table, each)
        elif each.question.name not in done:
            done.add(each.question.name)
            ticks = [tick for tick in table.variables if tick.question is each.question]
            yield _of_several(table, ticks, free_name(each.question.name, taken))


def _field(table: RespondentTable, variable: FileVariable) -> Field:
    values = table.values[variable.name]
    if variable.form in ("codes", "texts"):
        written = _written(variable.values)
        cells = ["" if pd.isna(value) else written[str(value)] for value in values]
        listed = [(written[code], label) for code, label in variable.values.items()]
        return Field(variable.name, "single", variable.label, cells, listed)
    if variable.form == "day":
        days = pd.to_datetime(values)
        return Field(variable.name, "date", variable.label, [*days.dt.strftime("%Y%m%d").fillna("")])
    return Field(variable.name, "quantity", variable.label, _numbers(values))


def _written(codes: Iterable[str]) -> dict[str, str]:
    """Code -> the code as definition and data have it: with an apostrophe where a spreadsheet would
    calculate. Where data cannot hold one of them, each is its place in their order."""
    told = {code: str(inert_cell(code)) for code in codes}
    if all(_is_sayable(text) for text in told.values()):
        return told
    return {code: str(place) for place, code in enumerate(told, start=1)}


def _is_sayable(code: str) -> bool:
    """Whether a cell of the data can be the code: in their characters, on one line, no space at its ends."""
    is_in_them = code.encode(DATA_ENCODING, "ignore").decode(DATA_ENCODING) == code
    return is_in_them and code.isprintable() and code.strip() == code


def _of_several(table: RespondentTable, ticks: Sequence[FileVariable], name: str) -> Field:
    """The answers of a question as one cell: 1 where an answer was ticked, 0 where not, in their order."""
    columns = [table.values[tick.name].astype("boolean") for tick in ticks]
    ticked = np.array([column.fillna(False).to_numpy(bool) for column in columns])
    is_there = np.logical_or.reduce([column.notna().to_numpy(bool) for column in columns])
    digits = ticked.T.astype(int).tolist()
    cells = [
        "".join(map(str, row)) if asked else "" for row, asked in zip(digits, is_there.tolist(), strict=True)
    ]
    question = ticks[0].question
    answers = [(str(place), question.codes[tick.answer or ""]) for place, tick in enumerate(ticks, start=1)]
    return Field(name, "multiple", question_label(question), cells, answers)


def _numbers(values: pd.Series) -> list[str]:
    """Numbers with as many decimals as the one that needs the most: a definition states one form for all."""
    known = pd.to_numeric(values, errors="coerce").astype("float64")
    written = [f"{value:.{MOST_DECIMALS}f}".rstrip("0") for value in known.dropna()]
    decimals = max((len(text.partition(".")[2]) for text in written), default=0)
    return ["" if np.isnan(value) else f"{value:.{decimals}f}" for value in known]


def _definition(fields: Sequence[Field], name: str, title: Label, language: str) -> bytes:
    root = Element("sss", {"version": VERSION})
    said_in(root, "origin", "assoscope")
    survey = SubElement(root, "survey")
    said_in(survey, "name", re.sub(r"[^A-Za-z0-9_.]", "_", name))
    said_in(survey, "title", title.to(language))
    record = SubElement(survey, "record", {"ident": "A", "href": f"{name}.csv", "format": "csv", "skip": "1"})
    for place, field in enumerate(fields, start=1):
        _add_variable(record, field, place, language)
    return xml_text(root)


def _add_variable(record: Element, field: Field, place: int, language: str) -> None:
    told = {"ident": str(place), "type": field.kind}
    told |= {"format": "literal"} if field.is_literal else {}
    told |= {"use": "weight"} if field.is_weight else {}
    variable = SubElement(record, "variable", told)
    said_in(variable, "name", field.name)
    said_in(variable, "label", field.label.to(language) or field.name)
    SubElement(variable, "position", {"start": str(place)})
    if field.values or field.kind == "quantity":
        values = SubElement(variable, "values")
        for code, label in field.values:
            said_in(values, "value", label.to(language) or NOT_NAMED.to(language), code=code)
        if field.kind == "quantity":
            SubElement(values, "range", _range(field.cells))


def _range(cells: Sequence[str]) -> dict[str, str]:
    """The least and the greatest number, as they are written."""
    known = sorted((cell for cell in cells if cell), key=float) or ["0"]
    return {"from": known[0], "to": known[-1]}


def _data(fields: Sequence[Field]) -> bytes:
    """The cells, the names of the variables above: codes, numbers and days, none of them a formula.

    All are in quotes: a row of noughts and ones that began with a nought would be taken for a number.
    """
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([field.name for field in fields])
    writer.writerows(zip(*(field.cells for field in fields), strict=True))
    return lines.getvalue().encode(DATA_ENCODING)
