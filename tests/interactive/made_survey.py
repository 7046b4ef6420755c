"""A small survey of two editions for displays and attacks, made by rule: it changes with nothing else."""

from __future__ import annotations

from pathlib import Path
from random import Random

import analysis
from analysis.interactive.library import Editions
from analysis.pipeline import build
from analysis.workspace import Place

NAME = "clubs"
EDITIONS = ("2020", "2024")
DEFINITIONS = """
title = { fr = "Les clubs", en = "The clubs" }
identifier = "numero"
[themes.t]
title = { fr = "Thème", en = "Theme" }

[scales.connu.codes]
1 = { fr = "Bien", en = "Well" }
2 = { fr = "Un peu", en = "A little" }
3 = { fr = "Pas du tout", en = "Not at all" }

[questions.sexe]
type = "single"
label = { fr = "Sexe", en = "Sex" }
codes = { f = "Femmes", h = "Hommes" }
[questions.secteur]
type = "single"
label = { fr = "Secteur", en = "Sector" }
codes = { s = "Sport", c = "Culture", e = "Environnement", a = "Autre" }
[questions.forme]
type = "single"
label = { fr = "Formation reçue", en = "Training received" }
codes = { o = "Oui", n = "Non" }
[questions.attentes]
type = "multiple"
label = { fr = "Attentes", en = "Expectations" }
delimiter = "|"
codes = { f = "De la formation", a = "De l'aide", c = "Des conseils" }
[questions.statuts]
type = "scale"
label = { fr = "Statuts", en = "Statutes" }
scale = "connu"
[questions.projet]
type = "scale"
label = { fr = "Projet", en = "Project" }
scale = "connu"
[questions.heures]
type = "numeric"
label = { fr = "Heures par mois", en = "Hours a month" }
unit = { fr = "heures", en = "hours" }
min = 0
max = 90
[questions.tours]
type = "numeric"
label = { fr = "Tours", en = "Rounds" }
min = 0
max = 9
[questions.motif]
type = "text"
label = { fr = "Motif", en = "Reason" }

[grids.connaissance]
label = { fr = "Ce que l'on connaît", en = "What is known" }
items = ["statuts", "projet"]

[populations.reguliers]
label = { fr = "Bénévoles réguliers", en = "Regular volunteers" }
among = { heures = ["8.."] }

[design]
weight = "poids"

[indicators.formes]
title = { fr = "Bénévoles formés", en = "Trained volunteers" }
theme = "t"
variable = "forme"
answers = ["o"]
verb = { fr = ["a reçu une formation", "ont reçu une formation"], en = ["was trained", "were trained"] }
"""
RESPONDENTS = 900
FEW = 8
"""Women and men of "Autre", a sector too small to be shown."""
LONGEST = (10, 11, 12)
"""Respondents of far more hours than all others."""


def definitions_of(edition: str) -> str:
    """edition.toml: simulated, with a fieldwork of a month."""
    return (
        f'title = {{ fr = "Édition {edition}", en = "Edition {edition}" }}\nsimulated = true\n'
        f'[file]\nname = "answers.csv"\n'
        f"[fieldwork]\nstart = {edition}-03-01\nend = {edition}-03-31\n"
    )


def answers_of(edition: str) -> str:
    """answers.csv: each respondent with a number, a weight and a reason that no display may have."""
    drawn, later = Random(int(edition)), edition == EDITIONS[-1]
    lines = ["numero,poids,sexe,secteur,forme,attentes,statuts,projet,heures,tours,motif"]
    for place in range(RESPONDENTS):
        sector = "a" if place < FEW else "sscceeee"[place % 8]
        sex = "fh"[drawn.random() < 0.45]
        trained = drawn.random() < {"s": 0.6, "c": 0.4, "e": 0.3, "a": 0.5}[sector] + 0.1 * later
        wanted = "|".join(
            code for code, p in (("f", 0.3), ("a", 0.6 - 0.2 * trained), ("c", 0.4)) if drawn.random() < p
        )
        known = [str(1 + int(3 * drawn.random() ** (1.5 if sex == "h" else 1))) for _ in range(2)]
        hours = 70 + place if place in LONGEST else 2 + int(9 * drawn.random() + 3 * trained)
        weight = 0.61803 + 0.77773 * drawn.random()
        lines.append(
            f"qui{place:04d},{weight:.6f},{sex},{sector},{'on'[not trained]},{wanted},{','.join(known)},"
            f"{hours},{int(place not in LONGEST)},secret {place:04d}"
        )
    return "\n".join(lines) + "\n"


def clubs(root: Path) -> Editions:
    """Both editions, written under a folder, built and opened."""
    survey = root / "data" / "raw" / NAME
    for edition in EDITIONS:
        (survey / edition).mkdir(parents=True)
        (survey / edition / "edition.toml").write_text(definitions_of(edition), encoding="utf-8")
        (survey / edition / "answers.csv").write_text(answers_of(edition), encoding="utf-8")
    (survey / "survey.toml").write_text(DEFINITIONS, encoding="utf-8")
    for edition in EDITIONS:
        build(Place(root, NAME, edition), with_trend=False)
    return analysis.open(NAME, root=root)
