"""The small survey with verbs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.questionnaire.fixed_words import Verb
from analysis.reporting.language.voice import Voice

VERBS = {
    "bien_accueillis": {
        "fr": Verb("se dit bien accueilli", "se disent bien accueillis"),
        "en": Verb("feels well received", "feel well received"),
    },
    "canaux": {"fr": Verb("est venu", "sont venus"), "en": Verb("came", "came")},
}


@pytest.fixture
def spoken(voices: dict[str, Voice]) -> dict[str, Voice]:
    """The voices of the small survey, its shares with verbs."""
    survey = voices["fr"].survey
    verbs = {name: replace(survey.indicators[name], verb=verb) for name, verb in VERBS.items()}
    told = replace(survey, indicators={**survey.indicators, **verbs})
    return {language: Voice(language, told) for language in ("fr", "en")}
