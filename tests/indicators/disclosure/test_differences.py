"""What is left of a set beside those of it who are in a population is known where both are shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.indicators.disclosure.audit import narrow_sets
from analysis.indicators.disclosure.completion import HiddenSets
from analysis.indicators.disclosure.sets.differences import difference_relations
from analysis.indicators.disclosure.sets.ledger import BaseSets, GroupedSet
from analysis.indicators.disclosure.sets.relations import relations_of
from analysis.indicators.disclosure.sets.respondent_sets import Sources
from analysis.steps.results_files import Built
from tests.defined_survey import survey_of

SURVEY = """
breakdowns = ["sex"]
[publication]
reliability = "none"
[themes.t]
[populations.members]
among = { member = ["y"] }
[populations.women]
among = { sex = ["f"] }
[questions.member]
type = "single"
codes = { y = "yes", n = "no" }
[questions.sex]
type = "single"
codes = { f = "women", m = "men", x = "others" }
[questions.q]
type = "single"
codes = { 1 = "yes", 0 = "no" }
[indicators.q]
theme = "t"
answers = ["1"]
[indicators.members]
theme = "t"
variable = "q"
answers = ["1"]
population = "members"
"""
WHOLES, GROUPS = ("all", "members"), ("f", "m", "x")
SHOWN = [
    # women, men and others among the members, then among the rest; whether the women of the members are shown
    ((28, 8, 8), (11, 1, 0), False),  # 12 are no members, 11 of them women: the last would be known
    ((28, 3, 5), (11, 6, 4), False),  # 21 are none, 11 of them women: 10 are left, fewer than are shown
    ((28, 5, 6), (11, 5, 6), True),
    ((28, 12, 12), (11, 13, 14), True),  # nobody is hidden
]


def people(members: tuple[int, ...], others: tuple[int, ...]) -> str:
    rows = [
        f"{member},{sex},{at % 2}"
        for member, sizes in (("y", members), ("n", others))
        for sex, n in zip(GROUPS, sizes, strict=True)
        for at in range(n)
    ]
    return "\n".join(["member,sex,q", *rows]) + "\n"


@pytest.mark.parametrize(("members", "others", "shown"), SHOWN)
def test_a_group_of_members_is_hidden_where_it_tells_who_of_the_rest_is_in_no_group_shown(
    members: tuple[int, ...], others: tuple[int, ...], shown: bool, processed: Callable[..., Built]
) -> None:
    found = processed(SURVEY, people(members, others)).indicators.set_index(["indicator", "group"])["n"]
    assert found["q", "f"] == members[0] + others[0]
    assert found["members", "all"] == sum(members)
    assert found.notna()["members", "f"] == shown


def told(sizes: dict[str, tuple[int, int]]) -> tuple[BaseSets, HiddenSets]:
    """The sets of a base by sex, of everyone and of members: name -> how many of the two."""
    sources = Sources(survey_of(SURVEY))
    sets = BaseSets(("q", "", "answered"))
    for at, among in enumerate(({}, {"member": ("y",)})):
        for name, n in sizes.items():
            sex = {} if name == "all" else {"sex": (name,)}
            sets.add(sources.box(among | sex), n[at], is_row=True)
    for whole in (0, len(sizes)):
        codes = tuple(name for name in sizes if name != "all")
        groups = tuple(range(whole + 1, whole + len(sizes)))
        sets.tables.append(GroupedSet(whole, "sex", codes, groups))
        sets.populations.append(whole)
    relations = relations_of(sets, sources)
    found = list(difference_relations(sets, sources, relations))
    return sets, HiddenSets(sets, [*relations, *found], 11, sets.boxes)


def test_what_is_left_adds_up_as_the_sets_do() -> None:
    sets, base = told({"all": (60, 48), "f": (39, 28), "m": (13, 12), "x": (8, 8)})
    everyone, women, men = 8, 9, 10  # of the others nobody is left
    assert sets.differences == {everyone: 0, women: 1, men: 2}
    assert sets.n[everyone:] == [12, 11, 1]
    own = [each for each in base.relations if sets.differences.keys() & set(each.sets)]
    assert [(each.whole, each.parts) for each in own if each.is_difference] == [
        (0, (4, everyone)),
        (1, (5, women)),
        (2, (6, men)),
    ]
    assert (everyone, (women, men), True) in [(each.whole, each.parts, each.rest_is_known) for each in own]


@pytest.mark.parametrize(("others", "narrow"), [(0, [10]), (1, [10, 11]), (2, [])])
def test_what_is_left_may_not_be_known_to_within_two(others: int, narrow: list[int]) -> None:
    """Beside 11 women one man and so many others are left, and so many may be men."""
    _, base = told({"all": (60 + others, 48), "f": (39, 28), "m": (9, 8), "x": (8 + others, 8)})
    assert narrow_sets(base) == narrow
