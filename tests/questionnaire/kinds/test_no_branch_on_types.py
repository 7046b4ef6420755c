"""No module outside questionnaire/kinds asks which type a question is: the kind answers for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.questionnaire.kinds import KINDS

ANALYSIS = Path(__file__).resolve().parents[3] / "analysis"
MODULES = sorted(
    path for path in ANALYSIS.rglob("*.py") if not path.is_relative_to(ANALYSIS / "questionnaire" / "kinds")
)
OF_MANY_THINGS = {"single", "text", "date"}
"""Names of types that are also words of tokens, Markdown, cells: they are a type's beside a type only."""
OF_ANOTHER_SORT = {"token", "column", "replicates", "placeholder_format"}
"""What has a type that is not a question's: words of an expression, columns of results, replicate weights,
places of slides."""


def branches(source: str) -> Iterator[str]:
    """What in the source chooses by the type of a question.

    They compare a type with what is not one, compare anything with a name that only a type has, look a type
    up in a table, or match one. To name a type where it is decided is no branch.
    """
    for node in ast.walk(ast.parse(source)):
        if (
            (isinstance(node, ast.Compare) and is_choice(node))
            or (isinstance(node, ast.Match) and is_type(node.subject))
            or (isinstance(node, ast.Subscript) and is_type(node.slice))
            or (isinstance(node, ast.Call) and is_looked_up(node))
        ):
            yield ast.unparse(node)


def is_choice(node: ast.Compare) -> bool:
    sides = [node.left, *node.comparators]
    named = {word for side in sides for word in words(side)} & KINDS.keys()
    of_types = [is_type(side) for side in sides]
    return bool(named - OF_MANY_THINGS) or (any(of_types) and not all(of_types))


def words(side: ast.expr) -> set[str]:
    """The words that a side of a comparison is, or lists."""
    listed = side.elts if isinstance(side, (ast.Tuple, ast.List, ast.Set)) else [side]
    return {each.value for each in listed if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def is_type(node: ast.expr) -> bool:
    """Whether this is the type of a question: question.type, or (found := question.type)."""
    value = node.value if isinstance(node, ast.NamedExpr) else node
    return isinstance(value, ast.Attribute) and value.attr == "type" and not is_of_another_sort(value.value)


def is_of_another_sort(owner: ast.expr) -> bool:
    """Whether this is no question by its name: token, or error.token."""
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return name in OF_ANOTHER_SORT


def is_looked_up(call: ast.Call) -> bool:
    """Whether this is table.get(question.type)."""
    is_get = isinstance(call.func, ast.Attribute) and call.func.attr == "get"
    return is_get and any(is_type(argument) for argument in call.args)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ANALYSIS)))
def test_no_module_chooses_by_the_type_of_a_question(path: Path) -> None:
    assert list(branches(path.read_text(encoding="utf-8"))) == []


CAUGHT = [
    "question.type == 'text'",
    "'single' != answers.question.type",
    "question.type in ('single', 'scale')",
    "question.type not in GRID_TYPES",
    "(found := question.type) != 'date'",
    "kind == 'numeric'",
    "kind in {'multiple', 'other'}",
    "CODERS[question.type]",
    "READERS.get(question.type, read)",
    "match question.type:\n    case 'text': pass",
]


@pytest.mark.parametrize("source", CAUGHT)
def test_a_choice_by_type_is_found(source: str) -> None:
    assert list(branches(source))


LEFT_ALONE = [
    "Drafted(name, 'multiple' if is_multiple else 'single')",
    "{'integer': 'numeric'}[word]",
    "token == 'text'",
    "column.type == 'text'",
    "SCALES[sampling.replicates.type]",
    "one.type == other.type",
    "f'{question.name} is {question.type}'",
    "kind_of(question).takes_several",
]


@pytest.mark.parametrize("source", LEFT_ALONE)
def test_to_name_a_type_is_no_choice(source: str) -> None:
    assert not list(branches(source))
