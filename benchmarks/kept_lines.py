"""Which tests run which lines of the package, kept from one run to the next in a folder that git ignores.

A file of tests is traced again when it has changed. When a module of the package has changed since, its lines
are no longer where they were: every test that ran one of them is then taken to run each of them. Delete the
folder after changes of many modules.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.noticing_tests import Line, NoticingTest, run_by

KEPT = Path(__file__).parents[1] / "build" / "noticing"


def traced(
    name: str, copy: Path, asked: Iterable[Line], seconds: float, folder: Path = KEPT
) -> list[NoticingTest]:
    """The tests of a file with the lines they run, from what is kept where that holds."""
    place = folder / f"{name.replace('/', '.')}.json"
    now = digest(copy / name)
    kept = json.loads(place.read_text()) if place.exists() else {"test": ""}
    if kept["test"] != now:
        tests = run_by(name, copy, asked, seconds)
        kept = {"test": now, **packed(tests), "package": digests(tests, copy)}
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(kept, separators=(",", ":")))
        print(f"{name}: {len(tests)} tests in {sum(test.seconds for test in tests):.0f} s", flush=True)
    return unpacked(name, kept, moved(kept["package"], copy))


def digest(file: Path) -> str:
    """What a file holds, as a short text; of one that is gone, none."""
    return sha256(file.read_bytes()).hexdigest()[:16] if file.exists() else ""


def digests(tests: Iterable[NoticingTest], copy: Path) -> dict[str, str]:
    """What each module held of which the tests run a line."""
    return {file: digest(copy / file) for file in sorted({file for test in tests for file, _ in test.lines})}


def moved(package: dict[str, str], copy: Path) -> frozenset[str]:
    """The modules that have changed since they were traced."""
    return frozenset(file for file, then in package.items() if digest(copy / file) != then)


def packed(tests: Iterable[NoticingTest]) -> dict[str, Any]:
    """The tests of a file as JSON has them: a line is a number."""
    tests = list(tests)
    lines = sorted({line for test in tests for line in test.lines})
    number = {line: place for place, line in enumerate(lines)}
    rows = [[test.name, test.seconds, sorted(number[line] for line in test.lines)] for test in tests]
    return {"lines": lines, "tests": rows}


def unpacked(name: str, kept: dict[str, Any], changed: Collection[str]) -> list[NoticingTest]:
    """The tests of a file, a line of a module that has changed as its file alone (line 0)."""
    lines = [(str(file), 0 if file in changed else int(line)) for file, line in kept["lines"]]
    return [
        NoticingTest(name, test, frozenset(lines[place] for place in places), seconds)
        for test, seconds, places in kept["tests"]
    ]
