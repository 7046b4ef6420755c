"""Populations of those who meet one of several conditions: no hidden number follows from those shown.

The attack knows which answers can go together, and every number shown; it is a linear program over the
cells of all answers crossed, and knows nothing of the sets that the decision works with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from analysis.indicators.disclosure.sets.respondent_sets import Sources
from analysis.indicators.estimation import estimate
from analysis.indicators.measures.measure import counted_among_all
from analysis.results.schema import WHOLE
from analysis.steps.results_files import Built
from tests.defined_survey import survey_of

SURVEY = """
identifier = "id"
breakdowns = ["sexe", "region"]
[publication]
reliability = "none"
[themes.t]
[questions.age]
type = "numeric"
[questions.sexe]
type = "single"
codes = { f = "F", h = "H" }
[questions.region]
type = "single"
codes = { n = "Nord", s = "Sud", o = "Ouest" }
[questions.a]
type = "single"
codes = { 1 = "oui", 2 = "non" }
[populations.jeunes]
among = { age = "..24" }
[populations.nord]
among = { region = ["n"] }
[populations.jeunes_ou_nord]
among = [{ age = "..24" }, { region = ["n"] }]
[populations.jeunes_nord]
among = { age = "..24", region = ["n"] }
[populations.femmes_ou_nord_ou_vieux]
among = [{ sexe = ["f"] }, { region = ["n"] }, { age = "60.." }]
[populations.nord_ou_ouest]
among = [{ region = ["n"] }, { region = ["o"] }]
"""
POPULATIONS = (
    "",
    "jeunes",
    "nord",
    "jeunes_ou_nord",
    "jeunes_nord",
    "femmes_ou_nord_ou_vieux",
    "nord_ou_ouest",
)


def survey_text() -> str:
    written = SURVEY
    for name in POPULATIONS:
        of = f'population = "{name}"\n' if name else ""
        written += f'[indicators.a_{name}]\ntheme = "t"\nvariable = "a"\nanswers = ["1"]\n{of}'
    return written


def answers(seed: int) -> str:
    """Respondents of whom few are young, from the north or the west, and old."""
    draws, n = np.random.default_rng(seed), 60 + 15 * seed
    frame = pd.DataFrame(
        {
            "id": range(n),
            "age": draws.choice([20, 40, 70], n, p=[0.15, 0.75, 0.1]),
            "sexe": draws.choice(["f", "h"], n),
            "region": draws.choice(["n", "s", "o"], n, p=[0.12, 0.78, 0.1]),
            "a": draws.choice(["1", "2"], n),
        }
    )
    return frame.to_csv(index=False)


def sets_of(built: Built) -> Iterator[tuple[np.ndarray, bool]]:
    """The respondents of each row of indicators.csv, and whether their number is shown."""
    given = built.weighted.cleaned.answers
    masks = counted_among_all(built.weighted, built.survey)
    for row in built.indicators.itertuples():
        population = None if row.population == WHOLE else row.population
        mask = masks[population].copy()
        if row.breakdown != WHOLE:
            mask &= given[row.breakdown].values == list(given[row.breakdown].question.codes).index(row.group)
        yield mask, bool(pd.notna(row.n))


def narrow(built: Built, shown: list[bool]) -> list[tuple[int, float, float]]:
    """The numbers of 1 to 10 that are hidden and cannot be any of these, with the bounds that are known."""
    given = built.weighted.cleaned.answers
    cells = pd.DataFrame({name: given[name].values for name in ("age", "sexe", "region")})
    code = cells.groupby(["age", "sexe", "region"]).ngroup().to_numpy()
    known = [np.bincount(code, mask, minlength=code.max() + 1) for mask, _ in sets_of(built)]
    size = np.bincount(code)
    rows = np.array([(counts > 0).astype(float) for counts in known])
    numbers = np.array([counts.sum() for counts in known])
    assert all((counts % size == 0).all() for counts in known), "each set is made of whole cells"
    is_told = np.array(shown)
    found = []
    for place in np.flatnonzero(~is_told & (numbers > 0) & (numbers < 11)):
        ends = [
            sign * linprog(sign * rows[place], A_eq=rows[is_told], b_eq=numbers[is_told]).fun
            for sign in (1, -1)
        ]
        if ends[0] > 1 + 1e-6 or ends[1] < 10 - 1e-6:
            found.append((int(numbers[place]), *ends))
    return found


@pytest.mark.parametrize("seed", range(14))
def test_no_hidden_number_follows_from_conditions_of_which_one_holds(
    seed: int, processed: Callable[..., Built]
) -> None:
    built = processed(survey_text(), answers(seed))
    shown = [is_shown for _, is_shown in sets_of(built)]
    assert not all(shown)
    assert narrow(built, shown) == []


def test_the_attack_finds_a_number_where_the_rule_alone_hides(processed: Callable[..., Built]) -> None:
    told = 0
    for seed in range(14):
        built = processed(survey_text(), answers(seed))
        raw = estimate(built.weighted, built.survey, built.edition)
        told += len(narrow(built, [not 0 < n < 11 for n in raw["n"]]))
    assert told > 10


SAME = [
    ('[{ region = ["n"] }, { region = ["s"] }]', '{ region = ["n", "s"] }'),
    ('[{ sexe = ["f"] }, { sexe = ["f"], region = ["n"] }]', '{ sexe = ["f"] }'),
    (
        '[{ sexe = ["f"], region = ["n"] }, { sexe = ["f"], region = ["s"] }]',
        '{ sexe = ["f"], region = ["n", "s"] }',
    ),
    ('[{ sexe = ["f"] }, { region = ["n"] }]', '[{ region = ["n"] }, { sexe = ["f"] }]'),
    ('[{ age = "..24" }, { age = "20..60" }]', '{ age = "..60" }'),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_respondents_under_two_conditions_are_one_set(one: str, other: str) -> None:
    survey = survey_of(survey_text() + f"[populations.x]\namong = {one}\n[populations.y]\namong = {other}\n")
    sources = Sources(survey)
    x, y = (sources.box(survey.populations[name].among) for name in "xy")
    assert x == y is not None


def test_a_group_that_one_of_the_conditions_names_is_that_group() -> None:
    survey = survey_of(survey_text())
    sources = Sources(survey)
    either = sources.box(survey.populations["jeunes_ou_nord"].among)
    assert either is not None and sources.is_union(either)
    assert sources.within(either, "region", ["n"]) == sources.box({"region": ("n",)})
    assert sources.within(either, "region", ["s"]) == sources.box({"age": ("..24",), "region": ("s",)})
