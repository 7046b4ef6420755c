"""Small changes of behaviour made at random in a copy of the package: which do the fast tests notice?

python -m benchmarks.mutations [--count 200] [--seed 1] [--minutes 60] [--seconds 60] [--only etl,sentences]
makes one change after the other and runs the tests that run the changed statement, those of its own layer and
the quickest first, up to the first failure or as many as take --seconds. Which test runs which line is found
once and kept (benchmarks/kept_lines.py). Changes are drawn from all layers in turn, so that a run that is cut
short by --minutes is of all of them.

What it found stands in benchmarks/results/mutations.md; python benchmarks/run.py readme puts it in README.md.
Why a change was not noticed is said by benchmarks/results/unnoticed.csv, for whoever reads the code.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from compileall import compile_dir
from itertools import zip_longest
from pathlib import Path
from py_compile import PycInvalidationMode

os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # before numpy is imported

import hypothesis  # noqa: F401 - what every test imports is imported once, before the forks
import lxml.etree  # noqa: F401
import matplotlib.figure  # noqa: F401
import numpy as np  # noqa: F401
import pandas as pd  # noqa: F401
import pyarrow.parquet  # noqa: F401
import pydantic  # noqa: F401
import scipy.optimize
import scipy.sparse
import scipy.stats  # noqa: F401

from benchmarks.kept_lines import traced
from benchmarks.noticing_tests import Line, NoticingTest, fails
from benchmarks.small_changes import ROOT, Mutation, mutations_of, said, statement

RESULT = ROOT / "benchmarks" / "results" / "mutations.md"
REASONS = ROOT / "benchmarks" / "results" / "unnoticed.csv"
COPIED = ("analysis", "tests", "docs", "notebooks", "data", "benchmarks")
REPORTING = (
    "tests/reporting/language",
    "tests/reporting/findings",
    "tests/reporting/chapters",
    "tests/reporting/test_territory.py",
    "tests/reporting/test_shown_report.py",
    "tests/reporting/test_no_inference.py",
    "tests/steps/test_note_files.py",
    "tests/steps/test_third_language.py",
)
LENGTHY = (
    "tests/statistics/test_docs.py",
    "tests/indicators/test_large.py",
    "tests/indicators/test_large_faults.py",
    "tests/indicators/disclosure/test_attacks.py",
)
"""Files of tests that are not asked: of documents, of large files, of attacks on what is hidden. Each takes
longer than all the others of its folder."""
LAYERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "statistics": (("statistics",), ("tests/statistics", "tests/indicators")),
    "etl": (
        ("etl",),
        (
            "tests/etl",
            "tests/sources/test_joining.py",
            "tests/test_pipeline.py",
            "tests/questionnaire",
            "tests/indicators",
        ),
    ),
    "indicators": (
        (
            "indicators/compare",
            "indicators/measures",
            "indicators/estimation.py",
            "indicators/publication.py",
        ),
        ("tests/indicators", "tests/etl/test_worked_example.py"),
    ),
    "publication": (("indicators/disclosure", "indicators/release"), ("tests/indicators",)),
    "questions": (
        ("questionnaire/kinds", "questionnaire/reading", "questionnaire/derivations.py"),
        ("tests/questionnaire", "tests/etl"),
    ),
    "sentences": (("reporting/language", "reporting/findings"), REPORTING),
    "chapters": (("reporting/chapters",), REPORTING),
}
"""Of each layer, what is changed and which tests have to notice, the nearest first."""
TRACING = 400
"""Seconds after which a file of tests is not traced further: none of its tests is then asked."""
PATIENCE = 3
"""So many times as long as the tests took when they were traced is waited for them; then the change is
noticed, as they do not end."""


def modules(layer: str) -> list[Path]:
    """The modules of a layer that are changed."""
    places = [ROOT / "analysis" / place for place in LAYERS[layer][0]]
    return [
        file for place in places for file in ([place] if place.is_file() else sorted(place.rglob("*.py")))
    ]


def changes_of(layer: str) -> list[Mutation]:
    """Every change that can be made in a layer."""
    return list(dict.fromkeys(each for file in modules(layer) for each in mutations_of(file, layer)))


def chosen(count: int, seed: int, only: Sequence[str]) -> list[Mutation]:
    """The changes to make: as many of each layer, drawn at random, the layers in turn."""
    draw, found = random.Random(seed), []
    for number, layer in enumerate(only):
        every = changes_of(layer)
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
    # Compiled by what a module holds, not by its time: a change within a second is another module too.
    compile_dir(copy / "analysis", quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    return copy


def test_files(copy: Path, layer: str) -> list[str]:
    """The files of the tests that have to notice changes of a layer, in the order of their places."""
    places = [copy / place for place in LAYERS[layer][1]]
    files = [file for place in places for file in ([place] if place.is_file() else place_tests(place))]
    names = dict.fromkeys(file.relative_to(copy).as_posix() for file in files)
    return [name for name in names if name not in LENGTHY]


def place_tests(folder: Path) -> list[Path]:
    """The files of tests in a folder."""
    return sorted(folder.rglob("test_*.py"))


def traced_tests(copy: Path, layers: Sequence[str]) -> dict[str, list[list[NoticingTest]]]:
    """Of each layer its tests by file, with the lines they run."""
    asked = {line for layer in LAYERS for change in changes_of(layer) for line in statement(change)}
    names = list(dict.fromkeys(name for layer in layers for name in test_files(copy, layer)))
    known = {name: traced(name, copy, asked, TRACING) for name in names}
    return {layer: [known[name] for name in test_files(copy, layer)] for layer in layers}


def distance(file: str, mutation: Mutation) -> tuple[bool, int]:
    """How far a file of tests is from a change: whether it is called otherwise than the module, and the place
    of its folder among those of the layer."""
    words = set(Path(mutation.file).stem.split("_")) & set(Path(file).stem.split("_"))
    places = enumerate(LAYERS[mutation.layer][1])
    return not words, next(rank for rank, place in places if file.startswith(place))


def runners(mutation: Mutation, files: Sequence[Sequence[NoticingTest]]) -> list[NoticingTest]:
    """The tests that run the changed statement: of the nearest file first, of those the quickest."""
    lines: set[Line] = statement(mutation) | {(mutation.file, 0)}
    own = [[test for test in tests if not lines.isdisjoint(test.lines)] for tests in files]
    own = [sorted(tests, key=lambda test: test.seconds) for tests in own if tests]
    own.sort(key=lambda tests: (*distance(tests[0].file, mutation), sum(test.seconds for test in tests)))
    return [test for tests in own for test in tests]


def affordable(tests: Sequence[NoticingTest], seconds: float) -> list[NoticingTest]:
    """Of the tests in their order those that fit in so many seconds; one that does not is left out."""
    kept: list[NoticingTest] = []
    for test in tests:
        if not kept or test.seconds <= seconds:
            kept.append(test)
            seconds -= test.seconds
    return kept


def is_noticed(mutation: Mutation, copy: Path, tests: Sequence[NoticingTest]) -> bool:
    """Whether one of the tests fails, or does not end, after the change."""
    if not tests:
        return False
    path = copy / mutation.file
    source = path.read_bytes()
    path.write_bytes(source[: mutation.start] + mutation.after.encode() + source[mutation.end :])
    try:
        return fails(tests, copy, 20 + PATIENCE * sum(test.seconds for test in tests))
    finally:
        path.write_bytes(source)


def reasons() -> dict[tuple[str, str], tuple[str, str]]:
    """Of changes that are not noticed, by file and change: "equivalent" or "open", and why."""
    with REASONS.open(encoding="utf-8", newline="") as file:
        return {(row["file"], row["change"]): (row["kind"], row["why"]) for row in csv.DictReader(file)}


def summary(outcomes: Sequence[tuple[Mutation, bool]], seed: int) -> str:
    """What a run found, for README.md: of each layer how many changes were noticed, why others were not."""
    known = reasons()
    lines = [
        f"Seed {seed}.",
        "",
        "| layer | changes | noticed | | without effect | noticed of those with one |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for layer in [*dict.fromkeys(change.layer for change, _ in outcomes), "all"]:
        own = [(change, noticed) for change, noticed in outcomes if layer in (change.layer, "all")]
        same = sum(reason(change, known)[0] == "equivalent" for change, noticed in own if not noticed)
        count, noticed = len(own), sum(noticed for _, noticed in own)
        shares = [f"{100 * noticed / max(of, 1):.0f} %" for of in (count, count - same)]
        lines.append(f"| {layer} | {count} | {noticed} | {shares[0]} | {same} | {shares[1]} |")
    survivors = [told(change, known) for change, noticed in outcomes if not noticed]
    return "\n".join([*lines, "", "Not noticed:" if survivors else "", "", *survivors]).rstrip() + "\n"


def reason(change: Mutation, known: dict[tuple[str, str], tuple[str, str]]) -> tuple[str, str]:
    """What is known of a change that was not noticed."""
    return known.get((change.file, said(change)), ("open", "not looked into"))


def told(change: Mutation, known: dict[tuple[str, str], tuple[str, str]]) -> str:
    """A change that was not noticed, with the reason."""
    kind, why = reason(change, known)
    return f"- `{change.file}`: `{said(change)}`: {'without effect: ' if kind == 'equivalent' else ''}{why}"


def tried(wanted: Sequence[Mutation], seconds: float, end: float) -> Iterator[tuple[Mutation, bool]]:
    """Each change and whether it was noticed."""
    with tempfile.TemporaryDirectory() as folder:
        copy = copied(Path(folder).resolve())
        tests = traced_tests(copy, list(dict.fromkeys(change.layer for change in wanted)))
        for number, change in enumerate(wanted, start=1):
            if time.monotonic() > end:
                return
            own = runners(change, tests[change.layer])
            asked = affordable(own, seconds)
            start, noticed = time.monotonic(), is_noticed(change, copy, asked)
            state = "noticed " if noticed else "SURVIVED"
            cost = f"{time.monotonic() - start:.0f} s, {len(asked)} of {len(own)} tests"
            print(
                f"{number}/{len(wanted)} {state} {change.file}:{change.line} {said(change)} ({cost})",
                flush=True,
            )
            yield change, noticed


def main() -> None:
    """Make the changes one after the other and say which were noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", default=",".join(LAYERS))
    parser.add_argument("--result", type=Path, default=RESULT)
    given = parser.parse_args()
    end, only = time.monotonic() + 60 * given.minutes, given.only.split(",")
    outcomes: list[tuple[Mutation, bool]] = []
    for outcome in tried(chosen(given.count, given.seed, only), given.seconds, end):
        outcomes.append(outcome)
        given.result.write_text(summary(outcomes, given.seed), encoding="utf-8")
    print(f"{sum(noticed for _, noticed in outcomes)} of {len(outcomes)} noticed")


if __name__ == "__main__":
    main()
