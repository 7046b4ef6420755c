"""The respondents of one edition: its file read, cleaned and weighted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.etl.answers_among import cleaned_among
from analysis.etl.cleaning import Cleaned, clean
from analysis.etl.population.margins_file import read_margins
from analysis.etl.weighting import Weighted, weigh
from analysis.questionnaire import DesignOfSome, Edition, Survey
from analysis.questionnaire.kinds.conditions import answered_one_of
from analysis.results import MARGINS
from analysis.sources.answers_files import read_files
from analysis.sources.received import DataError

Weigh = Callable[[Cleaned], Weighted]


def respondents_of(raw: Path, survey: Survey, edition: Edition) -> Weighted:
    """The respondents whose answers, margins and weights are described in the folder `raw`."""
    return weighing(raw, survey, edition)(clean(read_files(raw, edition.files), survey, edition))


def weighing_on(raw: Path, survey: Survey, edition: Edition, variables: tuple[str, ...]) -> Weigh:
    """How respondents of the edition are weighted on some of what it is weighted on alone: its margins, and
    classes of nonresponse; not at all on none."""
    given = edition.weighting or survey.weighting
    margins = tuple(name for name in variables if name in given.variables)
    plain = replace(given, calibration=given.calibration if margins else "none", variables=margins)
    if given.nonresponse not in variables:
        plain = replace(plain, nonresponse=None, drawn={})
    return weighing(raw, survey, replace(edition, weighting=plain))


def weighing(raw: Path, survey: Survey, edition: Edition) -> Weigh:
    """How respondents of the edition are weighted: by the design, and to the margins of the folder `raw`;
    those of a design of some, by theirs."""
    weighting = edition.weighting or survey.weighting
    margins = None
    if weighting.calibration != "none":
        margins = read_margins(raw / MARGINS.name, survey, weighting.variables)
    of_some = [_OfSome(each, _margins_of(each, raw, survey)) for each in survey.designs.values()]

    def weighed(cleaned: Cleaned) -> Weighted:
        found = weigh(cleaned, margins, survey.design, weighting)
        members = {each.design.name: each.members(cleaned) for each in of_some}
        parts = {each.design.name: each.weighed(cleaned, members[each.design.name]) for each in of_some}
        return replace(found, of_some=parts, members=members)

    return weighed


def _margins_of(design: DesignOfSome, raw: Path, survey: Survey) -> pd.DataFrame | None:
    if design.weighting.calibration == "none":
        return None
    return read_margins(raw / MARGINS.name, survey, design.weighting.variables, design.name)


@dataclass(frozen=True, eq=False)
class _OfSome:
    """A design of some respondents, and the margins of their population."""

    design: DesignOfSome
    margins: pd.DataFrame | None

    def members(self, cleaned: Cleaned) -> np.ndarray:
        """Mask (n,) of those of the respondents kept whose design it is."""
        return answered_one_of(self.design.among, cleaned.answers, len(cleaned.keys))

    def weighed(self, cleaned: Cleaned, where: np.ndarray) -> Weighted:
        """Its respondents, weighted. Raises DataError where that cannot be."""
        name = self.design.name
        if not where.any():
            raise DataError(f"designs.{name}: none of the respondents kept is of it; look at its `among`")
        own = replace(cleaned_among(cleaned, where), sampling=cleaned.of_some[name].among(where), of_some={})
        try:
            return weigh(own, self.margins, self.design, self.design.weighting)
        except DataError as error:
            raise DataError(f"designs.{name}: {error}") from None
