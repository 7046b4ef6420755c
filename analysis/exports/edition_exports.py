"""The files for people of an edition's release, made from its released tables."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.exports.released_edition import ReleasedEdition
from analysis.exports.spreadsheets.french_csv import french_indicators
from analysis.questionnaire import Edition, Survey
from analysis.results.released_columns import INDICATORS_FR


def edition_exports(survey: Survey, edition: Edition, released: Mapping[str, bytes]) -> dict[str, bytes]:
    """Name -> bytes of each file for people; `released` are the released tables by name."""
    release = ReleasedEdition(survey, edition, released)
    return {INDICATORS_FR.name: french_indicators(release)}
