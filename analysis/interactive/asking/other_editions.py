"""Which editions of a survey asked a question that this one did not."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from analysis.faults import Fault
from analysis.questionnaire import Edition, Survey, read_edition


def not_asked(name: str, survey: Survey, edition: Edition, survey_toml: Path | None) -> str:
    """That the edition did not ask a question, with those that did."""
    asked = [each for each in _asking(name, survey, survey_toml) if each != edition.name]
    where = f"; asked in {', '.join(asked)}" if asked else ", or left out as a direct identifier"
    return f"{name}: not asked in {edition.name}{where}"


def _asking(name: str, survey: Survey, survey_toml: Path | None) -> list[str]:
    found = []
    for path in sorted(survey_toml.parent.glob("*/edition.toml")) if survey_toml else []:
        with suppress(Fault):
            edition = read_edition(path, survey)
            if name not in edition.not_asked:
                found.append(edition.name)
    return found
