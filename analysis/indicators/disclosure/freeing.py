"""What was hidden besides and need not be, as what is hidden later may serve its purpose too."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.indicators.disclosure.across_bases import SharedSets, bounded
from analysis.indicators.disclosure.audit import connected, narrow_sets
from analysis.indicators.disclosure.completion import HiddenSets
from analysis.indicators.disclosure.sets.ledger import NOBODY


def show_unneeded(bases: Sequence[HiddenSets], shared: SharedSets) -> None:
    """Show again, the largest first, each set hidden besides without which the others stay hidden as they
    must: by its relations, by the same sets of other bases, and by the audit."""
    for number, base in enumerate(bases):
        for place in _hidden_besides(base):
            touched = [place, *_left(base, place)]
            former = [base.hidden[each] for each in touched]
            _show(base, touched)
            if not _is_safe(base, touched) or _is_told(number, base, touched, shared):
                for each, was_hidden in zip(touched, former, strict=True):
                    base.hidden[each] = was_hidden
                shared.renew(number, touched)


def _is_told(number: int, base: HiddenSets, touched: Sequence[int], shared: SharedSets) -> bool:
    """Whether the same sets of other bases, or the audit, tell what is hidden once some sets are shown."""
    shared.renew(number, touched)
    return any(shared.telling(which) for which in shared.among(number, bounded(base, touched))) or bool(
        narrow_sets(base, _few_beside(base, touched[0]))
    )


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
    return all(base.is_safe(number) for each in places for number in base.of_set[each])
