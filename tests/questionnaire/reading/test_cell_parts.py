"""The parts of cells that list several answers."""

from __future__ import annotations

import pytest

from analysis.questionnaire.reading.cell_parts import parts_of

ANSWERS = {"Gestion, trésorerie", "Encadrement, entraînement", "Accueil", "Sport et loisirs", "a", "a b"}
CASES = [
    ("Gestion, trésorerie, Accueil", ", ", ["Gestion, trésorerie", "Accueil"]),
    ("Accueil, Gestion, trésorerie, la buvette", ", ", ["Accueil", "Gestion, trésorerie", "la buvette"]),
    ("Gestion, Accueil", ", ", ["Gestion", "Accueil"]),
    ("Sport et loisirs a", " ", ["Sport et loisirs", "a"]),
    ("a b", " ", ["a b"]),
    ('"Gestion, trésorerie",Accueil', ",", ["Gestion, trésorerie", "Accueil"]),
    ('Accueil, "Gestion, trésorerie"', ",", ["Accueil", "Gestion, trésorerie"]),
    ('["Gestion, trésorerie", "Accueil"]', ",", ["Gestion, trésorerie", "Accueil"]),
    ("[1, 2]", ",", ["1", "2"]),
    ("[not json]", ";", ["[not json]"]),
    ("Accueil\nGestion, trésorerie\n", "\n", ["Accueil", "Gestion, trésorerie"]),
    (";1; 3;;", ";", ["1", "3"]),
    ("", ";", []),
    (" ", ";", []),
    ("[]", ";", []),
    ("{}", ";", []),
    ("seul", ";", ["seul"]),
    ("a; (b; c); d", ";", ["a", "(b; c)", "d"]),
    ("a (b; c (d; e); f); g", ";", ["a (b; c (d; e); f)", "g"]),
    ("a (b; c", ";", ["a (b", "c"]),
    ("a); b", ";", ["a)", "b"]),
    ('{Accueil,"Site web"}', ";", ["Accueil", "Site web"]),
    ('{Accueil, "Site, web"}', ",", ["Accueil", "Site, web"]),
    ('{Accueil,"Site web}', ";", ['{Accueil,"Site web}']),
    ("['Accueil', 'Site, web']", ",", ["Accueil", "Site, web"]),
    ("[1, 2.5]", ";", ["[1, 2.5]"]),
    ('a;"b;c"', ";", ["a", "b;c"]),
    ('a; "b;c"', ";", ["a", "b;c"]),
    ('a;"b;c', ";", ["a", '"b', "c"]),
    ('a "b" c;d', ";", ['a "b" c', "d"]),
    ('"a||b"||c', "||", ['"a', 'b"', "c"]),
]


@pytest.mark.parametrize(("cell", "delimiter", "parts"), CASES)
def test_a_cell_is_cut_between_answers_and_never_within_one(
    cell: str, delimiter: str, parts: list[str]
) -> None:
    assert parts_of(cell, delimiter, ANSWERS.__contains__) == parts
