"""Imports run one way, between the layers and inside each of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ANALYSIS = Path(__file__).resolve().parents[1] / "analysis"

LIBRARY = {
    *("faults", "statistics", "results", "workspace", "questionnaire", "runs"),
    *("sources", "etl", "reporting", "exports", "microdata", "indicators", "drafting"),
}
MAY_IMPORT = {
    "faults": set(),
    "statistics": set(),
    "results": set(),
    "workspace": {"faults"},
    "questionnaire": {"faults"},
    "runs": {"faults"},
    "sources": {"faults", "questionnaire", "runs"},
    "etl": {"faults", "sources", "questionnaire", "statistics", "results", "runs"},
    "reporting": {"faults", "results", "questionnaire", "runs", "workspace"},
    "exports": {"faults", "results", "questionnaire", "workspace", "reporting"},
    "indicators": {"faults", "etl", "sources", "questionnaire", "statistics", "results"},
    "drafting": {"faults", "etl", "sources", "questionnaire", "runs", "workspace"},
    "microdata": {"faults", "results", "questionnaire", "workspace", "exports"},
    "steps": LIBRARY,
    "interactive": {*LIBRARY, "steps"},
    "pipeline": {*LIBRARY, "steps"} - {"drafting"},
    "cli": {
        *("faults", "indicators", "pipeline", "steps", "exports", "drafting", "reporting", "runs"),
        "workspace",
    },
}
MODULES = sorted(path for path in ANALYSIS.rglob("*.py") if path != ANALYSIS / "__init__.py")


def layer_of(path: Path) -> str:
    return path.relative_to(ANALYSIS).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The modules of the package that a module imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            inside = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name for name in inside if is_module(name))
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def is_module(name: str) -> bool:
    place = ANALYSIS.parent / name.replace(".", "/")
    return place.is_dir() or place.with_suffix(".py").is_file()


def own(path: Path) -> set[str]:
    return {name for name in imported(path) if name.startswith("analysis.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ANALYSIS)))
def test_a_module_imports_only_the_layers_under_its_own(path: Path) -> None:
    layer = layer_of(path)
    found = {name.split(".")[1] for name in own(path)} - {layer}
    assert found <= MAY_IMPORT[layer]


def test_every_layer_stands_in_the_order() -> None:
    assert {layer_of(path) for path in MODULES} == set(MAY_IMPORT)


def test_reporting_sees_no_respondents() -> None:
    readers = [
        path for path in (ANALYSIS / "reporting").rglob("*.py") if "respondents.parquet" in path.read_text()
    ]
    assert readers == []


def test_exports_know_the_words_of_reports_and_nothing_else_of_them() -> None:
    found = {name for path in MODULES if layer_of(path) == "exports" for name in own(path)}
    of_reports = {name for name in found if name.startswith("analysis.reporting")}
    assert of_reports
    assert {name for name in of_reports if not name.startswith("analysis.reporting.language")} == set()


def test_statistics_import_no_path_and_no_frame() -> None:
    for path in (ANALYSIS / "statistics").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "pathlib" not in text and "import pandas" not in text, path


def test_only_the_command_line_knows_its_library() -> None:
    found = [path for path in MODULES if layer_of(path) != "cli" and "click" in set(imported(path))]
    assert found == []
