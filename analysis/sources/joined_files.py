"""Several files of one edition as one: columns matched by name, and remarks on what a file alone lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.faults import some
from analysis.questionnaire import AnswersFile
from analysis.questionnaire.kinds.cells import without_decimals
from analysis.sources.received import AnswerSet, ColumnDescription, DataError, Received, Source, names_of


def under_shared_names(received: Received, file: AnswersFile, folder: Path) -> Received:
    """The columns of one file under the names that all files share, and its constant columns."""
    there = list(received.answers.columns)
    absent = [column for column in file.columns if column not in there]
    if absent:
        raise DataError(
            f"{folder / file.name}: columns names what is not in the file: {', '.join(absent)}. "
            f"Columns there: {some(there)}"
        )
    renamed = [file.columns.get(name, name) for name in there]
    taken = [name for name in (*file.columns.values(), *file.constants) if renamed.count(name) > 1]
    taken += [name for name in file.constants if name in renamed]
    if taken:
        raise DataError(
            f"{folder / file.name}: columns and constants give a name that a column of the file has: "
            f"{', '.join(dict.fromkeys(taken))}. Rename that column too"
        )
    answers = received.answers.set_axis(renamed, axis="columns").assign(**file.constants)
    described = {file.columns.get(name, name): each for name, each in received.columns.items()}
    worded = {file.columns.get(name, name): each for name, each in received.wordings.items()}
    sets = tuple(_renamed_set(each, file.columns) for each in received.answer_sets)
    return replace(received, answers=answers, columns=described, answer_sets=sets, wordings=worded)


def _renamed_set(answer_set: AnswerSet, names: Mapping[str, str]) -> AnswerSet:
    return replace(answer_set, columns=tuple(names.get(column, column) for column in answer_set.columns))


def joined(parts: list[Received]) -> Received:
    """The answers of several files, one after the other; where they differ is a remark of each source."""
    sources = tuple(part.source for part in parts)
    names = names_of(sources)
    columns = list(dict.fromkeys(column for part in parts for column in part.answers.columns))
    lacking = {
        column: tuple(place for place, part in enumerate(parts) if column not in part.answers.columns)
        for column in columns
    }
    conflicts = _conflicts(parts, names)
    return Received(
        answers=_stacked([part.answers for part in parts], columns, names),
        sources=tuple(_remarked(source, place, lacking, conflicts) for place, source in enumerate(sources)),
        columns=_described(parts),
        answer_sets=tuple({each.name: each for part in parts for each in part.answer_sets}.values()),
        lacking={column: places for column, places in lacking.items() if places},
        conflicts=conflicts,
        wordings={name: each for part in reversed(parts) for name, each in part.wordings.items()},
    )


def _stacked(frames: list[pd.DataFrame], columns: list[str], names: tuple[str, ...]) -> pd.DataFrame:
    """The rows of all files; a column that they store in different ways keeps each value as it is."""
    index = pd.MultiIndex.from_arrays(
        [
            [name for name, frame in zip(names, frames, strict=True) for _ in frame.index],
            [place for frame in frames for place in frame.index],
        ]
    )
    stacked = {
        column: pd.concat([_values(frame, column) for frame in frames], ignore_index=True).to_numpy(object)
        for column in columns
    }
    return pd.DataFrame(stacked, index=index, dtype=object)


def _values(frame: pd.DataFrame, column: str) -> pd.Series:
    if column in frame.columns:
        return frame[column].astype(object)
    return pd.Series([None] * len(frame), dtype=object)


def _conflicts(parts: list[Received], names: tuple[str, ...]) -> dict[str, str]:
    """Columns to whose codes the files give different labels: what the first file says, and the others."""
    said: dict[tuple[str, str], tuple[str, str]] = {}
    found: dict[str, list[str]] = {}
    for name, part in zip(names, parts, strict=True):
        for column, described in part.columns.items():
            for code, label in described.codes.items():
                first, there = said.setdefault((column, without_decimals(code)), (label, name))
                if " ".join(first.split()) != " ".join(label.split()):
                    words = f"{code} is {first!r} in {there} and {label!r} in {name}"
                    found.setdefault(column, []).append(words)
    return {column: some(words) for column, words in found.items()}


def _described(parts: list[Received]) -> dict[str, ColumnDescription]:
    """What the files say of each column: the first to say it, and every code that one of them knows."""
    found: dict[str, ColumnDescription] = {}
    for part in parts:
        for column, described in part.columns.items():
            known = found.get(column, described)
            found[column] = ColumnDescription(
                known.label or described.label,
                {**described.codes, **known.codes},
                tuple(dict.fromkeys((*known.missing, *described.missing))),
                known.measure or described.measure,
            )
    return found


def _remarked(
    source: Source, place: int, lacking: Mapping[str, tuple[int, ...]], conflicts: Mapping[str, str]
) -> Source:
    absent = [column for column, places in lacking.items() if place in places]
    remarks = [f"columns of other files that are not in this one: {some(absent, 40)}"] if absent else []
    if place == 0:
        remarks += [f"labels of {name} differ between files: {words}" for name, words in conflicts.items()]
    return replace(source, remarks=(*source.remarks, *remarks))
