"""Where a group is, and when an edition was, inside a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from analysis.questionnaire import Label
from analysis.questionnaire.derivations import Derivation
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.edition_phrases import in_edition
from analysis.reporting.findings.group_phrases import by_groups, than, within_group
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.plain_spaces import plain

Make = Callable[..., IndicatorRow]
CLASSES = [
    ((float("-inf"), 25.0), "Âge", "ans", "fr", "avant 25 ans"),
    ((25.0, 35.0), "Âge", "ans", "fr", "entre 25 et 34 ans"),
    ((70.0, float("inf")), "Âge", "ans", "fr", "à 70 ans et plus"),
    ((float("-inf"), 25.0), "Age", "", "en", "under 25"),
    ((25.0, 35.0), "Age", "", "en", "between 25 and 34"),
    ((70.0, float("inf")), "Age", "", "en", "at 70 and over"),
    ((float("-inf"), 10.0), "Membres", "membres", "fr", "en dessous de 10 membres"),
    ((10.0, 50.0), "Membres", "membres", "fr", "de 10 à 49 membres"),
    ((200.0, float("inf")), "Membres", "membres", "fr", "à partir de 200 membres"),
    ((1.0, 2.0), "Membres", "membres", "fr", "à 1 membre"),
    ((200.0, float("inf")), "Members", "members", "en", "from 200 members"),
    ((0.5, 1.5), "Membres", "membres", "fr", "pour « Classe »"),
    ((10.0, 50.0), "Membres", "", "fr", "pour « Classe »"),
]


@pytest.mark.parametrize(("bounds", "label", "unit", "language", "phrase"), CLASSES)
def test_classes_of_a_number_are_phrased_from_their_bounds(
    bounds: tuple[float, float],
    label: str,
    unit: str,
    language: str,
    phrase: str,
    voices: dict[str, Voice],
    estimate: Make,
) -> None:
    survey = voices["fr"].survey
    number = replace(
        survey.questions["heures"], label=Label(label, label), unit=Label(unit, unit) if unit else None
    )
    derivation = Derivation("classes_of", ("heures",), bounds={"k": bounds})
    codes = {"k": Label("Classe", "Class")}
    classes = replace(survey.questions["age"], name="classes", codes=codes, derivation=derivation)
    questions = {**survey.questions, "heures": number, "classes": classes}
    voice = Voice(language, replace(survey, questions=questions))
    assert plain(within_group(voice, estimate(1.0, breakdown="classes", group="k"))) == phrase


BY = [
    # what the survey says, the label of the variable, of a class of ages or not; the phrase
    ("selon la taille", "Taille", False, "fr", "selon la taille"),
    ("", "Taille de l'association (2024)", False, "fr", "par taille de l’association"),
    ("", "Taille", False, "en", "by taille"),
    ("", "Où êtes-vous ?", False, "fr", "selon la réponse à « Où êtes-vous ? »"),
    ("", "Où êtes-vous ?", False, "en", "by the answer to “Où êtes-vous ?”"),
    ("", "Tranche d'âge", True, "fr", "selon l’âge"),
    ("", "Tranche d'âge", True, "en", "by age"),
    ("selon la génération", "Tranche d'âge", True, "fr", "selon la génération"),
]


@pytest.mark.parametrize(("by", "label", "is_age", "language", "phrase"), BY)
def test_along_what_groups_are_compared_is_as_the_survey_says_it_or_from_the_label(
    by: str, label: str, is_age: bool, language: str, phrase: str, voices: dict[str, Voice]
) -> None:
    survey = voices["fr"].survey
    number = replace(survey.questions["heures"], label=Label("Âge", "Age"))
    derivation = Derivation("classes_of", ("heures",), bounds={"k": (25.0, 35.0)}) if is_age else None
    said = Label(by, by) if by else None
    groups = replace(
        survey.questions["age"], name="groups", label=Label(label, label), by=said, derivation=derivation
    )
    questions = {**survey.questions, "heures": number, "groups": groups}
    assert plain(by_groups(Voice(language, replace(survey, questions=questions)), "groups")) == phrase


PLACES = [
    ("Bretagne", "fr", "en Bretagne"),
    ("Var", "fr", "dans le Var"),
    ("Bretagne", "en", "for “Bretagne”"),
]


@pytest.mark.parametrize(("label", "language", "phrase"), PLACES)
def test_places_that_a_language_knows_have_its_preposition(
    label: str, language: str, phrase: str, voices: dict[str, Voice], estimate: Make
) -> None:
    survey = voices["fr"].survey
    named = replace(survey.questions["sexe"], codes={"1": Label(label, label)})
    voice = Voice(language, replace(survey, questions={**survey.questions, "sexe": named}))
    assert plain(within_group(voice, estimate(1.0, breakdown="sexe", group="1"))) == phrase


THAN = [
    ("dans le sport", "que dans le sport"),
    ("à 70 ans", "qu’à 70 ans"),
    ("en Bretagne", "qu’en Bretagne"),
]


@pytest.mark.parametrize(("phrase", "said"), THAN)
def test_french_elides_before_a_vowel(phrase: str, said: str, voices: dict[str, Voice]) -> None:
    assert than(voices["fr"], phrase) == said
    assert than(voices["en"], phrase) == f"than {phrase}"


EDITIONS = [
    ("Automne 2009", "fr", "à l’automne 2009"),
    ("Printemps 2009", "fr", "au printemps 2009"),
    ("Été 2009", "fr", "à l’été 2009"),
    ("Mars 2009", "fr", "en mars 2009"),
    ("Vague 2", "fr", "dans l’édition « Vague 2 »"),
    ("Autumn 2009", "en", "in autumn 2009"),
    ("March 2009", "en", "in March 2009"),
    ("Wave 2", "en", "in the edition “Wave 2”"),
]


@pytest.mark.parametrize(("title", "language", "phrase"), EDITIONS)
def test_an_edition_of_a_year_that_another_shares_is_called_by_its_season(
    title: str, language: str, phrase: str, voices: dict[str, Voice]
) -> None:
    two = Changes("b", titles={"a": Label(title, title)}, years={"a": 2009, "b": 2009})
    assert plain(in_edition(voices[language], two, "a")) == phrase
    alone = Changes("b", titles={"a": Label(title, title)}, years={"a": 2009, "b": 2024})
    assert plain(in_edition(voices[language], alone, "a")).endswith("n 2009")
