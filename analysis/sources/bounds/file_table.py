"""The table of a file: its answers, its head, and which row of the file each answer stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.faults import some
from analysis.questionnaire.kinds.cells import factorized
from analysis.sources.bounds.heading_rows import TableHead
from analysis.sources.received import DataError, LeftOut

RANK = re.compile(r"\.\d+$")
"""What is added to the name of a column that is met again."""
MOST_LOOKED_AT = 50
PART_OF_ROWS = 0.5
LEAST_ROWS = 10


@dataclass(frozen=True)
class FileTable:
    """The rows under the headings of a file as received.

    The index of `answers` is the place of a row under the headings, 0 first. `numbers` gives, for some
    places, the numbers of their rows in the file, from 1. `computed` are the places of rows in which a
    spreadsheet computes something of the rows above, `uncomputed` the place of each formula without a result.
    """

    answers: pd.DataFrame
    head: TableHead
    numbers: Callable[[Sequence[int]], tuple[int, ...]]
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()
    computed: frozenset[int] = field(default_factory=frozenset)
    uncomputed: tuple[int, ...] = ()


def counted_from(first: int) -> Callable[[Sequence[int]], tuple[int, ...]]:
    """Numbers of rows that follow each other in the file from `first` on."""
    return lambda places: tuple(place + first for place in places)


def without_unnamed(answers: pd.DataFrame, is_unnamed: Sequence[bool]) -> pd.DataFrame:
    """The columns but those that have neither a heading nor a value.

    Raises DataError where such a column stands between two tables.
    """
    gaps = [
        place
        for place, unnamed in enumerate(is_unnamed)
        if unnamed and not _is_filled(answers.iloc[:, place]).any()
    ]
    if not gaps:
        return answers
    kept = [place for place in range(len(answers.columns)) if place not in set(gaps)]
    for gap in gaps:
        left, right = [place for place in kept if place < gap], [place for place in kept if place > gap]
        if left and right:
            _refuse_two_tables(answers, left, right)
    return answers.iloc[:, kept]


def _is_filled(column: pd.Series) -> np.ndarray:
    positions, texts = factorized(column)
    return np.asarray(np.array([text != "" for text in texts])[positions])


def _refuse_two_tables(answers: pd.DataFrame, left: list[int], right: list[int]) -> None:
    """Refuse columns beside a gap that are those before it again, or end long before they do."""
    before = {str(answers.columns[place]) for place in left}
    beside = [str(answers.columns[place]) for place in right]
    again = [name for name in beside if RANK.sub("", name) in before and RANK.search(name)]
    ends = [
        max(_last(answers.iloc[:, place]) for place in places[:MOST_LOOKED_AT]) for places in (left, right)
    ]
    are_apart = min(ends) < PART_OF_ROWS * len(answers) and len(answers) >= LEAST_ROWS
    if (len(again) > 1 and 2 * len(again) >= len(beside)) or are_apart:
        raise DataError(
            f"two tables stand side by side, with an empty column between {some(sorted(before), 5)} and "
            f"{some(beside, 5)}: put each in a file or a sheet of its own"
        )


def _last(column: pd.Series) -> int:
    """How many rows there are down to the last that is filled."""
    places = np.flatnonzero(_is_filled(column))
    return int(places[-1]) + 1 if len(places) else 0
