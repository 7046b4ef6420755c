"""Sets of those who meet one of several conditions: what is told of them beside the other sets of a base."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.indicators.disclosure.sets.ledger import BaseSets
from analysis.indicators.disclosure.sets.respondent_sets import Sources


def union_relations(sets: BaseSets, sources: Sources) -> Iterator[tuple[int, list[int], bool]]:
    """(whole, parts, whether the rest is known): what each union is a part of, and the sets within it."""
    boxes = list(sets.boxes)
    for place, box in enumerate(boxes):
        if sources.is_union(box):
            for other, given in enumerate(boxes):
                if other != place and sources.holds(box, given):
                    yield place, [other], False
                elif other != place and sources.holds(given, box):
                    yield other, [place], False
