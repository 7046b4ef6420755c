"""The titles of changes: every way of saying that a figure moved as a case, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from analysis.questionnaire.fixed_words import Verb
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.finding_sentences import finding_text
from analysis.reporting.findings.title_ways import ways_of
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.trend_rows import Change
from tests.plain_spaces import plain
from tests.reporting.findings.made_findings import changes, of_change

Make = Callable[..., IndicatorRow]


MOVES = [
    (
        "then",
        25.0,
        "fr",
        "Plus de quatre répondants sur dix se disent bien accueillis, contre un sur cinq en 2009",
    ),
    ("then", 25.0, "en", "More than four in ten respondents feel well received, against one in five in 2009"),
    ("share", 9.0, "fr", "Plus de quatre répondants sur dix se disent bien accueillis"),
    ("share", 9.0, "en", "More than four in ten respondents feel well received"),
    ("grows", 9.0, "fr", "La part des répondants qui se disent bien accueillis augmente"),
    ("grows", -9.0, "fr", "La part des répondants qui se disent bien accueillis diminue"),
    ("grows", 9.0, "en", "The share of respondents who feel well received grows"),
    ("grows", -9.0, "en", "The share of respondents who feel well received shrinks"),
    ("moved", 9.0, "fr", "La part des répondants qui se disent bien accueillis progresse, de 36 % à 45 %"),
    ("moved", -9.0, "fr", "La part des répondants qui se disent bien accueillis recule, de 54 % à 45 %"),
    ("moved", 9.0, "en", "The share of respondents who feel well received rises, from 36% to 45%"),
    ("topic_0", 9.0, "fr", "La part « Bien accueillis » progresse, de 36 % à 45 %"),
    ("topic_0", -9.0, "fr", "La part « Bien accueillis » recule, de 54 % à 45 %"),
    ("topic_0", 9.0, "en", "The share “Well received” goes up, from 36% to 45%"),
    ("topic_1", 9.0, "fr", "La part « Bien accueillis » gagne du terrain : 36 %, puis 45 %"),
    ("topic_1", -9.0, "fr", "La part « Bien accueillis » perd du terrain : 54 %, puis 45 %"),
    ("topic_1", -9.0, "en", "The share “Well received” loses ground: 54%, then 45%"),
]


@pytest.mark.parametrize(("way", "difference", "language", "title"), MOVES)
def test_a_change_is_said_in_each_way(
    way: str, difference: float, language: str, title: str, spoken: dict[str, Voice], estimate: Make
) -> None:
    voice = spoken[language]
    said = dict(ways_of(voice, of_change(voice, estimate, difference), changes(estimate, difference)))
    assert plain(said[way]) == title


MOVED_MEANS = [
    # hours then and now; the title with a verb and without, the text
    (
        (9.0, 6.0),
        "fr",
        "En moyenne, les répondants donnent 6,0 heures, contre 9,0 heures en 2009",
        "La moyenne de « Heures par mois » descend de 9,0 heures à 6,0 heures",
        "La moyenne est passée de 9,0 heures en 2009 à 6,0 heures en 2024.",
    ),
    (
        (4.0, 6.0),
        "en",
        "On average, respondents give 6.0 hours, against 4.0 hours in 2009",
        "The mean of “Hours a month” rises from 4.0 hours to 6.0 hours",
        "The mean went from 4.0 hours in 2009 to 6.0 hours in 2024.",
    ),
]


@pytest.mark.parametrize(("values", "language", "with_verb", "without", "text"), MOVED_MEANS)
def test_a_mean_that_moved_is_said_beside_the_earlier_one(
    values: tuple[float, float],
    language: str,
    with_verb: str,
    without: str,
    text: str,
    phrased: dict[str, Voice],
    estimate: Make,
) -> None:
    survey = phrased[language].survey
    verb = {"fr": Verb("donne", "donnent"), "en": Verb("gives", "give")}
    hours = replace(survey.indicators["heures"], verb=verb)
    voice = Voice(language, replace(survey, indicators={**survey.indicators, "heures": hours}))
    before, now = (estimate(v, 0.1, indicator="heures", statistic="mean", unit="heures") for v in values)
    change = Change("heures", "", "2009", "2024", *values, difference=values[1] - values[0])
    figures = {"2009": {("heures", ""): before}, "2024": {("heures", ""): now}}
    compared = replace(changes(estimate, 9.0), changes=[change], figures=figures)
    finding = Finding(hours, "", now, 1.0, change=change, before=before)
    said = {way: plain(title) for way, title in ways_of(voice, finding, compared)}
    assert said == {"mean_then": with_verb, "mean_moved": without}
    assert plain(finding_text(voice, finding, compared)) == text
