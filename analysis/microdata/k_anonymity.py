"""Answers coarsened until nobody stands out: every combination of what may identify is that of k or more.

Global recoding (the rarest categories are merged), then local suppression (single cells are blanked):
Hundepool et al. (2012), Statistical Disclosure Control, chapter 3. k-anonymity: Samarati and Sweeney (1998).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_BLANKED = 0.05
"""The part of the respondents whose cells may be blanked; beyond it, categories are merged instead."""
BLANK = -1
"""The position of no value, which counts as a value of its own."""
Positions = NDArray[np.int64]


@dataclass(frozen=True)
class Key:
    """A variable that may identify: positions (n,) of its categories, BLANK for none; which are neighbours.

    `merged` gives for each of the categories received the one it is counted in.
    """

    name: str
    values: Positions
    is_ordered: bool
    merged: Positions

    @property
    def released(self) -> Positions:
        """The positions (n,) after merging."""
        return np.where(self.values == BLANK, BLANK, self.merged[self.values])

    @property
    def categories(self) -> Positions:
        """The merged categories that somebody is in."""
        found = np.unique(self.released)
        return np.asarray(found[found != BLANK])


def key_of(name: str, values: Positions, categories: int, is_ordered: bool) -> Key:
    """A variable whose categories are all kept apart."""
    return Key(name, values, is_ordered, np.arange(max(categories, 1)))


def class_sizes(columns: Sequence[Positions]) -> Positions:
    """How many respondents (n,) have the same values of all the columns as each one."""
    classes = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        together = classes * (column.max(initial=0) + 2) + column + 1
        classes = np.unique(together, return_inverse=True)[1]
    sizes: Positions = np.bincount(classes)[classes]
    return sizes


def merged_keys(keys: Sequence[Key], k: int) -> list[Key]:
    """The keys with rare categories merged until few respondents are in a class of fewer than `k`.

    At each step the rarest category of one key is merged: of the key where that loses the least information
    (Shannon's entropy), so that many rare categories go before one of two, and no key before it must.
    """
    found = list(keys)
    while _under(found, k) > MOST_BLANKED * len(found[0].values):
        steps = [(place, merged) for place, key in enumerate(found) if (merged := with_rarest_merged(key))]
        if not steps:
            break
        place, merged = min(steps, key=lambda step: _lost(found[step[0]], step[1]))
        found[place] = merged
    return found


def _lost(before: Key, after: Key) -> tuple[bool, float]:
    """What a merge loses: a whole variable, and bits."""
    return len(after.categories) < 2, entropy(before.released) - entropy(after.released)


def _under(keys: Sequence[Key], k: int) -> int:
    return int((class_sizes([key.released for key in keys]) < k).sum())


def entropy(values: Positions) -> float:
    """What a value tells, in bits: 1 of two that are as frequent."""
    parts = np.unique(values, return_counts=True)[1] / len(values)
    return float(-(parts * np.log2(parts)).sum())


def with_rarest_merged(key: Key) -> Key | None:
    """The key with its rarest category merged: with the rarer neighbour of an order, else with the next
    rarest; None where it has one category left."""
    categories = key.categories
    if len(categories) < 2:
        return None
    released = key.released
    counts = np.bincount(released[released != BLANK], minlength=len(key.merged))[categories]
    rarest = int(np.argmin(counts))
    others = [place for place in range(len(categories)) if place != rarest]
    near = [place for place in others if abs(place - rarest) == 1] if key.is_ordered else others
    partner = min(near, key=lambda place: counts[place])
    kept, gone = sorted((int(categories[rarest]), int(categories[partner])))
    return Key(key.name, key.values, key.is_ordered, np.where(key.merged == gone, kept, key.merged))


def with_rare_merged(key: Key, k: int) -> Key | None:
    """The key with no category of fewer than `k`; None where not even all together are as many."""
    found: Key | None = key
    while found is not None:
        released = found.released
        counts = np.bincount(released[released != BLANK], minlength=len(key.merged))
        if (counts[found.categories] >= k).all():
            return found if len(found.categories) else None
        found = with_rarest_merged(found)
    return None


def blanked(columns: Mapping[str, Positions], k: int) -> dict[str, Positions]:
    """The columns with cells blanked so that every class, blanks included, has `k` respondents or more.

    The column of most categories is blanked first, of those who stand out alone; who still does is blanked
    whole, with the smallest class beside where they are too few. Raises ValueError for fewer than `k`.
    """
    found = {name: column.copy() for name, column in columns.items()}
    if len(next(iter(found.values()))) < k:
        raise ValueError(f"fewer than {k} respondents")
    for name in sorted(found, key=lambda name: -len(np.unique(found[name]))):
        at_risk = class_sizes([*found.values()]) < k
        found[name][at_risk] = BLANK
    while (at_risk := (sizes := class_sizes([*found.values()])) < k).any():
        least = sizes[~at_risk].min() if (~at_risk).any() else 0
        joined = at_risk | _first_class_of(found, sizes == least)
        for column in found.values():
            column[joined] = BLANK
    return found


def _first_class_of(columns: Mapping[str, Positions], among: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mask (n,) of the class of the first respondent in the mask `among`; of nobody where that is empty."""
    if not among.any():
        return among
    first = int(np.flatnonzero(among)[0])
    return np.asarray(np.logical_and.reduce([column == column[first] for column in columns.values()]))


def microaggregated(values: NDArray[np.float64], k: int) -> NDArray[np.float64] | None:
    """The numbers (n,), each the mean of a group of `k` or more that are next to each other; NaN stays.

    Equal numbers are in one group. None where fewer than `k` have one. Domingo-Ferrer and Mateo-Sanz (2002).
    """
    given = np.isfinite(values)
    distinct, where, counts = np.unique(values[given], return_inverse=True, return_counts=True)
    if counts.sum() < k:
        return None
    groups, group, size = np.zeros(len(distinct), dtype=np.int64), 0, 0
    left = counts.sum()
    for place, count in enumerate(counts):
        groups[place], size, left = group, size + count, left - count
        if size >= k and left >= k:
            group, size = group + 1, 0
    members = groups[where]
    means = np.bincount(members, weights=values[given]) / np.bincount(members)
    result = values.astype(float).copy()
    result[given] = means[members]
    return result
