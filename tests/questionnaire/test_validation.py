"""Contradictions of definitions that are well formed: each has its message, and all come at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.questionnaire import Survey

SURVEY = """
breakdowns = ["sexe"]
[themes.t]
[populations.p]
among = { sexe = ["H"] }
[questions.sexe]
type = "single"
codes = { H = "Homme", F = "Femme" }
[questions.age]
type = "numeric"
[questions.lieux]
type = "multiple"
codes = { a = "A", b = "B" }
[questions.avis]
type = "text"
[indicators.sexe]
theme = "t"
"""

Q, D = "[questions.x]\n", "[derived.x]\n"
RANKED = "type = 'single'\nrank = 1\ndelimiter = ' '\ncodes = { a = 'A', b = 'B' }\n"
N = "[indicators.x]\ntheme = 't'\n"

CONTRADICTIONS = [
    (Q + "type = 'single'", "questions.x: a single question needs codes, or the name of a scale"),
    (Q + "type = 'multiple'", "questions.x: a multiple question needs codes, or the name of a scale"),
    (Q + "type = 'text'\ncodes.a = 'A'", "questions.x: a text question has no codes; remove them or change"),
    (Q + "type = 'numeric'\nmin = 2\nmax = 1", "questions.x: min 2 is above max 1"),
    (
        Q + "type = 'scale'\ncodes.a = 'A'",
        "questions.x: the code 'a' of a scale is no number; give it a score",
    ),
    (Q + "type = 'scale'\ncodes.1 = 'A'\nscores.2 = 1", "questions.x.scores: '2' is not an answer"),
    (
        Q + "type = 'text'\ndelimiter = ';'",
        "questions.x.delimiter: only a single or scale or multiple question has one",
    ),
    (
        Q + "type = 'single'\ncodes.a = 'A'\ndelimiter = ' '",
        "questions.x.delimiter: a single question is one place of the cell; write which as rank, or type",
    ),
    (
        Q + "type = 'multiple'\ncodes.a = 'A'\nrank = 1",
        "questions.x.rank: only a single or scale question has one",
    ),
    (
        Q + "type = 'single'\ncodes.a = 'A'\nrank = 2",
        "questions.x.rank: expected 1 to 1, one per answer, found 2",
    ),
    (
        Q + "type = 'single'\ncodes = { a = 'A', b = 'B' }\nrank = 2\ndelimiter = ' '",
        "questions.x.rank: no question is rank 1 of column x",
    ),
    (
        Q + RANKED + "column = 'y'\n[questions.y]\n" + RANKED,
        "questions.x.rank: rank 1 of column y is also y",
    ),
    (
        Q + RANKED + "[questions.y]\ncolumn = 'x'\n" + RANKED.replace("1", "2").replace("b =", "c ="),
        "questions.y: its answers or delimiter are not those of x, of the same cell; give both the same",
    ),
    (
        Q + RANKED + "other.a = 't'",
        "questions.x.other: a ranking has none; a multiple question on the same column may",
    ),
    (
        Q + "type = 'multiple'\ncodes.status = 'A'",
        "questions.x.codes: 'status' is",
    ),
    (
        Q + "type = 'multiple'\ncodes.a = 'A'\nexclusive = ['z']",
        "questions.x.exclusive: 'z' is not an answer; answers: a",
    ),
    (
        Q + "type = 'multiple'\ncodes.a = 'A'\nticked = ['1', '2']\nnot_ticked = ['2']",
        "questions.x: '2' means both ticked and not_ticked",
    ),
    (
        Q + "type = 'multiple'\ncodes.a = 'A'\ndelimiter = ';'\nsets = ['x1', 'x2']",
        "questions.x.sets: the answers stand in several columns or in one with a delimiter, not both",
    ),
    (
        Q + "type = 'multiple'\ncodes.a = 'A'\nsets = ['x1']",
        "questions.x.sets: expected two columns or more, found x1; one is a single question",
    ),
    (
        Q + "type = 'multiple'\ncodes.a = 'A'\nsets = ['x1', 'x2', 'x1']",
        "questions.x.sets: x1 is listed 2 times",
    ),
    (Q + "type = 'single'\ncodes.a = 'A'\nsets = ['x1', 'x2']", "questions.x.sets: only a multiple question"),
    (
        Q + "type = 'numeric'\nother.96 = 'texte'",
        "questions.x.other: only a single or scale or multiple question has one",
    ),
    (
        Q + "type = 'single'\ncodes.a = 'A'\nother.96 = 'texte'",
        "questions.x.other: '96' is not an answer; answers: a",
    ),
    (
        Q + "type = 'single'\ncodes = { a = 'A', b = 'B' }\nother = { a = 't', b = 't' }",
        "questions.x.other: t is the column of 2 answers; each has its own",
    ),
    (
        Q + "type = 'single'\ncodes.a = 'A'\nother.a = 'x'",
        "questions.x.other: x holds the codes; name the column with the text",
    ),
    (
        Q + "type = 'multiple'\ncodes = { a = 'A', b = 'B' }\nother.a = 'x_b'",
        "questions.x.other: x_b holds the codes; name the column with the text",
    ),
    (
        Q + "type = 'multiple'\ncodes.a = 'A'\nsets = ['x1', 'x2']\nother.a = 'x1'",
        "questions.x.other: x1 holds the codes; name the column with the text",
    ),
    (
        Q + "type = 'text'\nmissing = { refused = ['9'], dont_know = ['9'] }",
        "questions.x.missing: '9' is both refused and dont_know",
    ),
    (
        Q + "type = 'text'\nasked_if.sex = ['H']",
        "questions.x.asked_if: no question or derived variable 'sex'; known: sexe, age, lieux, avis, x",
    ),
    (
        Q + "type = 'text'\nasked_if.sexe = ['h']",
        "questions.x.asked_if: 'h' is not an answer to sexe; answers: H, F",
    ),
    (
        Q + "type = 'text'\nasked_if.age = ['3']",
        "questions.x.asked_if: age is numeric and has no codes; derive classes from it",
    ),
    (D + "years_since = 'naissance'", "derived.x.years_since: no question or derived variable 'naissance'"),
    (D + "years_since = 'sexe'", "derived.x.years_since: sexe is single; expected numeric"),
    (D + "count_of = 'age'", "derived.x.count_of: age is numeric; expected multiple"),
    (D + "classes_of = 'sexe'\ncodes.a.below = 1", "derived.x.classes_of: sexe is single; expected numeric"),
    (D + "classes_of = 'age'", "derived.x: needs [derived.x.codes] with `from` and `below`"),
    (
        D + "classes_of = 'age'\ncodes.a = { from = 3, below = 3 }",
        "derived.x.codes.a: from 3 is not below 3",
    ),
    (
        D + "classes_of = 'age'\ncodes.b = { from = 18, below = 40 }\ncodes.a = { below = 20 }",
        "derived.x.codes: a and b overlap between 18 and 20",
    ),
    (D + "groups_of = 'avis'", "derived.x.groups_of: avis is text; expected single or scale or multiple"),
    (D + "groups_of = 'sexe'\ncodes.a.of = ['H']", "derived.x.codes: 'F' of sexe is in no group"),
    (
        D + "groups_of = 'sexe'\ncodes.a.of = ['H', 'F', 'Z']",
        "derived.x.codes.a: 'Z' is not an answer to sexe",
    ),
    (
        D + "groups_of = 'sexe'\ncodes.a.of = ['H']\ncodes.b.of = ['H', 'F']",
        "derived.x.codes: 'H' is in both a and b",
    ),
    ("[indicators.x]\nvariable = 'sexe'", "indicators.x.theme: no [themes.]; themes: t"),
    (N, "indicators.x.variable: no question or derived variable 'x'"),
    (N + "variable = 'sexe'\npopulation = 'z'", "indicators.x.population: no [populations.z]; known: p"),
    (
        N + "variable = 'sexe'\nbreakdowns = ['age']",
        "indicators.x.breakdowns: age is numeric and has no codes",
    ),
    (N + "variable = 'age'", "indicators.x: a share needs a question with codes; age is numeric"),
    (N + "variable = 'sexe'\nstatistic = 'mean'", "indicators.x: a mean needs a number; sexe is single"),
    (N + "variable = 'sexe'\nanswers = ['z']", "indicators.x.answers: 'z' is not an answer to sexe: H, F"),
    (
        N + "variable = 'age'\nstatistic = 'mean'\nanswers = ['1']",
        "indicators.x.answers: only a share counts answers",
    ),
    (
        N + "variable = 'age'\nstatistic = 'ratio'",
        "indicators.x.denominator: a ratio needs one, and only a ratio",
    ),
    (
        N + "variable = 'sexe'\ndenominator = 'age'",
        "indicators.x.denominator: a ratio needs one, and only a ratio",
    ),
    (
        N + "variable = 'age'\nstatistic = 'ratio'\ndenominator = 'sexe'",
        "indicators.x.denominator: 'sexe' is not a variable with numbers",
    ),
    (
        N + "variable = 'sexe'\nbreakdowns = ['sexe']",
        "indicators.x.breakdowns: sexe by itself says nothing; only a multiple question may be",
    ),
    (
        N + "variable = 'age'\nstatistic = 'balance'\nfavourable = ['1']\nunfavourable = ['2']",
        "indicators.x: a balance needs a question with codes; age is numeric",
    ),
    (
        N + "variable = 'sexe'\nstatistic = 'balance'\nfavourable = ['H']",
        "indicators.x.unfavourable: a balance needs some answers, and only a balance",
    ),
    (
        N + "variable = 'sexe'\nunfavourable = ['H']",
        "indicators.x.unfavourable: a balance needs some answers, and only a balance",
    ),
    (
        N + "variable = 'sexe'\nstatistic = 'balance'\nfavourable = ['H']\nunfavourable = ['z']",
        "indicators.x.unfavourable: 'z' is not an answer to sexe: H, F",
    ),
    (
        N + "variable = 'sexe'\nstatistic = 'balance'\nfavourable = ['H']\nunfavourable = ['H', 'F']",
        "indicators.x: 'H' is both favourable and unfavourable",
    ),
    (
        N + "variable = 'sexe'\nstatistic = 'balance'\ndivide_by = 2",
        "indicators.x.divide_by: a balance is in points; only the other statistics are divided",
    ),
    (
        N + "variable = 'age'\nstatistic = 'mean'\nbase = 'asked'",
        "indicators.x.base: only a share or a balance has a base to choose",
    ),
    ("[populations.x]\namong.age = ['1']", "populations.x.among: age is numeric and has no codes"),
    ("[cleaning]\nkeep_if.fini = ['1']", "cleaning.keep_if: no question or derived variable 'fini'"),
    (
        "[weighting]\nvariables = ['lieux']",
        "weighting.variables: 'lieux' is not a variable with one code per",
    ),
]


@pytest.mark.parametrize(("added", "fault"), CONTRADICTIONS)
def test_a_contradiction_has_its_message(
    added: str, fault: str, faults_of: Callable[[str], list[str]]
) -> None:
    faults = faults_of(SURVEY + added)
    assert any(found.startswith(fault) for found in faults), faults


def test_a_territory_has_one_code_per_respondent(faults_of: Callable[[str], list[str]]) -> None:
    faults = faults_of("territories = ['lieux', 'sexe', 'z']" + SURVEY)
    assert faults == [
        f"territories: {name!r} is not a variable with one code per respondent" for name in ("lieux", "z")
    ]


def test_the_column_of_an_answer_may_be_the_text_of_other(faults_of: Callable[[str], list[str]]) -> None:
    assert faults_of(SURVEY + Q + "type = 'multiple'\ncodes = { a = 'A', b = 'B' }\nother.b = 'x_b'") == []


def test_the_survey_of_these_tests_has_no_fault_of_its_own(faults_of: Callable[[str], list[str]]) -> None:
    assert faults_of(SURVEY) == []


def test_all_contradictions_come_at_once_in_the_order_of_the_file(
    faults_of: Callable[[str], list[str]],
) -> None:
    faults = faults_of(
        "breakdowns = ['z']\n" + Q + "type = 'single'\n[questions.y]\ntype = 'numeric'\nmin = 2\nmax = 1\n"
        "[indicators.z]\n"
    )
    assert [fault.partition(":")[0] for fault in faults] == [
        "questions.x",
        "questions.y",
        "indicators.z.theme",
        "indicators.z.variable",
        "breakdowns",
    ]


def routed(**asked_if: str) -> str:
    """A survey of questions each asked if another says yes."""
    return "".join(
        f"[questions.{name}]\ntype = 'single'\ncodes.oui = 'Oui'\nasked_if.{other} = ['oui']\n"
        for name, other in asked_if.items()
    )


def test_routing_that_goes_round_is_named_once(faults_of: Callable[[str], list[str]]) -> None:
    assert faults_of(routed(a="b", b="c", c="a")) == ["asked_if goes round in a circle: a -> b -> c -> a"]
    assert faults_of(routed(a="a")) == ["asked_if goes round in a circle: a -> a"]


def test_routing_through_a_derived_variable_that_goes_round_is_found(
    faults_of: Callable[[str], list[str]],
) -> None:
    survey = (
        "[questions.a]\ntype = 'single'\ncodes.oui = 'Oui'\nasked_if.b = ['x']\n"
        "[derived.b]\ngroups_of = 'a'\ncodes.x.of = ['oui']\n"
    )
    assert faults_of(survey) == ["asked_if goes round in a circle: a -> b -> a"]


def test_a_long_chain_of_routing_is_read(survey_of: Callable[[str], Survey]) -> None:
    chain = {f"q{n}": f"q{n - 1}" for n in range(1, 300)}
    first = "[questions.q0]\ntype = 'single'\ncodes.oui = 'Oui'\n"
    assert len(survey_of(first + routed(**chain)).questions) == 300
    assert len(survey_of(first + routed(**dict(reversed(chain.items())))).questions) == 300


def test_a_later_question_may_route_an_earlier_one(survey_of: Callable[[str], Survey]) -> None:
    survey = survey_of(
        "[questions.a]\ntype = 'text'\nasked_if.b = ['oui']\n[questions.b]\n"
        "type = 'single'\ncodes.oui = 'Oui'"
    )
    assert survey.questions["a"].asked_if == {"b": ("oui",)}


def test_classes_side_by_side_and_with_gaps_do_not_overlap(faults_of: Callable[[str], list[str]]) -> None:
    classes = (
        "classes_of = 'age'\ncodes.a.below = 20\ncodes.b = { from = 20, below = 40 }\ncodes.c.from = 60\n"
    )
    assert faults_of(SURVEY + D + classes) == []
