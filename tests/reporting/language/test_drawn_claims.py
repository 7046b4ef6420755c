"""Groups drawn at random, of shares, means and balances: what is said of them is what their tests find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.reporting.compared_groups import SILENCES, GroupFinding, group_finding
from analysis.reporting.explorer.told_tests import explorer_sentence
from analysis.reporting.findings.group_sentences import difference_lines, group_sentence
from analysis.reporting.language.voice import Voice
from analysis.results.comparison_rows import Comparison, Comparisons
from analysis.results.indicator_rows import IndicatorRow
from tests.plain_spaces import plain
from tests.reporting.findings.test_group_sentences import by_age, uncertain, voice_of
from tests.reporting.made_comparisons import comparisons_of

Make = Callable[..., IndicatorRow]
STATISTICS: dict[str, dict[str, Any]] = {
    "share": {},
    "mean": {"statistic": "mean", "unit": "heures", "indicator": "heures"},
    "balance": {"statistic": "balance", "unit": "points"},
}
FIGURES = st.sampled_from([0.0, 20.0, 33.3, 49.6, 50.0, 50.04, 50.4, 66.7, 80.0, 100.0])
ERRORS = st.sampled_from([0.005, 0.2, 0.5, 1.4, 4.0])
GROUP = st.tuples(FIGURES, ERRORS, st.sampled_from([1, 29, 30, 200, 1000]))
DRAWN = st.lists(GROUP, min_size=2, max_size=3)
SILENT = {"No measurable difference", "Uncertain difference", "Not comparable (too few answers)"}


def rows_of(estimate: Make, drawn: list[tuple[float, float, int]], statistic: str) -> list[IndicatorRow]:
    scale = -2.0 if statistic == "balance" else 1.0  # from -100 to 100
    values = [value if scale > 0 else 100 + scale * value for value, _, _ in drawn]
    rows = by_age(estimate, values, **STATISTICS[statistic])
    return [replace(row, se=se, n=n) for row, (_, se, n) in zip(rows, drawn, strict=True)]


def supports(found: GroupFinding, tests: Comparisons) -> bool:
    """Whether the tests find what is claimed, or leave open what is not."""
    name = found.rows[0].indicator
    table, trend = tests.table(name, "age"), tests.trend(name, "age")
    if found.kind == "alike":
        return all(test is None or not test.is_tested or (test.p or 0.0) >= 0.05 for test in (table, trend))
    if found.kind in SILENCES:
        return True
    if found.kind.endswith(("up", "down")):
        return _goes(trend, found)
    pairs = [pair for pair in tests.groups(name, "", "age") if (pair.p_adjusted or 0.0) < 0.05]
    ends = {row.group for row in (found.high, found.low) if row is not None}
    is_found = table is not None and table.p_adjusted is not None and table.p_adjusted < 0.05
    return is_found and (found.kind == "whole" or any({p.group, p.against_group} == ends for p in pairs))


def _goes(trend: Comparison | None, found: GroupFinding) -> bool:
    """Whether a trend is found, and the first and the last group go its way."""
    assert trend is not None and found.high is not None and found.low is not None
    rises = next(row for row in found.rows if row in (found.high, found.low)) is found.low
    is_up = found.kind.endswith("up")
    return (trend.p_adjusted or 0.0) < 0.05 and ((trend.difference or 0.0) > 0) == is_up == rises


NONE = {"en": "No measurable difference", "fr": "Pas d’écart mesurable"}
"""What the explorer says where no test finds a difference."""


@pytest.mark.parametrize("statistic", STATISTICS)
@given(drawn=DRAWN, is_uncertain=st.booleans())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_said_of_groups_is_what_their_tests_find(
    statistic: str,
    drawn: list[tuple[float, float, int]],
    is_uncertain: bool,
    voices: dict[str, Voice],
    estimate: Make,
) -> None:
    voice = voice_of("en", voices, ordered=True)
    rows = rows_of(estimate, drawn, statistic)
    tests = comparisons_of(rows, ordered=("age",))
    tests = uncertain(tests) if is_uncertain else tests
    found = group_finding(voice.survey, rows, tests)
    assert supports(found, tests)
    [(term, said)] = difference_lines(voice, {"age": rows}, tests) or [("hidden", "")]
    assert found.is_claim == (term not in SILENT and bool(said)) or found.kind == "hidden"
    if found.kind == "alike":
        assert term == "No measurable difference"
    for language, none in NONE.items():
        own = voice_of(language, voices, ordered=True)
        told = plain(explorer_sentence(own, found))
        assert (none in told) == (found.kind == "alike")
        assert not found.is_claim or told == plain(group_sentence(own, found))
    assert all(row is None or (row.n or 0) >= 30 for row in (found.high, found.low))
