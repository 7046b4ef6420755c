"""The survey file of Qualtrics (.qsf): questions, choices and blocks in JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.drafting.cells.graded_answers import kind_of_codes
from analysis.drafting.drafted_question import Drafted, question_names
from analysis.drafting.questionnaire_structure import (
    Asked,
    QuestionnaireStructure,
    plain_text,
    with_row,
)
from analysis.faults import Fault

Payload = Mapping[str, Any]
SEVERAL = ("MAVR", "MAHR", "MACOL", "MSB")
SILENT = ("DB", "Timing", "Meta", "Captcha", "Draw", "FileUpload")


def read_qualtrics(path: Path) -> QuestionnaireStructure:
    """The questionnaire of a .qsf. Raises Fault where the file is none."""
    described = _described(path)
    elements = [each for each in described["SurveyElements"] if isinstance(each, dict)]
    payloads = {
        str(each.get("PrimaryAttribute")): each["Payload"]
        for each in elements
        if each.get("Element") == "SQ" and isinstance(each.get("Payload"), dict)
    }
    blocks = _blocks(elements)
    themes = dict(zip(blocks, question_names(blocks), strict=True))
    asked: list[Asked] = []
    remarks: list[str] = []
    grids: dict[str, str] = {}
    for block, keys in (blocks or {"": list(payloads)}).items():
        for payload in (payloads[key] for key in keys if key in payloads):
            found, said = _questions(payload, themes.get(block, ""))
            asked += found
            remarks += said
            grids |= {each.grid: _text(payload) for each in found if each.grid}
    title = str(described.get("SurveyEntry", {}).get("SurveyName", ""))
    titles = {name: plain_text(block) for block, name in themes.items()}
    return QuestionnaireStructure(tuple(asked), title, titles, grids, tuple(remarks))


def _described(path: Path) -> dict[str, Any]:
    try:
        described = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Fault(
            f"{path}: not readable as JSON ({error}); export the survey from Qualtrics again"
        ) from None
    if not isinstance(described, dict) or not isinstance(described.get("SurveyElements"), list):
        raise Fault(f'{path}: no survey of Qualtrics; expected "SurveyElements" with a list of questions')
    return described


def _blocks(elements: Sequence[Payload]) -> dict[str, list[str]]:
    """The questions of each block by its description; those in the trash are left out."""
    found: dict[str, list[str]] = {}
    for element in elements:
        payload = element.get("Payload")
        if element.get("Element") != "BL" or not payload:
            continue
        for block in payload.values() if isinstance(payload, dict) else payload:
            if isinstance(block, dict) and block.get("Type") != "Trash":
                listed = block.get("BlockElements") or []
                keys = [str(each.get("QuestionID")) for each in listed if each.get("Type") == "Question"]
                found.setdefault(str(block.get("Description") or "Questions"), []).extend(keys)
    return {block: keys for block, keys in found.items() if keys}


def _questions(payload: Payload, theme: str) -> tuple[list[Asked], list[str]]:
    """The questions that one of Qualtrics is, and what of it no definition holds."""
    kind, tag = str(payload.get("QuestionType", "")), str(payload.get("DataExportTag", ""))
    shown = payload.get("DisplayLogic") or payload.get("InPageDisplayLogic")
    said = [f"{tag}: shown by display logic, which no line of the definition says"] if shown else []
    if kind in SILENT:
        return [], [] if kind == "DB" else [f"{tag}: of the type {kind}; no question was drafted"]
    if kind == "MC":
        return [_chosen(payload, tag, theme)], said
    if kind == "Matrix" and payload.get("Answers"):
        return _matrix(payload, tag, theme), said
    if kind == "TE":
        rows = _labels(payload, "Choices") if payload.get("Selector") == "FORM" else {}
        return _open(payload, tag, theme, rows, _kind_of_text(payload)), said
    if kind in ("Slider", "CS", "RO"):
        return _open(payload, tag, theme, _labels(payload, "Choices"), "numeric"), said
    return [], [*said, f"{tag}: of the type {kind}; no question was drafted"]


def _text(payload: Payload) -> str:
    return plain_text(str(payload.get("QuestionText", ""))) or str(payload.get("DataExportTag", ""))


def _labels(payload: Payload, key: str) -> dict[str, str]:
    """Choice -> its text, in the order in which they are shown."""
    choices = payload.get(key) or {}
    listed = choices if isinstance(choices, dict) else dict(enumerate(choices, start=1))
    by_name = {str(name): choice for name, choice in listed.items()}
    order = payload.get("ChoiceOrder" if key == "Choices" else "AnswerOrder") or list(by_name)
    wanted = [str(each) for each in order if str(each) in by_name]
    return {name: plain_text(str((by_name[name] or {}).get("Display", ""))) or name for name in wanted}


def _codes(payload: Payload, key: str) -> dict[str, str]:
    """Code as exported -> text."""
    recoded = payload.get("RecodeValues") or {}
    return {str(recoded.get(name, name)): text for name, text in _labels(payload, key).items()}


def _is_required(payload: Payload) -> bool:
    settings = (payload.get("Validation") or {}).get("Settings") or {}
    return str(settings.get("ForceResponse", "")).upper() == "ON"


def _chosen(payload: Payload, tag: str, theme: str) -> Asked:
    codes, text = _codes(payload, "Choices"), _text(payload)
    is_multiple = str(payload.get("Selector", "")) in SEVERAL
    choices = payload.get("Choices") or {}
    written = [name for name in _labels(payload, "Choices") if _has_text(choices, name)]
    recoded = payload.get("RecodeValues") or {}
    drafted = Drafted(
        tag,
        "multiple" if is_multiple else kind_of_codes(codes),
        text,
        tag,
        codes=codes,
        delimiter="," if is_multiple else "",
        other={str(recoded.get(name, name)): f"{tag}_{name}_TEXT" for name in written},
        required=_is_required(payload),
        theme=theme,
    )
    return Asked(drafted, {tag: (text, f"{text} - Selected Choice")})


def _has_text(choices: Any, name: str) -> bool:
    choice = choices.get(name) if isinstance(choices, dict) else None
    return isinstance(choice, dict) and str(choice.get("TextEntry", "")).lower() == "true"


def _matrix(payload: Payload, tag: str, theme: str) -> list[Asked]:
    """A question for each row, of one scale."""
    codes, text = _codes(payload, "Answers"), _text(payload)
    return [
        Asked(
            Drafted(
                f"{tag}_{name}",
                kind_of_codes(codes),
                with_row(text, row),
                f"{tag}_{name}",
                scale=tag,
                codes=codes,
                required=_is_required(payload),
                theme=theme,
            ),
            {f"{tag}_{name}": (f"{text} - {row}",)},
            grid=tag,
        )
        for name, row in _labels(payload, "Choices").items()
    ]


def _open(payload: Payload, tag: str, theme: str, rows: Mapping[str, str], kind: str) -> list[Asked]:
    """An open question, or one for each of its rows."""
    text = _text(payload)
    if not rows:
        return [Asked(Drafted(tag, kind, text, tag, theme=theme), {tag: (text,)})]
    named = {f"{tag}_{name}": row for name, row in rows.items()}
    return [
        Asked(
            Drafted(column, kind, with_row(text, row), column, theme=theme),
            {column: (f"{text} - {row}",)},
        )
        for column, row in named.items()
    ]


def _kind_of_text(payload: Payload) -> str:
    settings = (payload.get("Validation") or {}).get("Settings") or {}
    content = str(settings.get("ContentType", ""))
    return "numeric" if content == "ValidNumber" else "text"
