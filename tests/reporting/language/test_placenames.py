"""Places in a sentence."""

from __future__ import annotations

import pytest

from analysis.reporting.language.in_words import of_place, within_place
from analysis.reporting.language.typography import Typesetter
from analysis.workspace import CATALOGUES

FRENCH = Typesetter("fr")
CASES = [
    ("Occitanie", "d’Occitanie", "en Occitanie"),
    ("Île-de-France", "de l’Île-de-France", "en Île-de-France"),
    ("Hauts-de-France", "des Hauts-de-France", "dans les Hauts-de-France"),
    ("Grand Est", "du Grand Est", "dans le Grand Est"),
    ("Provence-Alpes-Côte d’Azur", "de Provence-Alpes-Côte d’Azur", "en Provence-Alpes-Côte d’Azur"),
    ("PROVENCE ALPES CÔTE D'AZUR", "de Provence-Alpes-Côte d’Azur", "en Provence-Alpes-Côte d’Azur"),
    ("La Réunion", "de La Réunion", "à La Réunion"),
    ("Ain", "de l’Ain", "dans l’Ain"),
    ("Var", "du Var", "dans le Var"),
    ("Creuse", "de la Creuse", "dans la Creuse"),
    ("Côtes-d'Armor", "des Côtes-d’Armor", "dans les Côtes-d’Armor"),
    ("Ille-et-Vilaine", "d’Ille-et-Vilaine", "en Ille-et-Vilaine"),
    ("Paris", "de Paris", "à Paris"),
    ("Réseau A", "de «\u202fRéseau A\u202f»", "pour «\u202fRéseau A\u202f»"),
]


@pytest.mark.parametrize(("name", "of", "within"), CASES)
def test_a_place_has_its_preposition(name: str, of: str, within: str) -> None:
    assert (of_place(FRENCH, name), within_place(FRENCH, name)) == (of, within)


def test_english_has_one_form() -> None:
    english = Typesetter("en")
    assert (of_place(english, "Var"), within_place(english, "Var")) == ("of Var", "in Var")


def test_every_region_and_department_has_its_forms() -> None:
    places = FRENCH.catalogue.places
    assert len((CATALOGUES / "fr_places.csv").read_text(encoding="utf-8").splitlines()) == 1 + 18 + 96
    assert len(places) == 18 + 96
    for of, within in places.values():
        assert of.startswith(("de ", "d'", "du ", "de la ", "des ", "de l'"))
        assert within.startswith(("en ", "dans ", "à "))
