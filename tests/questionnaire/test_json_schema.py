"""The JSON Schemas: what the records give, and what editors complete and check definitions by."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft7Validator

from analysis.questionnaire.definitions import DefinitionName, json_schema, shipped_schema
from tests.docs.schemas import described

from .faulty_keys import FAULTY, FAULTY_EDITIONS

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
NAMES: tuple[DefinitionName, ...] = get_args(DefinitionName)
SHIPPED: list[tuple[DefinitionName, Path]] = [
    (name, path) for name in NAMES for path in sorted(RAW.rglob(f"{name}.toml"))
]
OTHERWISE = (
    "no [scales.x]",
    "is not among the answers",
    "is also an answer",
    "a question has this name",
    "expected exactly one of",
    "a name of the project's own",
    "expected the singular with its article",
    "fieldwork ends on",
    "expected a date such as",
    "expected `from`",
    "found the path",
    "only a multiple question",
    "codes.x.of: unknown key",
    "codes.x.below: unknown key",
    "expected the name of the answers file",
)
"""Faults that no JSON Schema can say, or that this one does not."""
OF_KEYS: list[tuple[str, DefinitionName, str]] = [
    *((survey, "survey", fault) for survey, fault in FAULTY),
    *((edition, "edition", fault) for edition, fault in FAULTY_EDITIONS),
]
MARKED = [case for case in OF_KEYS if not any(words in case[2] for words in OTHERWISE)]


def errors_of(name: DefinitionName, text: str) -> list[str]:
    """What an editor would mark in NAME.toml."""
    values = _as_json(tomllib.loads(text))
    return [error.message for error in Draft7Validator(json_schema(name)).iter_errors(values)]


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_json(each) for key, each in value.items()}
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_that_is_shipped_is_the_one_of_the_records(name: DefinitionName) -> None:
    assert shipped_schema(name) == described(name), "write it again: make schemas"


def test_keys_have_the_meaning_that_the_document_gives() -> None:
    keys = json_schema("survey")["definitions"]["Question"]["properties"]
    assert keys["min"]["description"] == "the least number that is believed: `min = 0`"
    assert keys["empty"]["description"].endswith('has ticked something (default `"no_answer"`)')
    assert {key for key, value in keys.items() if "description" not in value} == set()


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_is_one_of_draft_7(name: DefinitionName) -> None:
    Draft7Validator.check_schema(json_schema(name))


@pytest.mark.parametrize(("name", "path"), SHIPPED, ids=[str(path.relative_to(RAW)) for _, path in SHIPPED])
def test_a_shipped_definition_has_nothing_that_an_editor_marks(name: DefinitionName, path: Path) -> None:
    assert errors_of(name, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("text", "name", "fault"), MARKED)
def test_an_editor_marks_the_keys_that_reading_refuses(text: str, name: DefinitionName, fault: str) -> None:
    assert errors_of(name, text), fault
