"""Sets of respondents as conditions on answers, all of which hold, and what these alone tell of two sets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from analysis.indicators.disclosure.sets.number_stretches import Atoms

Box = tuple[tuple[str, Atoms], ...]
"""What the respondents of a set answered: (source, one of these answers), all of which hold, in order."""
EVERYONE: Box = ()


@dataclass(frozen=True)
class CasePart:
    """Respondents who meet some conditions, without those who meet others before."""

    box: Box
    before: tuple[Box, ...] = ()


def sum_of(atoms: Iterable[Atoms]) -> Atoms:
    """All the answers of some sets together."""
    found = 0
    for each in atoms:
        found |= each
    return found


def answers_of(known: Mapping[str, Atoms], codes: Iterable[str]) -> Atoms:
    """The answers that some codes stand for, none of a code that is not known."""
    return sum_of(known.get(code, 0) for code in codes)


def holds(whole: Box, part: Box, several: Callable[[str], bool]) -> bool:
    """Whether all of one set are in the other, by their conditions."""
    for source, atoms in whole:
        own = [given for name, given in part if name == source]
        if several(source):
            if not any(given & ~atoms == 0 for given in own):
                return False
        elif not own or own[0] & ~atoms:
            return False
    return True
