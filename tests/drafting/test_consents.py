"""Questions by which respondents agree to answer: no indicator, no breakdown, and said."""

from __future__ import annotations

import tomllib
from itertools import cycle, islice
from pathlib import Path

import pytest

from analysis.drafting.drafts import draft

SIZE = 60
CASES: dict[str, tuple[str, list[str], bool]] = {
    # heading -> its answers one after the other, and whether they are consent
    "all agree": ("J'accepte que mes réponses soient utilisées", ["Oui"], True),
    "nearly all agree": ("Consentement RGPD", ["Oui"] * 19 + ["Non"], True),
    "a box": ("J'autorise le traitement de mes données personnelles", ["x"], True),
    "a flag": ("consent", ["1"], True),
    "an English box": ("I agree to take part in this survey", ["TRUE"] * 29 + ["FALSE"], True),
    "a sentence as the answer": ("Acceptez-vous les conditions ?", ["J'accepte"], True),
    "half agree": ("J'accepte d'être recontacté", ["Oui", "Non"], False),
    "a question on the law": ("Avez-vous désigné un responsable RGPD ?", ["Oui", "Non", "Non"], False),
    "a question of three answers": ("Le RGPD vous gêne-t-il ?", ["Oui"] * 18 + ["Non", "Un peu"], False),
    "another that all answer alike": ("Êtes-vous content ?", ["Oui"] * 29 + ["Non"], False),
}


@pytest.mark.parametrize("name", CASES)
def test_consent_is_no_indicator(name: str, tmp_path: Path) -> None:
    heading, answers, is_consent = CASES[name]
    met = islice(cycle(answers), SIZE)
    rows = [f'r{n};"{said}";{("Club", "École")[n % 2]}' for n, said in enumerate(met)]
    (tmp_path / "a.csv").write_text("\n".join([f'id;"{heading}";Lieu', *rows]), "utf-8")
    draft(tmp_path, "essai/2024", tmp_path / "a.csv")
    text = (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8")
    survey = tomllib.loads(text)
    (asked,) = [each for each in survey["questions"] if each != "lieu"]
    assert (asked not in survey["indicators"]) is is_consent
    assert ("as nearly all agreed" in text) is is_consent
    assert not is_consent or asked not in survey["breakdowns"]


NAMES = {
    "A101": True,
    "nbHeures": True,
    "Section2_Adhesion": True,
    "v3.b": True,
    "age": False,
    "Âge en 2024": False,
}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_columns_that_are_no_wording_are_said(name: str, tmp_path: Path) -> None:
    rows = [f"r{n};{('Oui', 'Non', 'Un peu')[n % 3]}" for n in range(SIZE)]
    (tmp_path / "a.csv").write_text("\n".join([f"id;{name}", *rows]), "utf-8")
    drafted = draft(tmp_path, "essai/2024", tmp_path / "a.csv")
    text = (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8")
    assert ("by the names of its columns alone" in text) is NAMES[name]
    assert ("what was asked under" in drafted.summary[-1]) is NAMES[name]
