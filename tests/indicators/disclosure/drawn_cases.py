"""Surveys drawn at random whose groups and populations are cases of several answers, with "or" and "not"; and
an attack on their rows by linear programs over all ways to answer, apart from the program that hides."""

from __future__ import annotations

import json
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from analysis.indicators.measures.measure import base_of, counted_among_all
from analysis.questionnaire import Survey
from analysis.results.schema import WHOLE
from analysis.steps.results_files import Built

CODES = {"sexe": "fhx", "emp": "on", "age": "jmv", "lieu": "pq"}
LIMIT = 11


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


def members(of: Built, survey: Survey, rows: pd.DataFrame) -> np.ndarray:
    """Mask (rows, n) of the respondents of one build who are in each row of another, of the same survey."""
    answers, populations = of.weighted.cleaned.answers, counted_among_all(of.weighted, survey)
    found = []
    for row in rows.itertuples():
        indicator = survey.indicators[str(row.indicator)]
        inside = populations[indicator.population] & base_of(indicator, answers[indicator.variable])
        if row.breakdown != WHOLE:
            given = answers[str(row.breakdown)]
            inside = inside & (given.values == list(given.question.codes).index(str(row.group)))
        found.append(inside)
    return np.array(found)


def narrow(built: Built, ways: Built, shown: np.ndarray) -> list[tuple[int, float, float]]:
    """The numbers of 1 to 10 that are not `shown` (rows,) and cannot be any of these, with their bounds."""
    numbers = members(built, built.survey, built.indicators).sum(axis=1)
    patterns = np.unique(members(ways, built.survey, built.indicators), axis=1).astype(float)
    found = []
    for place in np.flatnonzero(~shown & (numbers > 0) & (numbers < LIMIT)):
        known = {"A_eq": patterns[shown], "b_eq": numbers[shown]} if shown.any() else {}
        ends = [linprog(sign * patterns[place], **known).fun for sign in (1, -1)]
        low, high = ends[0], np.inf if ends[1] is None else -ends[1]
        if low > 1 + 1e-6 or high < LIMIT - 1 - 1e-6:
            found.append((int(numbers[place]), low, high))
    return found
