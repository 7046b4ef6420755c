"""A survey from the text of its survey.toml alone, without files or answers."""

from __future__ import annotations

import tomllib

from analysis.questionnaire import Survey
from analysis.questionnaire.definitions import survey_from


def survey_of(text: str) -> Survey:
    """The survey that a text defines; a fault in it fails the test."""
    faults: list[str] = []
    survey = survey_from(tomllib.loads(text), "essai", faults)
    assert survey is not None and not faults, faults
    return survey
