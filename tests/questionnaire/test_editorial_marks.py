"""What definitions say of how figures are read, and what is found where they say nothing."""

from __future__ import annotations

import tomllib

import pytest

from analysis.questionnaire import Survey
from analysis.questionnaire.definitions import survey_from
from analysis.questionnaire.editorial_marks import is_profile, is_tautology
from analysis.questionnaire.kinds.answer_marks import aside_of, substantive

TEXT = """
breakdowns = ["sexe", "classe_age", "passage", "moyen_groupe"]
[weighting]
calibration = "raking"
variables = ["sexe*classe_age"]
[themes.t]
[themes.qui]
profile = true
[populations.venus]
among = { passage = ["oui"] }
[questions.sexe]
type = "single"
codes = { H = "Homme", F = "Femme" }
[questions.age]
type = "numeric"
[questions.passage]
type = "single"
codes = { oui = "Oui", non = "Non" }
[questions.moyen]
type = "single"
asked_if = { passage = ["oui"] }
[questions.moyen.codes]
1 = "À pied"
2 = "En vélo"
3 = "Autrement"
4 = { fr = "X", en = "Some other way" }
5 = "Un autre"
[questions.duree]
type = "numeric"
asked_if = { moyen = ["1", "2"] }
[questions.avis]
type = "single"
codes = { 1 = "Oui", 2 = "Non", 8 = "Je ne sais pas", 9 = "Non réponse" }
[questions.lieux]
type = "multiple"
codes = { a = "A", b = "B", z = "Rien", y = "Ailleurs" }
exclusive = ["z"]
other = { y = "lieux_texte" }
[questions.taille]
type = "single"
ordered = true
codes = { 0 = "Aucune", 1 = "Petite", 2 = "Grande", 9 = "Autre taille" }
aside = { other = [], none = ["9"] }
[questions.note]
type = "scale"
codes = { 1 = "1", 2 = "2", 3 = "3", 4 = "4" }
[derived.classe_age]
classes_of = "age"
codes = { jeune = { fr = "J", below = 40 }, aine = { fr = "A", from = 40 } }
[derived.moyen_groupe]
groups_of = "moyen"
[derived.moyen_groupe.codes]
doux = { fr = "D", of = ["1", "2"] }
reste = { fr = "R", of = ["3", "4"] }
un = { fr = "U", of = ["5"] }
[derived.note_groupe]
groups_of = "note"
codes = { bas = { fr = "B", of = ["1", "2"] }, haut = { fr = "H", of = ["3", "4"] } }
[derived.note_melee]
groups_of = "note"
codes = { bouts = { fr = "B", of = ["1", "4"] }, milieu = { fr = "M", of = ["2", "3"] } }
[indicators.sexe]
theme = "t"
[indicators.age]
theme = "t"
statistic = "mean"
[indicators.avis]
theme = "t"
never_by = ["sexe"]
[indicators.lieux]
theme = "qui"
[indicators.note]
theme = "qui"
profile = false
[indicators.duree]
theme = "t"
statistic = "mean"
[indicators.venus]
theme = "t"
variable = "avis"
population = "venus"
"""


@pytest.fixture(scope="module")
def survey() -> Survey:
    faults: list[str] = []
    found = survey_from(tomllib.loads(TEXT), "s", faults)
    assert found is not None
    assert faults == []
    return found


ASIDE = [
    ("moyen", "1", None),
    ("moyen", "3", "other"),
    ("moyen", "4", "other"),
    ("moyen", "5", None),
    ("avis", "2", None),
    ("avis", "8", "dont_know"),
    ("avis", "9", "no_answer"),
    ("lieux", "z", "none"),
    ("lieux", "y", "other"),
    ("taille", "0", None),
    ("taille", "9", "none"),
    ("moyen_groupe", "reste", "other"),
    ("moyen_groupe", "un", None),
]


@pytest.mark.parametrize(("question", "code", "kind"), ASIDE)
def test_answers_that_say_little_stand_aside(
    question: str, code: str, kind: str | None, survey: Survey
) -> None:
    assert aside_of(survey.questions[question], code) == kind
    assert (code in substantive(survey.questions[question])) is (kind is None)


ORDERED = {
    "sexe": False,
    "moyen": False,
    "lieux": False,
    "taille": True,
    "note": True,
    "classe_age": True,
    "moyen_groupe": False,
    "note_groupe": True,
    "note_melee": False,
}


@pytest.mark.parametrize(("question", "expected"), ORDERED.items())
def test_an_order_is_said_or_follows_from_what_a_variable_is_made_of(
    question: str, expected: bool, survey: Survey
) -> None:
    assert survey.questions[question].ordered is expected


PROFILE = {"sexe": True, "age": True, "avis": False, "lieux": True, "note": False, "duree": False}


@pytest.mark.parametrize(("indicator", "expected"), PROFILE.items())
def test_margins_and_chapters_that_say_so_tell_who_answered(
    indicator: str, expected: bool, survey: Survey
) -> None:
    assert is_profile(survey, survey.indicators[indicator]) is expected


TAUTOLOGIES = [
    ("sexe", "sexe", True),
    ("age", "classe_age", True),
    ("avis", "sexe", True),
    ("avis", "classe_age", False),
    ("duree", "passage", True),
    ("duree", "sexe", False),
    ("venus", "passage", True),
    ("venus", "sexe", False),
]


@pytest.mark.parametrize(("indicator", "breakdown", "expected"), TAUTOLOGIES)
def test_what_follows_from_the_groups_is_no_finding(
    indicator: str, breakdown: str, expected: bool, survey: Survey
) -> None:
    assert is_tautology(survey, survey.indicators[indicator], breakdown) is expected


FAULTS = [
    (
        'aside = { other = ["x"] }',
        "questions.taille.aside.other: 'x' is not an answer; answers: 0, 1, 2, 9",
    ),
    ('aside = { other = ["9"], none = ["9"] }', "questions.taille.aside: '9' is both other and none"),
]


@pytest.mark.parametrize(("written", "message"), FAULTS)
def test_a_mark_that_contradicts_the_answers_is_a_fault(written: str, message: str) -> None:
    faults: list[str] = []
    survey_from(tomllib.loads(TEXT.replace('aside = { other = [], none = ["9"] }', written)), "s", faults)
    assert faults == [message]


@pytest.mark.parametrize(
    ("name", "kind", "value", "message"),
    [
        ("lieux", "multiple", "true", "the answers of a multiple question have no order to say"),
        ("note", "scale", "false", "the answers of a scale are in an order; make it single if they are not"),
    ],
)
def test_an_order_that_cannot_be_is_a_fault(name: str, kind: str, value: str, message: str) -> None:
    faults: list[str] = []
    head = f'[questions.{name}]\ntype = "{kind}"\n'
    survey_from(tomllib.loads(TEXT.replace(head, f"{head}ordered = {value}\n")), "s", faults)
    assert faults == [f"questions.{name}.ordered: {message}"]
