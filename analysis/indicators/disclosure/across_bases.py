"""One group in several bases: what one question shows of it bounds what another hides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

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


class SharedSets:
    """The sets that several bases have, in the order in which they are met, with what each base tells:
    whether a set is hidden there, and how many of it may be missing there at most, as everyone knows.

    It is renewed where something was hidden or shown, not worked out again for each set that is looked at.
    """

    def __init__(self, bases: Sequence[HiddenSets], everyone: Mapping[Box, int]) -> None:
        self.bases = bases
        self.at = _of_several(bases)
        self.told = [_Told.of(bases, at) for at in self.at]
        self._spot = {each: (which, spot) for which, at in enumerate(self.at) for spot, each in enumerate(at)}
        self._wholes = [
            [_wholes(base, place, everyone) for place in range(len(base.names))] for base in bases
        ]
        self._known = [[False] * len(base.hidden) for base in bases]
        self._waiting: set[int] = set()
        for number, base in enumerate(bases):
            self.renew(number, range(len(base.hidden)))

    def among(self, number: int, places: Iterable[int]) -> dict[int, None]:
        """Which of these are some sets of a base; those that no other base has are none."""
        spots = (self._spot.get((number, place)) for place in places)
        return dict.fromkeys(spot[0] for spot in spots if spot is not None)

    def renew(self, number: int, changed: Sequence[int] | None = None) -> None:
        """Note that some sets of a base are hidden or shown by now; None: whichever are so since then."""
        base, known, wholes = self.bases[number], self._known[number], self._wholes[number]
        if changed is None:
            changed = [place for place, was in enumerate(known) if base.hidden[place] != was]
        for place in changed:
            known[place] = base.hidden[place]
        for place in bounded(base, changed):
            if (number, place) in self._spot:
                which, spot = self._spot[number, place]
                shown = [most for whole, most in wholes[place] if not base.hidden[whole]]
                self.told[which].note(spot, base.hidden[place], min(shown, default=inf))
                self._waiting.add(which)

    def telling(self, which: int) -> list[tuple[int, int]]:
        """Of one set those, as (base, place), whose number tells that of another base where it is hidden."""
        return [self.at[which][spot] for spot in self.told[which].telling()]

    def hide_telling(self) -> list[int]:
        """Hide a set in every base whose number tells that of the same set where it is hidden; the bases in
        which something was hidden. Only what was renewed since then is looked at again."""
        changed: dict[int, None] = {}
        for which in range(len(self.at)):
            if which in self._waiting:
                self._waiting.discard(which)
                for number, place in self.telling(which):
                    self.bases[number].hidden[place] = True
                    self.renew(number, [place])
                    changed[number] = None
        return list(changed)


@dataclass(frozen=True, eq=False)
class _Told:
    """One set in each of its bases: its respondents, whether they are few, whether it is hidden, and how many
    may be missing at most."""

    limit: int
    n: np.ndarray
    is_few: np.ndarray
    hidden: np.ndarray
    missing: np.ndarray

    @classmethod
    def of(cls, bases: Sequence[HiddenSets], at: Sequence[tuple[int, int]]) -> _Told:
        """One that knows of nothing hidden yet."""
        n = np.array([bases[number].sets.n[place] for number, place in at], dtype=float)
        few = np.array([bases[number].is_few(place) for number, place in at])
        return cls(bases[0].limit, n, few, np.zeros(len(at), dtype=bool), np.full(len(at), np.nan))

    def note(self, spot: int, is_hidden: bool, missing: float) -> None:
        """Note what is so in one base by now."""
        self.hidden[spot], self.missing[spot] = is_hidden, missing

    def telling(self) -> list[int]:
        """Where the set is shown and its number tells another that is hidden: that of which fewest are
        missing is bounded most closely."""
        if not self.hidden.any() or self.hidden.all():
            return []
        found = np.zeros(len(self.n), dtype=bool)
        for is_few in (True, False):
            missing = self.missing[self.hidden & (self.is_few == is_few)]
            if len(missing):
                found |= is_narrow(self.limit, is_few, self.n - missing.min(), self.n + self.missing)
        return np.flatnonzero(found & ~self.hidden & (self.n > 0)).tolist()


def _of_several(bases: Sequence[HiddenSets]) -> list[list[tuple[int, int]]]:
    """Of every set that several bases have, the bases and its place in each."""
    found: dict[Box, list[tuple[int, int]]] = {}
    for number, base in enumerate(bases):
        for place, name in enumerate(base.names):
            found.setdefault(name, []).append((number, place))
    return [at for at in found.values() if len(at) > 1]


def _wholes(base: HiddenSets, place: int, everyone: Mapping[Box, int]) -> list[tuple[int, int]]:
    """The wholes of which a set is a part, and how many of each are missing in the base at most."""
    wholes = dict.fromkeys(base.relations[number].whole for number in base.of_set[place])
    return [(whole, everyone[base.names[whole]] - base.sets.n[whole]) for whole in wholes if whole != place]


def bounded(base: HiddenSets, places: Sequence[int]) -> dict[int, None]:
    """Some sets, and those of which they bound how many are missing in the base."""
    relations = [(each, base.relations[number]) for each in places for number in base.of_set[each]]
    return dict.fromkeys(
        [*places, *(part for each, of in relations if of.whole == each for part in of.parts)]
    )


def is_narrow(limit: int, is_few: bool, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Whether bounds tell a hidden number: a small one must leave every number from 1 to the limit, any other
    as many values."""
    most = limit - 1
    low = np.maximum(low, 0)
    return (low > 1) | (high < most) if is_few else high - low < most - 1
