"""Which way a finding goes, as findings.toml says it: over time, and from one group to a later one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from analysis.faults import Fault
from analysis.reporting.chapters.opening_pages.told_findings import difference_of
from analysis.reporting.findings.own_findings import OwnFindings, Rewriting
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.reporting.findings.made_findings import of_change, of_groups

Make = Callable[..., IndicatorRow]


def test_a_change_goes_the_way_of_its_difference(spoken: dict[str, Voice], estimate: Make) -> None:
    assert difference_of(of_change(spoken["fr"], estimate, 9.0)) == 9.0
    assert difference_of(of_change(spoken["fr"], estimate, -9.0)) == -9.0


def test_groups_go_from_the_earlier_to_the_later_in_their_order(
    spoken: dict[str, Voice], estimate: Make
) -> None:
    falls = of_groups(spoken["fr"], estimate)  # 60 %, then 30 %
    assert difference_of(falls) == -30.0
    assert difference_of(replace(falls, groups=list(reversed(falls.groups)))) == 30.0


def test_a_message_whose_direction_no_longer_holds_stops_the_report() -> None:
    own = OwnFindings("Ils viennent plus", {"a": "up"})
    own.check({"a": 6.0})
    with pytest.raises(Fault, match=r"expects\.a expects 'up' and the data now say 'down'"):
        own.check({"a": -6.0})


def test_a_name_that_is_no_finding_is_answered_by_those_most_like_it_first() -> None:
    own = OwnFindings(rewritten={"charte//taille": Rewriting("T", "", "up")})
    known = {f"other{place}": 1.0 for place in range(30)} | {"charte/taille": 1.0}
    with pytest.raises(Fault, match="it has: charte/taille, "):
        own.check(known)
