"""Definitions made to trap: comparisons that say nothing new, answers that say little."""

from __future__ import annotations

import tomllib

import pytest

from analysis.questionnaire import Survey
from analysis.questionnaire.definitions import survey_from
from analysis.questionnaire.editorial_marks import is_profile, is_tautology
from analysis.questionnaire.kinds.answer_marks import aside_of

TEXT = """
breakdowns = ["classe_age", "salarie", "croise", "cas", "nombre", "notes", "types", "durees", "regroupe"]
[weighting]
calibration = "raking"
variables = ["sexe*public", "classe_age"]
[themes.t]
[populations.jeunes]
among = { classe_age = ["jeune"] }
[populations.tous_sauf_jeunes]
among = { classe_age = { not = ["jeune"] } }
[questions]
naissance = { type = "numeric" }
annee_debut = { type = "numeric" }
heures = { type = "numeric" }
missions = { type = "multiple", codes = { a = "A", b = "B", c = "C" } }
public = { type = "single", codes = { ville = "V", village = "W" } }
sexe = { type = "single", codes = { H = "Homme", F = "Femme" } }
situation = { type = "single", codes = { 1 = "Salarié", 2 = "Retraité", 3 = "Étudiant" } }
formation = { type = "single", codes = { oui = "Oui", un_peu = "Un peu", non = "Non" } }
types = { type = "single", asked_if = { formation = ["oui", "un_peu"] }, codes = { a = "A", b = "B" } }
durees = { type = "single", asked_if = { types = ["a"] }, codes = { x = "X", y = "Y" } }
note = { type = "scale", codes = { 1 = "1", 2 = "2", 3 = "3", 4 = "4" } }
note2 = { type = "scale", codes = { 1 = "1", 2 = "2", 3 = "3", 4 = "4" } }
[derived]
age = { years_since = "naissance" }
anciennete = { years_since = "annee_debut" }
nb_missions = { count_of = "missions" }
moyenne = { mean_of = ["note", "note2"] }
croise = { crossed_of = ["sexe", "formation"] }
[derived.classe_age]
classes_of = "age"
codes = { jeune = { fr = "J", below = 25 }, aine = { fr = "A", from = 25 } }
[derived.regroupe]
groups_of = "classe_age"
codes = { p = { fr = "P", of = ["jeune"] }, q = { fr = "Q", of = ["aine"] } }
[derived.salarie]
groups_of = "situation"
codes = { oui = { fr = "Oui", of = ["1"] }, non = { fr = "Non", of = ["2", "3"] } }
[derived.cas]
cases_of = ["situation", "note2"]
[derived.cas.codes]
r = { fr = "R", when = { situation = ["2"], note2 = ["1"] } }
z = { fr = "Z", when = { note2 = ["4"] } }
[derived.nombre]
classes_of = "nb_missions"
codes = { un = { fr = "1", below = 2 }, plus = { fr = "2+", from = 2 } }
[derived.notes]
classes_of = "moyenne"
codes = { bas = { fr = "B", below = 2 }, haut = { fr = "H", from = 2 } }
"""
FAVOURABLE = 'statistic = "balance"\nfavourable = ["1"]\nunfavourable = ["4"]'
TRAPS = [  # the indicator, the breakdown, whether nothing new is said
    ('variable = "situation"\nanswers = ["2"]', "salarie", True),
    ('variable = "situation"\nanswers = ["2"]', "cas", True),
    ('variable = "salarie"', "cas", True),
    ('variable = "formation"\nanswers = ["oui"]', "croise", True),
    ('variable = "sexe"\nanswers = ["F"]', "croise", True),
    ('variable = "missions"', "nombre", True),
    ('variable = "nb_missions"\nstatistic = "mean"', "nombre", True),
    ('variable = "note"\n' + FAVOURABLE, "notes", True),
    ('variable = "moyenne"\nstatistic = "median"', "notes", True),
    ('variable = "note2"\nanswers = ["1"]', "cas", True),
    ('variable = "age"\nstatistic = "mean"', "regroupe", True),
    ('variable = "heures"\nstatistic = "ratio"\ndenominator = "age"', "classe_age", True),
    ('variable = "age"\nstatistic = "ratio"\ndenominator = "heures"', "classe_age", True),
    ('variable = "formation"\nanswers = ["oui", "un_peu"]', "types", True),
    ('variable = "formation"\nanswers = ["non"]', "types", True),
    ('variable = "formation"\nanswers = ["oui", "un_peu"]', "durees", True),
    ('variable = "types"', "durees", True),
    ('variable = "note"\nanswers = ["1"]\npopulation = "jeunes"', "classe_age", True),
    ('variable = "note"\nanswers = ["1"]\npopulation = "tous_sauf_jeunes"', "classe_age", True),
    ('variable = "situation"\nanswers = ["2"]\nnever_by = ["classe_age"]', "classe_age", True),
    ('variable = "formation"\nanswers = ["oui"]', "types", False),
    ('variable = "note"\n' + FAVOURABLE, "classe_age", False),
    ('variable = "note"\nanswers = ["1"]', "durees", False),
    ('variable = "anciennete"\nstatistic = "mean"', "classe_age", False),
]
PROFILES = [
    ('variable = "sexe"', True),
    ('variable = "public"\nanswers = ["ville"]', True),
    ('variable = "croise"', True),
    ('variable = "age"\nstatistic = "mean"', True),
    ('variable = "regroupe"', True),
    ('variable = "heures"\nstatistic = "ratio"\ndenominator = "age"', True),
    ('variable = "situation"\nprofile = true', True),
    ('variable = "sexe"\nprofile = false', False),
    ('variable = "note"\nanswers = ["1"]', False),
]
LABELS = [
    *(("other", label) for label in ("Autres réponses", "Autre(s) : précisez", "Divers", "Other (specify)")),
    *(("other", label) for label in ("Something else", "Quelque chose d'autre", "« Autre »")),
    *(
        ("none", label)
        for label in ("Aucune de ces réponses", "None of these", "Sans objet", "Non concerné(e)")
    ),
    *(("none", label) for label in ("Not applicable", "N/A", "Aucun des deux")),
    *(("dont_know", label) for label in ("Ne sait pas / NSP", "NSPP", "Ne se prononce pas", "Pas d'avis")),
    *(("dont_know", label) for label in ("Not sure", "Unsure", "I don’t know", "Sans opinion")),
    *(("no_answer", label) for label in ("Sans réponse", "Je préfère ne pas répondre", "Prefer not to say")),
    *(
        ("no_answer", label)
        for label in ("Ne souhaite pas répondre", "Refuse de répondre", "I would rather not say")
    ),
    *(
        (None, label)
        for label in ("Autrefois", "Otherwise engaged", "Une autre raison", "Refus", "Pas concerné")
    ),
    *((None, label) for label in ("Aucun", "Not concerned", "Diversité", "Not sure of the date", "Nobody")),
]


def survey_with(text: str, indicator: str) -> Survey:
    faults: list[str] = []
    found = survey_from(tomllib.loads(f'{text}\n[indicators.a]\ntheme = "t"\n{indicator}'), "s", faults)
    assert found is not None and faults == []
    return found


@pytest.mark.parametrize(("indicator", "breakdown", "expected"), TRAPS)
def test_what_cannot_but_differ_is_never_compared(indicator: str, breakdown: str, expected: bool) -> None:
    survey = survey_with(TEXT, indicator)
    assert is_tautology(survey, survey.indicators["a"], breakdown) is expected


@pytest.mark.parametrize(("indicator", "expected"), PROFILES)
def test_what_the_weighting_fixes_tells_who_answered_under_any_name(indicator: str, expected: bool) -> None:
    survey = survey_with(TEXT, indicator)
    assert is_profile(survey, survey.indicators["a"]) is expected


@pytest.mark.parametrize(("kind", "label"), LABELS)
def test_an_answer_of_little_substance_is_known_by_its_label(kind: str | None, label: str) -> None:
    text = f'[themes.t]\n[questions.q]\ntype = "single"\ncodes = {{ a = "{label}", b = "Oui" }}'
    survey = survey_with(text, 'variable = "q"')
    assert aside_of(survey.questions["q"], "a") == kind
