"""The audit by hand: what the sums that are shown leave possible of a hidden set of few respondents.

A set of 1 to 10 has to be able to be any of 1 to 10.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analysis.indicators.disclosure.audit import narrow_sets
from analysis.indicators.disclosure.sets.relations import Relation
from tests.indicators.disclosure.test_hidden_sets import base_of

ONE = (Relation(0, (1, 2, 3), True),)
TWO = (Relation(0, (1, 2, 3), True), Relation(4, (3, 5), True))
AUDITED: dict[str, tuple[Sequence[int], Sequence[Relation], set[int], list[int]]] = {
    # sizes of the sets, how they add up, which are hidden; those that are known too well
    "a small part alone is its whole less the others": ([100, 60, 35, 5], ONE, {3}, [3]),
    "a small part and a large one are 0 to 40 each": ([100, 60, 35, 5], ONE, {2, 3}, []),
    "two small parts of 11": ([100, 89, 6, 5], ONE, {2, 3}, []),
    "two small parts of 10": ([100, 90, 6, 4], ONE, {2, 3}, []),
    "two small parts of 9 are 9 at most": ([100, 91, 5, 4], ONE, {2, 3}, [2, 3]),
    "a part of a hidden whole": ([100, 60, 35, 5], ONE, {0, 3}, []),
    "others of any number are in no row": ([100, 60, 5], (Relation(0, (1, 2), False),), {2}, []),
    "9 others in no row": ([74, 60, 5], (Relation(0, (1, 2), False),), {2}, []),
    "3 others in no row are 8 at most with the part": ([68, 60, 5], (Relation(0, (1, 2), False),), {2}, [2]),
    "two tables: 40 less the third, 41 less the third": ([100, 60, 5, 35, 41, 6], TWO, {2, 3, 5}, []),
    "two tables: 42 less the third is 2 at least": ([100, 60, 5, 35, 42, 7], TWO, {2, 3, 5}, [5]),
    "two tables: 39 less the third leaves 1 of the first": ([100, 60, 5, 35, 39, 4], TWO, {2, 3, 5}, []),
    "two tables: 38 less the third leaves 2 of the first": ([100, 60, 5, 35, 38, 3], TWO, {2, 3, 5}, [2]),
    "a large part alone is no secret": ([100, 60, 35, 5], ONE, {2}, []),
}


@pytest.mark.parametrize("case", AUDITED)
def test_the_audit_finds_what_is_known_too_well(case: str) -> None:
    sizes, relations, hidden, narrow = AUDITED[case]
    base = base_of(sizes, relations)
    base.hidden = [place in hidden for place in range(len(sizes))]
    assert narrow_sets(base) == narrow
