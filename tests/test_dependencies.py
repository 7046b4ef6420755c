"""What is imported is declared, and what is declared is used."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEVER_IMPORTED = {
    "ipykernel": "the kernel of notebooks in JupyterLab and in jupyter nbconvert --execute",
    "jupyterlab": "what analysts work in",
    "seaborn": "at hand in their notebooks",
    "font-source-sans-pro": "a folder of fonts, found by its name",
}
"""Declared for another reason than an import of the package."""


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[^A-Za-z0-9._-]", text, maxsplit=1)[0]) for text in requirements}


def modules_imported() -> set[str]:
    found = set()
    for path in (REPOSITORY / "analysis").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
            elif isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
    return found - set(sys.stdlib_module_names) - {"analysis"}


def test_every_library_that_is_imported_is_declared() -> None:
    optional = [text for extra in PROJECT["optional-dependencies"].values() for text in extra]
    known = declared(PROJECT["dependencies"] + optional)
    distributions = packages_distributions()
    undeclared = {
        module
        for module in modules_imported()
        if module in distributions and not {normal(name) for name in distributions[module]} & known
    }
    assert undeclared == set()


def test_every_library_that_is_declared_is_used() -> None:
    distributions = packages_distributions()
    used = {normal(name) for module in modules_imported() for name in distributions.get(module, ())}
    assert declared(PROJECT["dependencies"]) - used == set(NEVER_IMPORTED)


def test_every_library_that_is_declared_is_pinned() -> None:
    pinned = declared((REPOSITORY / "requirements.txt").read_text(encoding="utf-8").split())
    optional = [text for name in ("dev", "cluster") for text in PROJECT["optional-dependencies"][name]]
    assert declared(PROJECT["dependencies"] + optional) <= pinned
