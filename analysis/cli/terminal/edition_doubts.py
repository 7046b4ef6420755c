"""What an edition says of itself that can hardly be: told as doubts, as the figures follow from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from analysis.cli.terminal.words import said

if TYPE_CHECKING:
    from analysis.etl.weighting import Weighted
    from analysis.questionnaire import Edition
    from analysis.questionnaire.settings import SamplingDesign, Weighting
    from analysis.steps.results_files import Built

HUNDRED, ROUNDED = 100, 0.5
"""What counts sum to where they are percents, and how far off they are as rounded."""


def edition_doubts(built: Built, today: date) -> list[str]:
    """Fieldwork to come, fewer invited than answered, households without primary units, counts that are
    percents."""
    weighting = built.edition.weighting or built.survey.weighting
    found = [*_of_fieldwork(built.edition, today), *_of_invited(built.edition, built.weighted)]
    found += [*_of_households(built.survey.design, built.weighted), *_of_counts(weighting, built.weighted)]
    for name, design in built.survey.designs.items():
        found += _of_counts(design.weighting, built.weighted.in_design(name))
    return [said("doubt: {doubt}", doubt=each) for each in found]


def _of_fieldwork(edition: Edition, today: date) -> Iterator[str]:
    for day in (edition.start, edition.end):
        if day and day > today:
            yield said("fieldwork: {day} is still to come, and answers were received", day=day)
            return


def _of_invited(edition: Edition, weighted: Weighted) -> Iterator[str]:
    received = weighted.cleaned.received
    if edition.invited is not None and edition.invited < received:
        yield said(
            "invited = {invited} is fewer than the {received} received: the response rate is above 100 %",
            invited=edition.invited,
            received=received,
        )


def _of_households(design: SamplingDesign, weighted: Weighted) -> Iterator[str]:
    """Members of one household were drawn together; only primary units say so to the variance."""
    homes = weighted.cleaned.sampling.households
    if homes is not None and design.psu is None and len({*homes}) < len(homes):
        yield said(
            "household = {column!r} and no psu: members of one household count as drawn one by one, and "
            "intervals are too short; psu = {column!r} unless there are greater units",
            column=design.household,
        )


def _of_counts(weighting: Weighting, weighted: Weighted) -> Iterator[str]:
    """Weights calibrated to counts sum to the population."""
    before, after = weighted.cleaned.sampling.weights.sum(), weighted.design.weights.sum()
    is_scaled = weighting.calibration != "none" and not np.isclose(before, after, atol=ROUNDED)
    if is_scaled and abs(after - HUNDRED) <= ROUNDED:
        yield said(
            "the counts of margins.csv sum to {total}, as percents do: write percents in the column share",
            total=f"{after:g}",
        )
