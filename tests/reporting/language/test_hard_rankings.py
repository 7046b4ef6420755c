"""Answers ranked, where figures round alike and tests tell some of them apart. In both languages."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from analysis.reporting.language.indicator_sentences import headline
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.reporting.language.written_spaces import spaced, with_signs
from tests.reporting.made_comparisons import comparisons_of

Make = Callable[..., IndicatorRow]
Case = tuple[Any, ...]


# Answers ranked: figures that round alike, two that differ with one between
ANSWERS: list[Case] = [
    (
        ({"a": 50.2, "b": 49.8}, 0.05),
        "«_Bouche à oreille_» vient en tête (50,2_%), devant «_Internet_» (49,8_%).",
        "“Word of mouth” comes first (50.2%), ahead of “Internet” (49.8%).",
    ),
    (
        ({"a": 0.4, "b": 0.3, "c": 0.1}, 0.05),
        "«_Bouche à oreille_» (0,4_%) et «_Internet_» (0,3_%) viennent en tête, devant «_Forum_» (0,1_%).",
        "“Word of mouth” (0.4%) and “Internet” (0.3%) come first, ahead of “Fair” (0.1%).",
    ),
    (
        ({"a": 40.0, "b": 37.5, "c": 35.0}, 1.1),
        "«_Bouche à oreille_» (40_%) devance «_Forum_» (35_%)_; «_Internet_» (38_%) ne se départage "
        "d’aucune des deux.",
        "“Word of mouth” (40%) is ahead of “Fair” (35%); “Internet” (38%) cannot be told apart from either.",
    ),
    (
        ({"a": 33.3, "b": 33.3, "c": 33.3}, 1.0),
        "Les premières réponses ne se départagent pas_: «_Bouche à oreille_» (33_%), «_Internet_» (33_%) "
        "et «_Forum_» (33_%).",
        "The first answers cannot be told apart: “Word of mouth” (33%), “Internet” (33%) and “Fair” (33%).",
    ),
    (
        ({"a": 60.0}, 1.0),
        "La réponse est «_Bouche à oreille_» (60_%).",
        "The answer is “Word of mouth” (60%).",
    ),
]


def answered(estimate: Make, values: dict[str, float], se: float) -> list[IndicatorRow]:
    return [estimate(value, se, indicator="canaux", item=item) for item, value in values.items()]


@pytest.mark.parametrize(("given", "french", "english"), ANSWERS)
def test_answers_are_ranked(
    given: tuple[dict[str, float], float], french: str, english: str, voices: dict[str, Voice], estimate: Make
) -> None:
    whole = answered(estimate, *given)
    for language, said in (("fr", french), ("en", english)):
        indicator = voices[language].survey.indicators["canaux"]
        found = headline(voices[language], indicator, whole, comparisons_of(whole))
        assert with_signs(found) == with_signs(spaced(said))


def test_no_ranking_claims_or_denies_against_the_tests_of_its_answers(
    voices: dict[str, Voice], estimate: Make
) -> None:
    """200 questions of three answers: who comes first is ahead of the next, and none that differ are called
    alike; figures of answers that differ are never printed alike where a decimal tells them apart."""
    voice, draw = voices["en"], np.random.default_rng(3)
    names = {"a": "Word of mouth", "b": "Internet", "c": "Fair"}
    kinds = {"comes first": 0, "come first": 0, "is ahead": 0, "told apart:": 0}
    for _ in range(200):
        values = dict(zip("abc", 40 + draw.normal(0, draw.choice([0.3, 3]), 3), strict=True))
        whole = answered(estimate, values, float(draw.uniform(0.05, 2)))
        tests = comparisons_of(whole)
        said = headline(voice, voice.survey.indicators["canaux"], whole, tests)
        ranked = sorted(values, key=lambda item: -values[item])
        first, second, third = ranked
        apart = {
            (one, other): (found := tests.answers("canaux", one, other)) is not None and found.holds(0.95)
            for one, other in combinations(ranked, 2)
        }
        (kind,) = [each for each in kinds if each in said]
        kinds[kind] += 1
        assert {
            "comes first": apart[first, second],
            "come first": apart[second, third],
            "is ahead": apart[first, third],
            "told apart:": not any(apart.values()),
        }[kind], said
        claimed = {"comes first": (first, second), "come first": (second, third), "is ahead": (first, third)}
        for one, other in [claimed[kind]] if kind in claimed else []:
            figures = [said.split(f"“{names[item]}”")[1].split("(")[1].split(")")[0] for item in (one, other)]
            assert figures[0] != figures[1] or round(values[one], 1) == round(values[other], 1), said
    assert min(kinds.values()) > 5
