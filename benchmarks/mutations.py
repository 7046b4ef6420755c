"""Small changes of behaviour made at random in a copy of the package: which do the fast tests notice?

python -m benchmarks.mutations [--count 200] [--seed 1] [--minutes 60] [--only statistics,etl,...] first runs
every test file of the layers once and notes which functions it calls; then it makes one change after the
other, each time running the test files that call the changed function, the quickest first, up to the first
failure. It names the changes that nothing noticed and writes what it found to
benchmarks/results/mutations.json. Changes are drawn from all layers in turn, so that a run that is cut short
by --minutes is of all of them.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import zip_longest
from pathlib import Path

os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # before numpy is imported

import numpy as np  # noqa: F401 - what every test imports is imported once, before the forks
import pandas as pd  # noqa: F401
import scipy.stats  # noqa: F401

from benchmarks.noticing_tests import TestFile, called_by, fails

ROOT = Path(__file__).parents[1]
COPIED = ("analysis", "tests", "docs", "notebooks", "data", "benchmarks")
REPORTING = tuple(
    f"tests/reporting/{place}" for place in ("language", "findings", "chapters", "test_territory.py")
)
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
    "sentences": (("reporting/language",), REPORTING),
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
    function: int = field(compare=False, default=0)
    """The first line of the function that it is in."""


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
    """Every change that can be made in functions of a module; annotations and docstrings are left alone."""
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef):
            first = min([function.lineno, *(each.lineno for each in function.decorator_list)])
            for statement in function.body:
                for node in ast.walk(statement):
                    after = changed(node) if isinstance(node, ast.expr) else None
                    if after is None or node.lineno is None or node.end_lineno is None:  # type: ignore[attr-defined]
                        continue
                    assert isinstance(node, ast.expr) and node.end_lineno and node.end_col_offset is not None
                    start = starts[node.lineno - 1] + node.col_offset
                    end = starts[node.end_lineno - 1] + node.end_col_offset
                    before = source[start:end].decode()
                    name = path.relative_to(ROOT).as_posix()
                    yield Mutation(layer, name, node.lineno, start, end, before, after, first)


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


def traced_tests(copy: Path, only: Sequence[str]) -> Mapping[str, Sequence[TestFile]]:
    """Of each layer its test files, the quickest first, with what they call."""
    known: dict[str, TestFile | None] = {}
    found = {}
    for layer in only:
        places = [copy / place for place in LAYERS[layer][1]]
        files = [
            f for place in places for f in ([place] if place.is_file() else sorted(place.rglob("test_*.py")))
        ]
        for name in (file.relative_to(copy).as_posix() for file in files):
            if name not in known:
                known[name] = called_by(name, copy, SECONDS)
                print(
                    f"{name}: {known[name].seconds:.1f} s" if known[name] else f"{name}: left out", flush=True
                )  # type: ignore[union-attr]
        of_layer = [known[file.relative_to(copy).as_posix()] for file in files]
        found[layer] = sorted((each for each in of_layer if each), key=lambda each: each.seconds)
    return found


def is_noticed(mutation: Mutation, copy: Path, tests: Sequence[TestFile]) -> bool:
    """Whether a test that calls the changed function fails, or does not end, after the change."""
    callers = [each.name for each in tests if (mutation.file, mutation.function) in each.functions]
    if not callers:
        return False
    path = copy / mutation.file
    source = path.read_bytes()
    path.write_bytes(source[: mutation.start] + mutation.after.encode() + source[mutation.end :])
    try:
        return fails(callers, copy, SECONDS)
    finally:
        path.write_bytes(source)


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
    noticed: list[Mutation] = []
    survivors: list[Mutation] = []
    with tempfile.TemporaryDirectory() as folder:
        copy = copied(Path(folder).resolve())
        tests = traced_tests(copy, only)
        for number, mutation in enumerate(wanted, start=1):
            if time.monotonic() > end:
                break
            (noticed if is_noticed(mutation, copy, tests[mutation.layer]) else survivors).append(mutation)
            state = "noticed " if mutation in noticed else "SURVIVED"
            change = f"{' '.join(mutation.before.split())} -> {' '.join(mutation.after.split())}"
            print(f"{number}/{len(wanted)} {state} {mutation.file}:{mutation.line} {change}", flush=True)
            result = {"noticed": len(noticed), "survivors": [asdict(each) for each in survivors]}
            (ROOT / "benchmarks" / "results" / "mutations.json").write_text(json.dumps(result, indent=1))
    print(f"{len(noticed)} of {len(noticed) + len(survivors)} noticed")


if __name__ == "__main__":
    main()
