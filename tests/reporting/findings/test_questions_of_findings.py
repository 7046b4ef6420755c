"""The one question that a finding is of, so that two findings of one question are known as such."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.questionnaire import Edition, Label
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.candidates import candidates
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.trend_rows import Change
from tests.defined_survey import survey_of

SURVEY = """
[themes.t]
[scales.s]
codes = { 1 = "Non", 2 = "Un peu", 3 = "Oui" }
[questions.a]
type = "scale"
scale = "s"
[questions.b]
type = "scale"
scale = "s"
[derived.deux]
groups_of = "a"
codes = { oui = { fr = "Oui", of = ["2", "3"] }, non = { fr = "Non", of = ["1"] } }
[derived.encore]
groups_of = "deux"
codes = { oui = { fr = "Oui", of = ["oui"] }, non = { fr = "Non", of = ["non"] } }
[derived.somme]
sum_of = ["a", "b"]
[derived.classes]
classes_of = "somme"
codes = { bas = { fr = "Bas", below = 4 }, haut = { fr = "Haut", from = 4 } }
[indicators.x]
theme = "t"
variable = "VARIABLE"
answers = ["ANSWER"]
"""
QUESTIONS = [
    ("a", "1", "a"),
    ("deux", "oui", "a"),
    ("encore", "oui", "a"),
    ("classes", "haut", "classes"),
]


@pytest.mark.parametrize(("variable", "answer", "question"), QUESTIONS)
def test_a_finding_is_of_the_one_question_that_its_figure_is_made_of(
    variable: str, answer: str, question: str, estimate: Callable[..., IndicatorRow]
) -> None:
    survey = survey_of(SURVEY.replace("VARIABLE", variable).replace("ANSWER", answer))
    change = Change("x", "", "2009", "2024", 50.0, 60.0, difference=10.0, p=0.0001, p_report=0.0001)
    now, before = estimate(60.0, indicator="x"), estimate(50.0, indicator="x")
    changes = Changes("2024", [change], figures={"2009": {("x", ""): before}, "2024": {("x", ""): now}})
    edition = Edition("2024", Label("2024", "2024"), ())
    [finding] = candidates(survey, edition, IndicatorRows((now,)), changes)
    assert finding.question == question
