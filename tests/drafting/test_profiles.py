"""Questions on who answers are context, which no finding opens a report with; opinions are not."""

from __future__ import annotations

import tomllib
from itertools import cycle, islice
from pathlib import Path

import pytest

from analysis.drafting.drafts import draft

SIZE = 60
CASES: dict[str, tuple[str, list[str], bool]] = {
    # heading, answers one after the other, whether it tells who answers
    "a name": ("nivetud", ["Bac", "Licence", "Master"], True),
    "a short question": ("Quel est votre âge ?", ["20", "31", "44", "67", "58"], True),
    "answers": ("Vous êtes", ["Une femme", "Un homme", "Autre"], True),
    "a place by its name": ("state", ["CA", "NY", "TX"], True),
    "citizens": ("citizen", ["yes", "no"], True),
    "an opinion": ("satisfaction", ["Bon", "Moyen", "Nul"], False),
    "a state in a sentence": ("State of your finances", ["good", "bad"], False),
    "an opinion on an age": (
        "Que pensez-vous de l'accueil des personnes d'un certain âge dans le club ?",
        ["Bon", "Moyen"],
        False,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_questions_on_who_answers_are_context(name: str, tmp_path: Path) -> None:
    heading, answers, is_profile = CASES[name]
    rows = [f'r{n};"{said}"' for n, said in enumerate(islice(cycle(answers), SIZE))]
    (tmp_path / "a.csv").write_text("\n".join([f'id;"{heading}"', *rows]), "utf-8")
    draft(tmp_path, "essai/2024", tmp_path / "a.csv")
    survey = tomllib.loads((tmp_path / "data/raw/essai/survey.toml").read_text("utf-8"))
    ((_, indicator),) = survey["indicators"].items()
    assert indicator.get("profile", False) is is_profile
