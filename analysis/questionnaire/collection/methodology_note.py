"""What the methodology note states in words, and which of it every survey has to state."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.questionnaire.written_values import OptionalLabel, Record

REQUIRED = (
    *("producer", "sponsor", "purpose", "population", "excluded", "frame", "recruitment", "incentives"),
    *("mode", "languages", "availability", "licence", "contact"),
)
"""The fields that every note states: what the American association for public opinion research (AAPOR, 2021)
has disclosed of any survey, and under which licence and from whom the figures can be had."""


@dataclass(frozen=True)
class Note(Record):
    """What the methodology note states in words; a build lists the required fields that are left empty."""

    purpose: OptionalLabel = None
    population: OptionalLabel = None
    excluded: OptionalLabel = None
    frame: OptionalLabel = None
    recruitment: OptionalLabel = None
    incentives: OptionalLabel = None
    producer: OptionalLabel = None
    sponsor: OptionalLabel = None
    mode: OptionalLabel = None
    languages: OptionalLabel = None
    weighting: OptionalLabel = None
    availability: OptionalLabel = None
    licence: OptionalLabel = None
    contact: OptionalLabel = None
    simulation: OptionalLabel = None
    frequency: OptionalLabel = None
    updated: OptionalLabel = None

    def __repr__(self) -> str:
        told = [name for name in self.__dataclass_fields__ if getattr(self, name) is not None]
        return f"Note({', '.join(told)})"
