"""The respondents of one edition: its file read, cleaned and weighted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from analysis.etl.cleaning import Cleaned, clean
from analysis.etl.margins_file import read_margins
from analysis.etl.weighting import Weighted, weigh
from analysis.questionnaire import Edition, Survey
from analysis.results import MARGINS
from analysis.sources.answers_files import read_files

Weigh = Callable[[Cleaned], Weighted]


def respondents_of(raw: Path, survey: Survey, edition: Edition) -> Weighted:
    """The respondents whose answers, margins and weights are described in the folder `raw`."""
    return weighing(raw, survey, edition)(clean(read_files(raw, edition.files), survey, edition))


def weighing_on(raw: Path, survey: Survey, edition: Edition, variables: tuple[str, ...]) -> Weigh:
    """How respondents of the edition are weighted on some of its margins alone; not at all on none."""
    given = edition.weighting or survey.weighting
    plain = replace(given, calibration=given.calibration if variables else "none", variables=variables)
    return weighing(raw, survey, replace(edition, weighting=plain))


def weighing(raw: Path, survey: Survey, edition: Edition) -> Weigh:
    """How respondents of the edition are weighted: by the design, and to the margins of the folder `raw`."""
    weighting = edition.weighting or survey.weighting
    margins = None
    if weighting.calibration != "none":
        margins = read_margins(raw / MARGINS.name, survey, weighting.variables)
    return lambda cleaned: weigh(cleaned, margins, survey.design, weighting)
