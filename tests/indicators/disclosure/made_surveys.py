"""Surveys made to put confidentiality under pressure: places of three levels, populations that overlap, three
weights, nets beside answers, two classings of one number, flags that overlap, groups of nobody and of one."""

from __future__ import annotations

import numpy as np
import pandas as pd

PLACES = 12
CLASSED_AGES = """
[derived.age5]
classes_of = "age"
codes.j = { fr = "jeunes", below = 25 }
codes.m = { fr = "moyens", from = 25, below = 45 }
codes.v = { fr = "vieux", from = 45 }
[derived.age10]
classes_of = "age"
codes.j = { fr = "jeunes", below = 30 }
codes.v = { fr = "vieux", from = 30 }
"""
"""Two classings of one number that cut it at different ages."""
SURVEY = (
    """
identifier = "cle"
territories = ["region", "departement"]
breakdowns = ["sexe", "region", "departement", "age5", "age10", "champs"]
[publication]
reliability = "none"
[design]
weight = "poids"
[quality]
duration = "duree"
[grids.avis]
items = ["a", "b"]
[themes.t]
[scales.accord]
codes = { 1 = "oui", 2 = "plutôt", 3 = "non" }
[populations.femmes]
among = { sexe = ["f"] }
[populations.employeurs]
among = { employeur = ["oui"] }
[populations.deux]
among = { sexe = ["f"], employeur = ["oui"] }
[populations.nord]
among = { region = ["n"] }
[populations.adherents]
among = { champs = ["w", "x"] }
[questions.duree]
type = "numeric"
[questions.sexe]
type = "single"
codes = { f = "Femmes", h = "Hommes", x = "Autre" }
[questions.employeur]
type = "single"
codes = { oui = "Oui", non = "Non" }
[questions.commune]
type = "single"
[questions.commune.codes]
COMMUNES
[questions.age]
type = "numeric"
[questions.champs]
type = "multiple"
codes = { w = "W", x = "X", y = "Y", z = "Z" }
[questions.a]
type = "scale"
scale = "accord"
[questions.b]
type = "scale"
scale = "accord"
[questions.heures]
type = "numeric"
asked_if = { employeur = ["oui"] }
[derived.departement]
groups_of = "commune"
[derived.departement.codes]
DEPARTEMENTS
[derived.region]
groups_of = "departement"
[derived.region.codes]
n = { fr = "Nord", of = ["d0", "d1"] }
s = { fr = "Sud", of = ["d2", "d3"] }
"""
    + CLASSED_AGES
    + """
[indicators.a]
theme = "t"
headline = true
[indicators.a_net]
theme = "t"
variable = "a"
answers = ["1", "2"]
headline = true
[indicators.a_femmes]
theme = "t"
variable = "a"
answers = ["1"]
population = "femmes"
[indicators.a_employeurs]
theme = "t"
variable = "a"
answers = ["1"]
population = "employeurs"
[indicators.a_deux]
theme = "t"
variable = "a"
answers = ["1"]
population = "deux"
[indicators.a_nord]
theme = "t"
variable = "a"
answers = ["1"]
population = "nord"
[indicators.a_adherents]
theme = "t"
variable = "a"
answers = ["1"]
population = "adherents"
[indicators.b]
theme = "t"
statistic = "mean"
[indicators.heures]
theme = "t"
statistic = "mean"
[indicators.champs]
theme = "t"
breakdowns = ["sexe", "champs"]
[indicators.employeur]
theme = "t"
[indicators.sexe]
theme = "t"
breakdowns = ["employeur"]
[indicators.commune]
theme = "t"
breakdowns = ["sexe"]
"""
)


def survey_text() -> str:
    """The definitions, the same for all."""
    communes = "\n".join(f'c{i} = "Commune {i}"' for i in range(PLACES))
    inside = PLACES // 4
    departments = "\n".join(
        f'd{d} = {{ fr = "Département {d}", of = {[f"c{d * inside + i}" for i in range(inside)]} }}'.replace(
            "'", '"'
        )
        for d in range(4)
    )
    return SURVEY.replace("COMMUNES", communes).replace("DEPARTEMENTS", departments)


def answers(seed: int, n: int) -> pd.DataFrame:
    """The answers of n respondents: unequal groups, a few of each kind that is rare, and blanks."""
    rng = np.random.default_rng(seed)
    places = rng.dirichlet(np.full(PLACES, 0.6))
    rare = rng.choice([0.0, 0.004, 0.02, 0.1])
    frame = pd.DataFrame(
        {
            "cle": np.arange(n),
            "poids": rng.choice([0.5, 1.0, 2.25], n),
            "duree": np.where(rng.random(n) < 0.06, 20, 600) + rng.integers(0, 60, n),
            "sexe": rng.choice(["f", "h", "x"], n, p=[0.6 - rare / 2, 0.4 - rare / 2, rare]),
            "employeur": rng.choice(["oui", "non"], n, p=[0.15, 0.85]),
            "commune": rng.choice([f"c{i}" for i in range(PLACES)], n, p=places),
            "age": rng.integers(18, 80, n),
            "a": rng.choice(["1", "2", "3"], n, p=[0.5, 0.46, 0.04]),
            "b": rng.choice(["1", "2", "3"], n),
            "heures": rng.integers(1, 40, n),
        }
    )
    for code, share in zip("wxyz", (0.6, 0.3, 0.05, 0.01), strict=True):
        frame[f"champs_{code}"] = (rng.random(n) < share).astype(int)
    for name, blank in {"sexe": 0.03, "commune": 0.02, "a": 0.02, "b": 0.1, "age": 0.01}.items():
        frame[name] = frame[name].astype(object).mask(rng.random(n) < blank, "")
    frame["heures"] = frame["heures"].astype(object).where(frame["employeur"] == "oui", "")
    return frame
