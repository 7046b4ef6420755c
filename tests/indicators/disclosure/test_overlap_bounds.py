"""Who is in two populations at once are at least as many as the two have together more than everyone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.indicators.disclosure.sets.ledger import BaseSets
from analysis.indicators.disclosure.sets.overlap_bounds import overlap_bounds
from analysis.indicators.disclosure.sets.respondent_sets import Sources
from analysis.steps.results_files import Built
from tests.defined_survey import survey_of

SURVEY = """
breakdowns = []
[publication]
reliability = "none"
[themes.t]
[populations.working]
among = { work = ["y"] }
[populations.northern]
among = { place = ["n"] }
[populations.both]
among = { work = ["y"], place = ["n"] }
[questions.work]
type = "single"
codes = { y = "yes", n = "no" }
[questions.place]
type = "single"
codes = { n = "North", s = "South" }
[questions.q]
type = "single"
codes = { 1 = "yes", 0 = "no" }
[indicators.q]
theme = "t"
answers = ["1"]
"""
NAMES = ("working", "northern", "both")
CASES = [
    # of 100 those who work, those in the north, and those of both, who are too few; of which n are shown
    (80, 25, 7, [100, 80, None, None]),  # 80 + 25 - 100: 5 at least, so the smaller of the two is hidden too
    (77, 25, 7, [100, 77, None, None]),
    (76, 25, 7, [100, 76, 25, None]),  # 1 at least, as is promised
    (60, 30, 7, [100, 60, 30, None]),
    (80, 32, 12, [100, 80, 32, 12]),  # 12 are no secret
]


@pytest.mark.parametrize(("working", "northern", "both", "shown"), CASES)
def test_a_population_is_hidden_where_two_tell_those_who_are_in_both(
    working: int, northern: int, both: int, shown: list[int | None], processed: Callable[..., Built]
) -> None:
    more = "".join(
        f'[indicators.{name}]\ntheme = "t"\nvariable = "q"\nanswers = ["1"]\npopulation = "{name}"\n'
        for name in NAMES
    )
    people = ["y,n"] * both + ["y,s"] * (working - both) + ["n,n"] * (northern - both)
    people += ["n,s"] * (100 - len(people))
    rows = "work,place,q\n" + "".join(f"{each},{i % 2}\n" for i, each in enumerate(people))
    found = processed(SURVEY + more, rows).indicators["n"].astype(object)
    assert [None if n != n else int(n) for n in found.where(found.notna(), float("nan"))] == shown


def test_who_is_in_one_of_the_two_alone_or_in_neither_is_known_to_nobody() -> None:
    sources = Sources(survey_of(SURVEY))
    sets = BaseSets(("q", "", "answered"))
    working, northern = {"work": ("y",)}, {"place": ("n",)}
    for conditions, n in (({}, 100), (working, 80), (northern, 25), (working | northern, 7)):
        sets.add(sources.box(conditions), n, is_row=True)
    assert list(overlap_bounds(sets, sources, 11)) == [(1, (3, 4)), (0, (2, 4, 5))]
    assert sets.unknown == {4, 5}
    assert list(overlap_bounds(sets, sources, 7)) == []
