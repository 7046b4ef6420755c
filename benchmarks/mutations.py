"""Small changes of behaviour made at random in a copy of the package: which do the fast tests notice?

python -m benchmarks.mutations [--count 200] [--seed 1] [--minutes 60] [--only statistics,etl,...] first runs
the tests of the layers once and notes which lines each runs; then it makes one change after the other, each
time running the tests that run the changed statement, the quickest first, up to the first failure.
What it found stands in benchmarks/results/mutations.md; python benchmarks/run.py readme puts it in README.md.
Changes are drawn from all layers in turn, so that a run that is cut short by --minutes is of all of them.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # before numpy is imported

import numpy as np  # noqa: F401 - what every test imports is imported once, before the forks
import pandas as pd  # noqa: F401
import scipy.stats  # noqa: F401

from benchmarks.noticing_tests import Line, NoticingTest, fails, run_by

ROOT = Path(__file__).parents[1]
RESULT = ROOT / "benchmarks" / "results" / "mutations.md"
COPIED = ("analysis", "tests", "docs", "notebooks", "data", "benchmarks")
REPORTING = tuple(
    f"tests/reporting/{place}"
    for place in ("language", "findings", "chapters", "test_territory.py", "test_shown_report.py")
)
PAGES = ("tests/steps/test_note_files.py", "tests/steps/test_third_language.py")
"""Tests of whole pages, beside those of REPORTING: of the methodology note, of a language of one's own."""
LAYERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "statistics": (("statistics",), ("tests/statistics",)),
    "etl": (("etl",), ("tests/etl", "tests/test_pipeline.py")),
    "indicators": (
        (
            "indicators/compare",
            "indicators/measures",
            "indicators/estimation.py",
            "indicators/publication.py",
        ),
        ("tests/indicators", "tests/etl/test_worked_example.py"),
    ),
    "release": (("indicators/disclosure", "indicators/release"), ("tests/indicators",)),
    "questions": (
        ("questionnaire/kinds", "questionnaire/reading", "questionnaire/derivations.py"),
        ("tests/questionnaire", "tests/etl"),
    ),
    "sentences": (("reporting/language", "reporting/findings", "reporting/chapters"), REPORTING + PAGES),
}
"""Of each layer, what is changed and which tests have to notice."""
SECONDS = 600
"""After which a test that does not end is ended; the change is then noticed."""
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
    lines: range = field(compare=False, default=range(0))
    """The lines of which one is run when the changed text has a say: those of its statement, or the first of
    the function whose default it is."""


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
    for node, lines in expressions_of(ast.parse(source)):
        after = changed(node)
        if after is None or node.end_lineno is None or node.end_col_offset is None:
            continue
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[node.end_lineno - 1] + node.end_col_offset
        yield Mutation(layer, name, node.lineno, start, end, source[start:end].decode(), after, lines)


def expressions_of(tree: ast.Module) -> Iterator[tuple[ast.expr, range]]:
    """The expressions in functions, each with the lines of its statement."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            first = min([function.lineno, *(each.lineno for each in function.decorator_list)])
            for default in (*function.args.defaults, *filter(None, function.args.kw_defaults)):
                yield from ((node, range(first, first + 1)) for node in expressions_in(default))
            for top in function.body:
                for statement in ast.walk(top):
                    if isinstance(statement, ast.stmt) and not isinstance(statement, ast.FunctionDef):
                        yield from ((node, lines_of(statement)) for node in expressions_in(statement))


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


def lines_of(statement: ast.stmt) -> range:
    """The lines of a statement; of one with statements in it, those before the first of them."""
    body = getattr(statement, "body", None)
    end = body[0].lineno if body else (statement.end_lineno or statement.lineno) + 1
    return range(statement.lineno, max(end, statement.lineno + 1))


def chosen(count: int, seed: int, only: Sequence[str]) -> list[Mutation]:
    """The changes to make: as many of each layer, drawn at random, the layers in turn."""
    draw, found = random.Random(seed), []
    for number, layer in enumerate(only):
        places = [ROOT / "analysis" / place for place in LAYERS[layer][0]]
        files = [
            file for place in places for file in ([place] if place.is_file() else sorted(place.rglob("*.py")))
        ]
        every = list(dict.fromkeys(each for file in files for each in mutations_of(file, layer)))
        share = count // len(only) + (number < count % len(only))
        found.append(draw.sample(every, min(share, len(every))))
    return [each for together in zip_longest(*found) for each in together if each is not None]


def copied(folder: Path) -> Path:
    """A copy of the repository in which changes are made."""
    copy = folder / "assoscope"
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__", "processed")
        shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    for file in ROOT.iterdir():
        if file.is_file() and file.suffix in (".toml", ".md", ".txt", "") and file.name != ".git":
            shutil.copy(file, copy / file.name)
    return copy


def traced_tests(copy: Path, changes: Sequence[Mutation]) -> Mapping[str, Sequence[NoticingTest]]:
    """Of each layer that is changed its tests, with which of the changed statements they run."""
    asked = frozenset(line for change in changes for line in statement(change))
    known: dict[str, Sequence[NoticingTest]] = {}
    found: dict[str, Sequence[NoticingTest]] = {}
    for layer in dict.fromkeys(change.layer for change in changes):
        names = [file.relative_to(copy).as_posix() for file in test_files(copy, layer)]
        for name in names:
            if name not in known:
                known[name] = run_by(name, copy, asked, SECONDS)
                print(f"{name}: {len(known[name])} tests", flush=True)
        found[layer] = [test for name in names for test in known[name]]
    return found


def test_files(copy: Path, layer: str) -> list[Path]:
    """The files of the tests that have to notice changes of a layer."""
    places = [copy / place for place in LAYERS[layer][1]]
    return [
        file
        for place in places
        for file in ([place] if place.is_file() else sorted(place.rglob("test_*.py")))
    ]


def statement(mutation: Mutation) -> set[Line]:
    """The lines of the statement that is changed."""
    return {(mutation.file, line) for line in mutation.lines}


def runners(mutation: Mutation, tests: Sequence[NoticingTest]) -> list[NoticingTest]:
    """The tests that run the changed statement."""
    lines = statement(mutation)
    return [test for test in tests if not lines.isdisjoint(test.lines)]


def is_noticed(mutation: Mutation, copy: Path, tests: Sequence[NoticingTest]) -> bool:
    """Whether a test that runs the changed statement fails, or does not end, after the change."""
    chosen_tests = runners(mutation, tests)
    if not chosen_tests:
        return False
    path = copy / mutation.file
    source = path.read_bytes()
    path.write_bytes(source[: mutation.start] + mutation.after.encode() + source[mutation.end :])
    try:
        return fails(chosen_tests, copy, SECONDS)
    finally:
        path.write_bytes(source)


def summary(outcomes: Sequence[tuple[Mutation, bool]], seed: int) -> str:
    """What a run found, for README.md: how many changes of each layer were noticed, and which were not."""
    lines = [f"Seed {seed}.", "", "| layer | changes | noticed | |", "| --- | --- | --- | --- |"]
    for layer in [*dict.fromkeys(change.layer for change, _ in outcomes), "all"]:
        own = [noticed for change, noticed in outcomes if layer in (change.layer, "all")]
        lines.append(f"| {layer} | {len(own)} | {sum(own)} | {100 * sum(own) / len(own):.0f} % |")
    survivors = [f"- `{change.file}`: `{said(change)}`" for change, noticed in outcomes if not noticed]
    return "\n".join([*lines, "", "Not noticed:" if survivors else "", "", *survivors]).rstrip() + "\n"


def said(change: Mutation) -> str:
    """A change on one line."""
    return f"{' '.join(change.before.split())} -> {' '.join(change.after.split())}"


def main() -> None:
    """Make the changes one after the other and say which were noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument("--only", default=",".join(LAYERS))
    given = parser.parse_args()
    end, only = time.monotonic() + 60 * given.minutes, given.only.split(",")
    wanted = chosen(given.count, given.seed, only)
    outcomes: list[tuple[Mutation, bool]] = []
    with tempfile.TemporaryDirectory() as folder:
        copy = copied(Path(folder).resolve())
        tests = traced_tests(copy, wanted)
        for number, change in enumerate(wanted, start=1):
            if time.monotonic() > end:
                break
            noticed = is_noticed(change, copy, tests[change.layer])
            outcomes.append((change, noticed))
            state = "noticed " if noticed else "SURVIVED"
            print(f"{number}/{len(wanted)} {state} {change.file}:{change.line} {said(change)}", flush=True)
            RESULT.write_text(summary(outcomes, given.seed), encoding="utf-8")
    print(f"{sum(noticed for _, noticed in outcomes)} of {len(outcomes)} noticed")


if __name__ == "__main__":
    main()
