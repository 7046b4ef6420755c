"""One class name stands for one thing in the whole package."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ANALYSIS = Path(__file__).resolve().parents[1] / "analysis"


def test_no_two_classes_of_the_package_have_one_name() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(ANALYSIS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(f"{path.relative_to(ANALYSIS)}:{node.lineno}")
    assert found
    assert {name: places for name, places in found.items() if len(places) > 1} == {}
