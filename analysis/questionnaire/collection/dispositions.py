"""What became of those of a sample who did not answer, in the categories of AAPOR."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated

from pydantic import Field

from analysis.questionnaire.settings import OUT_OF_RANGE
from analysis.questionnaire.written_values import Number, Record, Whole, worded

Cases = Annotated[
    Whole,
    Field(ge=0),
    worded("expected how many of the sample it became of, 0 or more; found {found}", *OUT_OF_RANGE),
]
EligibleShare = Annotated[
    Number,
    Field(ge=0, le=1),
    worded("expected a part from 0 to 1, such as 0.8; found {found}", *OUT_OF_RANGE),
]


@dataclass(frozen=True)
class Dispositions(Record):
    """Those of the sample without an interview, by what became of them; interviews are counted by the build.

    `unknown` are those of whom it is not known whether they belong to the population; `eligible_share` is the
    part of them that is taken to, else that of the others.
    """

    refusals: Cases = 0
    noncontacts: Cases = 0
    other: Cases = 0
    unknown: Cases = 0
    not_eligible: Cases = 0
    eligible_share: EligibleShare | None = None

    @property
    def counts(self) -> dict[str, int]:
        """Category -> how many of the sample."""
        return {key.name: getattr(self, key.name) for key in fields(self) if key.name != "eligible_share"}
