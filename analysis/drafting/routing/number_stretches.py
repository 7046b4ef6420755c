"""What routing says of a number: the line cut at each number that an expression names, as ranges at the end.

`age >= 18 and age < 65` names 18 and 65: below, 18, between, 65 and above are five stretches, and every
comparison is the same throughout each.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from math import ceil, floor

from analysis.questionnaire.fixed_words import NoneOf
from analysis.questionnaire.questions import number_range

NUMBER = re.compile(r"-?\d+(\.\d+)?")
NAMED = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
ANY_NUMBER = ("..0", "0..")

_Run = tuple[int, int]
"""The places of the first and the last of neighbouring stretches."""


def numbers_named(expression: str) -> list[float]:
    """Every number that stands in the expression, in quotes or not, from the least on."""
    return sorted({float(text) for text in NAMED.findall(expression)})


def plain_number(text: str | float) -> str:
    """The number as it is written in codes: 18.0 is 18."""
    return f"{float(text):.15g}"


def stretches(marks: Sequence[float]) -> tuple[str, ...]:
    """A number of each stretch, from below on: those at even places lie between the `marks`, which stand
    at odd ones."""
    if not marks:
        return ("0",)
    between = [(low + high) / 2 for low, high in pairwise(marks)]
    opened = [marks[0] - 1, *between, marks[-1] + 1]
    found = [opened[0]]
    for mark, after in zip(marks, opened[1:], strict=True):
        found += [mark, after]
    return tuple(map(plain_number, found))


def ranges_of(
    chosen: Collection[str], line: Sequence[str], is_whole: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(the chosen stretches of the line as ranges, ends included, or as none of those outside them; a reason
    where neither can be said and the ranges have an end too many)."""
    if len(chosen) == len(line):
        return ANY_NUMBER, ()
    runs, others = [*_runs(chosen, line)], [*_runs({*line} - {*chosen}, line)]
    if is_whole:
        whole = [written for run in runs if (written := _of_whole(run, line))]
        return tuple(whole) or tuple(_written(run, line) for run in runs), ()
    if all(_is_closed(run, line) for run in runs):
        return tuple(_written(run, line) for run in runs), ()
    if all(_is_closed(run, line) for run in others):
        return NoneOf(_written(run, line) for run in others), ()
    besides = ", ".join(dict.fromkeys(end for run in runs for end in _open_ends(run, line)))
    return tuple(_written(run, line) for run in runs), (f"not of {besides} itself, which the range has",)


def common_answers(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """The answers that both name; of a number, the ranges that both have.

    Ranges beside "none of these" are kept as they are: they let more through, and never fewer.
    """
    if isinstance(first, NoneOf) and isinstance(second, NoneOf):
        return NoneOf(dict.fromkeys((*first, *second)))
    if isinstance(first, NoneOf) or isinstance(second, NoneOf):
        return second if isinstance(first, NoneOf) else first
    if not any(".." in code for code in (*first, *second)):
        return tuple(code for code in first if code in second)
    return tuple(_overlaps(first, second))


def _overlaps(first: tuple[str, ...], second: tuple[str, ...]) -> Iterator[str]:
    for one in map(number_range, first):
        for other in map(number_range, second):
            if one and other and max(one[0], other[0]) <= min(one[1], other[1]):
                yield _range(max(one[0], other[0]), min(one[1], other[1]))


def _runs(chosen: Collection[str], line: Sequence[str]) -> Iterator[_Run]:
    """The neighbouring stretches of the line that are chosen."""
    start: int | None = None
    for place in range(len(line) + 1):
        is_chosen = place < len(line) and line[place] in chosen
        if is_chosen and start is None:
            start = place
        elif not is_chosen and start is not None:
            yield start, place - 1
            start = None


def _open_ends(run: _Run, line: Sequence[str]) -> list[str]:
    """The marks at which a run ends without having them."""
    first, last = run
    found = [line[first - 1]] if first % 2 == 0 and first > 0 else []
    return found + ([line[last + 1]] if last % 2 == 0 and last < len(line) - 1 else [])


def _is_closed(run: _Run, line: Sequence[str]) -> bool:
    return not _open_ends(run, line)


def _bounds(run: _Run, line: Sequence[str]) -> tuple[float, float]:
    """The marks at the ends of a run, whether it has them or not."""
    first, last = run[0] - (run[0] % 2 == 0), run[1] + (run[1] % 2 == 0)
    low = float(line[first]) if first > 0 else float("-inf")
    return low, float(line[last]) if last < len(line) else float("inf")


def _written(run: _Run, line: Sequence[str]) -> str:
    return _range(*_bounds(run, line))


def _of_whole(run: _Run, line: Sequence[str]) -> str:
    """The whole numbers of a run as a range, "" where there are none."""
    low, high = _bounds(run, line)
    opened = [float(end) for end in _open_ends(run, line)]
    least = low if low == float("-inf") else floor(low) + 1 if low in opened else ceil(low)
    most = high if high == float("inf") else ceil(high) - 1 if high in opened else floor(high)
    return _range(least, most) if least <= most else ""


def _range(low: float, high: float) -> str:
    """A range as conditions have it; a number alone where both ends are it."""
    if low == high:
        return plain_number(low)
    ends = ("" if abs(end) == float("inf") else plain_number(end) for end in (low, high))
    return "..".join(ends)
