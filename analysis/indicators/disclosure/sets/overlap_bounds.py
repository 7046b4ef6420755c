"""What two sets that overlap tell of those in both: at least as many as the two have more than all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from analysis.indicators.disclosure.sets.ledger import BaseSets
from analysis.indicators.disclosure.sets.number_stretches import Atoms
from analysis.indicators.disclosure.sets.respondent_sets import Sources

CLOSE = 2
"""From this bound on a set of few respondents could not have every number from 1."""


def overlap_bounds(sets: BaseSets, sources: Sources, limit: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """(whole, parts that are all of it) for sets of few respondents who are in two others at once: of 100
    women 80 work and 25 live in the north, so 5 of those who live there work, at least. Who is in one of the
    two alone, or in neither, are pieces that nobody knows, which are added to the sets."""
    by_sources: dict[frozenset[str], list[int]] = {}
    for place, box in enumerate(list(sets.boxes)):
        if sets.is_named[place]:
            by_sources.setdefault(frozenset(source for source, _ in box), []).append(place)
    wider = [_Wider(named, places, sets, sources) for named, places in by_sources.items()]
    for place in [place for places in by_sources.values() for place in places]:
        if 0 < sets.n[place] < limit:
            for one, other, whole in _told(place, wider, sets, sources):
                alone, neither = (
                    sets.add_unknown(((f"overlap {place} {one} {other} {whole} {name}", 1),))
                    for name in ("one", "neither")
                )
                yield one, (place, alone)
                yield whole, (other, alone, neither)


class _Wider:
    """The sets by answers to some sources, found by one of the answers that a set within them has too."""

    def __init__(
        self, named: frozenset[str], places: Sequence[int], sets: BaseSets, sources: Sources
    ) -> None:
        self.named, self.places, self.sets, self.sources = named, places, sets, sources
        alone = (
            each for each in sorted(named) if not sources.several(each) and not sources.is_union(((each, 1),))
        )
        self.source = next(alone, None)
        self.by_answer: dict[int, list[int]] = {}
        for place in places:
            of_source = (atoms for source, atoms in sets.boxes[place] if source == self.source)
            for answer in _answers(next(of_source, 0)):
                self.by_answer.setdefault(answer, []).append(place)

    def of(self, place: int) -> list[int]:
        """Those that hold a set, but the set itself."""
        box = self.sets.boxes[place]
        among: Sequence[int] = self.places
        if self.source is not None and not self.sources.is_union(box):
            own = dict(box)[self.source]
            among = self.by_answer.get(own & -own, ())
        return [each for each in among if each != place and self.sources.holds(self.sets.boxes[each], box)]


def _answers(atoms: Atoms) -> Iterator[Atoms]:
    """Each answer of some, for itself."""
    while atoms:
        yield atoms & -atoms
        atoms &= atoms - 1


def _told(
    place: int, by_sources: Sequence[_Wider], sets: BaseSets, sources: Sources
) -> Iterator[tuple[int, int, int]]:
    """Two sets whose common respondents are a set, the larger first, and a third that holds both, where their
    numbers bound its own."""
    n, box = sets.n, sets.boxes[place]
    named = {source for source, _ in box}
    wider = [each for among in by_sources if among.named <= named for each in among.of(place)]
    for one, other in combinations(sorted(wider, key=lambda each: -n[each]), 2):
        least = n[one] + n[other] - CLOSE
        wholes = [whole for whole in wider if whole not in (one, other) and n[whole] <= least]
        if wholes and sources.joined(sets.boxes[one], sets.boxes[other]) == box:
            for whole in wholes:
                if all(sources.holds(sets.boxes[whole], sets.boxes[part]) for part in (one, other)):
                    yield one, other, whole
