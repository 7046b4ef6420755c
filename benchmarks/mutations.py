"""Small changes of behaviour made at random in the package: which do the fast tests notice?

python -m benchmarks.mutations [--count 200] [--seed 1] [--minutes 60] [--seconds 60] [--only etl,sentences]
makes one change after the other, each in a copy of a process that has collected the tests, and runs them up
to the first failure or for --seconds of processor: those of files called like the module, what is kept of
made surveys (tests/kept), then the others of the layer. Changes are drawn from all layers in turn, so that a
run that is cut short by --minutes is of all. Tests that start a program do not see a change.

What it found stands in benchmarks/results/mutations.md; python benchmarks/run.py readme puts it in README.md.
Why a change was not noticed is said by benchmarks/results/unnoticed.csv, for whoever reads the code.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import time
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import groupby, zip_longest
from pathlib import Path

import pytest

os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # before numpy is imported

from benchmarks.changed_code import functions_of, make
from benchmarks.noticing_tests import is_noticed, with_tests
from benchmarks.small_changes import ROOT, Mutation, mutations_of, said

RESULT = ROOT / "benchmarks" / "results" / "mutations.md"
REASONS = ROOT / "benchmarks" / "results" / "unnoticed.csv"
KEPT = "tests/kept"
REPORTING = (
    "tests/reporting/language",
    "tests/reporting/findings",
    "tests/reporting/chapters",
    "tests/reporting/test_territory_report.py",
    "tests/reporting/test_short_reports.py",
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
WIDE = frozenset({"test", "and", "of", "the", "in", "by", "to", "a", "with", "figures", "answers", "sets"})
"""Words of names that say nothing of what a module is about."""


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


def test_files(layer: str) -> list[str]:
    """The files of the tests that have to notice changes of a layer, in the order of their places."""
    places = [ROOT / place for place in (KEPT, *LAYERS[layer][1])]
    files = [file for place in places for file in ([place] if place.is_file() else place_tests(place))]
    names = dict.fromkeys(file.relative_to(ROOT).as_posix() for file in files)
    return [name for name in names if name not in LENGTHY]


def place_tests(folder: Path) -> list[Path]:
    """The files of tests in a folder."""
    return sorted(folder.rglob("test_*.py"))


def nearest_first(mutation: Mutation, tests: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The tests of the layer: of files that import the module or are called like it, what is kept of made
    surveys, the others."""
    places = {name: place for place, name in enumerate(test_files(mutation.layer))}
    files = {name: list(own) for name, own in groupby(tests, lambda test: test.nodeid.partition("::")[0])}
    words, module = words_of(mutation.file), mutation.file.removesuffix(".py").replace("/", ".")
    ranks = {
        name: (
            not imports(name, module),
            not words & words_of(name),
            not name.startswith(KEPT),
            place,
        )
        for name, place in places.items()
    }
    order = sorted((name for name in files if name in places), key=lambda name: ranks[name])
    return [test for name in order for test in files[name]]


@cache
def imports(file: str, module: str) -> bool:
    """Whether a file of tests imports a module by its name."""
    return f"from {module} import" in (ROOT / file).read_text(encoding="utf-8")


def words_of(file: str) -> set[str]:
    """The words that a file is called by, those of many apart."""
    return {word.removesuffix("s") for word in Path(file).stem.split("_") if word not in WIDE}


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


def tried(
    wanted: Sequence[Mutation], tests: Sequence[pytest.Item], seconds: float, end: float
) -> Iterator[tuple[Mutation, bool]]:
    """Each change and whether it was noticed."""
    functions = functions_of(sorted({change.file for change in wanted}))
    for number, change in enumerate(wanted, start=1):
        if time.monotonic() > end:
            return
        start = time.monotonic()
        noticed = is_noticed(partial(make, change, functions), nearest_first(change, tests), seconds)
        state, took = "noticed " if noticed else "SURVIVED", time.monotonic() - start
        print(
            f"{number}/{len(wanted)} {state} {change.file}:{change.line} {said(change)} ({took:.0f} s)",
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
    wanted = chosen(given.count, given.seed, only)
    outcomes: list[tuple[Mutation, bool]] = []

    def work(tests: Sequence[pytest.Item]) -> None:
        for outcome in tried(wanted, tests, given.seconds, end):
            outcomes.append(outcome)
            given.result.write_text(summary(outcomes, given.seed), encoding="utf-8")

    with_tests(list(dict.fromkeys(file for layer in only for file in test_files(layer))), work)
    print(f"{sum(noticed for _, noticed in outcomes)} of {len(outcomes)} noticed")


if __name__ == "__main__":
    main()
