"""Surveys drawn at random whose groups and populations are cases of several answers, with "or" and "not"."""

from __future__ import annotations

import json
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd

CODES = {"sexe": "fhx", "emp": "on", "age": "jmv", "lieu": "pq"}


class Drawn(NamedTuple):
    """A survey's definitions, its answers, and a respondent of each way to have answered."""

    survey: str
    answers: str
    ways: str


def drawn(seed: int) -> Drawn:
    """A survey of some hundred respondents, groups of few among them."""
    draws = np.random.default_rng(seed)
    n = int(draws.integers(60, 400))
    people = pd.DataFrame(
        {
            "sexe": draws.choice(list("fhx"), n, p=draws.dirichlet([3, 2, 0.5])),
            "emp": draws.choice(list("on"), n, p=[0.2, 0.8]),
            "age": draws.choice(list("jmv"), n, p=draws.dirichlet([1, 3, 2])),
            "lieu": draws.choice(list("pq"), n, p=[0.15, 0.85]),
        }
    )
    for name in ("sexe", "age"):
        people[name] = people[name].mask(draws.random(n) < draws.choice([0, 0.04]), "")
    ways = pd.DataFrame(product(*([*codes, ""] for codes in CODES.values())), columns=list(CODES))
    files = (each.assign(q=1).to_csv(index_label="id") for each in (people, ways))
    return Drawn(_survey(draws), *files)


def _survey(draws: np.random.Generator) -> str:
    grouped = [name for name in CODES if draws.random() < 0.7]
    text = f'identifier = "id"\nbreakdowns = {json.dumps([*grouped, "cas"])}\n'
    text += '[publication]\nreliability = "none"\n[themes.t]\n'
    text += '[questions.q]\ntype = "single"\ncodes = { 1 = "oui" }\n'
    for name, codes in CODES.items():
        said = ", ".join(f'{code} = "{name} {code}"' for code in codes)
        text += f'[questions.{name}]\ntype = "single"\ncodes = {{ {said} }}\n'
    text += f"[derived.cas]\ncases_of = {json.dumps(list(CODES))}\n[derived.cas.codes]\n"
    number = int(draws.integers(1, 4))
    text += "".join(f'k{at} = {{ fr = "k{at}", when = {_conditions(draws)} }}\n' for at in range(number))
    among = [_conditions(draws) for _ in range(int(draws.integers(1, 4)))] + ['{ cas = ["k0"] }']
    for at, condition in enumerate(among):
        text += f"[populations.p{at}]\namong = {condition}\n"
    for at in ("", *range(len(among))):
        population = "" if at == "" else f'population = "p{at}"\n'
        text += f'[indicators.i{at}]\ntheme = "t"\nvariable = "q"\n{population}'
    return text


def _conditions(draws: np.random.Generator) -> str:
    if draws.random() < 0.45:
        return _condition(draws)
    return "[" + ", ".join(_condition(draws) for _ in range(int(draws.integers(2, 4)))) + "]"


def _condition(draws: np.random.Generator) -> str:
    parts = []
    for name in draws.choice(list(CODES), int(draws.choice([1, 2, 3], p=[0.5, 0.4, 0.1])), replace=False):
        codes = list(CODES[name])
        chosen = json.dumps(list(draws.choice(codes, int(draws.integers(1, len(codes))), replace=False)))
        parts.append(f"{name} = {chosen if draws.random() < 0.85 else f'{{ not = {chosen} }}'}")
    return "{ " + ", ".join(parts) + " }"
