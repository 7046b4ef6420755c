"""Small changes of behaviour made at random in a copy of the package: which do the fast tests notice?

python benchmarks/mutations.py [--count 200] [--seed 1] [--only statistics,etl,...] runs each change with the
tests of its layer, names those that nothing noticed, and writes what it found to
benchmarks/results/mutations.json.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPIED = ("analysis", "tests", "docs", "notebooks", "data", "benchmarks")
LAYERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "statistics": (("statistics",), ("tests/statistics",)),
    "etl": (("etl",), ("tests/etl", "tests/test_pipeline.py")),
    "indicators": (("indicators",), ("tests/indicators", "tests/etl/test_worked_example.py")),
    "publication": (
        ("indicators/publication.py", "indicators/confidentiality.py"),
        ("tests/indicators",),
    ),
    "sentences": (("reporting/language",), ("tests/reporting",)),
}
"""Of each layer, what is changed and which tests have to notice."""
SECONDS = 600
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
    """Every change that can be made in functions of a module; annotations and docstrings are left alone."""
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef):
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
                    yield Mutation(layer, name, node.lineno, start, end, before, after)


def chosen(count: int, seed: int, only: list[str]) -> list[Mutation]:
    """The changes to make: as many of each layer, drawn at random."""
    draw, found = random.Random(seed), []
    for number, layer in enumerate(only):
        places = [ROOT / "analysis" / place for place in LAYERS[layer][0]]
        files = [
            file for place in places for file in ([place] if place.is_file() else sorted(place.rglob("*.py")))
        ]
        every = list(dict.fromkeys(each for file in files for each in mutations_of(file, layer)))
        share = count // len(only) + (number < count % len(only))
        found += draw.sample(every, min(share, len(every)))
    draw.shuffle(found)
    return found


def is_noticed(mutation: Mutation, copy: Path) -> bool:
    """Whether a test of the layer fails, or does not end, after the change is made in the copy."""
    path = copy / mutation.file
    source = path.read_bytes()
    path.write_bytes(source[: mutation.start] + mutation.after.encode() + source[mutation.end :])
    options = ("-x", "-q", "-m", "not slow", "-p", "no:cacheprovider", "-p", "no:randomly")
    command = [sys.executable, "-m", "pytest", *options, *LAYERS[mutation.layer][1]]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(copy)}
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_bytes(source)
    return done.returncode != 0


def main() -> None:
    """Make the changes one after the other and say which were noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default=",".join(LAYERS))
    given = parser.parse_args()
    wanted = chosen(given.count, given.seed, given.only.split(","))
    noticed: list[Mutation] = []
    survivors: list[Mutation] = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "assoscope"
        for name in COPIED:
            shutil.copytree(
                ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "processed")
            )
        for file in (
            "pyproject.toml",
            "README.md",
            "CHANGELOG.md",
            "CONTRIBUTING.md",
            "Makefile",
            "requirements.txt",
        ):
            shutil.copy(ROOT / file, copy / file)
        for number, mutation in enumerate(wanted, start=1):
            (noticed if is_noticed(mutation, copy) else survivors).append(mutation)
            state = "noticed " if mutation in noticed else "SURVIVED"
            change = f"{' '.join(mutation.before.split())} -> {' '.join(mutation.after.split())}"
            print(f"{number}/{len(wanted)} {state} {mutation.file}:{mutation.line} {change}", flush=True)
            result = {"noticed": len(noticed), "survivors": [asdict(each) for each in survivors]}
            (ROOT / "benchmarks" / "results" / "mutations.json").write_text(json.dumps(result, indent=1))
    print(f"{len(noticed)} of {len(wanted)} noticed")


if __name__ == "__main__":
    main()
