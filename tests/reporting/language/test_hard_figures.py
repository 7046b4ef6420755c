"""A figure in a sentence, where it is easily wrong: of nobody and everybody, fixed, huge, near nothing. In
both languages; _ stands for a narrow no-break space, ~ for a wide one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.questionnaire import Verb
from analysis.reporting.language.indicator_sentences import headline
from analysis.reporting.language.typography import Typesetter
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.plain_spaces import plain
from tests.reporting.language.written_spaces import spaced, with_signs
from tests.reporting.made_comparisons import comparisons_of

Make = Callable[..., IndicatorRow]
Case = tuple[Any, ...]
VERB = {
    "fr": Verb("a reçu une formation", "ont reçu une formation"),
    "en": Verb("received training", "received training"),
}
OPINION = {"statistic": "balance", "unit": "points", "verdict": "favourable"}
HOURS = {"unit": "heures", "indicator": "heures"}
TOTAL = {**HOURS, "statistic": "total", "decimals": 0}


# A share in words, with its figure and its interval
SHARES: list[Case] = [
    (
        (0.0, 0.0, {"low": 0.0, "high": 0.4}),
        "Aucun répondant_: 0_% (intervalle indicatif à 95_%_: de 0_% à moins de 1_%).",
        "No respondents: 0% (95% indicative interval: 0% to less than 1%).",
    ),
    (
        (100.0, 0.0, {"low": 99.6, "high": 100.0}),
        "Tous les répondants_: 100_% (intervalle indicatif à 95_%_: de plus de 99_% à 100_%).",
        "All respondents: 100% (95% indicative interval: more than 99% to 100%).",
    ),
    (
        (0.4, 0.1, {}),
        "Moins d’un répondant sur vingt_: moins de 1_% (intervalle indicatif à 95_%_: de moins de 1_% à "
        "1_%).",
        "Fewer than one in twenty respondents: less than 1% (95% indicative interval: less than 1% to 1%).",
    ),
    (
        (99.6, 0.1, {}),
        "Presque tous les répondants_: plus de 99_% (intervalle indicatif à 95_%_: de 99_% à plus de 99_%).",
        "Nearly all respondents: more than 99% (95% indicative interval: 99% to more than 99%).",
    ),
    (
        (0.04, 0.01, {}),
        "Moins d’un répondant sur vingt_: moins de 0,1_% (intervalle indicatif à 95_%_: de moins de 0,1_% "
        "à 0,1_%).",
        "Fewer than one in twenty respondents: less than 0.1% (95% indicative interval: less than 0.1% to "
        "0.1%).",
    ),
    (
        (50.0, 5.0, {"n": 40}),
        "La moitié des répondants_: 50_% (intervalle indicatif à 95_%_: de 40_% à 60_%).",
        "Half of respondents: 50% (95% indicative interval: 40% to 60%).",
    ),
    (
        (50.0, 4e-7, {}),
        "La moitié des répondants_: 50_% (chiffre fixé par le redressement).",
        "Half of respondents: 50% (figure fixed by the weighting).",
    ),
    (
        (None, 0.0, {"status": "empty"}),
        "Le chiffre d’ensemble n’est pas publié (personne dans la base).",
        "The overall figure is not published (nobody in the base).",
    ),
]
# A share with the verb of its indicator: singular and plural
WITH_VERB: list[Case] = [
    (
        (0.4, 0.1, {}),
        "Moins d’un répondant sur vingt a reçu une formation (moins de 1_%).",
        "Fewer than one in twenty respondents received training (less than 1%).",
    ),
    (
        (99.6, 0.1, {}),
        "Presque tous les répondants ont reçu une formation (plus de 99_%).",
        "Nearly all respondents received training (more than 99%).",
    ),
    (
        (5.0, 0.4, {}),
        "Un répondant sur vingt a reçu une formation (5_%).",
        "One in twenty respondents received training (5%).",
    ),
    (
        (97.5, 2.0, {"n": 35, "low": 91.0, "high": 99.9}),
        "Plus de neuf répondants sur dix ont reçu une formation (98_%, de 91_% à plus de 99_%).",
        "More than nine in ten respondents received training (98%, 91% to more than 99%).",
    ),
]
# A number with its unit: singular, negative, huge
NUMBERS: list[Case] = [
    (
        (1.0, 0.1, {**HOURS, "statistic": "mean"}),
        "En moyenne, 1,0~heure (intervalle indicatif à 95_%_: de 0,8 à 1,2~heure).",
        "On average, 1.0~hours (95% indicative interval: 0.8 to 1.2~hours).",
    ),
    (
        (-3.25, 0.5, {**HOURS, "statistic": "mean"}),
        "En moyenne, −3,3~heures (intervalle indicatif à 95_%_: de −4,3 à −2,3~heures).",
        "On average, −3.3~hours (95% indicative interval: −4.3 to −2.3~hours).",
    ),
    (
        (11_124_313_193.0, 2e8, TOTAL),
        "Au total, 11,1 milliards d’heures (intervalle indicatif à 95_%_: de 10,7 milliards à "
        "11,5 milliards d’heures).",
        "In total, 11.1 billion hours (95% indicative interval: 10.7 billion to 11.5 billion hours).",
    ),
    (
        (999_960_000.0, 1e6, TOTAL),
        "Au total, 1,0 milliard d’heures (intervalle indicatif à 95_%_: de 998 millions à 1,0 milliard "
        "d’heures).",
        "In total, 1.0 billion hours (95% indicative interval: 998 million to 1.0 billion hours).",
    ),
    (
        (664_200_000.0, 51e6, TOTAL),
        "Au total, 664 millions d’heures (intervalle indicatif à 95_%_: de 562 millions à 766 millions "
        "d’heures).",
        "In total, 664 million hours (95% indicative interval: 562 million to 766 million hours).",
    ),
]
# A balance of opinions: near zero, and a side that wins by little
BALANCES: list[Case] = [
    (
        (0.4, 0.1, OPINION),
        "Avis favorable_: solde de +0,4~point (intervalle indicatif à 95_%_: de +0,2 à +0,6~point).",
        "Favourable opinion: balance of +0.4~points (95% indicative interval: +0.2 to +0.6~points).",
    ),
    (
        (-0.4, 2.0, {**OPINION, "verdict": "undecided"}),
        "Avis indécis_: solde de 0~point (intervalle indicatif à 95_%_: de −4 à +4~points).",
        "Undecided: balance of 0~points (95% indicative interval: −4 to +4~points).",
    ),
]
FIGURES = [*((each, None) for each in (*SHARES, *NUMBERS, *BALANCES)), *((each, VERB) for each in WITH_VERB)]


@pytest.mark.parametrize(("case", "verb"), FIGURES)
def test_a_figure_is_said(
    case: Case, verb: dict[str, Verb] | None, voices: dict[str, Voice], estimate: Make
) -> None:
    (value, se, more), *expected = case
    whole = [estimate(value, se, **more)]
    for language, said in zip(("fr", "en"), expected, strict=True):
        survey = voices[language].survey
        indicator = replace(survey.indicators[whole[0].indicator], verb=verb or {})
        voice = Voice(language, replace(survey, indicators={**survey.indicators, indicator.name: indicator}))
        assert with_signs(headline(voice, indicator, whole, comparisons_of(whole))) == with_signs(
            spaced(said)
        )


# Large differences, and 10. what a preposition does before a unit
DIFFERENCES = [
    ("fr", -1_500_000.0, "œuvres", None, "−1,5 million d’œuvres"),
    ("fr", 520e6, "heures", 2.8e9, "+0,5 milliard d’heures"),
    ("fr", -20e6, "heures", 2.8e9, "0,0 milliard d’heures"),
    ("fr", 520e6, "journées", None, "+520 millions de journées"),
    ("en", 520e6, "hours", 2.8e9, "+0.5 billion hours"),
    ("en", -3.1, "hours", None, "−3 hours"),
]


@pytest.mark.parametrize(("language", "value", "unit", "beside", "said"), DIFFERENCES)
def test_a_large_difference_is_said_in_words(
    language: str, value: float, unit: str, beside: float | None, said: str
) -> None:
    found = Typesetter(language).signed_amount(value, unit, 0, beside)
    assert plain(found) == said
