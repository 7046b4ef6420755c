"""Sentences with the verb of their indicator, in both languages: what those people do.

In the cases, _ stands for a narrow no-break space.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.questionnaire import Verb
from analysis.reporting.language.indicator_sentences import headline, statement
from analysis.reporting.language.typography import capitalised
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.reporting.made_comparisons import comparisons_of

from .written_spaces import spaced

Make = Callable[..., IndicatorRow]

VERB = {
    "fr": Verb("a reçu une formation", "ont reçu une formation"),
    "en": Verb("received training", "received training"),
}
WITH_VERB = [
    ((40.2, 0.4, {}), "Quatre répondants sur dix ont reçu une formation (40_%).", "Four in ten"),
    (
        (20.0, 0.4, {}),
        "Un répondant sur cinq a reçu une formation (20_%).",
        "One in five respondents received",
    ),
    ((5.0, 0.4, {}), "Un répondant sur vingt a reçu une formation (5_%).", "One in twenty respondents"),
    ((50.0, 0.4, {}), "La moitié des répondants ont reçu une formation (50_%).", "Half of respondents"),
    ((33.0, 0.4, {}), "Un tiers des répondants ont reçu une formation (33_%).", "A third of respondents"),
    (
        (92.0, 0.4, {}),
        "Un peu plus de neuf répondants sur dix ont reçu une formation (92_%).",
        "Just over nine",
    ),
    ((99.0, 0.4, {}), "Presque tous les répondants ont reçu une formation (99_%).", "Nearly all respondents"),
    (
        (56.0, 4.0, {"n": 135}),
        "Environ six répondants sur dix ont reçu une formation (56_%, de 48_% à 64_%).",
        "About six in ten",
    ),
    (
        (52.0, 2.0, {"statistic": "balance", "unit": "points", "verdict": "favourable"}),
        "Les répondants qui ont reçu une formation l’emportent de 52~points sur ceux d’avis contraire.",
        "Respondents who received training outnumber those of the opposite view by 52",
    ),
    (
        (-12.0, 2.0, {"statistic": "balance", "unit": "points", "verdict": "unfavourable"}),
        "Les répondants d’avis contraire l’emportent de 12~points sur ceux qui ont reçu une formation.",
        "Respondents of the opposite view outnumber those who received training by 12",
    ),
    (
        (7.5, 0.1, {"statistic": "mean", "unit": "sur 10"}),
        "En moyenne, les répondants ont reçu une formation 7,5~sur 10.",
        "On average, respondents received training 7.5",
    ),
    (
        (9.0, 0.1, {"statistic": "median", "unit": "heures"}),
        "La moitié des répondants ont reçu une formation 9~heures ou moins.",
        "Half of respondents received training 9",
    ),
]


@pytest.mark.parametrize(("given", "french", "english"), WITH_VERB)
def test_a_figure_is_said_with_the_verb_of_its_indicator(
    given: tuple[Any, ...], french: str, english: str, voices: dict[str, Voice], estimate: Make
) -> None:
    value, se, more = given
    whole = [estimate(value, se, **more)]
    for language, expected in (("fr", french), ("en", english)):
        survey = voices[language].survey
        indicator = replace(survey.indicators["bien_accueillis"], verb=VERB)
        voice = Voice(language, replace(survey, indicators={"bien_accueillis": indicator}))
        said = headline(voice, indicator, whole, comparisons_of(whole))
        assert said == spaced(expected) if language == "fr" else said.startswith(spaced(expected))


SIDES = [
    # the balance, its verdict, whether it is said again; the sentence in both languages
    (
        (30.0, "favourable", False),
        "Les répondants qui avancent l’emportent de 30~points sur ceux qui reculent.",
        "Respondents who advance outnumber those who retreat by 30~points.",
    ),
    (
        (-12.0, "unfavourable", False),
        "Les répondants qui reculent l’emportent de 12~points sur ceux qui avancent.",
        "Respondents who retreat outnumber those who advance by 12~points.",
    ),
    (
        (30.0, "favourable", True),
        "30~points séparent les répondants qui avancent de ceux qui reculent, moins nombreux.",
        "30~points part the respondents who advance from those who retreat, who are fewer.",
    ),
    (
        (-12.0, "unfavourable", True),
        "12~points séparent les répondants qui reculent de ceux qui avancent, moins nombreux.",
        "12~points part the respondents who retreat from those who advance, who are fewer.",
    ),
    (
        (1.0, "divided", False),
        "Les répondants qui avancent et ceux qui reculent font jeu égal_: solde de +1~point (intervalle "
        "indicatif à 95_%_: de −1 à +3~points).",
        "Respondents who advance and those who retreat are about as many: balance of +1~point (95% "
        "indicative interval: −1 to +3~points).",
    ),
    (
        (1.0, "undecided", True),
        "Rien ne dit qui l’emporte, des répondants qui avancent ou de ceux qui reculent_: solde de +1~point "
        "(intervalle indicatif à 95_%_: de −1 à +3~points).",
        "Nothing says who outnumber the others, respondents who advance or those who retreat: balance of "
        "+1~point (95% indicative interval: −1 to +3~points).",
    ),
]
ADVANCE = {"fr": Verb("avance", "avancent"), "en": Verb("advances", "advance")}
RETREAT = {"fr": Verb("recule", "reculent"), "en": Verb("retreats", "retreat")}


@pytest.mark.parametrize("is_of_answer", [True, False])
@pytest.mark.parametrize(("given", "french", "english"), SIDES)
def test_a_balance_is_said_between_what_those_of_both_sides_do(
    given: tuple[float, str, bool],
    french: str,
    english: str,
    is_of_answer: bool,
    voices: dict[str, Voice],
    estimate: Make,
) -> None:
    """What those of the other side do is the verb of the share that counts them, or of their one answer."""
    value, verdict, again = given
    row = estimate(value, statistic="balance", unit="points", verdict=verdict)
    survey = voices["fr"].survey
    base = survey.indicators["bien_accueillis"]
    balance = replace(
        base, statistic="balance", answers=(), favourable=("1",), unfavourable=("2",), verb=ADVANCE
    )
    other = replace(base, name="autre", answers=("2",), verb=RETREAT)
    shares = {} if is_of_answer else {"autre": other}
    question = replace(survey.questions[base.variable], verbs={"2": RETREAT} if is_of_answer else {})
    told = replace(
        survey,
        indicators={"bien_accueillis": balance, **shares},
        questions={**survey.questions, base.variable: question},
    )
    for language, expected in (("fr", french), ("en", english)):
        said = statement(Voice(language, told), row, again)
        assert capitalised(said) == spaced(expected)
