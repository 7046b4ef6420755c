"""What leads the answers to a question, said only as far as a test of the same respondents goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from analysis.reporting.chapters.theme_pages.question_titles import _ways, question_titles
from analysis.reporting.findings.finding_titles import OFTEN
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.plain_spaces import plain
from tests.reporting.made_comparisons import comparisons_of

Make = Callable[..., IndicatorRow]
ANSWERS = ("a", "b", "c")


def asked(estimate: Make, *shares: float) -> list[IndicatorRow]:
    """The rows of the answers to a question."""
    pairs = zip(ANSWERS, shares, strict=False)
    return [estimate(share, indicator="canaux", item=item) for item, share in pairs]


WAYS = [
    ((48, 30, 10), "words", "fr", "Près de la moitié des répondants sont venus « Bouche à oreille »"),
    ((48, 30, 10), "often", "fr", "Le plus souvent, les répondants sont venus « Bouche à oreille »"),
    ((48, 30, 10), "often", "en", "Most often, respondents came “Word of mouth”"),
    ((48, 30, 10), "figure", "fr", "48 % des répondants sont venus « Bouche à oreille »"),
    ((48, 30, 10), "first", "fr", "« Bouche à oreille » vient en tête (48 %), devant « Internet » (30 %)"),
    ((48, 30, 10), "first", "en", "“Word of mouth” comes first (48%), ahead of “Internet” (30%)"),
    ((48, 30, 10), "most", "fr", "« Bouche à oreille » est la réponse la plus donnée : 48 %"),
    ((48, 30, 10), "back", "fr", "C’est « Bouche à oreille » qui revient le plus souvent (48 %)"),
    ((48, 30, 10), "back", "en", "“Word of mouth” comes up most often (48%)"),
    ((48, 30, 10), "ahead", "fr", "« Bouche à oreille » devance « Internet », 48 % contre 30 %"),
    ((48, 30, 10), "ahead", "en", "“Word of mouth” is ahead of “Internet”, 48% against 30%"),
    ((48, 30, 10), "two", "fr", ""),
    ((48, 47, 46), "beside", "fr", "48 % répondent « Bouche à oreille », 47 % « Internet »"),
    ((48, 47, 46), "beside", "en", "48% answer “Word of mouth”, 47% “Internet”"),
    ((48, 47, 46), "ahead", "fr", ""),
    ((55, 45), "beside", "fr", "55 % répondent « Bouche à oreille », 45 % « Internet »"),
    ((55,), "beside", "fr", ""),
    ((48, 47, 10), "two", "fr", "« Bouche à oreille » (48 %) et « Internet » (47 %) viennent en tête"),
    ((48, 47, 10), "two", "en", "“Word of mouth” (48%) and “Internet” (47%) come first"),
    ((48, 47, 10), "first", "fr", ""),  # no test puts one before the other
    ((48, 47, 10), "often", "fr", ""),
    ((48, 47, 46), "two", "fr", ""),
    ((48, 47, 46), "words", "fr", "Près de la moitié des répondants sont venus « Bouche à oreille »"),
]


@pytest.mark.parametrize(("shares", "way", "language", "title"), WAYS)
def test_what_leads_is_said_in_each_way_that_the_tests_allow(
    shares: tuple[float, ...],
    way: str,
    language: str,
    title: str,
    spoken: dict[str, Voice],
    estimate: Make,
) -> None:
    voice, rows = spoken[language], asked(estimate, *shares)
    said = dict(_ways(voice, voice.survey.indicators["canaux"], rows, comparisons_of(rows)))
    assert plain(said.get(way, "")) == title


def test_of_answers_in_an_order_nothing_leads(spoken: dict[str, Voice], estimate: Make) -> None:
    survey = spoken["fr"].survey
    classes = replace(survey.questions["decouverte"], ordered=True)
    voice = Voice("fr", replace(survey, questions={**survey.questions, "decouverte": classes}))
    rows = asked(estimate, 48, 30, 10)
    said = dict(_ways(voice, voice.survey.indicators["canaux"], rows, comparisons_of(rows)))
    assert set(said) == {"words", "figure", "beside"}


def test_no_way_is_taken_too_often_and_one_that_none_is_left_for_has_its_title(
    spoken: dict[str, Voice], estimate: Make
) -> None:
    voice = spoken["fr"]
    canaux = voice.survey.indicators["canaux"]
    rows = asked(estimate, 48, 30, 10)
    titles = question_titles(voice, [(canaux, rows)] * 25, comparisons_of(rows))
    heard = Counter(title for title in titles if title != "Canaux")
    assert set(heard.values()) == {OFTEN} and len(heard) == 8
    assert titles[-1] == "Canaux"
    assert all(one != two for one, two in pairwise(titles[:12]))


def test_what_a_finding_has_said_is_not_said_again_and_counts_as_heard(
    spoken: dict[str, Voice], estimate: Make
) -> None:
    voice = spoken["fr"]
    canaux, rows = voice.survey.indicators["canaux"], asked(estimate, 48, 30, 10)
    words = dict(_ways(voice, canaux, rows, comparisons_of(rows)))["words"]
    titles = question_titles(voice, [(canaux, rows)] * 25, comparisons_of(rows), {words})
    assert words not in titles
    assert set(Counter(title for title in titles if title != "Canaux").values()) == {OFTEN}


def test_what_may_not_be_shown_leads_nothing(spoken: dict[str, Voice], estimate: Make) -> None:
    voice = spoken["fr"]
    rows = [estimate(None, indicator="canaux", item=row.item) for row in asked(estimate, 48, 30, 10)]
    assert question_titles(voice, [(voice.survey.indicators["canaux"], rows)], comparisons_of([])) == [
        "Canaux"
    ]
