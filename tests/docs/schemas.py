"""The JSON Schemas that are shipped: those of the records, with the meanings of docs/survey-format.md.

`make schemas` writes them again.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from analysis.questionnaire.definitions import DEFINITIONS, DefinitionName, schema_text

REPOSITORY = Path(__file__).resolve().parents[2]
TEXT = (REPOSITORY / "docs" / "survey-format.md").read_text("utf-8")
PROSE = re.sub(r"(?ms)^```.*?^```$", "", TEXT)
HEADINGS = {
    "survey": "At the top",
    "CalledTable": "called",
    "VerbTable": "verb",
    "WithinTable": "verbs, within and more",
    "Scale": "[scales.NAME]",
    "Question": "[questions.NAME]",
    "DerivedTable": "[derived.NAME]",
    "DerivedCode": "[derived.NAME.codes.CODE]",
    "Grid": "[grids.NAME]",
    "Contradiction": "[contradictions.NAME]",
    "Theme": "[themes.NAME]",
    "Population": "[populations.NAME]",
    "Indicator": "[indicators.NAME]",
    "SamplingDesign": "[design]",
    "DesignOfSome": "[designs.NAME]",
    "Weighting": "[weighting]",
    "ReplicateWeights": "[design.replicates]",
    "LaterStage": "[[design.stages]]",
    "ModelledTerritories": "[modelled.VARIABLE]",
    "Cleaning": "[cleaning]",
    "Quality": "[quality]",
    "Privacy": "[privacy]",
    "Publication": "[publication]",
    "Note": "[note]",
    "Citation": "[citation]",
    "Dispositions": "[dispositions]",
    "edition": "At the top of an edition",
    "AnswersFile": "[file]",
    "Parent": "parent",
    "OneRow": "one_row",
    "Fieldwork": "[fieldwork]",
    "testimonies": "testimonies.toml",
    "Testimony": "testimonies.toml",
}
"""Table of a JSON Schema -> the heading of the document that lists its keys."""


def section(heading: str) -> str:
    """The text under a heading, up to the next."""
    found = re.search(rf"(?ms)^#+ {re.escape(heading)}$(.*?)(?=^#|\Z)", PROSE)
    assert found, f"docs/survey-format.md has no heading {heading!r}"
    return found.group(1)


def listed(heading: str) -> list[str]:
    """The first cells of the table under a heading."""
    return re.findall(r"(?m)^\| `([^`]+)` \|", section(heading))


def meanings(heading: str) -> dict[str, str]:
    """What each key of the table under a heading means, and its default; without links."""
    plain = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", section(heading))
    rows = [row.strip("| ").split(" | ") for row in re.findall(r"(?m)^\| `.*$", plain)]
    return {cells[0].strip("`"): _meaning(cells) for cells in rows}


def _meaning(cells: list[str]) -> str:
    """The last cell of a row; its third is the default, where it is one that can be written."""
    default = f" (default {cells[2]})" if len(cells) == 4 and "`" in cells[2] else ""
    return cells[-1] + default


def tables(schema: dict[str, Any], name: str) -> dict[str, dict[str, Any]]:
    """The tables of a JSON Schema, the file's own under `name`."""
    return {name: schema, **schema["definitions"]}


def described(name: DefinitionName) -> str:
    """The JSON Schema of NAME.toml, each key with its meaning, as the text of a file."""
    schema = json.loads(schema_text(name))
    for table, content in tables(schema, name).items():
        said = meanings(HEADINGS[table])
        for key, value in content["properties"].items():
            if key in said and "$ref" not in value:
                value.setdefault("description", said[key])
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for kind in DEFINITIONS:
        path = REPOSITORY / "analysis" / "questionnaire" / f"{kind}.schema.json"
        path.write_text(described(kind), encoding="utf-8")
