"""Imports run one way, and every module is in its layer."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ANALYSIS = Path(__file__).resolve().parents[1] / "analysis"

MAY_IMPORT = {
    "faults": set(),
    "files": {"faults"},
    "batch": {"faults"},
    "questionnaire": {"faults"},
    "statistics": set(),
    "etl": {"questionnaire", "statistics", "faults", "files"},
    "indicators": {"questionnaire", "statistics", "etl", "faults"},
    "reporting": {"questionnaire", "batch", "faults", "files", "workspace"},
    "simulation": {"questionnaire", "faults", "files", "workspace"},
    "workspace": {"faults"},
    "drafting": {"questionnaire", "etl", "faults", "files", "workspace"},
    "store": {"faults", "files", "workspace"},
    "provenance": {"questionnaire", "etl", "store"},
    "trend_file": {"faults", "questionnaire", "indicators", "store", "files", "workspace"},
    "pipeline": {
        "questionnaire",
        "etl",
        "indicators",
        "reporting",
        "files",
        "provenance",
        "store",
        "trend_file",
        "workspace",
    },
    "production": {
        "questionnaire",
        "batch",
        "faults",
        "files",
        "pipeline",
        "reporting",
        "store",
        "workspace",
    },
    "tabulation": {
        "batch",
        "etl",
        "faults",
        "files",
        "indicators",
        "questionnaire",
        "store",
        "workspace",
    },
    "commands": {
        "batch",
        "drafting",
        "faults",
        "pipeline",
        "production",
        "reporting",
        "store",
        "tabulation",
        "trend_file",
        "workspace",
    },
    "cli": {"commands"},
}
MODULES = sorted(path for path in ANALYSIS.rglob("*.py") if path != ANALYSIS / "__init__.py")


def layer_of(path: Path) -> str:
    return path.relative_to(ANALYSIS).parts[0].removesuffix(".py")


def imported_layers(path: Path) -> set[str]:
    """The layers that a module imports, at its top or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            names = inside if node.module == "analysis" else [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("analysis.")}
    return found - {layer_of(path)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ANALYSIS)))
def test_a_module_imports_only_the_layers_under_its_own(path: Path) -> None:
    assert imported_layers(path) <= MAY_IMPORT[layer_of(path)]


def test_reporting_sees_no_respondents() -> None:
    readers = [
        path for path in (ANALYSIS / "reporting").rglob("*.py") if "respondents.parquet" in path.read_text()
    ]
    assert readers == []


def test_statistics_import_no_path_and_no_frame() -> None:
    for path in (ANALYSIS / "statistics").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "pathlib" not in text and "import pandas" not in text, path
