"""JSON Schemas beside the surveys, by which editors complete and check the definitions."""

from __future__ import annotations

from pathlib import Path

from analysis.questionnaire.definitions import DEFINITIONS, DefinitionName, shipped_schema
from analysis.runs.whole_files import write_whole

FOLDERS_UP = {"survey": "..", "edition": "../..", "testimonies": "../.."}
"""From a definition to data/raw, where the schemas stand."""


def write_schemas(root: Path) -> list[Path]:
    """Write the JSON Schemas of this version under data/raw; the files written."""
    contents = schema_files(root)
    write_whole(contents)
    return [*contents]


def schema_files(root: Path) -> dict[Path, bytes]:
    """The JSON Schema of each kind of definition, by the file it has under data/raw."""
    raw = root / "data" / "raw"
    return {raw / f"{name}.schema.json": schema_text(name).encode("utf-8") for name in DEFINITIONS}


def schema_text(name: DefinitionName) -> str:
    """The JSON Schema of one kind of definition."""
    return shipped_schema(name)


def schema_line(name: DefinitionName) -> str:
    """The first line of a definition, which tells an editor where its schema stands."""
    return f"#:schema {FOLDERS_UP[name]}/{name}.schema.json"
