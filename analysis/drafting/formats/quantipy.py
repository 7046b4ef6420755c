"""The questionnaire in the JSON of Quantipy: columns with texts and values, grids as masks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.drafting.cells.graded_answers import kind_of_codes
from analysis.drafting.drafted_question import Drafted
from analysis.drafting.questionnaire_structure import Asked, QuestionnaireStructure, in_both
from analysis.faults import Fault
from analysis.questionnaire.kinds import kind_named

OPEN = {
    "int": "numeric",
    "float": "numeric",
    "date": "date",
    "string": "text",
    "time": "text",
    "boolean": "text",
}
TOTAL = "@1"
"""A column of ones, by which Quantipy counts everyone."""
CODED = {"single": "single", "delimited set": "multiple"}


def read_quantipy(path: Path) -> QuestionnaireStructure:
    """The questionnaire of a .json of Quantipy. Raises Fault where the file is none."""
    described = _described(path)
    masks = described.get("masks", {})
    asked: list[Asked] = []
    remarks: list[str] = []
    for name, column in described["columns"].items():
        if name == TOTAL:
            continue
        kind = str(column.get("type", ""))
        if kind not in {**OPEN, **CODED}:
            remarks.append(f"{name}: of the type {kind or 'that is not given'}; no question was drafted")
        else:
            asked.append(_asked(name, column, described))
    grids = {each.grid: in_both(masks[each.grid].get("text", {})) or each.grid for each in asked if each.grid}
    title = described.get("info", {}).get("name", "")
    return QuestionnaireStructure(tuple(asked), str(title or ""), grids=grids, remarks=tuple(remarks))


def _described(path: Path) -> dict[str, Any]:
    try:
        described = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Fault(f"{path}: not readable as JSON ({error}); export the structure again") from None
    if not isinstance(described, dict) or not isinstance(described.get("columns"), dict):
        raise Fault(f'{path}: no questionnaire of Quantipy; expected "columns" with a table for each column')
    broken = [name for name, column in described["columns"].items() if not isinstance(column, dict)]
    if broken:
        raise Fault(f"{path}: expected a table for each column; found none for {', '.join(map(str, broken))}")
    return described


def _asked(name: str, column: Mapping[str, Any], described: Mapping[str, Any]) -> Asked:
    kind, text = str(column["type"]), in_both(column.get("text") or {}) or name
    if kind in OPEN:
        return Asked(Drafted(name, OPEN[kind], text, name), {name: (text,)})
    codes = _codes(name, column, described)
    mask = next((key.partition("@")[2] for key in column.get("parent") or {} if key.startswith("masks@")), "")
    is_multiple = kind_named(CODED[kind]).takes_several
    drafted = Drafted(
        name,
        "multiple" if is_multiple else kind_of_codes(codes) if mask else "single",
        text,
        name,
        scale=mask,
        codes=codes,
        delimiter=";" if is_multiple else "",
    )
    return Asked(drafted, {name: (text,)}, grid="" if is_multiple else mask)


def _codes(name: str, column: Mapping[str, Any], described: Mapping[str, Any]) -> dict[str, str]:
    """The answers of a column, those of its library where it names one."""
    values = column.get("values") or []
    if isinstance(values, str):
        place: Any = described
        for step in values.split("@"):
            place = place.get(step, {}) if isinstance(place, dict) else {}
        values = place
    try:
        return {str(each["value"]): in_both(each.get("text") or {}) or str(each["value"]) for each in values}
    except (KeyError, TypeError, AttributeError):
        raise Fault(f"{name}: expected values with a value and a text, found {str(values)[:60]!r}") from None
