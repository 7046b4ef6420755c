"""The survey of findings with what it says of its groups and answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.questionnaire import Label
from analysis.questionnaire.fixed_words import Verb, Within
from analysis.reporting.language.voice import Voice

PHRASES = {
    "1": {"fr": Within("chez les femmes", "chez elles"), "en": Within("among women", "among them")},
    "2": {"fr": Within("avec les hommes", "avec eux"), "en": Within("with men", "with them")},
}
ANSWERS = {
    "a": {
        "fr": Verb("est venu par un proche", "sont venus par un proche"),
        "en": Verb("came by word", "came"),
    }
}


@pytest.fixture
def phrased(spoken: dict[str, Voice]) -> dict[str, Voice]:
    """The voices of the small survey, its shares, groups and an answer with phrases of their own."""
    survey = spoken["fr"].survey
    questions = dict(survey.questions)
    questions["sexe"] = replace(questions["sexe"], within=PHRASES)
    questions["age"] = replace(
        questions["age"],
        ordered=True,
        more=Label("plus l'âge avance", "the older they are"),
        codes={code: Label(label, label) for code, label in (("01", "a"), ("02", "b"), ("03", "c"))},
    )
    questions["decouverte"] = replace(questions["decouverte"], verbs=ANSWERS)
    return {lang: Voice(lang, replace(survey, questions=questions)) for lang in ("fr", "en")}
