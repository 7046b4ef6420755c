"""A column list, a limit, a set of words stands in results alone; both sides import it there."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from analysis.etl.quality.quality_flags import FLAGS
from analysis.questionnaire import fixed_words
from analysis.results import FILES
from analysis.results.record_columns import FLAG, MANIFEST, RESPONDENTS_KEPT
from analysis.results.schema import (
    CHANGE_STATUSES,
    DIRECTIONS,
    FIXED,
    SMALLEST_GROUP,
    STATISTICS,
    STATUSES,
    VERDICTS,
    WITHIN_95,
)
from analysis.runs import manifests

REPOSITORY = Path(__file__).resolve().parents[2]
ANALYSIS = REPOSITORY / "analysis"
USERS = ("etl", "indicators", "reporting", "steps", "cli", "pipeline.py")
MODULES = sorted(
    path
    for user in USERS
    for path in ([ANALYSIS / user] if user.endswith(".py") else (ANALYSIS / user).rglob("*.py"))
)
LIMITS = (SMALLEST_GROUP, FIXED, WITHIN_95, 1.96)
WORDS = (STATUSES, CHANGE_STATUSES)


def texts(node: ast.AST) -> tuple[str, ...]:
    """The strings of a tuple, list or set that has nothing else; none for anything else."""
    if not isinstance(node, ast.Tuple | ast.List | ast.Set):
        return ()
    inner = [part for part in node.elts for part in (texts_within(part) or (None,))]
    return tuple(part for part in inner if part) if None not in inner else ()


def texts_within(node: ast.expr) -> tuple[str, ...]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return (node.value,)
    return texts(node.value) if isinstance(node, ast.Starred) else ()


def is_list_of_columns(found: tuple[str, ...]) -> bool:
    """Whether three or more names are half of the columns of a file, or more."""
    return len(found) > 2 and any(
        set(found) <= set(file.names) and 2 * len(found) >= len(file.names) for file in FILES
    )


def lists_in(tree: ast.AST) -> Iterator[tuple[str, ...]]:
    for node in ast.walk(tree):
        found = texts(node)
        if is_list_of_columns(found) or any(set(found) == set(words) for words in WORDS):
            yield found


def limits_in(tree: ast.AST) -> Iterator[float]:
    """Limits that are compared with, named, or handed over by name."""
    for node in ast.walk(tree):
        places: list[ast.expr | None] = []
        if isinstance(node, ast.Compare):
            places = [node.left, *node.comparators]
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.keyword):
            places = [node.value]
        for place in places:
            value = place.value if isinstance(place, ast.Constant) else None
            if isinstance(value, int | float) and value in LIMITS:
                yield value


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ANALYSIS)))
def test_no_other_module_lists_the_columns_of_a_file_or_states_a_limit(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert list(lists_in(tree)) == []
    assert list(limits_in(tree)) == []


@pytest.mark.parametrize(
    "source",
    [
        'COLUMNS = ("section", "question", "item", "measure", "value")',
        'frame[["respondent", "question", "text"]]',
        'names = (*("variable", "code", "share"), "source", "date")',
        'status in {"shown", "footnote", "caution", "suppressed", "empty"}',
    ],
)
def test_a_list_of_columns_or_words_is_found(source: str) -> None:
    assert list(lists_in(ast.parse(source)))


@pytest.mark.parametrize("source", ["n < 30", "LEAST = 30", "differences(least=30)", "se <= 1e-4"])
def test_a_limit_is_found(source: str) -> None:
    assert list(limits_in(ast.parse(source)))


def test_words_that_definitions_use_are_those_of_the_files() -> None:
    assert (get_args(fixed_words.Statistic), get_args(fixed_words.Direction)) == (STATISTICS, DIRECTIONS)
    assert MANIFEST.name == manifests.MANIFEST
    flags = [name.removeprefix(FLAG) for name in RESPONDENTS_KEPT.names if name.startswith(FLAG)]
    assert sorted(flags) == sorted(FLAGS)


@pytest.mark.slow
@pytest.mark.parametrize(
    "comparison",
    [
        'row.status == "supressed"',
        'row.mark == "secret"',
        'row.verdict == "mixed"',
        'row.statistic == "rate"',
    ],
)
def test_a_comparison_with_a_word_outside_its_set_fails_the_type_check(
    comparison: str, tmp_path: Path
) -> None:
    lines = ("from analysis.results.indicator_rows import IndicatorRow", "def f(row: IndicatorRow) -> bool:")
    path = tmp_path / "compared.py"
    path.write_text("\n".join([*lines, f"    return {comparison}\n"]), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict-equality", "--ignore-missing-imports", str(path)]
    found = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert found.returncode == 1
    assert "compared.py:3: error: Non-overlapping equality check" in found.stdout


def test_a_verdict_of_the_figures_is_no_other_than_a_file_may_hold() -> None:
    import numpy as np

    from analysis.indicators.measures.balances import verdicts

    value = np.array([np.nan, 9.0, -9.0, 1.0, 1.0])
    found = verdicts(value, value - 5, value + 5, np.array([80.0, 80.0, 80.0, 80.0, 10.0]))
    assert set(found) == {"", *VERDICTS}
