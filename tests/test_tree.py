"""The tree can be found one's way in: short folders, short functions, no imports in a circle."""

from __future__ import annotations

import ast
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ANALYSIS = Path(__file__).resolve().parents[1] / "analysis"
MOST_MODULES = 12
MOST_LINES = 40
MODULES = {
    ".".join(path.relative_to(ANALYSIS.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in ANALYSIS.rglob("*.py")
}


def imported(path: Path) -> set[str]:
    """The modules of the package that a module imports, for its types and inside its functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            found |= {name if name in MODULES else node.module for name in names}
    return found & set(MODULES)


IMPORTS = {module: imported(path) - {module} for module, path in MODULES.items()}


def circle(graph: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle(IMPORTS) == []


def part_of(layer: str, module: str) -> str:
    """The folder or module of a layer that a module stands in."""
    return module.removeprefix(f"analysis.{layer}.").partition(".")[0]


@pytest.mark.parametrize("layer", sorted(path.name for path in ANALYSIS.iterdir() if path.is_dir()))
def test_no_folders_of_a_layer_import_each_other(layer: str) -> None:
    inside = {module for module in MODULES if module.startswith(f"analysis.{layer}.")}
    graph: dict[str, set[str]] = {}
    for module in inside:
        own = part_of(layer, module)
        graph.setdefault(own, set()).update(part_of(layer, each) for each in IMPORTS[module] & inside)
        graph[own].discard(own)
    assert circle(graph) == []


def test_a_folder_lists_in_one_screen() -> None:
    modules = Counter(path.parent for path in MODULES.values() if path.name != "__init__.py")
    assert {folder: count for folder, count in modules.items() if count > MOST_MODULES} == {}


def test_functions_are_short() -> None:
    long = {
        f"{module}.{node.name}"
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= MOST_LINES
    }
    assert long == set()
