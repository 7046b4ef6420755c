"""What was hidden besides and need not be, as what is hidden later may serve its purpose too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.indicators.disclosure.across_bases import SharedSets, telling_across
from analysis.indicators.disclosure.audit import connected, narrow_sets
from analysis.indicators.disclosure.completion import HiddenSets
from analysis.indicators.disclosure.sets.boxes import Box
from analysis.indicators.disclosure.sets.ledger import NOBODY


def show_unneeded(bases: Sequence[HiddenSets], shared: SharedSets, everyone: Mapping[Box, int]) -> None:
    """Show again, the largest first, each set hidden besides without which the others stay hidden as they
    must: by its relations, by the same sets of other bases, and by the audit."""
    twins = {each: at for at in shared for each in at}
    for number, base in enumerate(bases):
        for place in _hidden_besides(base):
            touched = [place, *_left(base, place)]
            former = [base.hidden[each] for each in touched]
            _show(base, touched)
            alike = (twins.get((number, each), ()) for each in _bounded(base, touched))
            if (
                not _is_safe(base, touched)
                or any(telling_across(bases, at, everyone) for at in alike)
                or narrow_sets(base, _few_beside(base, place))
            ):
                for each, was_hidden in zip(touched, former, strict=True):
                    base.hidden[each] = was_hidden


def _hidden_besides(base: HiddenSets) -> list[int]:
    """The sets of rows, and of answers that shares tell, which are hidden though they are not of few."""
    sets = base.sets
    told = dict.fromkeys([*sets.populations, *(at for table in sets.tables for at in table.groups)])
    found = [at for at in told if at != NOBODY and base.hidden[at] and sets.n[at] and not base.is_few(at)]
    return sorted(found, key=lambda place: -sets.n[place])


def _left(base: HiddenSets, place: int) -> list[int]:
    """What is left of a set beside a population in it, and of a wider one beside the set."""
    relations = (base.relations[number] for number in base.of_set[place])
    return [each.parts[-1] for each in relations if each.is_difference]


def _few_beside(base: HiddenSets, place: int) -> list[int]:
    """The sets of few that hidden sets join with a set."""
    near = dict.fromkeys(each for number in connected(base, place) for each in base.relations[number].sets)
    return [each for each in near if base.is_few(each)]


def _show(base: HiddenSets, touched: Sequence[int]) -> None:
    """Show a set, and what is left of sets wherever these are shown by now."""
    base.hidden[touched[0]] = False
    for left in touched[1:]:
        of = next(base.relations[each] for each in base.of_set[left] if base.relations[each].is_difference)
        base.hidden[left] = base.hidden[of.whole] or base.hidden[of.parts[0]] or base.is_few(left)


def _is_safe(base: HiddenSets, places: Sequence[int]) -> bool:
    return all(base.is_safe(base.relations[number]) for each in places for number in base.of_set[each])


def _bounded(base: HiddenSets, places: Sequence[int]) -> dict[int, None]:
    """Some sets, and those of which they bound how many are missing in the base."""
    relations = [(each, base.relations[number]) for each in places for number in base.of_set[each]]
    return dict.fromkeys(
        [*places, *(part for each, of in relations if of.whole == each for part in of.parts)]
    )
