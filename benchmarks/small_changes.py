"""The small changes of behaviour that can be made in a module, each in one place of its text.

`<` for `<=`, `+` for `-`, `and` for `or`, the branches of a condition exchanged, a number one more, True
for False.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


@dataclass(frozen=True)
class Mutation:
    """A change: in `file`, the text from `start` to `end` (offsets of bytes) becomes `after`."""

    layer: str
    file: str
    line: int
    start: int
    end: int
    before: str
    after: str


def changed(node: ast.AST) -> str | None:
    """The source of a node with one small change of behaviour; None where there is none to make."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        other = COMPARED.get(type(node.ops[0]))
        return other and ast.unparse(ast.Compare(node.left, [other()], node.comparators))
    if isinstance(node, ast.BinOp) and not isinstance(node.left, ast.Constant | ast.JoinedStr):
        other_way = COMPUTED.get(type(node.op))
        return other_way and f"({ast.unparse(ast.BinOp(node.left, other_way(), node.right))})"
    if isinstance(node, ast.BoolOp):
        op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return f"({ast.unparse(ast.BoolOp(op, node.values))})"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert | ast.USub):
        return f"({ast.unparse(node.operand)})"
    if isinstance(node, ast.IfExp):
        return f"({ast.unparse(ast.IfExp(node.test, node.orelse, node.body))})"
    if isinstance(node, ast.Constant) and type(node.value) in (int, float, bool):
        return str(not node.value) if isinstance(node.value, bool) else f"({node.value!r} + 1)"
    return None


def mutations_of(path: Path, layer: str) -> Iterator[Mutation]:
    """Every change that can be made in functions of a module, their defaults among them; annotations and
    docstrings are left alone."""
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    name = path.relative_to(ROOT).as_posix()
    for node in expressions_of(ast.parse(source)):
        after = changed(node)
        if after is None or node.end_lineno is None or node.end_col_offset is None:
            continue
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[node.end_lineno - 1] + node.end_col_offset
        yield Mutation(layer, name, node.lineno, start, end, source[start:end].decode(), after)


def expressions_of(tree: ast.Module) -> Iterator[ast.expr]:
    """The expressions in functions."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for default in (*function.args.defaults, *filter(None, function.args.kw_defaults)):
                yield from expressions_in(default)
            for top in function.body:
                for statement in ast.walk(top):
                    if isinstance(statement, ast.stmt) and not isinstance(statement, ast.FunctionDef):
                        yield from expressions_in(statement)


def expressions_in(node: ast.AST) -> Iterator[ast.expr]:
    """The expressions of a statement, those of the statements in it apart, and of an expression.

    `strict` of zip is left alone: it guards against a fault that there is not.
    """
    if isinstance(node, ast.keyword) and node.arg == "strict":
        return
    if isinstance(node, ast.expr):
        yield node
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, ast.stmt) and name != "annotation":
                yield from expressions_in(child)


def said(change: Mutation) -> str:
    """A change on one line."""
    return f"{' '.join(change.before.split())} -> {' '.join(change.after.split())}"
