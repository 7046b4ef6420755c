"""The data dictionary of REDCap: a CSV with a row for each field."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path

from analysis.drafting.cells.graded_answers import kind_of_codes
from analysis.drafting.drafted_question import Drafted, question_names
from analysis.drafting.questionnaire_structure import Asked, Bilingual, QuestionnaireStructure, plain_text
from analysis.drafting.routing.routing_expressions import Variable
from analysis.faults import Fault
from analysis.questionnaire.kinds import kind_named
from analysis.sources.encodings import in_utf8

FieldRow = Mapping[str, str]
HEADS = {
    "name": ("variable / field name", "field_name"),
    "form": ("form name", "form_name"),
    "type": ("field type", "field_type"),
    "label": ("field label", "field_label"),
    "choices": (
        "choices, calculations, or slider labels",
        "choices or calculations",
        "select_choices_or_calculations",
    ),
    "validation": (
        *("text validation type or show slider number", "text_validation_type_or_show_slider_number"),
    ),
    "min": ("text validation min", "text_validation_min"),
    "max": ("text validation max", "text_validation_max"),
    "identifier": ("identifier?", "identifier"),
    "branching": ("branching logic (show field only if...)", "branching_logic"),
    "required": ("required field?", "required_field"),
    "matrix": ("matrix group name", "matrix_group_name"),
}
NEEDED = ("name", "type", "label")
YES_NO = {"1": Bilingual("Oui", "Yes"), "0": Bilingual("Non", "No")}
TRUE_FALSE = {"1": Bilingual("Vrai", "True"), "0": Bilingual("Faux", "False")}
OF_NUMBERS = ("integer", "number")
CONDITION = re.compile(
    r"\[(?P<name>\w+)\]\s*(?P<sign><=|>=|<>|!=|=|<|>)\s*(?:['\"](?P<code>[^'\"]*)['\"]|(?P<number>-?\d+(?:\.\d+)?))"
)
TICK = re.compile(r"\[(?P<name>\w+)\((?P<code>\w+)\)\]\s*=\s*['\"](?P<is>[01])['\"]")
WHOLE_NUMBERS = ("integer", "number_0dp")
SILENT = ("descriptive", "calc", "file", "signature", "sql")


def read_redcap(path: Path) -> QuestionnaireStructure:
    """The questionnaire of a data dictionary. Raises Fault where the CSV is none."""
    rows = _rows(path)
    forms = list(dict.fromkeys(row["form"] for row in rows))
    themes = dict(zip(forms, question_names(forms), strict=True))
    asked: list[Asked] = []
    remarks: list[str] = []
    withheld: list[str] = []
    for row in rows:
        if row["identifier"].casefold() == "y":
            withheld += [row["name"], plain_text(row["label"])]
            remarks.append(f"{row['name']}: marked as an identifier; it is left out")
        elif row["type"] in SILENT:
            remarks.append(f"{row['name']}: of the type {row['type']}; no question was drafted")
        else:
            asked.append(_asked(row, themes[row["form"]]))
    titles = {name: form.replace("_", " ").capitalize() for form, name in themes.items()}
    grids = {each.grid: each.grid.replace("_", " ").capitalize() for each in asked if each.grid}
    return QuestionnaireStructure(
        tuple(asked), themes=titles, grids=grids, remarks=tuple(remarks), withheld=tuple(withheld)
    )


def _heads(path: Path) -> tuple[list[str], list[list[str]]]:
    content, _, _ = in_utf8(path.read_bytes(), None)
    lines = list(csv.reader(io.StringIO(content.decode("utf-8").lstrip("\ufeff"), newline="")))
    return (lines[0], lines[1:]) if lines else ([], [])


def _lacking(heads: list[str]) -> list[str]:
    known = {head.strip().casefold() for head in heads}
    return [key for key in NEEDED if not known & set(HEADS[key])]


def _rows(path: Path) -> list[FieldRow]:
    heads, lines = _heads(path)
    if _lacking(heads):
        wanted = ", ".join(repr(HEADS[key][0]) for key in _lacking(heads))
        raise Fault(
            f"{path}: no data dictionary of REDCap; the column {wanted} is not there. Download the Data "
            "Dictionary from REDCap as CSV"
        )
    places = {head.strip().casefold(): place for place, head in enumerate(heads)}
    found: list[FieldRow] = []
    for cells in lines:
        of_key = {key: next((places[h] for h in named if h in places), -1) for key, named in HEADS.items()}
        row = {key: cells[at].strip() if 0 <= at < len(cells) else "" for key, at in of_key.items()}
        if row["name"]:
            found.append(row)
    return found


def _asked(row: FieldRow, theme: str) -> Asked:
    name, text = row["name"], plain_text(row["label"]) or row["name"]
    is_required = row["required"].casefold() == "y"
    codes = _codes(row)
    relevance = (_expression(row["branching"]),) if row["branching"] else ()
    if row["type"] == "checkbox":
        return _ticked(row, text, codes, theme, relevance)
    kind = kind_of_codes(codes) if codes else _open_kind(row)
    grid, is_quantity = row["matrix"] if codes else "", kind_named(kind).is_quantity
    drafted = Drafted(
        name,
        kind,
        text,
        name,
        codes=codes,
        scale=grid,
        required=is_required,
        theme=theme,
        minimum=row["min"] if _is_number(row["min"]) and is_quantity else "",
        maximum=row["max"] if _is_number(row["max"]) and is_quantity else "",
    )
    is_whole = row["validation"].casefold() in WHOLE_NUMBERS
    variable = Variable(
        name, tuple(codes), is_always_answered=is_required, is_number=is_quantity, is_whole=is_whole
    )
    variables = {name: variable} if codes or is_quantity else {}
    return Asked(drafted, {name: (text,)}, variables=variables, relevance=relevance, grid=grid)


def _ticked(
    row: FieldRow, text: str, codes: Mapping[str, str], theme: str, relevance: tuple[str, ...]
) -> Asked:
    """A column of 0 and 1, or of Checked and Unchecked, for each answer."""
    name = row["name"]
    columns = {code: f"{name}___{code.casefold()}" for code in codes}
    drafted = Drafted(
        name,
        "multiple",
        text,
        codes=codes,
        columns=columns,
        ticked=("1", "Checked"),
        not_ticked=("0", "Unchecked"),
        required=row["required"].casefold() == "y",
        theme=theme,
    )
    headings = {columns[code]: (f"{text} (choice={label})",) for code, label in codes.items()}
    variables = {
        f"{name}_{code}": Variable(name, tuple(codes), tick=code, is_multiple=True) for code in codes
    }
    return Asked(drafted, headings, variables=variables, relevance=relevance)


def _codes(row: FieldRow) -> dict[str, str]:
    if row["type"] == "yesno":
        return dict(YES_NO)
    if row["type"] == "truefalse":
        return dict(TRUE_FALSE)
    if row["type"] not in ("radio", "dropdown", "checkbox"):
        return {}
    parts = (part.partition(",") for part in row["choices"].split("|"))
    return {code.strip(): plain_text(label) or code.strip() for code, _, label in parts if code.strip()}


def _open_kind(row: FieldRow) -> str:
    validation = row["validation"].casefold()
    if row["type"] == "slider" or validation.startswith(OF_NUMBERS):
        return "numeric"
    return "date" if validation.startswith(("date_", "datetime_")) else "text"


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


def _expression(branching: str) -> str:
    """The branching as the expressions of routing are written: q1 == "2", and_3 == "Y" of a tick."""
    ticks = TICK.sub(lambda m: f'{m["name"]}_{m["code"]} {"==" if m["is"] == "1" else "!="} "Y"', branching)
    return CONDITION.sub(_compared, ticks)


def _compared(match: re.Match[str]) -> str:
    """A comparison of a field with a code or a number, a code in quotes."""
    code = match["code"] if match["number"] is None else match["number"]
    return f'{match["name"]} {match["sign"]} "{code}"'
