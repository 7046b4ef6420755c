"""A figure that the page of a theme says by itself: beside one that others published, or as a half."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.questionnaire import Label
from analysis.questionnaire.fixed_words import Verb
from analysis.reporting.blocks import Lines, Paragraph, walk
from analysis.reporting.chapters.theme_pages.standing_titles import (
    beside_published,
    of_half,
    published_before,
    standing_title,
)
from analysis.reporting.edition_report import EditionReport, open_report
from analysis.reporting.edition_results import Changes
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import ChangeStatus
from analysis.results.trend_rows import Change, Published
from tests.plain_spaces import plain
from tests.reporting.conftest import row

Make = Callable[..., IndicatorRow]
CELL = ("bien_accueillis", "")
GIVES = {"fr": Verb("donne", "donnent"), "en": Verb("gives", "give")}
HOURS = Label("heures par mois", "hours a month")


def elsewhere(value: float, year: int = 2006, period: str = "") -> Published:
    return Published(year, period, value, "a survey", "", *CELL)


BESIDE = [
    # our share, theirs, the language, the title
    (
        80.2,
        80.0,
        "fr",
        "Huit répondants sur dix se disent bien accueillis, comme en 2006 (80 %, publié par ailleurs)",
    ),
    (80.2, 80.0, "en", "Eight in ten respondents feel well received, as in 2006 (80%, published elsewhere)"),
    (
        79.0,
        80.0,
        "fr",
        "79 % des répondants se disent bien accueillis, contre 80 % en 2006, publié par ailleurs",
    ),
    (79.0, 80.0, "en", "79% of respondents feel well received, against 80% in 2006, published elsewhere"),
    (
        79.0,
        47.5,
        "fr",
        "79,0 % des répondants se disent bien accueillis, contre 47,5 % en 2006, publié par ailleurs",
    ),
    (79.0, 47.5, "en", "79.0% of respondents feel well received, against 47.5% in 2006, published elsewhere"),
]


@pytest.mark.parametrize(("ours", "theirs", "language", "title"), BESIDE)
def test_a_share_stands_beside_one_that_others_published(
    ours: float, theirs: float, language: str, title: str, spoken: dict[str, Voice], estimate: Make
) -> None:
    [(_, said)] = beside_published(spoken[language], estimate(ours), elsewhere(theirs))
    assert plain(said) == title


UNSAID: list[dict[str, Any]] = [
    {"value": 80.4, "se": 0.1},  # printed alike, and yet the interval leaves the other out
    {"value": 47.4, "statistic": "mean"},
    {"value": 80.0, "indicator": "heures"},  # no verb
]


@pytest.mark.parametrize("given_row", UNSAID)
def test_nothing_is_said_of_a_share_beside_one_that_it_is_neither_like_nor_unlike(
    given_row: dict[str, Any], spoken: dict[str, Voice], estimate: Make
) -> None:
    assert list(beside_published(spoken["fr"], estimate(**given_row), elsewhere(80.0))) == []


def test_tenths_are_said_of_no_share_that_is_released_in_whole_percents(
    spoken: dict[str, Voice], estimate: Make
) -> None:
    assert list(beside_published(spoken["fr"], estimate(79.0, step=1.0), elsewhere(47.5))) == []


@pytest.mark.parametrize("language", ["fr", "en"])
@given(ours=st.floats(2, 98), theirs=st.floats(2, 98), se=st.floats(0.01, 5), is_whole=st.booleans())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_as_is_said_only_of_what_is_printed_alike_and_lies_in_the_interval(
    language: str,
    ours: float,
    theirs: float,
    se: float,
    is_whole: bool,
    spoken: dict[str, Voice],
    estimate: Make,
) -> None:
    theirs = round(theirs, 0 if is_whole else 1)
    figure, alike = estimate(ours, se), {"fr": "comme en", "en": "as in"}[language]
    for way, title in beside_published(spoken[language], figure, elsewhere(theirs)):
        said = plain(title)
        printed = [float(each.replace(",", ".")) for each in re.findall(r"(\d+(?:[.,]\d)?) ?%", said)]
        assert (way == "published_same") == (alike in said)
        assert printed[-1] == theirs and "2006" in said
        if alike in said:
            assert abs(ours - theirs) <= 0.5 and abs(ours - theirs) <= 2 * se + 1e-9
        else:
            assert printed[0] != theirs and abs(printed[0] - ours) <= 0.5


POINTS: list[tuple[list[Published], ChangeStatus, float | None]] = [
    ([elsewhere(80.0, 2006), elsewhere(70.0, 2007)], "tested", 70.0),  # the last before
    ([elsewhere(80.0, 2006), elsewhere(70.0, 2010)], "tested", 80.0),  # never a later one
    ([elsewhere(80.0, 2009)], "tested", None),
    ([elsewhere(80.0, 2006, "autumn")], "tested", None),  # of a part of a year
    ([elsewhere(80.0)], "not_asked", 80.0),
    ([elsewhere(80.0)], "break", None),
    ([elsewhere(80.0)], "fixed", None),
    ([elsewhere(80.0)], "profile", None),
    ([], "tested", None),
]


@pytest.mark.parametrize(("figures", "status", "value"), POINTS)
def test_the_last_figure_of_an_earlier_year_is_taken_unless_the_series_is_broken(
    figures: list[Published], status: ChangeStatus, value: float | None, estimate: Make
) -> None:
    change = Change(*CELL, "2005", "2009", 70.0, 80.0, status=status)
    found = published_before(Changes("2009", [change], published={CELL: figures}), estimate(80.0), 2009.3)
    assert (found.value if found else None) == value


HALVES = [
    (9.0, HOURS, "fr", "La moitié des répondants donnent neuf heures par mois ou moins"),
    (9.0, HOURS, "en", "Half of respondents give nine hours a month or less"),
    (9.5, HOURS, "fr", "La moitié des répondants donnent 9,5 heures par mois ou moins"),
    (12.0, HOURS, "en", "Half of respondents give 12 hours a month or less"),
    (1.0, HOURS, "fr", "La moitié des répondants donnent 1 heure par mois ou moins"),
    (7.0, Label("sur 10", "out of 10"), "fr", "La moitié des répondants donnent 7 sur 10 ou moins"),
    (9.0, Label("€", "€"), "fr", "La moitié des répondants donnent 9 € ou moins"),
]


@pytest.mark.parametrize(("value", "unit", "language", "title"), HALVES)
def test_a_median_is_said_of_half_of_the_respondents(
    value: float, unit: Label, language: str, title: str, voices: dict[str, Voice], estimate: Make
) -> None:
    survey = voices["fr"].survey
    hours = replace(survey.indicators["heures"], verb=GIVES, unit=unit)
    voice = Voice(language, replace(survey, indicators={**survey.indicators, "heures": hours}))
    half = estimate(value, indicator="heures", statistic="median", unit=unit.fr)
    [(_, said)] = of_half(voice, hours, half)
    assert plain(said) == title
    assert list(of_half(voice, replace(hours, verb={}), half)) == []
    assert list(of_half(voice, hours, replace(half, statistic="mean"))) == []


def opened(survey_of: Callable[..., Any], rows: list[dict[str, object]], verb: str) -> EditionReport:
    """The small survey whose hours are a median."""
    small = survey_of(rows=rows)
    small.write()
    path = small.root / "data" / "raw" / "petite" / "survey.toml"
    text = path.read_text(encoding="utf-8")
    mean = 'theme = "temps"\nstatistic = "mean"\nvariable = "heures"'
    assert mean in text
    path.write_text(text.replace(mean, mean.replace("mean", "median") + verb), encoding="utf-8")
    report = open_report(small.root, "petite", "2009")
    assert isinstance(report, EditionReport)
    return report


PAGES = [
    (1000, True, "La moitié des répondants donnent neuf heures ou moins"),
    (150, True, ""),  # so few that the sentence gives the interval
    (1000, False, ""),  # nothing says what they do
]


@pytest.mark.parametrize(("n", "has_verb", "title"), PAGES)
def test_the_page_of_a_theme_says_its_median_once(
    n: int, has_verb: bool, title: str, small_survey: Callable[..., Any]
) -> None:
    verb = '\nverb = { fr = ["donne", "donnent"], en = ["gives", "give"] }' if has_verb else ""
    hours = row("heures", "temps", 9.0, 0.4, statistic="median", unit="heures", n=n)
    report = opened(small_survey, [row("bien_accueillis", "accueil", 68.2, 1.5), hours], verb)
    assert plain(standing_title(report, "temps")[1]) == title
    shown = report.chapter("temps")
    assert shown is not None
    blocks = list(walk([shown.block]))
    heads = [plain(each.text) for each in blocks if isinstance(each, Paragraph) and each.kind == "claim"]
    lines = [plain(text) for each in blocks if isinstance(each, Lines) for _, text in each.lines]
    assert heads == ([title] if title else [])
    assert len(lines) == (0 if title else 1)
