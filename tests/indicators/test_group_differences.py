"""Up to how many groups of a breakdown every two are compared, and each with the rest alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.steps.results_files import Built
from tests.indicators.compared_rows import of

SURVEY = """
breakdowns = ["place"]
[publication]
reliability = "none"
[themes.t]
[questions.place]
type = "single"
codes = {{ {codes} }}
[questions.q]
type = "single"
codes = {{ 1 = "oui", 0 = "non" }}
[questions.hours]
type = "numeric"
[indicators.q]
theme = "t"
answers = ["1"]
[indicators.hours]
theme = "t"
statistic = "median"
"""


@pytest.mark.parametrize(("groups", "pairs"), [(20, 190), (21, 0)])
def test_more_than_twenty_groups_are_compared_with_the_rest_alone(
    groups: int, pairs: int, processed: Callable[..., Built]
) -> None:
    codes = [f"p{place:02}" for place in range(groups)]
    rows = [f"{code},{(i + place) % 2},{i}" for place, code in enumerate(codes) for i in range(30)]
    survey = SURVEY.format(codes=", ".join(f'{code} = "{code}"' for code in codes))
    found = of(processed(survey, "place,q,hours\n" + "\n".join(rows) + "\n"))
    counts = found.groupby(["indicator", "comparison"]).size()
    assert counts.get(("q", "groups"), 0) == counts.get(("hours", "groups"), 0) == pairs
    assert counts["q", "rest"] == groups and ("hours", "rest") not in counts
    assert (("q", "table") in counts) is (pairs > 0)
