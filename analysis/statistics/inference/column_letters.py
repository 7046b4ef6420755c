"""Column letters: which groups a group is above."""

from __future__ import annotations

from string import ascii_uppercase

import numpy as np

from analysis.statistics.arrays import TextArray
from analysis.statistics.inference.differences import Differences


def letter(number: int) -> str:
    """A, B, ..., Z, AA, AB, ... for 0, 1, ..."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = ascii_uppercase[rest] + name
    return name


def column_letters(found: Differences, groups: int, alpha: float = 0.05) -> TextArray:
    """For each group and item (groups, items), the letters of the groups whose value is lower, tested at
    alpha.

    found: differences of all pairs. The letter stands on the larger value, after the correction; "" claims
    nothing. ValueError for an alpha that is not between 0 and 1.
    """
    if not 0 < alpha < 1:
        raise ValueError(f"alpha: expected a number between 0 and 1, such as 0.05, found {alpha}")
    marks = np.full((groups, found.value.shape[1]), "", dtype=object)
    claimed = found.p_adjusted < alpha
    for pair, item in zip(*np.nonzero(claimed), strict=True):
        sides = int(found.first[pair]), int(found.second[pair])
        above, under = sides if found.value[pair, item] > 0 else sides[::-1]
        marks[above, item] = " ".join(sorted([*marks[above, item].split(), letter(under)], key=order))
    return marks.astype(str)


def order(name: str) -> tuple[int, str]:
    """Letters before pairs of letters."""
    return len(name), name
