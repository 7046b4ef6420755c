"""What is hidden besides stays so where it is needed, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from analysis.indicators.disclosure.across_bases import SharedSets
from analysis.indicators.disclosure.completion import HiddenSets
from analysis.indicators.disclosure.freeing import show_unneeded
from analysis.indicators.disclosure.sets.boxes import EVERYONE
from analysis.indicators.disclosure.sets.ledger import BaseSets, GroupedSet
from analysis.indicators.disclosure.sets.relations import Relation

GROUPS = ("a", "b", "c", "d")
NEEDED = [
    # respondents of four groups, all but the last two of few; which of those two are hidden, then, still
    ((5, 8, 40, 50), "c", ""),  # 5 and 8 are 13, of whom no one can tell which is which
    ((5, 5, 40, 50), "c", "c"),  # 10 alone would be few
    ((0, 5, 40, 50), "c", "c"),  # 5 alone would be known
    ((0, 5, 40, 50), "cd", "c"),  # one beside them is enough: the larger is shown
]


def base_of(name: str, sizes: Sequence[int], besides: str) -> HiddenSets:
    """A base of everyone by four groups."""
    sets = BaseSets((name, "", "answered"))
    sets.populations.append(sets.add(EVERYONE, sum(sizes), is_row=True))
    places = tuple(sets.add((("group", 1 << at),), n, is_row=True) for at, n in enumerate(sizes))
    sets.tables.append(GroupedSet(0, "group", GROUPS, places))
    base = HiddenSets(sets, [Relation(0, places, True)], 11, sets.boxes)
    for code in besides:
        base.hidden[places[GROUPS.index(code)]] = True
    return base


def hidden_besides(base: HiddenSets) -> str:
    return "".join(code for at, code in enumerate(GROUPS, 1) if base.hidden[at] and not base.is_few(at))


def everyone(bases: Sequence[HiddenSets]) -> Mapping[object, int]:
    return {box: max(base.sets.n[at] for base in bases) for at, box in enumerate(bases[0].sets.boxes)}


@pytest.mark.parametrize(("sizes", "besides", "still"), NEEDED)
def test_a_set_is_shown_again_where_the_few_beside_it_hide_each_other(
    sizes: tuple[int, ...], besides: str, still: str
) -> None:
    base = base_of("q", sizes, besides)
    show_unneeded([base], SharedSets([base], everyone([base])))
    assert hidden_besides(base) == still


OTHERS = [
    # respondents of the groups in another question, which hides the third for no reason of its own
    ((5, 8, 39, 50), "c"),  # of 102 two did not answer the first: 39 there would tell the 40 beside the few
    ((5, 8, 20, 27), ""),  # 42 did not answer the second, so that 20 tells nothing
]


@pytest.mark.parametrize(("sizes", "still"), OTHERS)
def test_a_set_stays_hidden_where_another_question_hides_the_same(sizes: tuple[int, ...], still: str) -> None:
    bases = [base_of("q", (5, 5, 40, 50), "c"), base_of("r", sizes, "c")]
    show_unneeded(bases, SharedSets(bases, everyone(bases)))
    assert [hidden_besides(base) for base in bases] == ["c", still]
