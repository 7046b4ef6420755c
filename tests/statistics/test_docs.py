"""The code in docs/statistics.md runs, and each function of the statistics is reached as it says."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

from analysis import statistics
from analysis.questionnaire import Indicator, Publication, SamplingDesign, Weighting
from analysis.results import FILES

DOCS = Path(__file__).parents[2] / "docs" / "statistics.md"


def test_the_code_on_the_page_runs_from_top_to_bottom() -> None:
    blocks = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(blocks) >= 6
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(DOCS), "exec"), names)


def test_every_state_is_explained_on_the_page() -> None:
    from analysis.statistics import STATES

    text = DOCS.read_text(encoding="utf-8")
    assert all(f"| {state} |" in text for state in STATES if state)


RECORDS = {
    "weighting": Weighting,
    "design": SamplingDesign,
    "indicators": Indicator,
    "publication": Publication,
}
REACHED = re.findall(
    r"(?m)^\| `(\w+)` \| (.+) \|$", DOCS.read_text("utf-8").partition("## How each is reached")[2]
)


def test_every_function_is_reached_by_a_key_a_file_or_from_python() -> None:
    functions = {name for name in statistics.__all__ if inspect.isfunction(getattr(statistics, name))}
    assert {name for name, _ in REACHED} == functions


@pytest.mark.parametrize(("name", "by"), REACHED)
def test_what_reaches_a_function_is_there(name: str, by: str) -> None:
    if by.startswith("Python"):
        blocks = re.findall(r"```python\n(.*?)```", DOCS.read_text("utf-8"), flags=re.DOTALL)
        assert any(re.search(rf"\b{name}\(", block) for block in blocks)
        return
    assert name in used_outside()
    for key in re.findall(r"`([a-z.]+)`", by):
        table, _, field = key.partition(".")
        record = RECORDS[table]
        assert field in record.__dataclass_fields__
    for file in re.findall(r"([a-z]+\.csv)", by):
        assert file in {each.name for each in FILES}


def used_outside() -> set[str]:
    """Names of the statistics that another package imports, and what their corrections stand on."""
    found = {"holm"} if "within_families" in imported() else set()
    return found | imported()


def imported() -> set[str]:
    names: set[str] = set()
    package = DOCS.parents[1] / "analysis"
    for path in package.rglob("*.py"):
        if "statistics" not in path.relative_to(package).parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and str(node.module).startswith("analysis.statistics"):
                    names |= {alias.name for alias in node.names}
    return names
