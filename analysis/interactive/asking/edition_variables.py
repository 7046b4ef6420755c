"""Variables made on the fly of several editions at once: made anew in each, as codes may differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from analysis.interactive.asking.variables import SurveyVariable


@dataclass(frozen=True, eq=False)
class EditionVariable:
    """A variable that each edition makes of its own answers; `said` is the line that makes it."""

    said: str
    made_in: Callable[[Any], SurveyVariable] = field(repr=False)

    def __repr__(self) -> str:
        return f"{self.said}: made in each edition"


EditionNames = str | EditionVariable


def in_edition(given: Any, survey: Any) -> Any:
    """What is given for rows, groups or weights, with each variable as the edition makes it."""
    if isinstance(given, EditionVariable):
        return given.made_in(survey)
    if isinstance(given, list | tuple):
        return [in_edition(each, survey) for each in given]
    return given
