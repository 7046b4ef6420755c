"""Shares in words, in both languages: only what the interval supports."""

from __future__ import annotations

import pytest

from analysis.questionnaire import Noun
from analysis.reporting.language.in_words import default_noun, fraction_alone, in_words, speaks_of_one
from analysis.reporting.language.typography import Typesetter

WORDS = {language: Typesetter(language) for language in ("fr", "en")}

# value, low, high, French, English
CASES = [
    (0.0, 0, 1, "aucun répondant", "no respondents"),
    (0.0, 0, 0, "aucun répondant", "no respondents"),
    (0.1, 0, 0.3, "moins d’un répondant sur vingt", "fewer than one in twenty respondents"),
    (3.0, 2, 4, "moins d’un répondant sur vingt", "fewer than one in twenty respondents"),
    (4.0, 2, 6, "environ un répondant sur vingt", "about one in twenty respondents"),
    (4.0, 3, 5, "environ un répondant sur vingt", "about one in twenty respondents"),
    (4.5, 4, 4.9, "un répondant sur vingt", "one in twenty respondents"),
    (8.6, 7, 10, "près d’un répondant sur dix", "nearly one in ten respondents"),
    (10.2, 9, 11, "un répondant sur dix", "one in ten respondents"),
    (9.5, 9, 10, "un répondant sur dix", "one in ten respondents"),
    (10.5, 10.2, 11, "un répondant sur dix", "one in ten respondents"),
    (12.0, 10, 14, "environ un répondant sur dix", "about one in ten respondents"),
    (13.0, 12, 14, "un peu plus d’un répondant sur dix", "just over one in ten respondents"),
    (12.0, 11, 13, "un peu plus d’un répondant sur dix", "just over one in ten respondents"),
    (12.0, 9, 15, "environ un répondant sur dix", "about one in ten respondents"),
    (13.4, 12, 15, "plus d’un répondant sur dix", "more than one in ten respondents"),
    (15.0, 13, 17, "près d’un répondant sur six", "nearly one in six respondents"),
    (17.0, 14, 20, "un répondant sur six", "one in six respondents"),
    (17.4, 17, 18, "un peu plus d’un répondant sur six", "just over one in six respondents"),
    (19.0, 18, 20, "près d’un répondant sur cinq", "nearly one in five respondents"),
    (25.0, 23, 27, "un quart des répondants", "a quarter of respondents"),
    (33.0, 31, 35, "un tiers des répondants", "a third of respondents"),
    (44.0, 42, 46, "plus de quatre répondants sur dix", "more than four in ten respondents"),
    (44.0, 39, 49, "environ quatre répondants sur dix", "about four in ten respondents"),
    (48.0, 46, 50, "près de la moitié des répondants", "nearly half of respondents"),
    (51.6, 50.5, 53, "un peu plus de la moitié des répondants", "just over half of respondents"),
    (51.6, 48, 55, "environ la moitié des répondants", "about half of respondents"),
    (55.0, 53, 57, "plus de la moitié des répondants", "more than half of respondents"),
    (66.0, 64, 68, "près de deux répondants sur trois", "nearly two thirds of respondents"),
    (68.5, 67, 70, "près de sept répondants sur dix", "nearly seven in ten respondents"),
    (
        76.5,
        75.5,
        78,
        "un peu plus de trois répondants sur quatre",
        "just over three quarters of respondents",
    ),
    (95.0, 94, 96, "plus de neuf répondants sur dix", "more than nine in ten respondents"),
    (97.4, 97, 98, "plus de neuf répondants sur dix", "more than nine in ten respondents"),
    (86.9, 86, 88, "plus de huit répondants sur dix", "more than eight in ten respondents"),
    (87.0, 86, 88, "près de neuf répondants sur dix", "nearly nine in ten respondents"),
    (97.5, 95, 99, "plus de neuf répondants sur dix", "more than nine in ten respondents"),
    (99.9, 99, 100, "presque tous les répondants", "nearly all respondents"),
    (97.5, 96, 99, "presque tous les répondants", "nearly all respondents"),
    (98.0, 94, 99, "plus de neuf répondants sur dix", "more than nine in ten respondents"),
    (99.8, 99, 100, "presque tous les répondants", "nearly all respondents"),
    (100.0, 99, 100, "tous les répondants", "all respondents"),
]


@pytest.mark.parametrize(("value", "low", "high", "french", "english"), CASES)
def test_a_share_is_said_in_words(value: float, low: float, high: float, french: str, english: str) -> None:
    assert in_words(WORDS["fr"], value, low, high) == french
    assert in_words(WORDS["en"], value, low, high) == english


# value, low, high, French, English; whether the words in full speak of one in so many
ALONE = [
    (0.0, 0, 1, "", "", False),
    (0.4, 0.1, 0.9, "moins d’un sur vingt", "fewer than one in twenty", True),
    (20.0, 18, 22, "un sur cinq", "one in five", True),
    (22.0, 21, 23, "un peu plus d’un sur cinq", "just over one in five", True),
    (25.0, 23, 27, "un quart", "a quarter", False),
    (30.0, 28, 32, "trois sur dix", "three in ten", False),
    (97.5, 94, 99, "plus de neuf sur dix", "more than nine in ten", False),
    (97.5, 96, 99, "", "", False),
    (100.0, 99, 100, "", "", False),
]


@pytest.mark.parametrize(("value", "low", "high", "french", "english", "one"), ALONE)
def test_a_share_of_the_same_people_is_a_fraction_alone(
    value: float, low: float, high: float, french: str, english: str, one: bool
) -> None:
    assert fraction_alone(WORDS["fr"], value, low, high, default_noun(WORDS["fr"])) == french
    assert fraction_alone(WORDS["en"], value, low, high, default_noun(WORDS["en"])) == english
    assert speaks_of_one(value, low, high) is one


ASSOCIATIONS = {"fr": Noun("une association", "associations"), "en": Noun("an association", "associations")}
AGREEING = [
    (0.0, "aucune association", "no associations"),
    (4.0, "moins d’une association sur vingt", "fewer than one in twenty associations"),
    (9.0, "près d’une association sur dix", "nearly one in ten associations"),
    (20.0, "une association sur cinq", "one in five associations"),
    (69.0, "près de sept associations sur dix", "nearly seven in ten associations"),
    (98.0, "presque toutes les associations", "nearly all associations"),
    (100.0, "toutes les associations", "all associations"),
]


@pytest.mark.parametrize(("value", "french", "english"), AGREEING)
def test_words_agree_with_what_is_counted(value: float, french: str, english: str) -> None:
    assert in_words(WORDS["fr"], value, value - 0.4, value + 0.4, ASSOCIATIONS["fr"]) == french
    assert in_words(WORDS["en"], value, value - 0.4, value + 0.4, ASSOCIATIONS["en"]) == english


LONG = [
    # what they are called in the plural, in both languages, and the share of 40 % in words
    ("fr", "bénévoles non formés", "quatre bénévoles non formés sur dix"),
    ("fr", "bénévoles qui engagent des frais", "quatre sur dix des bénévoles qui engagent des frais"),
    ("en", "untrained volunteers", "four in ten untrained volunteers"),
    ("en", "volunteers who bear costs", "four in ten of the volunteers who bear costs"),
]


@pytest.mark.parametrize(("language", "many", "said"), LONG)
def test_a_long_name_of_those_who_are_counted_follows_the_fraction(
    language: str, many: str, said: str
) -> None:
    assert in_words(Typesetter(language), 40, 38, 42, Noun(many, many)) == said


@pytest.mark.parametrize("tenths", range(1001))
def test_more_than_is_said_only_when_the_whole_interval_is_above(tenths: int) -> None:
    value = tenths / 10
    said = in_words(WORDS["fr"], value, value - 50, value + 50)
    assert "plus" not in said
    assert "moins" not in said
