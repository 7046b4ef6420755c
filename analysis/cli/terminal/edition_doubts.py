"""What an edition says of itself that can hardly be: told as doubts, as the figures follow from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from analysis.cli.terminal.words import said

if TYPE_CHECKING:
    from analysis.steps.results_files import Built

HUNDRED, ROUNDED = 100, 0.5
"""What counts sum to where they are percents, and how far off they are as rounded."""


def edition_doubts(built: Built, today: date) -> list[str]:
    """Fieldwork to come, fewer invited than answered, households without primary units, counts that are
    percents."""
    parts = (_of_fieldwork(built, today), _of_invited(built), _of_households(built), _of_counts(built))
    return [said("doubt: {doubt}", doubt=each) for found in parts for each in found]


def _of_fieldwork(built: Built, today: date) -> Iterator[str]:
    for day in (built.edition.start, built.edition.end):
        if day and day > today:
            yield said("fieldwork: {day} is still to come, and answers were received", day=day)
            return


def _of_invited(built: Built) -> Iterator[str]:
    """How many were received is not told: beside those kept it would say how few were removed."""
    invited = built.edition.invited
    if invited is not None and invited < built.weighted.cleaned.received:
        yield said(
            "invited = {invited} is fewer than were received: the response rate is above 100 %",
            invited=invited,
        )


def _of_households(built: Built) -> Iterator[str]:
    """Members of one household were drawn together; only primary units say so to the variance."""
    homes, design = built.weighted.cleaned.sampling.households, built.survey.design
    if homes is not None and design.psu is None and len({*homes}) < len(homes):
        yield said(
            "household = {column!r} and no psu: members of one household count as drawn one by one, and "
            "intervals are too short; psu = {column!r} unless there are greater units",
            column=design.household,
        )


def _of_counts(built: Built) -> Iterator[str]:
    """Weights calibrated to counts sum to the population: of everyone, and of each design of some."""
    calibrated = [(built.edition.weighting or built.survey.weighting, built.weighted)]
    for name, design in built.survey.designs.items():
        calibrated.append((design.weighting, built.weighted.in_design(name)))
    for weighting, weighted in calibrated:
        before, after = weighted.cleaned.sampling.weights.sum(), weighted.design.weights.sum()
        is_scaled = weighting.calibration != "none" and not np.isclose(before, after, atol=ROUNDED)
        if is_scaled and abs(after - HUNDRED) <= ROUNDED:
            yield said(
                "the counts of margins.csv sum to {total}, as percents do: "
                "write percents in the column share",
                total=f"{after:g}",
            )
