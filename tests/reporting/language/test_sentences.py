"""Sentences from estimates, in both languages. In the cases, _ stands for a narrow no-break space."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.questionnaire import Noun
from analysis.reporting.language.indicator_sentences import headline, statement
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.reporting.made_comparisons import comparisons_of

from .written_spaces import spaced

Make = Callable[..., IndicatorRow]

SINGLE = [
    (
        (69.0, 0.9, {}),
        "Près de sept répondants sur dix_: 69_% (intervalle indicatif à 95_%_: de 67_% à 71_%).",
        "Nearly seven in ten respondents: 69% (95% indicative interval: 67% to 71%).",
    ),
    (
        (69.0, 0.9, {"population": "accueillis"}),
        "Près de sept répondants sur dix (population_: bien accueillis)_: 69_% "
        "(intervalle indicatif à 95_%_: de 67_% à 71_%).",
        "Nearly seven in ten respondents (population: well received): 69% "
        "(95% indicative interval: 67% to 71%).",
    ),
    (
        (12.34, 0.2, {"statistic": "mean", "unit": "heures", "indicator": "heures"}),
        "En moyenne, 12,3~heures (intervalle indicatif à 95_%_: de 11,9 à 12,7~heures).",
        "On average, 12.3~hours (95% indicative interval: 11.9 to 12.7~hours).",
    ),
    (
        (12.34, 0.2, {"statistic": "third_quartile", "unit": "heures", "indicator": "heures"}),
        "Le troisième quartile est de 12,3~heures (intervalle indicatif à 95_%_: de 11,9 à 12,7~heures).",
        "The third quartile is 12.3~hours (95% indicative interval: 11.9 to 12.7~hours).",
    ),
    (
        (12.34, 0.2, {"statistic": "standard_deviation", "unit": "heures", "indicator": "heures"}),
        "L’écart type est de 12,3~heures (intervalle indicatif à 95_%_: de 11,9 à 12,7~heures).",
        "The standard deviation is 12.3~hours (95% indicative interval: 11.9 to 12.7~hours).",
    ),
    (
        (12.34, 0.2, {"statistic": "variance", "unit": "heures²", "indicator": "heures"}),
        "La variance est de 12,3~heures² (intervalle indicatif à 95_%_: de 11,9 à 12,7~heures²).",
        "The variance is 12.3~hours² (95% indicative interval: 11.9 to 12.7~hours²).",
    ),
    (
        (None, 0.0, {"status": "suppressed"}),
        "Le chiffre d’ensemble n’est pas publié (précision insuffisante).",
        "The overall figure is not published (too imprecise).",
    ),
]
ANSWERS = [
    (
        {"a": 47.0, "b": 22.0, "c": 14.0},
        "«_Bouche à oreille_» vient en tête (47_%), devant «_Internet_» (22_%) et «_Forum_» (14_%).",
        "“Word of mouth” comes first (47%), ahead of “Internet” (22%) and “Fair” (14%).",
    ),
    (
        {"a": 40.0, "b": 39.0, "c": 14.0},
        "«_Bouche à oreille_» (40_%) et «_Internet_» (39_%) viennent en tête, devant «_Forum_» (14_%).",
        "“Word of mouth” (40%) and “Internet” (39%) come first, ahead of “Fair” (14%).",
    ),
    (
        {"a": 31.0, "b": 30.0, "c": 29.0},
        "Les premières réponses ne se départagent pas_: «_Bouche à oreille_» (31_%), «_Internet_» (30_%) "
        "et «_Forum_» (29_%).",
        "The first answers cannot be told apart: “Word of mouth” (31%), “Internet” (30%) and “Fair” (29%).",
    ),
    ({"a": 100.0, "b": 0.0}, "Tous répondent «_Bouche à oreille_».", "All answer “Word of mouth”."),
    ({"a": 62.0}, "La réponse est «_Bouche à oreille_» (62_%).", "The answer is “Word of mouth” (62%)."),
    (
        {"a": 51.0, "b": 49.0},
        "«_Bouche à oreille_» (51_%) et «_Internet_» (49_%) ne se départagent pas.",
        "“Word of mouth” (51%) and “Internet” (49%) cannot be told apart.",
    ),
]
NOT_SHOWN = [
    (
        {"status": "hidden", "confidential": True},
        "Le chiffre d’ensemble n’est pas publié (trop peu de répondants, ou protège un chiffre "
        "confidentiel).",
    ),
    ({"status": "suppressed"}, "Le chiffre d’ensemble n’est pas publié (précision insuffisante)."),
    ({"status": "empty"}, "Le chiffre d’ensemble n’est pas publié (personne dans la base)."),
]
AMONG = [
    ({"a": 62.0}, "La réponse est «_Bouche à oreille_» (62_%). Population_: bien accueillis."),
    (
        {"a": 62.0, "b": 22.0},
        "«_Bouche à oreille_» vient en tête (62_%), devant «_Internet_» (22_%). "
        "Population_: bien accueillis.",
    ),
]


@pytest.mark.parametrize(("given", "french", "english"), SINGLE)
def test_a_figure_is_said_with_its_interval(
    given: tuple[Any, ...], french: str, english: str, voices: dict[str, Voice], estimate: Make
) -> None:
    value, se, more = given
    whole = [estimate(value, se, **more)]
    for language, expected in (("fr", french), ("en", english)):
        indicator = voices[language].survey.indicators["bien_accueillis"]
        said = headline(voices[language], indicator, whole, comparisons_of(whole))
        assert said == spaced(expected)


@pytest.mark.parametrize(("values", "french", "english"), ANSWERS)
def test_answers_are_ranked_only_where_they_differ(
    values: dict[str, float], french: str, english: str, voices: dict[str, Voice], estimate: Make
) -> None:
    whole = [
        estimate(value, 1.0 if 0 < value < 100 else 0.0, indicator="canaux", item=item)
        for item, value in values.items()
    ]
    for language, expected in (("fr", french), ("en", english)):
        indicator = voices[language].survey.indicators["canaux"]
        said = headline(voices[language], indicator, whole, comparisons_of(whole))
        assert said == spaced(expected)


@pytest.mark.parametrize(("given", "said"), NOT_SHOWN)
def test_answers_of_which_none_is_shown_say_why(
    given: dict[str, Any], said: str, voices: dict[str, Voice], estimate: Make
) -> None:
    whole = [estimate(None, indicator="canaux", item=item, **given) for item in "abc"]
    indicator = voices["fr"].survey.indicators["canaux"]
    assert headline(voices["fr"], indicator, whole, comparisons_of(whole)) == spaced(said)


@pytest.mark.parametrize(("values", "said"), AMONG)
def test_leading_answers_name_whom_they_are_of(
    values: dict[str, float], said: str, voices: dict[str, Voice], estimate: Make
) -> None:
    whole = [
        estimate(value, indicator="canaux", item=item, population="accueillis")
        for item, value in values.items()
    ]
    indicator = voices["fr"].survey.indicators["canaux"]
    assert headline(voices["fr"], indicator, whole, comparisons_of(whole)) == spaced(said)


def test_answers_that_the_weighting_fixes_are_not_ranked(voices: dict[str, Voice], estimate: Make) -> None:
    whole = [estimate(50.0, 4e-7, indicator="canaux", item=item) for item in "ab"]
    indicator = voices["fr"].survey.indicators["canaux"]
    assert headline(voices["fr"], indicator, whole, comparisons_of(whole)) == ""


PEOPLE, RECEIVED = Noun("une personne", "personnes"), Noun("un invité", "bien accueillis")
CALLED = [
    ({}, {}, "", "Sept répondants sur dix_: 70_%"),
    ({"fr": PEOPLE}, {}, "", "Sept personnes sur dix_: 70_%"),
    ({"fr": PEOPLE}, {}, "accueillis", "Sept personnes sur dix (population_: bien accueillis)_: 70_%"),
    ({"fr": PEOPLE}, {"fr": RECEIVED}, "accueillis", "Sept bien accueillis sur dix_: 70_%"),
]


@pytest.mark.parametrize(("everyone", "population", "of", "said"), CALLED)
def test_who_is_counted_is_called_as_the_survey_says(
    everyone: dict[str, Noun],
    population: dict[str, Noun],
    of: str,
    said: str,
    estimate: Make,
    voices: dict[str, Voice],
) -> None:
    """The population is named once: in brackets, or by the noun that says all of it."""
    survey = voices["fr"].survey
    received = replace(survey.populations["accueillis"], called=population)
    survey = replace(survey, called=everyone, populations={"accueillis": received})
    figure = estimate(70.0, 0.9, **({"population": of} if of else {}))
    assert statement(Voice("fr", survey), figure).capitalize().startswith(spaced(said))


ALONG = [
    (
        True,
        "scale",
        "Les réponses vont de «_Bouche à oreille_» (20_%) à «_Forum_» (30_%)_; la plus fréquente est "
        "«_Internet_» (50_%).",
    ),
    (True, "single", "Les réponses vont de «_Bouche à oreille_» (20_%) à «_Forum_» (30_%)."),
    (
        False,
        "single",
        "«_Internet_» vient en tête (50_%), devant «_Forum_» (30_%) et «_Bouche à oreille_» (20_%).",
    ),
]


@pytest.mark.parametrize(("ordered", "kind", "said"), ALONG)
def test_answers_in_an_order_are_not_ranked(
    ordered: bool, kind: Any, said: str, voices: dict[str, Voice], estimate: Make
) -> None:
    survey = voices["fr"].survey
    question = replace(survey.questions["decouverte"], type=kind, ordered=ordered)
    voice = Voice("fr", replace(survey, questions={**survey.questions, "decouverte": question}))
    whole = [
        estimate(value, 1.0, indicator="canaux", item=item)
        for item, value in {"a": 20.0, "b": 50.0, "c": 30.0}.items()
    ]
    assert headline(voice, survey.indicators["canaux"], whole, comparisons_of(whole)) == spaced(said)


def test_what_is_left_over_leads_no_ranking(voices: dict[str, Voice], estimate: Make) -> None:
    survey = voices["en"].survey
    question = replace(survey.questions["decouverte"], aside={"other": ("b",)})
    voice = Voice("en", replace(survey, questions={**survey.questions, "decouverte": question}))
    whole = [
        estimate(value, 1.0, indicator="canaux", item=item)
        for item, value in {"a": 20.0, "b": 50.0, "c": 30.0}.items()
    ]
    said = headline(voice, survey.indicators["canaux"], whole, comparisons_of(whole))
    assert said == "“Fair” comes first (30%), ahead of “Word of mouth” (20%)."
