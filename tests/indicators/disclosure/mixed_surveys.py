"""Surveys drawn at random that mix what a survey may have: places of three levels, numbers classed twice,
ticks, pairs, cases, populations with "or" that overlap, groups counted with others, nets, weights, designs of
some and rows of another edition."""

from __future__ import annotations

import json
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd

from tests.conftest import EDITION
from tests.indicators.disclosure.made_surveys import CLASSED_AGES

CODES = {
    "sexe": ["f", "h", "x"],
    "emp": ["o", "n"],
    "dep": ["d0", "d1", "d2", "d3"],
    "region": ["n", "s"],
    "age5": ["j", "m", "v"],
    "age10": ["j", "v"],
    "champs": ["w", "x"],
    "croise": ["f_o", "f_n", "h_o", "h_n", "x_o", "x_n"],
}
COMMUNES = {"c0": "d0", "c1": "d0", "c2": "d1", "c3": "d2", "c4": "d3", "c5": "d3"}
AGES = (20, 27, 40, 60)
"""An age in every stretch between the bounds of both classings."""
QUESTIONS = ("a", "b")
DEFINITIONS = """
identifier = "id"
territories = ["region", "dep"]
[publication]
reliability = "none"
[themes.t]
[questions.age]
type = "numeric"
[questions.champs]
type = "multiple"
codes = { w = "W", x = "X" }
[questions.mode]
type = "single"
codes = { web = "web", tel = "tel" }
[questions.annee]
type = "single"
codes = { 1 = "un", 2 = "deux" }
[questions.emp]
type = "single"
codes = { o = "oui", n = "non" }
[questions.commune]
type = "single"
codes = { c0 = "0", c1 = "1", c2 = "2", c3 = "3", c4 = "4", c5 = "5" }
[questions.a]
type = "single"
codes = { 1 = "un", 2 = "deux", 3 = "trois" }
[questions.b]
type = "single"
codes = { 1 = "un", 2 = "deux" }
asked_if = { emp = ["o"] }
[derived.dep]
groups_of = "commune"
[derived.dep.codes]
d0 = { fr = "D0", of = ["c0", "c1"] }
d1 = { fr = "D1", of = ["c2"] }
d2 = { fr = "D2", of = ["c3"] }
d3 = { fr = "D3", of = ["c4", "c5"] }
[derived.region]
groups_of = "dep"
[derived.region.codes]
n = { fr = "Nord", of = ["d0", "d1"] }
s = { fr = "Sud", of = ["d2", "d3"] }
[derived.croise]
crossed_of = ["sexe", "emp"]
"""


class Mixed(NamedTuple):
    """A survey's definitions, those of its edition, its answers, and a respondent of each way to answer."""

    survey: str
    edition: str
    answers: str
    ways: str


def mixed(seed: int) -> Mixed:
    """A survey of 60 to 900 respondents, groups of few, of one and of nobody among them."""
    draws = np.random.default_rng(seed)
    people = _people(draws, int(draws.integers(60, 900)))
    has_design, is_weighted, of_years = draws.random(3) < (0.3, 0.5, 0.3)
    if is_weighted:
        people["poids"] = draws.choice([0.5, 1.0, 2.25], len(people))
    if not of_years:
        people["annee"] = 1
    people["mode"] = draws.choice(["web", "tel"], len(people), p=[0.7, 0.3]) if has_design else "web"
    people["autre"] = np.where(draws.random(len(people)) < 0.03, 0, 1)
    survey = _survey(draws, bool(is_weighted), bool(has_design))
    edition = ('keep_if = { annee = "1" }\n' if of_years else "") + EDITION
    files = (each.to_csv(index=False) for each in (people, _ways(bool(has_design))))
    return Mixed(survey, edition, *files)


def _people(draws: np.random.Generator, n: int) -> pd.DataFrame:
    rare = draws.choice([0.0, 0.004, 0.02, 0.06])
    places = draws.dirichlet(np.full(len(COMMUNES), 0.7))
    frame = pd.DataFrame(
        {
            "id": np.arange(n),
            "sexe": draws.choice(CODES["sexe"], n, p=[0.6 - rare / 2, 0.4 - rare / 2, rare]),
            "emp": draws.choice(
                CODES["emp"], n, p=draws.choice([0.05, 0.2, 0.5]) * np.array([1, -1]) + [0, 1]
            ),
            "commune": draws.choice(list(COMMUNES), n, p=places),
            "age": draws.choice(AGES, n, p=draws.dirichlet(np.full(len(AGES), 1.5))),
            "annee": draws.choice([1, 2], n, p=[0.8, 0.2]),
            "a": draws.choice(["1", "2", "3"], n, p=[0.5, 0.45, 0.05]),
            "b": draws.choice(["1", "2"], n),
        }
    )
    for code in CODES["champs"]:
        frame[f"champs_{code}"] = (draws.random(n) < draws.choice([0.05, 0.4])).astype(int)
    for name in ("sexe", "commune", "age", *QUESTIONS):
        blank = draws.random(n) < draws.choice([0, 0.004, 0.03, 0.1])
        frame[name] = frame[name].astype(object).mask(blank, "")
    frame["b"] = frame["b"].where(frame["emp"] == "o", "")
    return frame


def _ways(has_design: bool) -> pd.DataFrame:
    """A respondent of each way to have answered: what is told of a number is told of sums of these."""
    answers = {
        "sexe": [*CODES["sexe"], ""],
        "emp": CODES["emp"],
        "commune": ["c0", "c2", "c3", "c4", ""],
        "age": [*AGES, ""],
        "champs_w": [0, 1],
        "champs_x": [0, 1],
        "a": ["1", ""],
        "b": ["1", ""],
        "mode": ["web", "tel"] if has_design else ["web"],
        "autre": [0, 1] if has_design else [1],
    }
    frame = pd.DataFrame(product(*answers.values()), columns=list(answers))
    frame = frame[(frame["b"] == "") | (frame["emp"] == "o")].reset_index(drop=True)
    return frame.assign(id=np.arange(len(frame)), annee=1, poids=1.0)


def _survey(draws: np.random.Generator, is_weighted: bool, has_design: bool) -> str:
    grouped = [name for name in (*CODES, "cas") if draws.random() < 0.6] or ["sexe"]
    is_with = draws.random() < 0.5
    other = '{ fr = "Autre", with = "h" }' if is_with else '"Autre"'
    text = f"breakdowns = {json.dumps(grouped)}\n{DEFINITIONS}{CLASSED_AGES}"
    text += f'[questions.sexe]\ntype = "single"\n[questions.sexe.codes]\nf = "F"\nh = "H"\nx = {other}\n'
    text += '[design]\nweight = "poids"\n' if is_weighted else ""
    cases = ["sexe", "emp", "age5"]
    text += f"[derived.cas]\ncases_of = {json.dumps(cases)}\n[derived.cas.codes]\n"
    for at in range(int(draws.integers(1, 4))):
        text += f'k{at} = {{ fr = "k{at}", when = {_conditions(draws, cases)} }}\n'
    named = [name for name in CODES if name != "croise"]
    among = [_conditions(draws, named) for _ in range(int(draws.integers(2, 5)))]
    among += ['{ cas = ["k0"] }'] if draws.random() < 0.4 else []
    for at, condition in enumerate(among):
        text += f"[populations.p{at}]\namong = {condition}\n"
    if has_design:
        text += '[designs.x]\nweight = "autre"\namong = { mode = ["web"] }\n'
        text += '[populations.web]\ndesign = "x"\namong = { mode = ["web"] }\n'
    text += "".join(_indicators(name) for name in [None, *(f"p{at}" for at in range(len(among)))])
    text += _indicators("web") if has_design else ""
    asked = [name for name in ("sexe", "emp", "dep", "age5") if draws.random() < 0.4]
    text += "".join(f'[indicators.{name}]\ntheme = "t"\n' for name in asked)
    return text


def _indicators(population: str | None) -> str:
    end = "" if population is None else f'population = "{population}"\n'
    name = population or "tous"
    text = f'[indicators.a_{name}]\ntheme = "t"\nvariable = "a"\n{end}'
    text += f'[indicators.net_{name}]\ntheme = "t"\nvariable = "a"\nanswers = ["1", "2"]\n{end}'
    return text + f'[indicators.b_{name}]\ntheme = "t"\nvariable = "b"\n{end}'


def _conditions(draws: np.random.Generator, names: list[str]) -> str:
    if draws.random() < 0.6:
        return _condition(draws, names)
    return "[" + ", ".join(_condition(draws, names) for _ in range(2)) + "]"


def _condition(draws: np.random.Generator, names: list[str]) -> str:
    parts = []
    for name in draws.choice(names, int(draws.choice([1, 2], p=[0.6, 0.4])), replace=False):
        codes = CODES[name]
        chosen = list(draws.choice(codes, int(draws.integers(1, len(codes))), replace=False))
        parts.append(f"{name} = {json.dumps(chosen)}")
    return "{ " + ", ".join(parts) + " }"
