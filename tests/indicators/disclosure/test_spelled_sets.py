"""Sets that an answer to a crossed variable names: what they make up, and what is left of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from analysis.indicators.disclosure.sets.ledger import BaseSets
from analysis.indicators.disclosure.sets.respondent_sets import Sources
from analysis.indicators.disclosure.sets.spelled_sets import spelled_relations
from analysis.questionnaire import Condition
from analysis.questionnaire.fixed_words import AnyOf
from analysis.steps.results_files import Built
from tests.defined_survey import survey_of

SURVEY = """
identifier = "id"
[themes.t]
[questions.sexe]
type = "single"
codes = { f = "F", h = "H" }
[questions.lieu]
type = "single"
codes = { n = "N", s = "S", o = "O" }
[questions.age]
type = "single"
codes = { j = "J", v = "V" }
[derived.croise]
crossed_of = ["sexe", "lieu"]
[derived.cas]
cases_of = ["sexe", "lieu"]
codes.a = { fr = "A", when = { sexe = ["f"], lieu = ["n"] } }
codes.b = { fr = "B", when = { sexe = ["f"] } }
codes.c = { fr = "C", when = { lieu = ["n"] } }
"""


def pairs(*codes: str, **more: tuple[str, ...]) -> dict[str, Condition]:
    """Sets of one pair of answers each, and of other conditions if there are any."""
    return {code: {"croise": (code,), **more} for code in codes}


WOMEN: Condition = {"sexe": ("f",)}
SETS: dict[str, tuple[Mapping[str, Condition], Sequence[str]]] = {
    # name -> conditions; how they add up: "=" but for who did not say, ">" with others who are in no set
    "all pairs": (
        {"all": {}, **pairs("f_n", "f_s", "f_o", "h_n", "h_s", "h_o")},
        ["all = f_n + f_s + f_o + h_n + h_s + h_o"],
    ),
    "one pair of everyone": ({"all": {}, **pairs("f_n")}, ["all > f_n"]),
    "all pairs of everyone but one": (
        {"all": {}, **pairs("f_n", "f_s", "f_o", "h_n", "h_s")},
        ["all > f_n + f_s + f_o + h_n + h_s"],
    ),
    "the pairs of women": ({"f": WOMEN, **pairs("f_n", "f_s", "f_o")}, ["f = f_n + f_s + f_o"]),
    "pairs of women but one": ({"f": WOMEN, **pairs("f_n", "f_o")}, ["f > f_n + f_o"]),
    "pairs of women among those of all": (
        {"f": WOMEN, **pairs("f_n", "f_s", "f_o", "h_n")},
        ["f = f_n + f_s + f_o"],
    ),
    "women of two places": (
        {"f ns": {"sexe": ("f",), "lieu": ("n", "s")}, **pairs("f_n", "f_s")},
        ["f ns = f_n + f_s"],
    ),
    "women of two places, of which one has a pair": (
        {"f ns": {"sexe": ("f",), "lieu": ("n", "s")}, **pairs("f_n", "f_o")},
        ["f ns > f_n"],
    ),
    "the pairs of young women": (
        {"f j": {"sexe": ("f",), "age": ("j",)}, **pairs("f_n", "f_s", "f_o", age=("j",))},
        ["f j = f_n + f_s + f_o"],
    ),
    "pairs of the young in women of every age": (
        {"f": WOMEN, **pairs("f_n", "f_s", "f_o", age=("j",))},
        ["f > f_n + f_s + f_o"],
    ),
    "pairs of every age hold those of the young": (
        {"f n j": {"sexe": ("f",), "lieu": ("n",), "age": ("j",)}, **pairs("f_n")},
        ["f_n > f n j"],
    ),
    "a pair is its two answers": (
        {"f n": {"sexe": ("f",), "lieu": ("n",)}, **pairs("f_n")},
        ["f n = f_n"],
    ),
    "cases leave out who meets none of them": (
        {"all": {}, **{code: {"cas": (code,)} for code in "abc"}},
        ["all > a + b + c"],
    ),
    "a case after another of the same women": (
        {"f": WOMEN, **{code: {"cas": (code,)} for code in "ab"}},
        ["f > a + b"],
    ),
    "a case of whoever is no woman has those who did not say, who are no men": (
        {"h": {"sexe": ("h",)}, **{code: {"cas": (code,)} for code in "bc"}},
        [],
    ),
    "pairs of the women who are in no case before": (
        {"b": {"cas": ("b",)}, **pairs("f_n", "f_s", "f_o")},
        ["b > f_s + f_o", "b > f_s", "b > f_o"],
    ),
    "pairs of whoever is in the north and no woman": (
        {"c": {"cas": ("c",)}, **pairs("f_n", "h_n")},
        ["c > h_n"],
    ),
    "a case that is a pair": ({"a": {"cas": ("a",)}, **pairs("f_n")}, ["a = f_n", "f_n > a"]),
    "no variable of several conditions": ({"all": {}, "f": WOMEN}, []),
    "women or the north, of whom pairs are": (
        {"f or n": AnyOf([WOMEN, {"lieu": ("n",)}]), **pairs("f_n", "f_s", "f_o", "h_n")},
        ["f or n = f_n + f_s + f_o + h_n"],
    ),
    "women or the north without a pair": (
        {"f or n": AnyOf([WOMEN, {"lieu": ("n",)}]), **pairs("f_n", "f_s", "f_o")},
        ["f or n > f_n + f_s + f_o"],
    ),
}


@pytest.mark.parametrize("case", SETS)
def test_cells_make_up_a_set_where_none_of_its_cells_is_missing(case: str) -> None:
    conditions, expected = SETS[case]
    sources, names = Sources(survey_of(SURVEY)), list(conditions)
    sets = BaseSets(("q", "", "answered"))
    for condition in conditions.values():
        sets.add(sources.box(condition), 50, is_row=True)
    found = {
        f"{names[whole]} {'=' if is_known else '>'} {' + '.join(names[part] for part in parts)}"
        for whole, parts, is_known in spelled_relations(sets, sources)
    }
    assert found == set(expected)


def test_a_pair_that_another_is_counted_with_has_the_sets_of_both() -> None:
    """Northern women are counted with those of the south: "f_s" is both, and part of a wider set as one."""
    sources = Sources(survey_of(SURVEY), None, {"croise": {"f_n": "f_s"}})
    conditions: dict[str, Condition] = {"f": WOMEN, "a": {"cas": ("a",)}, **pairs("f_s", "f_o")}
    names = list(conditions)
    sets = BaseSets(("q", "", "answered"))
    for condition in conditions.values():
        sets.add(sources.box(condition), 50, is_row=True)
    found = [
        (names[whole], [names[part] for part in parts], is_known)
        for whole, parts, is_known in spelled_relations(sets, sources)
    ]
    assert found == [("f", ["a"], False), ("f", ["f_s", "f_o"], True), ("f_s", ["a"], False)]


OF_A_PAIR = """
breakdowns = ["sexe"]
[publication]
reliability = "none"
[themes.t]
[questions.sexe]
type = "single"
codes = { f = "Femmes", h = "Hommes" }
[questions.lieu]
type = "single"
codes = { n = "Nord", s = "Sud" }
[questions.q]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[derived.croise]
crossed_of = ["sexe", "lieu"]
[populations.p]
among = { croise = ["f_n"] }
[indicators.q]
theme = "t"
answers = ["1"]
[indicators.q_p]
theme = "t"
variable = "q"
answers = ["1"]
population = "p"
breakdowns = []
"""
LEFT = {3: True, 10: True, 11: False, 0: False}


@pytest.mark.parametrize(("southern", "is_hidden"), LEFT.items())
def test_the_women_outside_a_population_of_northern_women_do_not_follow(
    southern: int, is_hidden: bool, processed: Callable[..., Built]
) -> None:
    """Of the women all but few live in the north: how many these are would tell how many the others are."""
    people = [("f", "n")] * 200 + [("f", "s")] * southern + [("h", "n")] * 60 + [("h", "s")] * 60
    rows = "sexe,lieu,q\n" + "".join(f"{sex},{place},{i % 2}\n" for i, (sex, place) in enumerate(people))
    found = processed(OF_A_PAIR, rows).indicators.set_index(["population", "group"])["n"]
    assert bool(found.isna().any()) is is_hidden
    assert found["all", "all"] == 320 + southern


OF_THE_YOUNG = (
    OF_A_PAIR.replace('croise = ["f_n"]', 'age = ["j"]').replace("breakdowns = []", 'breakdowns = ["croise"]')
    + """
[questions.age]
type = "single"
codes = { j = "Jeunes", v = "Autres" }
"""
)


@pytest.mark.parametrize(("old", "is_hidden"), LEFT.items())
def test_the_old_women_do_not_follow_from_the_places_of_the_young(
    old: int, is_hidden: bool, processed: Callable[..., Built]
) -> None:
    young = [(sex, place, "j") for sex in "fh" for place in "ns" for _ in range(50)]
    people = young + [("f", "n", "v")] * old + [("h", "n", "v")] * 40
    rows = "sexe,lieu,age,q\n" + "".join(f"{','.join(each)},{i % 2}\n" for i, each in enumerate(people))
    found = processed(OF_THE_YOUNG, rows).indicators.set_index(["population", "group"])["n"]
    assert bool(found.isna().any()) is is_hidden
    assert found["all", "all"] == 240 + old
