"""Groups and editions drawn at random: every way in which a finding may be titled, on a page, a slide or in
the press, says what its tests find."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.questionnaire import Edition, Label
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.candidates import candidates
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.title_ways import ways_of
from analysis.reporting.language.voice import Voice
from analysis.results import COMPARISONS
from analysis.results.comparison_rows import Comparisons, gathered
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.trend_rows import Change
from tests.plain_spaces import plain

Make = Callable[..., IndicatorRow]
NAME = "bien_accueillis"
EDITION = Edition("2024", Label("2024", "2024"), ())
GROUPS = {"01": "a", "02": "b", "03": "c"}
LOWER_FIRST = {"less", "rarer", "words_low", "topic_lower", "topic_stays", "topic_goes"}
"""Ways that name the lower group first, or alone; the others name the higher."""
OF_RANGE = {"by", "topic_by", "topic_goes"}
GROWING = {"en": ("the more often", "the higher"), "fr": (", plus souvent", "est élevée")}
UP = {
    "en": ("grows", "rises", "goes up", "gains ground"),
    "fr": ("augmente", "progresse", "gagne du terrain"),
}
DOWN = {"en": ("shrinks", "falls", "goes down", "loses"), "fr": ("diminue", "recule", "perd")}
VALUES = st.sampled_from([5.0, 12.0, 20.0, 30.0, 38.0, 45.0, 60.0, 90.0])
P_VALUES = st.sampled_from([0.0001, 0.009, 0.01, 0.04, 0.5])
SIZES = st.sampled_from([60, 120, 150, 400])
SETTINGS = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def row_of(**given: Any) -> list[str]:
    usual = {"indicator": NAME, "population": "all", "breakdown": "age", "status": "tested", "se": "1"}
    cells = {**dict.fromkeys(COMPARISONS.names, ""), **usual, "p_value": "0.001"}
    return [str(cell) for cell in (cells | given).values()]


def compared_pairs(rows: list[IndicatorRow], p_values: list[float], trend: float) -> Comparisons:
    """Every two groups with their p over the report, and whether the figure follows their order."""
    pairs = [(a, b) for place, a in enumerate(rows) for b in rows[place + 1 :]]
    found = [
        row_of(
            comparison="groups",
            group=a.group,
            against_group=b.group,
            difference=a.shown_value - b.shown_value,
            p_report=p,
            p_adjusted=p,
        )
        for (a, b), p in zip(pairs, p_values, strict=False)
    ]
    slope = (rows[-1].shown_value - rows[0].shown_value) / 2
    found.append(row_of(comparison="trend", difference=slope, p_adjusted=trend))
    return gathered(COMPARISONS.names, found)


@pytest.mark.parametrize("language", GROWING)
@given(
    values=st.lists(VALUES, min_size=3, max_size=3),
    sizes=st.lists(SIZES, min_size=3, max_size=3),
    p_values=st.lists(P_VALUES, min_size=3, max_size=3),
    trend=P_VALUES,
)
@SETTINGS
def test_a_title_of_groups_says_what_their_tests_find(
    language: str,
    values: list[float],
    sizes: list[int],
    p_values: list[float],
    trend: float,
    phrased: dict[str, Voice],
    estimate: Make,
) -> None:
    rows = [
        estimate(value, breakdown="age", group=code, n=n)
        for code, value, n in zip(GROUPS, values, sizes, strict=True)
    ]
    tests = compared_pairs(rows, p_values, trend)
    nothing = Changes("2024", [], {}, {}, {}, {})
    found = candidates(
        phrased[language].survey, EDITION, IndicatorRows((estimate(45.0), *rows), tests), nothing
    )
    for finding in found:
        high, low = finding.ends
        assert finding.contrast is not None and (finding.contrast.p_report or 0.0) < 0.01
        assert high.shown_value - low.shown_value >= 8 and min(high.respondents, low.respondents) >= 100
        for way, title in ways_of(phrased[language], finding, nothing):
            holds_of_groups(language, way, plain(title), finding, values, trend)


def holds_of_groups(
    language: str, way: str, title: str, finding: Finding, values: list[float], trend: float
) -> None:
    """That the order, the range, the growth and the ratio said in a title are those of the figures."""
    high, low = (GROUPS[row.group] for row in finding.ends)
    named = re.findall(r"[“«] ?([abc]) ?[”»]", title)
    first, second = (low, high) if way in LOWER_FIRST else (high, low)
    assert named in ([], [first], [first, second]), title
    if way in OF_RANGE:
        assert {max(values), min(values)} == {row.shown_value for row in finding.ends}
    if way.endswith("along"):
        assert trend < 0.05 and (values == sorted(values) or values == sorted(values, reverse=True))
        assert any(words in title for words in GROWING[language]) == (values[-1] > values[0])
    if way.endswith("times"):
        assert finding.ends[0].shown_value > 1.8 * finding.ends[1].shown_value
    printed = [float(each) for each in re.findall(r"(\d+) ?%", title)]
    assert set(printed) <= {row.shown_value for row in finding.ends}, title


@pytest.mark.parametrize("language", UP)
@given(before=VALUES, now=VALUES, p=P_VALUES, n=SIZES)
@SETTINGS
def test_a_title_of_a_change_says_which_way_its_test_finds(
    language: str, before: float, now: float, p: float, n: int, phrased: dict[str, Voice], estimate: Make
) -> None:
    change = Change(NAME, "", "2009", "2024", before, now, now - before, p=p, p_report=p)
    figures = {"2009": {(NAME, ""): estimate(before, n=n)}, "2024": {(NAME, ""): estimate(now)}}
    names = {name: Label(name, name) for name in figures}
    changes = Changes("2024", [change], names, {"2009": 2009, "2024": 2024}, {}, figures)
    voice = phrased[language]
    found = candidates(voice.survey, EDITION, IndicatorRows((estimate(now),)), changes)
    assert bool(found) == (p < 0.01 and abs(now - before) >= 5 and n >= 100)
    for finding in found:
        for _, title in ways_of(voice, finding, changes):
            said = plain(title)
            assert not any(words in said for words in (DOWN if now > before else UP)[language]), said
            printed = [float(each) for each in re.findall(r"(\d+) ?%", said)]
            assert printed in ([], [before, now])
