"""How a score is told: its questions, the points of their answers, what is turned round, who has one."""

from __future__ import annotations

import pytest

from analysis.reporting.chapters.annexes import score_text
from analysis.reporting.language.voice import Voice
from tests.defined_survey import survey_of
from tests.plain_spaces import plain

SURVEY = """
[themes.t]
[scales.s]
codes = { 1 = "Non", 2 = "Un peu", 5 = "Oui" }
[questions.a]
type = "scale"
scale = "s"
label = "Accueil"
[questions.b]
type = "scale"
scale = "s"
label = "Locaux"
[derived.both]
sum_of = ["a", "b"]
[derived.turned]
mean_of = ["a", "b"]
at_least = 1
reversed = ["b"]
[derived.points]
points_of = { a = { 5 = 2, 2 = 0.5 } }
"""
TOLD = [
    ("both", None, "Calculé : somme de « Accueil » ; « Locaux »"),
    ("both", 0.816, "Calculé : somme de « Accueil » ; « Locaux ». Alpha de Cronbach : 0,82"),
    (
        "turned",
        None,
        "Calculé : moyenne de « Accueil » ; « Locaux ». Échelle retournée : « Locaux »."
        " Réponses nécessaires : 1",
    ),
    ("points", None, "Calculé : points d’après « Accueil » (Oui 2, Un peu 0,5)"),
]


@pytest.mark.parametrize(("name", "alpha", "told"), TOLD)
def test_a_score_is_told_with_what_it_is_made_of(name: str, alpha: float | None, told: str) -> None:
    voice = Voice("fr", survey_of(SURVEY))
    assert plain(score_text(voice, voice.survey.derived[name], alpha)) == told
