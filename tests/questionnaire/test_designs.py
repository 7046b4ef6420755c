"""Designs of some respondents: what populations and indicators take from them, and what contradicts them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.questionnaire import Noun
from tests.questionnaire.conftest import ReadSurvey

SURVEY = """
breakdowns = ["sexe"]
[themes.t]
title = "T"
[questions.niveau]
type = "single"
codes = { org = "organisation", pays = "pays" }
[questions.sexe]
type = "single"
codes = { f = "F", h = "H" }
[questions.revenu]
type = "single"
codes = { bas = "bas", haut = "haut" }
[questions.q]
type = "single"
codes = { 1 = "oui", 2 = "non" }
[designs.orgs]
weight = "w1"
among = { niveau = ["org"] }
[designs.pays]
label = "Pays"
weight = "w2"
among = { niveau = ["pays"] }
called = { fr = ["un pays", "pays"] }
breakdowns = ["revenu"]
[populations.organisations]
design = "orgs"
[populations.etats]
design = "pays"
among = { revenu = ["haut"] }
[indicators.a]
theme = "t"
variable = "q"
population = "organisations"
[indicators.b]
theme = "t"
variable = "q"
population = "etats"
"""


def test_populations_are_within_their_design_and_called_as_it_is(survey_of: ReadSurvey) -> None:
    survey = survey_of(SURVEY)
    etats = survey.populations["etats"]
    assert etats.among == {"niveau": ("pays",), "revenu": ("haut",)}
    assert etats.called == {"fr": Noun("un pays", "pays")}
    assert (etats.label.fr, survey.populations["organisations"].label.fr) == ("Pays", "orgs")


def test_indicators_have_the_breakdowns_of_their_design(survey_of: ReadSurvey) -> None:
    indicators = survey_of(SURVEY).indicators
    assert (indicators["a"].breakdowns, indicators["b"].breakdowns) == (None, ("revenu",))


CONTRADICTIONS = [
    (
        "an unknown design",
        ('design = "orgs"', 'design = "org"'),
        "populations.organisations.design: no [designs.org]; known: orgs, pays",
    ),
    (
        "a design of no population",
        ('design = "orgs"', ""),
        "designs.orgs: no population names it",
    ),
    (
        "an indicator of no design",
        ('variable = "q"\npopulation = "organisations"', 'variable = "q"'),
        "indicators a: of no design, while orgs, pays have theirs",
    ),
    (
        "a breakdown of another design",
        ('population = "organisations"', 'population = "organisations"\nbreakdowns = ["revenu"]'),
        "indicators.a.breakdowns: revenu is a breakdown of the design pays, and its population is of orgs",
    ),
    (
        "one weight of two units",
        ('weight = "w2"', 'weight = "w1"'),
        "designs.pays.weight: w1 is the weight of orgs too, whose respondents are respondents, and here pays",
    ),
    (
        "a population outside its design",
        ('among = { revenu = ["haut"] }', 'among = { niveau = ["org"] }'),
        "populations.etats.among: niveau is what tells the respondents of its design, pays",
    ),
    (
        "an answer that there is not",
        ('among = { niveau = ["org"] }', 'among = { niveau = ["orga"] }'),
        "designs.orgs.among: 'orga' is not an answer to niveau",
    ),
    (
        "a breakdown that there is not",
        ('breakdowns = ["revenu"]', 'breakdowns = ["revenus"]'),
        "designs.pays.breakdowns:",
    ),
    (
        "a margin without codes",
        ('weight = "w2"', 'weight = "w2"\nweighting = { calibration = "raking", variables = ["niveaux"] }'),
        "designs.pays.weighting.variables: 'niveaux' is not a variable with one code per respondent",
    ),
    (
        "stages without units",
        ('weight = "w2"', 'weight = "w2"\nstages = [{ unit = "m", fpc = "n" }]'),
        "designs.pays.stages: units drawn within primary units",
    ),
    (
        "an unknown key",
        ('weight = "w2"', 'wheight = "w2"'),
        "designs.pays.wheight",
    ),
]


@pytest.mark.parametrize(
    ("change", "message"), [case[1:] for case in CONTRADICTIONS], ids=[case[0] for case in CONTRADICTIONS]
)
def test_what_contradicts_itself_is_said(
    change: tuple[str, str], message: str, faults_of: Callable[[str], list[str]]
) -> None:
    assert change[0] in SURVEY
    found = faults_of(SURVEY.replace(*change, 1))
    assert any(fault.startswith(message) for fault in found), found


def test_a_design_of_everyone_allows_figures_of_all(faults_of: Callable[[str], list[str]]) -> None:
    of_all = SURVEY.replace('variable = "q"\npopulation = "organisations"', 'variable = "q"', 1)
    unused = "designs.orgs: no population"
    assert [f for f in faults_of(f'{of_all}[design]\nweight = "w"\n') if not f.startswith(unused)] == []
