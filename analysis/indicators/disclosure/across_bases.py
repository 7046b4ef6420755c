"""One group in several bases: what one question shows of it bounds what another hides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from analysis.indicators.disclosure.completion import HiddenSets
from analysis.indicators.disclosure.sets.boxes import EVERYONE, Box


def everyone_of(bases: Sequence[HiddenSets], respondents: int) -> dict[Box, int]:
    """The most respondents that any base has of a set, by its name: those whom it holds, as far as is
    published."""
    most: dict[Box, int] = {EVERYONE: respondents}
    for base in bases:
        for name, n in zip(base.names, base.sets.n, strict=True):
            most[name] = max(most.get(name, 0), n)
    return most


SharedSets = Sequence[Sequence[tuple[int, int]]]
"""Of each set that several bases have, the bases and its place in each."""


def hide_across(bases: Sequence[HiddenSets], shared: SharedSets, everyone: Mapping[Box, int]) -> list[int]:
    """Hide a group in every base whose number tells that of the same group where it is hidden; the bases in
    which something was hidden."""
    changed: dict[int, None] = {}
    for at in shared:
        for number, place in telling_across(bases, at, everyone):
            bases[number].hidden[place] = True
            changed[number] = None
    return list(changed)


def telling_across(
    bases: Sequence[HiddenSets], at: Sequence[tuple[int, int]], everyone: Mapping[Box, int]
) -> list[tuple[int, int]]:
    """Of one set in several bases those whose number tells that of another where it is hidden."""
    secret = [(number, place) for number, place in at if bases[number].hidden[place]]
    shown = [(number, place) for number, place in at if not bases[number].hidden[place]]
    if not secret or not shown:
        return []
    misses = {number: _missing(bases[number], place, everyone) for number, place in at}
    bounds = {  # the same in many bases of a wide survey, and weighed once for all of them
        (bases[number].limit, bases[number].is_few(place), misses[number]) for number, place in secret
    }
    return [
        (number, place)
        for number, place in shown
        if (n := bases[number].sets.n[place])
        and any(_is_narrow(limit, few, n - missed, n + misses[number]) for limit, few, missed in bounds)
    ]


def shared_sets(bases: Sequence[HiddenSets]) -> SharedSets:
    """Every set that several bases have, in the order in which they are met."""
    found: dict[Box, list[tuple[int, int]]] = {}
    for number, base in enumerate(bases):
        for place, name in enumerate(base.names):
            found.setdefault(name, []).append((number, place))
    return [at for at in found.values() if len(at) > 1]


def _missing(base: HiddenSets, place: int, everyone: Mapping[Box, int]) -> float:
    """How many of a set may be missing in a base at most, as everyone knows: those of a whole who are."""
    sets = base.sets
    wholes = [
        whole
        for number in base.of_set[place]
        if (whole := base.relations[number].whole) != place and not base.hidden[whole]
    ]
    known = (everyone[base.names[whole]] - sets.n[whole] for whole in wholes)
    return min(known, default=inf)


def _is_narrow(limit: int, is_few: bool, low: float, high: float) -> bool:
    """Whether bounds tell a hidden number: a small one must leave every number from 1 to the limit, any other
    as many values."""
    most = limit - 1
    low = max(low, 0)
    if is_few:
        return low > 1 or high < most
    return high - low < most - 1
