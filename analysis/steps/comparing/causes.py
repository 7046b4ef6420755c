"""How much each cause moved a figure: builds in which one thing after the other is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomlkit

from analysis.faults import Fault
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
"""What is left over when data, weights, definitions and rule are accounted for."""


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
    moves = [_explained(move, states) for move in comparison.moves]
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


def _explained(move: Move, states: Sequence[tuple[str, Figures]]) -> Move:
    values = [figures[move.key].value if move.key in figures else None for _, figures in states]
    pairs = zip(states[1:], values, values[1:], strict=False)
    by_cause: dict[str, float | None] = {
        cause: None if was is None or now is None else now - was for (cause, _), was, now in pairs
    }
    told = [part for part in by_cause.values() if part is not None]
    is_whole = move.difference is not None and len(told) == len(by_cause) and values[0] is not None
    by_cause[CODE] = (move.difference or 0.0) - sum(told) if is_whole else None
    turns = [
        cause
        for (cause, _), was, now in zip(states[1:], values, values[1:], strict=False)
        if (was is None) != (now is None)
    ]
    is_turned = (move.before.value is None) != (move.after.value is None)
    return replace(move, by_cause=by_cause, turned=(turns[-1] if turns else CODE) if is_turned else "")
