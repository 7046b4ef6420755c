"""Functions of the package that is imported, given the code that they would have after a small change.

No file is written: a process that has imported everything is copied, and the copy changes its own functions.
"""

from __future__ import annotations

import ast
import gc
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from types import CodeType, FunctionType

from benchmarks.small_changes import ROOT, Mutation

Place = tuple[str, str, int]
"""A function: file, qualified name, first line."""


def functions_of(files: Sequence[str]) -> Mapping[Place, Sequence[FunctionType]]:
    """Every function that stands in the files, named from the root; methods and what decorators hold too."""
    for file in files:
        import_module(file.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    names = {str(ROOT / file): file for file in files}
    found: dict[Place, list[FunctionType]] = defaultdict(list)
    gc.unfreeze()
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename in names:
            code = each.__code__
            found[names[code.co_filename], code.co_qualname, code.co_firstlineno].append(each)
    gc.freeze()
    return found


def make(mutation: Mutation, functions: Mapping[Place, Sequence[FunctionType]]) -> bool:
    """Change the functions of this process; whether there was one to change."""
    before = (ROOT / mutation.file).read_bytes()
    after = before[: mutation.start] + mutation.after.encode() + before[mutation.end :]
    changed = False
    for own, other in zip(_codes(mutation, before), _codes(mutation, after), strict=True):
        for function in functions.get((mutation.file, own.co_qualname, own.co_firstlineno), ()):
            function.__code__ = other
            changed = True
    for place, defaults in _defaults(mutation.file, before, after):
        for function in functions.get(place, ()):
            _give(function, defaults)
            changed = True
    return changed


def _codes(mutation: Mutation, source: bytes) -> Iterator[CodeType]:
    yield from _within(compile(source, str(ROOT / mutation.file), "exec"))


def _within(code: CodeType) -> Iterator[CodeType]:
    """The codes in a code, those of a function after it; comprehensions among them."""
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _within(each)


def _defaults(file: str, before: bytes, after: bytes) -> Iterator[tuple[Place, ast.arguments]]:
    """The functions of which a default is another, with their arguments as they are then."""
    for own, other in zip(_named(ast.parse(before)), _named(ast.parse(after)), strict=True):
        (name, function), (_, changed) = own, other
        if ast.dump(function.args) != ast.dump(changed.args):
            first = min(function.lineno, *(each.lineno for each in function.decorator_list), function.lineno)
            yield (file, name, first), changed.args


def _named(tree: ast.AST, within: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of a module, each by its qualified name."""
    for each in ast.iter_child_nodes(tree):
        if isinstance(each, ast.FunctionDef):
            yield f"{within}{each.name}", each
            yield from _named(each, f"{within}{each.name}.<locals>.")
        elif isinstance(each, ast.ClassDef):
            yield from _named(each, f"{within}{each.name}.")
        else:
            yield from _named(each, within)


def _give(function: FunctionType, arguments: ast.arguments) -> None:
    """Give a function its defaults as they are written."""

    def value(expression: ast.expr) -> object:
        return eval(compile(ast.Expression(expression), "", "eval"), function.__globals__)

    function.__defaults__ = tuple(value(each) for each in arguments.defaults) or None
    named = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    function.__kwdefaults__ = {of.arg: value(each) for of, each in named if each is not None}
