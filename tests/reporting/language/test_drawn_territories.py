"""Territories drawn at random: what a sheet says of them, and its title, are what their tests find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.questionnaire import Edition, Label
from analysis.reporting.evidence.territory_maps import verdict_of
from analysis.reporting.findings.territory_findings import territory_findings
from analysis.reporting.findings.territory_titles import CLOSE, close_rows, sheet_title
from analysis.reporting.language.territory_sentences import (
    apart_lines,
    figure_sentence,
    standing_of,
    territory_summary,
)
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import LIKELY
from analysis.results.territory_rows import TerritoryRow
from tests.plain_spaces import plain

Make = Callable[..., IndicatorRow]
STANDING = {
    "en": {
        "apart": "Measurable difference",
        "alike": "No measurable difference",
        "unclear": "Uncertain difference",
        "untested": "Difference not tested",
    },
    "fr": {
        "apart": "Écart mesurable",
        "alike": "Pas d’écart mesurable",
        "unclear": "Écart incertain",
        "untested": "Écart non testé",
    },
}
WAYS = {"en": ("more", "less"), "fr": ("plus", "moins")}
TITLES = {
    "en": {
        "more": ("more often than elsewhere", "reaches"),
        "less": ("less often than elsewhere", "stays at"),
        "nothing": ("No difference is established",),
        "little": ("Little sets",),
        "close": ("within 5 points",),
        "few": ("orders of magnitude",),
    },
    "fr": {
        "more": ("plus souvent qu’ailleurs", "atteint"),
        "less": ("moins souvent qu’ailleurs", "en reste à"),
        "nothing": ("Aucun écart établi",),
        "little": ("Peu de chose",),
        "close": ("à 5 points près",),
        "few": ("ordres de grandeur",),
    },
}
SUMMARY = {
    "en": ("None of the", "does not differ"),
    "fr": ("Aucun des", "ne se distingue pas"),
}
"""How a summary begins, or what it says, where no figure is apart."""
VALUES = st.sampled_from([0.0, 30.0, 40.0, 40.04, 40.4, 44.0, 48.0, 55.0, 100.0])
P_VALUES = st.sampled_from([0.0001, 0.009, 0.03, 0.049, 0.05, 0.2, 1.0])
SETTINGS = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
EDITION = Edition("2024", Label("2024", "2024"), ())
Drawn = tuple[float, float, float, float, float, int, bool]


@st.composite
def drawn_figure(draw: st.DrawFn) -> Drawn:
    """A figure here and elsewhere, its p corrected and alone, half its interval, its base, and whether its
    difference is left out because figures printed alike would contradict it."""
    alone, corrected = sorted((draw(P_VALUES), draw(P_VALUES)))
    here, rest = draw(VALUES), draw(VALUES)
    half, n = draw(st.sampled_from([0.5, 2.0, 6.0])), draw(st.sampled_from([40, 150, 900]))
    return here, rest, corrected, alone, half, n, abs(here - rest) < 1 and draw(st.booleans())


def row_of(estimate: Make, drawn: Drawn) -> TerritoryRow:
    here, rest, p, alone, half, n, is_left_out = drawn
    own = estimate(here, breakdown="age", group="01", n=n)
    difference = None if is_left_out else here - rest
    ends = (None, None) if is_left_out else (here - rest - half, here - rest + half)
    return TerritoryRow(own, rest, difference, p, *ends, 5.0, p_alone=alone)


def supported(row: TerritoryRow) -> str:
    """What the test allows to say of one figure."""
    assert row.p is not None and row.p_alone is not None
    return "apart" if row.p < 0.05 else "unclear" if row.p_alone < 0.05 else "alike"


@pytest.mark.parametrize("language", STANDING)
@given(drawn=drawn_figure())
@SETTINGS
def test_a_figure_stands_beside_the_rest_as_its_test_has_it(
    language: str, drawn: Drawn, voices: dict[str, Voice], estimate: Make
) -> None:
    voice, row = voices[language], row_of(estimate, drawn)
    kind, said = supported(row), plain(standing_of(voice, row))
    assert [key for key, words in STANDING[language].items() if said.startswith(words)] == [kind]
    assert said[1:] in plain(figure_sentence(voice, row))
    lines = apart_lines(voice, "Occitanie", [row])
    assert bool(lines) == (kind == "apart" and bool(row.difference))
    if lines:
        way = WAYS[language][0 if row.shown_difference > 0 else 1]
        assert plain(lines[0][1]).startswith(f"{way} ")
    if row.estimate.respondents >= 100:
        expected = {"above", "below"} if lines else {"alike"}
        assert verdict_of(row) in expected and (verdict_of(row) != "above" or row.shown_difference > 0)
    untested = replace(row, p=None, p_alone=None)
    assert plain(standing_of(voice, untested)) == STANDING[language]["untested"]


@pytest.mark.parametrize("language", TITLES)
@given(drawn=st.lists(drawn_figure(), max_size=3), respondents=st.sampled_from([60, 150]))
@SETTINGS
def test_a_sheet_opens_with_no_more_than_its_tests_find(
    language: str, drawn: list[Drawn], respondents: int, spoken: dict[str, Voice], estimate: Make
) -> None:
    voice = spoken[language]
    rows = [row_of(estimate, each) for each in drawn]
    found = territory_findings(voice.survey, EDITION, rows)
    title = plain(sheet_title(voice, "Occitanie", respondents, found, rows, rows))
    kinds = {key for key, ways in TITLES[language].items() if any(words in title for words in ways)}
    is_any = any(supported(row) == "apart" for row in rows)
    if found:
        first = found[0]
        assert first.p is not None and first.p < LIKELY and abs(first.shown_difference) >= 8
        assert kinds == {"more" if first.shown_difference > 0 else "less"}
    elif respondents < 100:
        assert kinds == {"few"}
    else:
        assert kinds in ([{"little"}] if is_any else [{"close"}, {"nothing"}])
        assert kinds != {"close"} or close_rows(rows)
    for row in close_rows(rows):
        assert supported(row) != "apart" and max(abs(row.low or 0), abs(row.high or 0)) <= CLOSE
    summary = plain(territory_summary(voice, rows))
    apart = sum(supported(row) == "apart" for row in rows)
    assert any(words in summary for words in SUMMARY[language]) == (bool(rows) and not apart)
