"""How much each cause moved a figure: builds in which one thing after the other is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomlkit

from analysis.faults import Fault
from analysis.runs.manifests import software
from analysis.steps.archives.rebuilding import Process, found_answers, rebuilt_indicators
from analysis.steps.comparing.compared_sides import (
    CAUSES,
    Cause,
    Key,
    Side,
    SideFigure,
    figures_in,
    split,
)
from analysis.steps.comparing.moved_figures import BuildComparison, Move
from analysis.workspace import Place

Figures = Mapping[Key, SideFigure]
CODE = "code"
"""What is left over when data, weights, definitions and rule are accounted for: the work of the programs."""
TO_HERE, FROM_HERE = "code_to_here", "code_from_here"
"""The same in two parts, where it is built by programs that are those of neither side: from the earlier
side's programs to those here, and from those here to the later side's."""
UNEXPLAINED = "unexplained"
"""What is left over where the programs are the same on both sides and here."""


def with_causes(comparison: BuildComparison, given: Sequence[Path], process: Process) -> BuildComparison:
    """The comparison with how much each cause moved each figure, by builds of one change at a time.

    given: files and folders of answers, known by their checksums. Where answers are lacking, or a side is no
    archive, it says so in `unbuilt` and nothing is rebuilt.
    """
    sides = (comparison.before, comparison.after)
    if any(side.archive is None for side in sides):
        return replace(comparison, unbuilt="causes are told apart for two archives only")
    found = [found_answers(side.answers, given) for side in sides]
    lacking = [n for side, have in zip(sides, found, strict=True) for n in side.answers if n not in have]
    if lacking:
        return replace(
            comparison, unbuilt=f"no file given has the checksum of {', '.join(dict.fromkeys(lacking))}"
        )
    causes = [cause for cause in CAUSES if comparison.changed[cause] != "same"]
    states = list(_states(sides, found, causes, process))
    rest = _rest(sides)
    moves = [_explained(move, states, rest) for move in comparison.moves]
    return replace(comparison, moves=moves, steps=[cause for cause, _ in states[1:]])


def _states(
    sides: tuple[Side, Side], answers: Sequence[Mapping[str, Path]], causes: Sequence[Cause], process: Process
) -> Iterator[tuple[str, Figures]]:
    """The figures before, then after each cause was changed too; causes that only go together are one."""
    taken: set[Cause] = set()
    yield "", _built(sides, answers, taken, process)
    pending: list[str] = []
    for cause in causes:
        taken.add(cause)
        pending.append(cause)
        try:
            figures = _built(sides, answers, taken, process)
        except Fault:
            if cause == causes[-1]:
                raise
            continue  # new definitions may need the new answers: their next build has both
        yield " + ".join(pending), figures
        pending = []


def _built(
    sides: tuple[Side, Side], answers: Sequence[Mapping[str, Path]], taken: set[Cause], process: Process
) -> Figures:
    """The released figures of the earlier side with what is `taken` of the later one."""
    with TemporaryDirectory(prefix="compare-") as folder:
        place = Place(Path(folder), sides[0].survey, sides[0].edition)
        place.raw.mkdir(parents=True)
        for name, content in mixed(sides, taken).items():
            path = place.survey_toml if name == "survey.toml" else place.raw / name
            path.write_bytes(content)
        for name, path in answers[1 if "data" in taken else 0].items():
            (place.raw / name).write_bytes(path.read_bytes())
        return figures_in(rebuilt_indicators(place, process))


def mixed(sides: tuple[Side, Side], taken: set[Cause]) -> dict[str, bytes]:
    """The definitions of the earlier side with the tables of `taken` causes from the later one."""
    tables: dict[str, dict[str, Any]] = {"survey.toml": {}, "edition.toml": {}}
    files: dict[str, bytes] = {}
    parts = [split(side.definitions) for side in sides]
    for cause in CAUSES:
        for name, content in parts[1 if cause in taken else 0][cause].items():
            file, _, key = name.partition(":")
            if key:
                tables[file][key] = content
            else:
                files[file] = content.encode("utf-8")
    return {**files, **{name: tomlkit.dumps(table).encode("utf-8") for name, table in tables.items()}}


def _rest(sides: tuple[Side, Side]) -> Sequence[str]:
    """What is left over is called before and after the builds, or as one where programs here are known."""
    unlike = [dict(side.software) != software() for side in sides]
    if all(unlike):
        return TO_HERE, FROM_HERE
    return (CODE,) if any(unlike) else (UNEXPLAINED,)


def _explained(move: Move, states: Sequence[tuple[str, Figures]], rest: Sequence[str]) -> Move:
    """The move with the part of each cause, and of what is left over under the names of `rest`."""
    values = [figures[move.key].value if move.key in figures else None for _, figures in states]
    ends = [(move.before.value, values[0]), (values[-1], move.after.value)]
    steps = [(cause, was, now) for (cause, _), was, now in zip(states[1:], values, values[1:], strict=False)]
    parts = {cause: _difference(was, now) for cause, was, now in steps}
    left = [_difference(was, now) for was, now in ends]
    if len(rest) == 1:
        known = [part for part in left if part is not None]
        parts[rest[0]] = sum(known) if len(known) == len(left) else None
    else:
        parts = {rest[0]: left[0], **parts, rest[1]: left[1]}
        steps = [(rest[0], *ends[0]), *steps, (rest[1], *ends[1])]
    turns = [cause for cause, was, now in steps if (was is None) != (now is None)]
    is_turned = (move.before.value is None) != (move.after.value is None)
    return replace(move, by_cause=parts, turned=(turns[-1] if turns else rest[0]) if is_turned else "")


def _difference(was: float | None, now: float | None) -> float | None:
    return None if was is None or now is None else now - was
