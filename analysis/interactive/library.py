"""The names that `import analysis` gives."""

from __future__ import annotations

from pathlib import Path
from typing import overload

from analysis.interactive.asking.near_names import near_arguments
from analysis.interactive.editions import Editions, open_editions
from analysis.interactive.open_survey import OpenSurvey
from analysis.interactive.opening import open_survey
from analysis.interactive.tables import Table
from analysis.workspace import LANGUAGE

__all__ = ["Editions", "OpenSurvey", "Table", "open"]


@overload
def open(
    name: str, edition: str | int, root: str | Path | None = None, language: str = LANGUAGE
) -> OpenSurvey: ...


@overload
def open(
    name: str,
    edition: list[str] | tuple[str, ...] | None = None,
    root: str | Path | None = None,
    language: str = LANGUAGE,
) -> Editions: ...


@near_arguments
def open(
    name: str,
    edition: str | int | list[str] | tuple[str, ...] | None = None,
    root: str | Path | None = None,
    language: str = LANGUAGE,
) -> OpenSurvey | Editions:
    """An edition of a built survey, or several editions side by side: those listed, or all that are built.

    root: the folder that holds data/raw, by default the nearest upwards. Nothing is built. Raises
    AnalystError for a survey or edition that is not there or not built, with those that are.
    """
    if isinstance(edition, str | int):
        return open_survey(name, str(edition), root, language)
    return open_editions(name, edition, root, language)
