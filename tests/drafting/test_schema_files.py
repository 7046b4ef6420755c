"""The JSON Schemas that drafts name: they stand where the line says, and mark nothing in a draft."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator

from analysis.cli.main import main
from analysis.drafting.drafts import draft
from analysis.drafting.schema_files import schema_line
from analysis.questionnaire.definitions import DEFINITIONS, DefinitionName, shipped_schema

ANSWERS = "id;Sexe;Année de naissance ?;Avis;Q5_1;Q5_2\n" + "".join(
    f"a{n};{'HF'[n % 2]};{1950 + n};{['Non', 'Oui'][n % 2]};{n % 2};1\n" for n in range(40)
)


@pytest.fixture
def definitions(tmp_path: Path) -> list[Path]:
    """Two editions drafted from files of answers."""
    answers = tmp_path / "a.csv"
    answers.write_text(ANSWERS, encoding="utf-8")
    drafts = [draft(tmp_path, f"essai/{edition}", answers) for edition in ("2024", "2025")]
    return [path for each in drafts for path in each.written if path.suffix == ".toml"]


def name_of(path: Path) -> DefinitionName:
    """Which kind of definition a file is."""
    return "survey" if path.name == "survey.toml" else "edition"


def test_the_first_line_of_a_draft_leads_to_its_schema(definitions: list[Path]) -> None:
    for path in definitions:
        keyword, _, relative = path.read_text(encoding="utf-8").partition("\n")[0].partition(" ")
        schema = (path.parent / relative).resolve()
        assert (keyword, schema.name) == ("#:schema", f"{path.stem}.schema.json")
        assert schema.read_text(encoding="utf-8") == shipped_schema(name_of(path))


def test_an_editor_marks_nothing_in_a_draft(definitions: list[Path]) -> None:
    for path in definitions:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        schema: Any = json.loads(shipped_schema(name_of(path)))
        assert list(Draft7Validator(schema).iter_errors(values)) == []
    assert len(definitions) == 3


def test_schema_writes_those_of_this_version_or_prints_one(tmp_path: Path) -> None:
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    (raw / "survey.schema.json").write_text("{}", encoding="utf-8")
    done = CliRunner().invoke(main, ["--root", str(tmp_path), "schema"])
    assert done.output.splitlines() == [f"wrote data/raw/{name}.schema.json" for name in DEFINITIONS]
    printed = CliRunner().invoke(main, ["--root", str(tmp_path), "schema", "survey"])
    assert printed.output == (raw / "survey.schema.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DEFINITIONS)
def test_the_line_of_a_schema_leads_to_where_it_is_written(name: Any, tmp_path: Path) -> None:
    raw = tmp_path / "data" / "raw"
    folder = raw / "essai" if name == "survey" else raw / "essai" / "2024"
    relative = schema_line(name).removeprefix("#:schema ")
    assert (folder / relative).resolve() == (raw / f"{name}.schema.json").resolve()
