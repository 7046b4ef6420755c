"""What two sets that overlap tell of those in both: at least as many as the two have more than all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from analysis.indicators.disclosure.sets.ledger import BaseSets
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
    for place in [place for places in by_sources.values() for place in places]:
        if 0 < sets.n[place] < limit:
            for one, other, whole in _told(place, by_sources, sets, sources):
                alone, neither = (
                    sets.add_unknown(((f"overlap {place} {one} {other} {whole} {name}", 1),))
                    for name in ("one", "neither")
                )
                yield one, (place, alone)
                yield whole, (other, alone, neither)


def _told(
    place: int, by_sources: dict[frozenset[str], list[int]], sets: BaseSets, sources: Sources
) -> Iterator[tuple[int, int, int]]:
    """Two sets whose common respondents are a set, the larger first, and a third that holds both, where their
    numbers bound its own."""
    n, box = sets.n, sets.boxes[place]
    named = {source for source, _ in box}
    wider = [
        each
        for own, places in by_sources.items()
        if own <= named
        for each in places
        if each != place and sources.holds(sets.boxes[each], box)
    ]
    for one, other in combinations(sorted(wider, key=lambda each: -n[each]), 2):
        least = n[one] + n[other] - CLOSE
        wholes = [whole for whole in wider if whole not in (one, other) and n[whole] <= least]
        if wholes and sources.joined(sets.boxes[one], sets.boxes[other]) == box:
            for whole in wholes:
                if all(sources.holds(sets.boxes[whole], sets.boxes[part]) for part in (one, other)):
                    yield one, other, whole
