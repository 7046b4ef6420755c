"""A group of few respondents that something else names too: no difference of what is shown tells it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import combinations

import pandas as pd
import pytest

from analysis.steps.results_files import Built, contents

SURVEY = """
breakdowns = [{breakdowns}]
[publication]
reliability = "none"
[themes.t]
[questions.sexe]
type = "single"
codes = {{ f = "Femmes", h = "Hommes", x = {{ fr = "Autre", en = "Other"{counted} }} }}
[questions.lieu]
type = "single"
codes = {{ n = "Nord", s = "Sud" }}
[questions.age]
type = "numeric"
[questions.q]
type = "single"
codes = {{ 1 = "oui", 0 = "non" }}
[indicators.q]
theme = "t"
answers = ["1"]
{more}
"""
OF_POPULATION = """
[populations.p]
among = {{ {among} }}
[indicators.q_p]
theme = "t"
variable = "q"
answers = ["1"]
population = "p"
breakdowns = []
"""
GROUPS = """
[derived.tri]
groups_of = "sexe"
codes.a = { fr = "A", of = ["f"] }
codes.b = { fr = "B", of = ["h"] }
codes.c = { fr = "C", of = ["x"] }
"""
CLASSES = """
[derived.classe]
classes_of = "age"
codes.j = { fr = "j", below = 25 }
codes.v = { fr = "v", from = 25 }
"""
CROSSED = """
[derived.croise]
crossed_of = ["sexe", "lieu"]
"""
CASES = """
[derived.cas]
cases_of = ["sexe"]
codes.a = { fr = "A", when = { sexe = ["f"] } }
codes.b = { fr = "B", when = { sexe = ["h"] } }
"""
SEVERAL_CASES = """
[derived.cas]
cases_of = ["sexe", "lieu"]
codes.a = { fr = "A", when = { sexe = ["f"], lieu = ["n"] } }
codes.b = { fr = "B", when = { sexe = ["f"], lieu = ["s"] } }
"""


def cases(**conditions: str) -> str:
    """Cases of two answers, each after those before it."""
    codes = "".join(
        f'codes.{code} = {{ fr = "{code}", when = {{ {when} }} }}\n' for code, when in conditions.items()
    )
    return f'[derived.cas]\ncases_of = ["sexe", "lieu"]\n{codes}'


NORTH, WOMEN, MEN, BOTH = 'lieu = ["n"]', 'sexe = ["f"]', 'sexe = ["h"]', 'sexe = ["f"], lieu = ["n"]'
CASES_OF_NAMES = {
    "a variable derived from one that is counted with another": ('"sexe", "tri"', ', with = "h"', GROUPS),
    "a population by such a variable": (
        '"sexe"',
        ', with = "h"',
        GROUPS + OF_POPULATION.format(among='tri = ["a", "b"]'),
    ),
    "a population by a range of the number behind classes": (
        '"classe"',
        "",
        CLASSES + OF_POPULATION.format(among='age = ["25.."]'),
    ),
    "a population by a range that is left out": (
        '"classe"',
        "",
        CLASSES + OF_POPULATION.format(among='age = { not = ["..24"] }'),
    ),
    "the pairs of two questions": ('"sexe", "croise"', "", CROSSED),
    "a population of one pair": (
        '"croise"',
        "",
        CROSSED + OF_POPULATION.format(among='sexe = ["f"], lieu = ["n"]'),
    ),
    "cases of one answer": ('"sexe", "cas"', "", CASES),
    "cases of two answers": ('"sexe", "cas"', "", SEVERAL_CASES),
    "a case within which a case is": ('"sexe", "cas"', "", cases(a=BOTH, b=WOMEN)),
    "a case that overlaps the one before": ('"sexe", "cas"', "", cases(a=NORTH, b=WOMEN)),
    "two cases that overlap the one before": ('"sexe", "cas"', "", cases(a=NORTH, b=WOMEN, c=MEN)),
    "the same beside the places": ('"sexe", "lieu", "cas"', "", cases(a=NORTH, b=WOMEN, c=MEN)),
    "a population of those who are in two overlapping cases": (
        '"sexe", "cas"',
        "",
        cases(a=NORTH, b=WOMEN, c=MEN) + OF_POPULATION.format(among=BOTH),
    ),
    "the pairs of two questions beside cases that overlap": (
        '"croise", "cas"',
        "",
        CROSSED + cases(a=NORTH, b=WOMEN, c=MEN),
    ),
    "three cases that overlap": (
        '"sexe", "cas"',
        "",
        cases(a=BOTH, b=NORTH, c=WOMEN) + OF_POPULATION.format(among=WOMEN),
    ),
    "a case that is counted with one that overlaps it": (
        '"sexe", "cas"',
        "",
        cases(a=BOTH, b=WOMEN).replace('fr = "a"', 'fr = "a", with = "b"')
        + OF_POPULATION.format(among=NORTH),
    ),
}


def answers() -> str:
    """500 women of whom 4 live in the north, 237 men, 3 others, all under 25, as nobody else is."""
    people = (
        [("f", "n")] * 4 + [("f", "s")] * 496 + [("h", "n")] * 120 + [("h", "s")] * 117 + [("x", "s")] * 3
    )
    rows = (f"{sex},{place},{20 if sex == 'x' else 40},{i % 2}\n" for i, (sex, place) in enumerate(people))
    return "sexe,lieu,age,q\n" + "".join(rows)


@pytest.mark.parametrize(("breakdowns", "counted", "more"), CASES_OF_NAMES.values(), ids=CASES_OF_NAMES)
def test_a_small_group_does_not_follow_from_its_other_name(
    breakdowns: str, counted: str, more: str, processed: Callable[..., Built]
) -> None:
    survey = SURVEY.format(breakdowns=breakdowns, counted=counted, more=more.replace("{{", "{"))
    rows = processed(survey, answers()).indicators
    n = {int(value) for value in rows["n"].dropna()}
    assert n and not n & set(range(1, 11))
    apart = {abs(one - other) for one, other in combinations(n, 2)}
    apart |= {abs(one - other - third) for one, other in combinations(n, 2) for third in n}
    assert not apart & {3, 4}


def test_a_group_and_the_case_that_is_its_other_name_are_hidden_together(
    processed: Callable[..., Built],
) -> None:
    survey = SURVEY.format(breakdowns='"sexe", "cas"', counted="", more=CASES)
    rows = processed(survey, answers()).indicators.set_index(["breakdown", "group"])
    hidden = rows["n"].isna()
    for case, group in {"a": "f", "b": "h"}.items():
        assert hidden["cas", case] == hidden["sexe", group]
    assert not pd.isna(rows.loc[("all", "all"), "n"])


OF_ANSWERS = """
[indicators.femmes]
theme = "t"
variable = "sexe"
answers = ["f"]
breakdowns = []
"""
LIEU = """
[indicators.lieu]
theme = "t"
breakdowns = []
"""


def test_released_answers_do_not_tell_a_group_that_is_hidden(processed: Callable[..., Built]) -> None:
    """3 of 740 are 0.4 %: the distribution of sexes would tell them; that of places is published already."""
    survey = SURVEY.format(breakdowns='"sexe", "lieu", "cas"', counted="", more=CASES + OF_ANSWERS + LIEU)
    files = contents(processed(survey, answers()))
    rows = pd.read_csv(BytesIO(files["released/distributions.csv"])).set_index(["variable", "item"])
    assert rows.loc["sexe", ["n", "value", "step"]].isna().all(axis=None)
    assert set(rows.loc["sexe", "status"]) == {"hidden"}
    assert rows.loc["lieu", "value"].notna().all() and rows.loc["q", "value"].notna().all()


OF_EMPLOYERS = """
breakdowns = ["sexe", "employeur"]
[publication]
reliability = "none"
[themes.t]
[questions.sexe]
type = "single"
codes = { f = "F", h = "H", x = "X" }
[questions.employeur]
type = "single"
codes = { o = "Oui", n = "Non" }
[questions.q]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[populations.employeurs]
among = { employeur = ["o"] }
[indicators.q]
theme = "t"
population = "employeurs"
breakdowns = ["sexe"]
[indicators.sexe]
theme = "t"
breakdowns = ["employeur"]
"""


def test_the_answers_of_a_group_do_not_tell_a_group_of_the_population_that_the_group_is(
    processed: Callable[..., Built],
) -> None:
    """Of the employers 4 are "x": hidden as a group, and as the share of "x" among the employers; so is what
    is left of everyone without the others."""
    sizes = {("f", "o"): 50, ("h", "o"): 50, ("x", "o"): 4, ("f", "n"): 60, ("h", "n"): 60, ("x", "n"): 60}
    people = [pair for pair, n in sizes.items() for _ in range(n)]
    rows = "sexe,employeur,q\n" + "".join(f"{sexe},{own},{i % 2}\n" for i, (sexe, own) in enumerate(people))
    found = processed(OF_EMPLOYERS, rows).indicators
    shown = found[(found["indicator"] == "sexe") & found["n"].notna()]
    assert set(zip(shown["item"], shown["group"], strict=True)) == {
        *(("f", "all"), ("h", "all"), ("x", "all")),
        *(("h", "o"), ("h", "n")),
    }
